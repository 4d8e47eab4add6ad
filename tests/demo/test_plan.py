"""What is planned before anything is loaded: ratios at any seed, numbers that nobody has, days with peaks and dips."""

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest

from okoce.core.phone_numbers import normalise
from okoce.demo import diary, identities, seasons
from okoce.demo.diary import Diary
from okoce.demo.plan import OUTSIDE, STOCK, make_plan
from okoce.members.queries import read_nik

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(("count", "seed"), [(300, seed) for seed in range(12)] + [(3000, seed) for seed in (1, 2018)])
def test_stages_stand_in_the_published_ratios(count: int, seed: int) -> None:
    plan = make_plan(count, TODAY, seed)
    passed = {stage: sum(plan.passes(number, stage) for number in range(count)) for stage in STOCK}
    for stage in range(2, 8):
        assert passed[stage] == pytest.approx(count * STOCK[stage] / STOCK[1], abs=2)
    assert sum(plan.outside) == pytest.approx(count * OUTSIDE, abs=4)
    assert len(plan.special) == 4


@pytest.mark.parametrize("today", [TODAY, date(2021, 10, 27), date(2020, 2, 29)])
def test_registrations_have_peaks_and_dips(today: date) -> None:
    days = seasons.registration_days(3000, today)
    assert days == sorted(days)
    assert days[0] >= seasons.first_day(today)
    assert days[-1] < today
    counts = Counter(days)
    usual = len(days) / (days[-1] - days[0]).days
    assert max(counts.values()) > 8 * usual
    feasts = [feast for feast in seasons.LEBARAN if days[0] < feast < days[-1]]
    assert feasts
    around = [counts[feast + timedelta(days=off)] for feast in feasts for off in range(-7, 7)]
    assert sum(around) / len(around) < usual / 2


def test_numbers_are_valid_and_differ() -> None:
    niks = set()
    for number in range(0, 400_000, 37):
        chance = Random(number)
        woman = number % 3 > 0
        born = identities.born_on(number, chance, TODAY)
        nik = identities.nik("317401", number, born, woman=woman)
        reading = read_nik(nik)
        assert (reading.birth_on, reading.sex) == (born, "f" if woman else "m")
        assert nik[12] == "9"
        niks.add(nik)
        phone = identities.phone(number)
        assert normalise(phone) == phone
        assert 18 <= (TODAY - born).days / 365.25 <= 67
    assert len(niks) == len(range(0, 400_000, 37))


def test_people_with_one_serial_are_born_on_different_days() -> None:
    with_one_serial = range(17, identities.MOST, 1000)
    days = {identities.born_on(number, Random(1), TODAY).toordinal() % 512 for number in with_one_serial}
    assert len(days) == len(with_one_serial)


def test_the_diary_gives_back_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diary, "IN_MEMORY", 10)
    with Diary() as notes:
        for number in range(35):
            notes.note(number % 2, "fact", number)
        notes.note(0, "fix", "later")
        assert [item for some in notes.take(0, "fact") for item in some] == list(range(0, 35, 2))
        assert list(notes.take(0, "fact")) == []
        assert list(notes.take(0, "fix")) == [["later"]]
        assert [item for some in notes.take(1, "fact") for item in some] == list(range(1, 35, 2))
