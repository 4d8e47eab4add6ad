"""Lives are the same for a seed, and stay within the programme."""

from datetime import date

import pytest

from okoce.demo.lives import Life, life
from okoce.demo.places import Where
from okoce.demo.plan import Plan, make_plan

TODAY = date(2026, 11, 24)


def _lives(seed: int, count: int = 300) -> tuple[Plan, list[Life]]:
    plan, where = make_plan(count, TODAY, seed), Where(seed)
    return plan, [life(plan, number, where) for number in range(count)]


@pytest.mark.django_db
def test_a_seed_gives_the_same_lives() -> None:
    assert _lives(3) == _lives(3)
    assert _lives(3)[1] != _lives(4)[1]


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_nothing_happens_before_registration_or_after_today(seed: int) -> None:
    _plan, found = _lives(seed)
    for one in found:
        for event in one.events:
            assert one.registered_on <= event.occurred_on <= event.known_on < TODAY
            assert all(event.known_on < fix.on < TODAY for fix in event.fixes)
            assert one.leaves_on is None or event.known_on < one.leaves_on
        assert one.leaves_on is None or one.registered_on < one.leaves_on < TODAY
        assert one.returns_on is None or one.leaves_on is None or one.leaves_on < one.returns_on < TODAY


@pytest.mark.django_db
def test_numbers_are_unique_but_phones_are_shared() -> None:
    plan, found = _lives(5, 2000)
    assert len({one.nik for one in found}) == 2000
    assert len({one.phone for one in found}) < 1950
    assert found[plan.rich].phone == found[plan.fresh].phone
    one, other = (found[number] for number in plan.twins)
    assert (one.name, one.phone) == (other.name, other.phone)
    elsewhere = sum(one.nik[:6] != one.place[:8].replace(".", "") for one in found if len(one.place) > 2)
    assert 100 < elsewhere < 600
