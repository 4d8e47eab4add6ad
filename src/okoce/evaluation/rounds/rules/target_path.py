"""Progress to a target along a planned path: where the programme should be on a day, and the pace still needed."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from okoce.core.fortnights import Fortnight


@dataclass(frozen=True, slots=True)
class Progress:
    """``planned`` at the end of the fortnight on a straight path; ``gap`` negative when behind; pace per fortnight.

    ``pace`` is what the fortnight brought, ``pace_needed`` what each remaining one must bring; None once the period is over.
    """

    target: int
    planned: int
    reached: int
    gap: int
    fortnights_left: int
    pace: int
    pace_needed: int | None
    first: int
    fortnights: int


def planned_at(target: int, first: Fortnight, fortnights: int, at: Fortnight) -> int:
    """Straight path from nought before ``first`` to ``target`` after ``fortnights`` fortnights; halves round up."""
    gone = min(max(at.number - first.number + 1, 0), fortnights)
    return (2 * target * gone + fortnights) // (2 * fortnights)


def progress(*, target: int, first: Fortnight, fortnights: int, at: Fortnight, reached: int, pace: int) -> Progress:
    """Where a programme stands against its path at the end of a fortnight."""
    planned = planned_at(target, first, fortnights, at)
    left = fortnights - min(max(at.number - first.number + 1, 0), fortnights)
    to_go = max(target - reached, 0)
    needed = -(-to_go // left) if left else None
    return Progress(target, planned, reached, reached - planned, left, pace, needed, first.number, fortnights)


def reached_by_fortnight(days: Iterable[date], first: Fortnight, last: Fortnight) -> tuple[int, ...]:
    """How many of the days lie at or before the end of each fortnight from ``first`` to ``last``."""
    return added_up(Counter(Fortnight.of(day).number for day in days), first, last)


def added_up(counts: Mapping[int, int], first: Fortnight, last: Fortnight) -> tuple[int, ...]:
    """How many there are at the end of each fortnight from ``first`` to ``last``, where ``counts`` says how many each one added."""
    total = sum(count for number, count in counts.items() if number < first.number)
    found = []
    for number in range(first.number, last.number + 1):
        total += counts.get(number, 0)
        found.append(total)
    return tuple(found)
