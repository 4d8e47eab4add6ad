from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okoce.core.fortnights import JAKARTA
from okoce.partners import rules
from okoce.partners.enums import CardStanding, OpeningCode, OrganisationAction, OrganisationState, Refusal
from okoce.partners.rules import Hours, Opening

WEEK = (*(Hours(day, time(8), time(16)) for day in (1, 2, 3, 4)), Hours(5, time(8), time(15, 30)))
SATURDAY = (Hours(6, time(9), time(12)),)
LATE = (Hours(7, time(0), time(23, 59)),)
MONDAY = date(2026, 11, 23)


def at(day: int, clock: str) -> datetime:
    """An instant in the week of Monday 23 November 2026, on the clock of Jakarta."""
    return datetime.combine(MONDAY + timedelta(days=day - 1), time.fromisoformat(clock), JAKARTA)


@pytest.mark.parametrize(
    ("hours", "instant", "expected"),
    [
        (WEEK, at(1, "07:59:59"), Opening(OpeningCode.LATER_TODAY, time(8), 1)),
        (WEEK, at(1, "08:00"), Opening(OpeningCode.OPEN_UNTIL, time(16), 1)),
        (WEEK, at(1, "15:59:59"), Opening(OpeningCode.OPEN_UNTIL, time(16), 1)),
        (WEEK, at(1, "16:00"), Opening(OpeningCode.TOMORROW, time(8), 2)),
        (WEEK, at(5, "15:29"), Opening(OpeningCode.OPEN_UNTIL, time(15, 30), 5)),
        (WEEK, at(5, "15:30"), Opening(OpeningCode.ON_WEEKDAY, time(8), 1)),
        (WEEK, at(6, "10:00"), Opening(OpeningCode.ON_WEEKDAY, time(8), 1)),
        (WEEK, at(7, "23:59:59"), Opening(OpeningCode.TOMORROW, time(8), 1)),
        (WEEK, at(1, "00:00"), Opening(OpeningCode.LATER_TODAY, time(8), 1)),
        (WEEK + SATURDAY, at(5, "18:00"), Opening(OpeningCode.TOMORROW, time(9), 6)),
        (SATURDAY, at(6, "12:00"), Opening(OpeningCode.NEXT_WEEK, time(9), 6)),
        (SATURDAY, at(7, "12:00"), Opening(OpeningCode.ON_WEEKDAY, time(9), 6)),
        (LATE, at(7, "00:00"), Opening(OpeningCode.OPEN_UNTIL, time(23, 59), 7)),
        (LATE, at(7, "23:59"), Opening(OpeningCode.NEXT_WEEK, time(0), 7)),
        ((), at(1, "10:00"), Opening(OpeningCode.NO_HOURS)),
    ],
)
def test_opening(hours: tuple[Hours, ...], instant: datetime, expected: Opening) -> None:
    assert rules.opening_now(hours, instant) == expected


def test_opening_is_read_on_the_clock_of_jakarta() -> None:
    # 01.00 UTC on Monday is 08.00 in Jakarta; 18.00 UTC on Sunday is already Monday there.
    assert rules.opening_now(WEEK, datetime(2026, 11, 23, 1, 0, tzinfo=UTC)).is_open
    assert rules.opening_now(WEEK, datetime(2026, 11, 22, 18, 0, tzinfo=UTC)).code is OpeningCode.LATER_TODAY


# Without a deadline: the machine is shared, and the rule has no clock to be slow against.
@settings(deadline=None)
@given(st.sets(st.integers(1, 7), min_size=1), st.datetimes(timezones=st.just(JAKARTA)))
def test_a_centre_with_hours_always_has_an_answer_with_a_time(days: set[int], instant: datetime) -> None:
    hours = [Hours(day, time(8), time(16)) for day in days]
    opening = rules.opening_now(hours, instant)
    assert opening.at == (time(16) if opening.is_open else time(8))
    assert opening.weekday in days


def test_every_state_has_its_actions_and_every_action_a_state() -> None:
    assert set(rules.TRANSITIONS) == set(OrganisationState)
    assert {action for actions in rules.TRANSITIONS.values() for action in actions} == set(OrganisationAction)
    reached = {target for actions in rules.TRANSITIONS.values() for target in actions.values()}
    assert reached == set(OrganisationState)


ALLOWED = {
    ("pending", "verify"), ("pending", "remove"), ("verified", "suspend"), ("verified", "remove"),
    ("suspended", "verify"), ("suspended", "remove"), ("removed", "reopen"),
}  # fmt: skip


@pytest.mark.parametrize("state", OrganisationState)
@pytest.mark.parametrize("action", OrganisationAction)
def test_moves(state: OrganisationState, action: OrganisationAction) -> None:
    decision = rules.may_move(state, action, "alasan")
    assert decision.allowed == ((state.value, action.value) in ALLOWED)
    assert decision.codes == (() if decision.allowed else (Refusal.ACTION_NOT_POSSIBLE,))


@pytest.mark.parametrize(("state", "action"), [("verified", "suspend"), ("verified", "remove"), ("removed", "reopen")])
def test_stopping_needs_a_reason(state: str, action: str) -> None:
    assert rules.may_move(state, OrganisationAction(action), "  ").codes == (Refusal.REASON_MISSING,)


FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


@pytest.mark.parametrize(
    ("on", "revoked", "state", "expected"),
    [
        (date(2025, 12, 31), False, "verified", CardStanding.NOT_YET),
        (FIRST, False, "verified", CardStanding.VALID),
        (LAST, False, "verified", CardStanding.VALID),
        (date(2027, 1, 1), False, "verified", CardStanding.EXPIRED),
        (FIRST, True, "verified", CardStanding.REVOKED),
        (FIRST, False, "suspended", CardStanding.ORGANISATION_NOT_VERIFIED),
        (FIRST, False, "pending", CardStanding.ORGANISATION_NOT_VERIFIED),
        (FIRST, True, "removed", CardStanding.REVOKED),
    ],
)
def test_card_standing(on: date, revoked: bool, state: str, expected: CardStanding) -> None:
    found = rules.card_standing(valid_from=FIRST, valid_to=LAST, revoked=revoked, organisation_state=state, on=on)
    assert found is expected


@pytest.mark.parametrize("typed", ["KOM-7K2M4", "kom 7k2m4", " kom7k2m4 ", "KOM–7K2M4", "k.o.m/7K2-M4"])
def test_numbers_are_read_as_people_type_them(typed: str) -> None:
    assert rules.number_key(typed) == "KOM7K2M4"


@pytest.mark.parametrize(
    ("asked", "known", "same"),
    [
        ("Sri Wahyuni", "Hj. Sri Wahyuni, S.E.", True),
        ("hj sri wahyuni s e", "Hj. Sri Wahyuni, S.E.", True),
        ("Sri", "Hj. Sri Wahyuni, S.E.", False),
        ("Suharti", "Suharti", True),
        ("Wahyuni Sri", "Sri Wahyuni", False),
        ("Sri Wahyu", "Sri Wahyuni", False),
        ("", "", False),
        ("Rini Séptiani", "Rini Septiani", True),
    ],
)
def test_same_person(asked: str, known: str, same: bool) -> None:
    assert rules.same_person(asked, known) is same


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("0812 3456 7890", True), ("Ratna (0812-3456-789)", True), ("+62 812 3456 7890", True),
        ("Melawai 16", False), ("RW 05 Kel. 1001", False), ("Angkatan 2017-2022", False),
    ],
)  # fmt: skip
def test_telephone_numbers_in_names(text: str, found: bool) -> None:
    assert rules.holds_phone(text) is found


KELURAHAN = "31.74.01.1001"


@pytest.mark.parametrize(
    ("areas", "expected"),
    [
        ((KELURAHAN,), 0), (("31.74.01",), 1), (("31.74.01.1002",), 2), (("31.74",), 3), (("31",), 4),
        (("31.74.02",), None), (("31.7",), None), (("",), None), ((), None), (("31", KELURAHAN), 0),
    ],
)  # fmt: skip
def test_nearness(areas: tuple[str, ...], expected: int | None) -> None:
    assert rules.nearness(areas, KELURAHAN) == expected


def test_hours_are_refused_twice_a_day_and_backwards() -> None:
    day = Hours(1, time(8), time(16))
    assert rules.may_open_at([day, day]).reasons[0].params == {"weekday": 1}
    assert rules.may_open_at([Hours(2, time(16), time(16))]).codes == (Refusal.HOURS_REVERSED,)
    assert rules.may_open_at([day, Hours(2, time(8), time(16))])
