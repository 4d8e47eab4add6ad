"""Where the rows of an event log ended: stored, the same as before, rejected, or left out because the map does not name them."""

from collections import Counter
from dataclasses import dataclass, field

MOST_NAMES = 500
OTHERS = "…"
"""Stands for further activities where a log has more names than anybody reads."""


@dataclass(slots=True)
class EventTally:
    """Counts of rows; rows in are rows stored, the same, rejected and left out. ``repeats`` and ``by_hand`` are among the same."""

    rows: int = 0
    ends: Counter[str] = field(default_factory=Counter)
    activities: dict[str, Counter[str]] = field(default_factory=dict)
    reasons: Counter[str] = field(default_factory=Counter)
    repeats: int = 0
    by_hand: int = 0

    def add(self, activity: str, end: str, reasons: tuple[str, ...] = (), *, repeats: bool = False, by_hand: bool = False) -> None:
        """Count one row."""
        self.rows += 1
        self.ends[end] += 1
        name = activity if activity in self.activities or len(self.activities) < MOST_NAMES else OTHERS
        self.activities.setdefault(name, Counter())[end] += 1
        self.reasons.update(set(reasons))
        self.repeats += repeats
        self.by_hand += by_hand

    @property
    def stored(self) -> int:
        """Rows that are facts now; in a preview, those that would be."""
        return self.ends["new"]

    @property
    def same(self) -> int:
        return self.ends["same"]

    @property
    def rejected(self) -> int:
        return self.ends["rejected"]

    @property
    def left(self) -> int:
        return self.ends["left"]

    @property
    def is_whole(self) -> bool:
        return self.rows == self.stored + self.same + self.rejected + self.left
