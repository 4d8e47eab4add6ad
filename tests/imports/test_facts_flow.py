"""A sheet of facts on its way: mapped, checked, taken, stored; the same file twice changes nothing twice."""

from datetime import date

import pytest

from okoce.accounts.enums import Role
from okoce.facts.queries import live_facts_of, timeline
from okoce.imports.enums import Choice, ImportState
from okoce.imports.services import Which, begin_storing, choose
from tests.imports.sheets import FACT_HEAD, checked, rows, stored, worked, xlsx
from tests.world import World, make_fact, today

pytestmark = pytest.mark.django_db


def line(world: World, day: str = "31/12/2025", hours: object = 6, skill: str = "hard", nik: str = "") -> tuple[object, ...]:
    return (nik or world.own.nik, world.own.name, day, skill, hours, "DH-7")


def trainings(world: World) -> list[tuple[date, object]]:
    facts = live_facts_of(world.own.person_id)
    return [(fact.occurred_on, fact.measures["hours"]) for fact in facts if fact.channel == "import"]


def test_accepted_rows_become_facts_and_the_file_again_changes_nothing(world: World) -> None:
    officer = world.actor(Role.KECAMATAN)
    sheet = xlsx([FACT_HEAD, line(world), line(world, "1 Nov 2025", "8")])
    first = stored(officer, checked(officer, sheet))
    assert (first.rows_in, first.rows_stored, first.rows_open) == (2, 2, 0)
    assert trainings(world) == [(date(2025, 11, 1), 8), (date(2025, 12, 31), 6)]
    again = checked(officer, sheet)
    assert {verdict for verdict, _codes in rows(again).values()} == {"same"}
    assert (again.rows_in, again.rows_same) == (2, 2)


def test_other_numbers_for_the_same_thing_amend_the_fact(world: World) -> None:
    officer = world.actor(Role.KECAMATAN)
    fact_id = make_fact(world.own.member, measures={"skill": "soft", "hours": 4})
    imported = checked(officer, xlsx([FACT_HEAD, line(world, f"{today():%d/%m/%Y}", skill="soft")]))
    assert rows(imported)[2][0] == "changed"
    stored(officer, imported)
    entry = next(item for item in timeline(world.own.person_id) if item.original.id == fact_id)
    assert entry.live is not None
    assert entry.live.measures["hours"] == 6
    assert entry.live.channel == "import"


def test_an_amendment_may_be_taken_as_a_fact_of_its_own(world: World) -> None:
    officer = world.actor(Role.KECAMATAN)
    make_fact(world.own.member, occurred_on=date(2025, 12, 31), measures={"skill": "hard", "hours": 4})
    imported = checked(officer, xlsx([FACT_HEAD, line(world)]))
    choose(by=officer, import_id=imported.id, choice=Choice.TAKE_AS_NEW, which=Which())
    begin_storing(by=officer, import_id=imported.id)
    worked(imported.id, ImportState.STORED)
    assert trainings(world) == [(date(2025, 12, 31), 6)]


def test_members_of_other_offices_and_strangers_look_the_same(world: World) -> None:
    officer = world.actor(Role.KECAMATAN)
    imported = checked(officer, xlsx([FACT_HEAD, line(world, nik=world.other.nik), line(world, nik="3174010101909999")]))
    assert rows(imported) == {2: ("rejected", ["record.not_here"]), 3: ("rejected", ["record.not_here"])}
