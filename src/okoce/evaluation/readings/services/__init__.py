"""Writes of the warehouse's tables ``reading``, ``holding`` and ``reading_state``."""

from okoce.evaluation.readings.services.keeping import rebuild, refresh

__all__ = ["rebuild", "refresh"]
