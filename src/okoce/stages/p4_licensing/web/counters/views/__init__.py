"""Views of counter days and lists. What belongs to another office is 404, as if it did not exist."""
