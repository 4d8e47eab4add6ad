"""Forms of the desks: what is typed stays, and every refusal stands beside the field that it is about."""
