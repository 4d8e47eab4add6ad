"""Reads of licensing."""
