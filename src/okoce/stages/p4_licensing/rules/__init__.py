"""Pure rules of licensing: no Django, no clock, no query."""
