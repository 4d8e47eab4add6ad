"""Reads of requests, of the copy of somebody's data, and of what an erasure left."""

from okoce.privacy.queries.own import Gone, gone, was_erased, would_be_kept
from okoce.privacy.queries.requests import (
    Case,
    Overview,
    case,
    case_by_receipt,
    cases_for,
    cases_of,
    overview,
    running_count,
)

__all__ = [
    "Case",
    "Gone",
    "Overview",
    "case",
    "case_by_receipt",
    "cases_for",
    "cases_of",
    "gone",
    "overview",
    "running_count",
    "was_erased",
    "would_be_kept",
]
