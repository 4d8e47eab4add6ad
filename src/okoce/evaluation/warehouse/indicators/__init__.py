"""Figures as Ibis expressions over the tables of the warehouse, each with a code and a version."""
