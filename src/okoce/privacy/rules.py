"""Pure rules of requests: the clock, the moves from state to state, whose eyes are needed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from okoce.core.decisions import Decision
from okoce.privacy.enums import RequestKind, RequestState

ENDED = frozenset({RequestState.ANSWERED, RequestState.REFUSED, RequestState.CANCELLED})
RUNNING = frozenset(RequestState) - ENDED

MOVES: dict[RequestState, frozenset[RequestState]] = {
    RequestState.OPEN: frozenset(
        {RequestState.IN_WORK, RequestState.DECIDED, RequestState.ANSWERED, RequestState.REFUSED, RequestState.CANCELLED}
    ),
    RequestState.IN_WORK: frozenset({RequestState.DECIDED, RequestState.ANSWERED, RequestState.REFUSED, RequestState.CANCELLED}),
    # The second officer orders it, or sends it back to the first; until then the person may change her mind.
    RequestState.DECIDED: frozenset({RequestState.ORDERED, RequestState.IN_WORK, RequestState.REFUSED, RequestState.CANCELLED}),
    RequestState.ORDERED: frozenset({RequestState.ANSWERED}),
    RequestState.ANSWERED: frozenset(),
    RequestState.REFUSED: frozenset(),
    RequestState.CANCELLED: frozenset(),
}

HOURS_RULE = {
    RequestKind.ACCESS: "privacy.access_hours",
    RequestKind.CORRECTION: "privacy.correction_hours",
    RequestKind.WITHDRAWAL: "privacy.withdrawal_hours",
    RequestKind.ERASURE: "privacy.erasure_hours",
}
"""The rule row that sets the clock of each kind."""


def due(asked_at: datetime, hours: int) -> datetime:
    """The instant by which the law wants an answer: hours run through nights and holidays."""
    return asked_at + timedelta(hours=hours)


@dataclass(frozen=True, slots=True)
class Clock:
    """Where a request stands in its time: ``running``, ``soon``, ``late``; ``met`` or ``missed`` once it has ended."""

    code: str
    hours_left: int


def clock(due_at: datetime, now: datetime, ended_at: datetime | None, soon_hours: int) -> Clock:
    """Whole hours are rounded down, so that nobody believes to have longer than she has; negative when late."""
    if ended_at is not None:
        return Clock("met" if ended_at <= due_at else "missed", 0)
    left = due_at - now
    hours = left // timedelta(hours=1)
    if left <= timedelta(0):
        return Clock("late", hours)
    return Clock("soon" if left <= timedelta(hours=soon_hours) else "running", hours)


def may_move(kind: RequestKind, state: RequestState, to: RequestState) -> Decision:
    """Whether a request may go on; a second answer is refused with what the first one was."""
    if to in (RequestState.DECIDED, RequestState.ORDERED) and kind != RequestKind.ERASURE:
        return Decision.no("data.not_an_erasure")
    if to == RequestState.ANSWERED and kind == RequestKind.ERASURE and state != RequestState.ORDERED:
        return Decision.no("data.erasure_needs_two")
    if to not in MOVES[state]:
        return Decision.no("data.already_ended" if state in ENDED else "data.not_now", state=state)
    return Decision.yes()


def may_order(decided_by: UUID | None, by: UUID | None) -> Decision:
    """Four eyes: who agreed to an erasure does not order it."""
    if decided_by is None or decided_by == by:
        return Decision.no("data.same_eyes")
    return Decision.yes()


def kept_until(last: date, years: int) -> date:
    """The last day on which the law still wants a record of that day: the same day, some years on (29 February: the 28th)."""
    try:
        return last.replace(year=last.year + years)
    except ValueError:
        return last.replace(year=last.year + years, day=28)
