"""When a permit ends and which reminder is due: pure, day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okoce.stages.p4_licensing.enums import Licence, PermitState
from okoce.stages.p4_licensing.rules.expiry import (
    Renewal,
    RenewalRules,
    Standing,
    Step,
    due_reminder,
    months_before,
    next_step,
    renewal,
    standing,
)
from okoce.stages.p4_licensing.rules.promises import due_on

REMIND = (90, 30, 7)
RULES = RenewalRules(REMIND, {"pirt": 6, "brand": 6}, {"slhs": 3})
UNTIL = date(2027, 8, 31)


@pytest.mark.parametrize(
    ("left", "sent", "expected"),
    [
        (91, (), None),
        (90, (), 90),
        (90, (90,), None),
        (31, (90,), None),
        (30, (90,), 30),
        (29, (90, 30), None),
        (7, (90, 30), 7),
        (7, (90, 30, 7), None),
        (0, (90, 30), 7),
        (-1, (), None),
        (20, (), 30),
        (3, (), 7),
        (3, (90,), 7),
    ],
)
def test_which_reminder_is_due(left: int, sent: tuple[int, ...], expected: int | None) -> None:
    assert due_reminder(UNTIL, UNTIL - timedelta(days=left), sent, REMIND) == expected


@given(st.sets(st.integers(1, 400), min_size=1, max_size=5), st.lists(st.integers(-5, 500), max_size=60))
def test_whenever_it_looks_each_threshold_is_reminded_of_at_most_once(remind: set[int], days_left: list[int]) -> None:
    sent: set[int] = set()
    for left in sorted(days_left, reverse=True):
        days = due_reminder(UNTIL, UNTIL - timedelta(days=left), sent, remind)
        if days is not None:
            assert days not in sent
            assert left <= days
            assert days == min(other for other in remind if left <= other), "of several that were missed the nearest"
            sent.add(days)
        elif 0 <= left <= max(remind):
            assert min(other for other in remind if left <= other) in sent


def test_months_before_a_day() -> None:
    assert months_before(date(2027, 8, 31), 6) == date(2027, 2, 28)
    assert months_before(date(2028, 8, 31), 6) == date(2028, 2, 29)
    assert months_before(date(2027, 1, 15), 3) == date(2026, 10, 15)


def test_the_window_of_a_renewal_is_that_of_the_rule() -> None:
    assert renewal(Licence.PIRT, UNTIL, RULES) == Renewal(opens_on=date(2027, 2, 28))
    assert renewal(Licence.SLHS, UNTIL, RULES) == Renewal(file_by=date(2027, 5, 31))
    assert renewal(Licence.HALAL, UNTIL, RULES) == Renewal()


@pytest.mark.parametrize(
    ("until", "is_renewed", "expected"),
    [
        (None, False, Standing.LASTING),
        (UNTIL, True, Standing.RENEWED),
        (UNTIL, False, Standing.ENDING),
        (UNTIL + timedelta(days=40), False, Standing.VALID),
        (date(2027, 6, 22), False, Standing.ENDED),
        (date(2027, 6, 23), False, Standing.ENDING),
    ],
)
def test_how_a_permit_stands(until: date | None, is_renewed: bool, expected: Standing) -> None:
    assert standing(until, date(2027, 6, 23), is_renewed=is_renewed, remind=REMIND) == expected


@pytest.mark.parametrize(
    ("state", "stands", "licence", "today", "has_file", "expected"),
    [
        (PermitState.REFUTED, Standing.VALID, "nib", UNTIL, True, Step.REPORT_AGAIN),
        (PermitState.REPORTED, Standing.LASTING, "nib", UNTIL, False, Step.ADD_FILE),
        (PermitState.REPORTED, Standing.LASTING, "nib", UNTIL, True, Step.SHOW_PAPER),
        (PermitState.CONFIRMED, Standing.LASTING, "nib", UNTIL, False, Step.NONE),
        (PermitState.CONFIRMED, Standing.RENEWED, "pirt", UNTIL, False, Step.NONE),
        (PermitState.CONFIRMED, Standing.ENDED, "pirt", UNTIL, False, Step.APPLY_AGAIN),
        (PermitState.CONFIRMED, Standing.ENDING, "pirt", date(2027, 7, 1), False, Step.RENEW),
        (PermitState.CONFIRMED, Standing.VALID, "pirt", date(2027, 3, 1), False, Step.RENEW),
        (PermitState.CONFIRMED, Standing.VALID, "pirt", date(2027, 2, 1), False, Step.NONE),
        (PermitState.CONFIRMED, Standing.VALID, "slhs", date(2027, 5, 1), False, Step.RENEW),
        (PermitState.CONFIRMED, Standing.VALID, "slhs", date(2027, 4, 1), False, Step.NONE),
    ],
)
def test_the_one_next_step(state: PermitState, stands: Standing, licence: str, today: date, has_file: bool, expected: Step) -> None:
    assert next_step(state, stands, renewal(licence, UNTIL, RULES), today, has_file=has_file) == expected


def test_a_promise_in_working_days_leaves_out_weekends() -> None:
    friday = date(2026, 11, 20)
    assert due_on(friday, 7, "days") == date(2026, 11, 27)
    assert due_on(friday, 7, "working days") == date(2026, 12, 1)
    assert due_on(friday, 0, "working days") == friday
