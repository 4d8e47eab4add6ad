"""Writes of the warehouse's tables ``reading``, ``holding`` and ``reading_state``."""

from okoce.evaluation.readings.services.keeping import keep_in_warehouse, rebuild, refresh

__all__ = ["keep_in_warehouse", "rebuild", "refresh"]
