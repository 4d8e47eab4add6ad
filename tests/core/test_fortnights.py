"""Fourteen days, counted from Monday 1 January 2018, cut off at midnight in Jakarta."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okoce.core.fortnights import Fortnight, jakarta_date

DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))
INSTANTS = st.datetimes(datetime(2000, 1, 1), datetime(2060, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - given a zone


@pytest.mark.parametrize(
    ("day", "number"),
    [
        (date(2018, 1, 1), 0),
        (date(2018, 1, 14), 0),
        (date(2018, 1, 15), 1),
        (date(2017, 12, 31), -1),
        (date(2017, 12, 18), -1),
        (date(2017, 12, 17), -2),
        (date(2020, 2, 29), 56),
    ],
)
def test_number_of_a_day(day: date, number: int) -> None:
    assert Fortnight.of(day) == Fortnight(number)


def test_cut_off_is_midnight_in_jakarta() -> None:
    """Seven hours before midnight in Greenwich: 14 January ends at 17.00 UTC."""
    assert Fortnight(0).cut_off == datetime(2018, 1, 14, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2018, 1, 14, 16, 59, 59, 999999, tzinfo=UTC), date(2018, 1, 14)),
        (datetime(2018, 1, 14, 17, 0, tzinfo=UTC), date(2018, 1, 15)),
        (datetime(2024, 12, 31, 17, 0, tzinfo=UTC), date(2025, 1, 1)),
        (datetime(2024, 2, 29, 16, 59, tzinfo=UTC), date(2024, 2, 29)),
    ],
)
def test_day_in_jakarta(instant: datetime, day: date) -> None:
    assert jakarta_date(instant) == day


@given(DAYS)
def test_every_day_lies_in_one_fortnight(day: date) -> None:
    fortnight = Fortnight.of(day)
    assert fortnight.contains(day)
    assert (fortnight.last_day - fortnight.first_day, fortnight.first_day.weekday()) == (timedelta(days=13), 0)
    assert fortnight.next().first_day == fortnight.last_day + timedelta(days=1)
    assert not fortnight.next().contains(day)
    assert fortnight.next(-1).next() == fortnight


@given(INSTANTS)
def test_an_instant_is_before_the_cut_off_of_its_own_fortnight_alone(instant: datetime) -> None:
    fortnight = Fortnight.of(jakarta_date(instant))
    assert fortnight.next(-1).cut_off <= instant < fortnight.cut_off
