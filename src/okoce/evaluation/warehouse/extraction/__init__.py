"""From PostgreSQL into the working file: one snapshot, by position, in whole sets."""
