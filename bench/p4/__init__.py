"""Licensing: what is promised of the search of business classes."""
