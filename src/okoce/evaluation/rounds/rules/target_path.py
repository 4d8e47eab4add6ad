"""Progress to a target along a planned path: where the programme should be on a day, and the pace still needed."""

from dataclasses import dataclass

from okoce.core.fortnights import Fortnight


@dataclass(frozen=True, slots=True)
class Progress:
    """``planned`` at the end of the fortnight on a straight path; ``gap`` negative when behind; pace per fortnight.

    ``pace_needed`` is None once the period is over.
    """

    target: int
    planned: int
    reached: int
    gap: int
    fortnights_left: int
    pace_needed: int | None


def progress(*, target: int, first: Fortnight, fortnights: int, at: Fortnight, reached: int) -> Progress:
    """Straight path from nought before ``first`` to ``target`` after ``fortnights`` fortnights; halves round up."""
    gone = min(max(at.number - first.number + 1, 0), fortnights)
    planned = (2 * target * gone + fortnights) // (2 * fortnights)
    left = fortnights - gone
    open_target = max(target - reached, 0)
    return Progress(target, planned, reached, reached - planned, left, -(-open_target // left) if left else None)
