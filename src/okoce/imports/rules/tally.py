"""Rows in are rows stored, the same as before, about nobody here, rejected, left, or still open: nothing gets lost between."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows of a sheet ended where. ``undone`` and ``stays`` are among ``stored``."""

    rows: int = 0
    stored: int = 0
    same: int = 0
    outside: int = 0
    rejected: int = 0
    left: int = 0
    open: int = 0
    undone: int = 0
    stays: int = 0

    @property
    def is_whole(self) -> bool:
        return self.rows == self.stored + self.same + self.outside + self.rejected + self.left + self.open


def tally(rows: int, groups: Iterable[tuple[str, str, str, int]]) -> Tally:
    """From counts by (verdict, choice, outcome); ``rows`` is what the reader of the file counted."""
    ends = dict.fromkeys(("stored", "same", "outside", "rejected", "left", "open", "undone", "stays"), 0)
    for verdict, choice, outcome, count in groups:
        ends[end_of(verdict, choice, outcome)] += count
        if outcome in ("undone", "stays"):
            ends[outcome] += count
    return Tally(rows, **ends)


def end_of(verdict: str, choice: str, outcome: str) -> str:
    """Where a row has ended; exactly one place for every row."""
    if outcome != "none":
        return "stored"
    if verdict in ("same", "outside", "rejected"):
        return verdict
    return "left" if choice == "leave" else "open"
