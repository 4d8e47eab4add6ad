"""Tables of the pure rules."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from okoce.core.ids import new_id
from okoce.privacy.enums import RequestKind, RequestState
from okoce.privacy.rules import ENDED, MOVES, RUNNING, clock, due, kept_until, may_move, may_order

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
ONE, OTHER = new_id(), new_id()


@pytest.mark.parametrize(
    ("left", "code", "hours"),
    [
        (timedelta(hours=72), "running", 72),
        (timedelta(hours=24, seconds=1), "running", 24),
        (timedelta(hours=24), "soon", 24),
        (timedelta(minutes=59), "soon", 0),
        (timedelta(0), "late", 0),
        (timedelta(seconds=-1), "late", -1),
    ],
)
def test_clock_of_a_running_request(left: timedelta, code: str, hours: int) -> None:
    found = clock(NOW + left, NOW, None, 24)
    assert (found.code, found.hours_left) == (code, hours)


@pytest.mark.parametrize(("early", "code"), [(0, "met"), (1, "met"), (-1, "missed")])
def test_clock_of_an_ended_one(early: int, code: str) -> None:
    assert clock(NOW, NOW, NOW - timedelta(seconds=early), 24).code == code


def test_hours_run_through_nights_and_holidays() -> None:
    assert due(datetime(2026, 12, 24, 20, tzinfo=UTC), 72) == datetime(2026, 12, 27, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "state", "to", "codes"),
    [
        (RequestKind.CORRECTION, RequestState.OPEN, RequestState.ANSWERED, ()),
        (RequestKind.CORRECTION, RequestState.OPEN, RequestState.DECIDED, ("data.not_an_erasure",)),
        (RequestKind.ERASURE, RequestState.OPEN, RequestState.ANSWERED, ("data.erasure_needs_two",)),
        (RequestKind.ERASURE, RequestState.DECIDED, RequestState.ORDERED, ()),
        (RequestKind.ERASURE, RequestState.OPEN, RequestState.ORDERED, ("data.not_now",)),
        (RequestKind.ERASURE, RequestState.ORDERED, RequestState.CANCELLED, ("data.not_now",)),
        (RequestKind.ACCESS, RequestState.REFUSED, RequestState.ANSWERED, ("data.already_ended",)),
    ],
)
def test_moves(kind: RequestKind, state: RequestState, to: RequestState, codes: tuple[str, ...]) -> None:
    assert may_move(kind, state, to).codes == codes


def test_every_state_has_its_moves_and_no_end_goes_on() -> None:
    assert set(MOVES) == set(RequestState) == ENDED | RUNNING
    assert all(not MOVES[state] for state in ENDED)


@pytest.mark.parametrize(("decided_by", "by", "allowed"), [(ONE, OTHER, True), (ONE, ONE, False), (None, ONE, False)])
def test_four_eyes(decided_by: UUID | None, by: UUID, allowed: bool) -> None:
    assert may_order(decided_by, by).allowed is allowed


@pytest.mark.parametrize(
    ("last", "years", "until"),
    [
        (date(2020, 5, 1), 10, date(2030, 5, 1)),
        (date(2020, 2, 29), 10, date(2030, 2, 28)),
        (date(2020, 2, 29), 4, date(2024, 2, 29)),
    ],
)
def test_terms_of_the_law(last: date, years: int, until: date) -> None:
    assert kept_until(last, years) == until
