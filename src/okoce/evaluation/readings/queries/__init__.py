"""Readings of all enrolments at once, at any position."""

from okoce.evaluation.readings.queries.reading import ReadTables, read_at
from okoce.evaluation.readings.rules.plan import version_of

__all__ = ["ReadTables", "read_at", "version_of"]
