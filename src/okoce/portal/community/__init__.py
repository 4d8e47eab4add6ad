"""The desk of a community: who chose it, with a clock, and who belongs to it."""
