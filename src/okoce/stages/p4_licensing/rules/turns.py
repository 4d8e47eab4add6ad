"""Turns at a mobile counter: when each begins, which days deserve a second look, and what a day came to."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from okoce.stages.p4_licensing.enums import AtCounter

SATURDAY = 6
RESOLVED = (AtCounter.ISSUED, AtCounter.APPLIED, AtCounter.DECLINED)
"""Outcomes after which nobody has to call her again about this permit."""


def turns(opens: time, closes: time, capacity: int) -> tuple[time, ...]:
    """When each of so many turns begins, spread evenly over the hours, on whole minutes."""
    day = date.min
    span = datetime.combine(day, closes) - datetime.combine(day, opens)
    minutes = int(span / timedelta(minutes=1))
    begin = datetime.combine(day, opens)
    return tuple((begin + timedelta(minutes=minutes * number // capacity)).time() for number in range(capacity))


def is_weekend(on: date) -> bool:
    """Whether offices are closed on this weekday; a counter may be held then, with a word to those who staff it."""
    return on.isoweekday() >= SATURDAY


@dataclass(frozen=True, slots=True)
class Line:
    """One invited person, as a summary counts her."""

    outcome: str
    answer: str
    is_walk_in: bool
    reason: str
    cannot_come: str
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a day came to. ``still``: those who are on the list of the stuck again, each counted once; ``why``: how many say what,
    as (sort, code) to count; a person may lack several papers."""

    invited: int
    walk_ins: int
    came: int
    outcomes: dict[str, int]
    still: int
    why: dict[str, dict[str, int]]

    def plain(self) -> dict[str, object]:
        """As a closed day keeps it."""
        counts = {name: getattr(self, name) for name in ("invited", "walk_ins", "came", "still")}
        return {**counts, "outcomes": self.outcomes, "why": self.why}


def summary_of(lines: Iterable[Line]) -> Summary:
    """Count the people of a day. Whoever has no outcome did not come."""
    found = list(lines)
    ends = Counter(line.outcome or str(AtCounter.NOT_COME) for line in found)
    still = [line for line in found if line.outcome not in RESOLVED]
    return Summary(
        invited=sum(not line.is_walk_in for line in found),
        walk_ins=sum(line.is_walk_in for line in found),
        came=sum(count for outcome, count in ends.items() if outcome != AtCounter.NOT_COME),
        outcomes={str(code): ends[code] for code in AtCounter},
        still=len(still),
        why={
            "papers": dict(Counter(paper for line in still for paper in line.papers)),
            "cannot_come": dict(Counter(line.cannot_come for line in still if line.cannot_come)),
            "declined": dict(Counter(line.reason for line in found if line.reason)),
        },
    )
