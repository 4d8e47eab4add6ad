"""Before a change of rules is published: who gains and who loses which task, over everybody who has answered."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from okoce.accounts.enums import Role
from okoce.regulations.families import Effect
from okoce.regulations.queries import in_force
from okoce.regulations.rules import RuleValue
from okoce.stages.p4_licensing.families import TOGETHER
from okoce.stages.p4_licensing.queries.content import current, shipped
from okoce.stages.p4_licensing.queries.effects import cases_to_look_at, effects_of_change, profiles
from okoce.stages.p4_licensing.rules import build
from okoce.stages.p4_licensing.services import save_answers
from tests.world import World, today

CRISPS = {"class": "2025:10794", "place": "home", "zone": "allowed", "capital": "upto_1bn", "product": "dry", "inputs": "simple"}


def rows(**changed: int | str) -> tuple[RuleValue, ...]:
    """The rules in force, some with another value."""
    return tuple(
        replace(row, value=changed[row.code.replace(".", "_")]) if row.code.replace(".", "_") in changed else row
        for row in in_force("p4.", today())
    )


def said(effects: Iterable[Effect]) -> dict[str, tuple[int, int]]:
    return {effect.text.id: (effect.gains, effect.loses) for effect in effects}


@pytest.mark.django_db
def test_without_answers_typical_businesses_are_looked_at() -> None:
    found = effects_of_change(rows(), rows(), today())
    assert (found.counted, found.touched, found.effects) == (len(profiles()), 0, ())
    assert cases_to_look_at() == len(profiles())
    assert "contoh usaha" in found.what.id
    assert "typical" in found.what.en


@pytest.mark.django_db
def test_a_later_halal_duty_moves_the_certificate_from_required_to_advised(world: World) -> None:
    save_answers(by=world.actor(Role.CITY), person_id=world.own.person_id, given=CRISPS, content=current(today()))
    later = (today() + timedelta(days=365)).isoformat()
    found = effects_of_change(rows(), rows(p4_param_halal_duty_from=later), today())
    assert (found.counted, found.touched) == (1, 1)
    assert said(found.effects) == {"Sertifikat halal gratis (SEHATI): dari wajib menjadi disarankan": (0, 1)}
    (effect,) = found.effects
    (subject,) = effect.subjects
    assert subject.label.id.startswith("Membuat keripik")
    assert subject.url.startswith("/izin/peta/?class=2025:10794")
    assert world.own.name not in subject.label.id + subject.url


@pytest.mark.django_db
def test_a_fee_and_a_new_clause_are_told_apart(world: World) -> None:
    save_answers(by=world.actor(Role.MEMBER), person_id=world.own.person_id, given=CRISPS, content=current(today()))
    dearer = effects_of_change(rows(), rows(p4_fee_nib=50_000), today())
    assert [(effect.gains, effect.loses) for effect in dearer.effects] == [(0, 0)]
    assert dearer.effects[0].text.en.endswith(": fee, time or term changes (1 business)")
    before = rows()
    without = tuple(row for row in before if not row.code.startswith("p4.clause.spp_irt"))
    added = effects_of_change(without, before, today())
    assert (1, 0) in said(added.effects).values()
    gone = effects_of_change(before, without, today())
    assert (0, 1) in said(gone.effects).values()


@pytest.mark.django_db
def test_rows_that_make_no_content_are_a_list_that_is_empty(world: World) -> None:
    save_answers(by=world.actor(Role.MEMBER), person_id=world.own.person_id, given=CRISPS, content=current(today()))
    found = effects_of_change((), rows(), today())
    assert found.touched == 1
    assert all(effect.gains == 1 for effect in found.effects)
    assert TOGETHER.effects is effects_of_change


def test_every_profile_builds_and_has_a_name_of_its_own() -> None:
    content, on = shipped(date(2026, 11, 24)), date(2026, 11, 24)
    assert len({each.name.id for each in profiles()}) == len(profiles()) >= 10
    for each in profiles():
        assert build(content, each.answers, on).tasks
