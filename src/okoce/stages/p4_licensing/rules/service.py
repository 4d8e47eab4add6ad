"""How long offices take against what they promised, from applications of which some are not answered yet."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from okoce.core.survival import duration
from okoce.stages.p4_licensing.enums import Outcome


@dataclass(frozen=True, slots=True)
class Handled:
    """One application as this rule reads it."""

    submitted_on: date
    due_on: date | None
    promised_days: int | None
    outcome: str
    decided_on: date | None


@dataclass(frozen=True, slots=True)
class ServiceTime:
    """``median``, ``ninth``: days by which half, nine in ten have their answer; None where too many still wait to say. ``in_time``
    and ``late`` are those whose promise can be judged: an answer, or a wait that outlasted the promise."""

    applications: int
    answered: int
    waiting: int
    promised_days: int | None
    median: int | None
    ninth: int | None
    in_time: int
    late: int

    @property
    def share_in_time(self) -> float | None:
        judged = self.in_time + self.late
        return self.in_time / judged if judged else None


def service_time(items: Iterable[Handled], today: date) -> ServiceTime:
    """The office's answer is what is waited for, a refusal as much as a permit. A withdrawal ends the waiting without an answer."""
    found = list(items)
    answered = Counter(_days(item, today) for item in found if is_answered(item))
    time = duration(answered, Counter(_days(item, today) for item in found if not is_answered(item)))
    judged = [late for item in found if (late := is_late(item, today)) is not None]
    newest = max(found, key=lambda item: item.submitted_on, default=None)
    return ServiceTime(
        applications=len(found),
        answered=time.reached,
        waiting=sum(not item.outcome for item in found),
        promised_days=newest.promised_days if newest is not None else None,
        median=time.median,
        ninth=time.p90,
        in_time=judged.count(False),
        late=judged.count(True),
    )


def is_answered(item: Handled) -> bool:
    return item.outcome in (Outcome.ISSUED, Outcome.REFUSED)


def is_late(item: Handled, today: date) -> bool | None:
    """Whether a promise was broken; None where nothing was promised, or it is not over and nobody can say yet."""
    if item.due_on is None:
        return None
    ended = item.decided_on or today
    if ended > item.due_on:
        return True
    return False if is_answered(item) else None


def _days(item: Handled, today: date) -> int:
    return max(((item.decided_on or today) - item.submitted_on).days, 0)
