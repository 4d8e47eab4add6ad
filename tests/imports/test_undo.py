"""Undoing a sheet of facts: every fact gets one correction, what others have touched since stays, and it happens once."""

import pytest

from okoce.accounts.enums import Role
from okoce.core.decisions import NotAllowed
from okoce.facts.enums import Correction, CorrectionReason
from okoce.facts.queries import entry, live_facts_of
from okoce.imports.enums import ImportState
from okoce.imports.models import SheetImport, SheetRow
from okoce.imports.services import begin_undoing
from okoce.members.services import correct_fact
from tests.imports.sheets import FACT_HEAD, checked, stored, worked, xlsx
from tests.world import World, make_fact, today

pytestmark = pytest.mark.django_db


def line(world: World, hours: int = 6, skill: str = "hard") -> tuple[object, ...]:
    return (world.own.nik, world.own.name, f"{today():%d/%m/%Y}", skill, hours, "DH-7")


def undone(world: World, sheet: SheetImport) -> SheetImport:
    begin_undoing(by=world.actor(Role.KECAMATAN), import_id=sheet.id, reason="berkas keliru")
    return worked(sheet.id, ImportState.UNDONE)


def test_an_amended_fact_says_again_what_it_said_before(world: World) -> None:
    fact_id = make_fact(world.own.member, measures={"skill": "soft", "hours": 4})
    officer = world.actor(Role.KECAMATAN)
    correct_fact(by=officer, fact_id=world.own.fact_id, correction=Correction.VOID, reason=CorrectionReason.DUPLICATE)
    sheet = stored(officer, checked(officer, xlsx([FACT_HEAD, line(world, 8, "soft")])))
    done = undone(world, sheet)
    known = entry(fact_id)
    assert known is not None
    assert known.live is not None
    assert (known.live.measures["hours"], len(known.corrections)) == (4, 2)
    assert known.details[known.corrections[-1].id]["evidence"] == "bukti 001"
    assert (done.rows_undone, done.rows_stay) == (1, 0)


def test_what_somebody_corrected_since_stays_and_is_listed(world: World) -> None:
    officer = world.actor(Role.KECAMATAN)
    correct_fact(by=officer, fact_id=world.own.fact_id, correction=Correction.VOID, reason=CorrectionReason.DUPLICATE)
    sheet = stored(officer, checked(officer, xlsx([FACT_HEAD, line(world), line(world, 5, "soft")])))
    first = SheetRow.objects.get(sheet_import=sheet, number=2)
    assert first.fact_id is not None
    correct_fact(by=officer, fact_id=first.fact_id, correction=Correction.VOID, reason=CorrectionReason.NOT_HAPPENED)
    correct_fact(by=officer, fact_id=first.fact_id, correction=Correction.RESTORE, reason=CorrectionReason.EVIDENCE_FOUND)
    done = undone(world, sheet)
    assert (done.rows_stored, done.rows_undone, done.rows_stay) == (2, 1, 1)
    assert [fact.id for fact in live_facts_of(world.own.person_id) if fact.channel == "import"] == [first.fact_id]
    first.refresh_from_db()
    assert (first.outcome, first.reasons) == ("stays", [{"code": "undo.corrected_since"}])


def test_a_role_that_was_taken_away_undoes_nothing(world: World) -> None:
    officer = world.actor(Role.KECAMATAN)
    correct_fact(by=officer, fact_id=world.own.fact_id, correction=Correction.VOID, reason=CorrectionReason.DUPLICATE)
    sheet = stored(officer, checked(officer, xlsx([FACT_HEAD, line(world)])))
    begin_undoing(by=officer, import_id=sheet.id, reason="berkas keliru")
    user = world.users[Role.KECAMATAN]
    user.is_active = False
    user.save()
    done = worked(sheet.id, ImportState.UNDONE)
    assert (done.rows_undone, done.rows_stay) == (0, 1)


def test_undoing_happens_once_and_with_a_reason(world: World) -> None:
    officer = world.actor(Role.KECAMATAN)
    correct_fact(by=officer, fact_id=world.own.fact_id, correction=Correction.VOID, reason=CorrectionReason.DUPLICATE)
    sheet = stored(officer, checked(officer, xlsx([FACT_HEAD, line(world)])))
    with pytest.raises(NotAllowed, match=r"undo\.reason_missing"):
        begin_undoing(by=officer, import_id=sheet.id, reason="  ")
    undone(world, sheet)
    with pytest.raises(NotAllowed, match=r"import\.wrong_state"):
        begin_undoing(by=officer, import_id=sheet.id, reason="lagi")
    with pytest.raises(NotAllowed, match=r"import\.other_office"):
        begin_undoing(by=world.actor(Role.EVALUATOR), import_id=sheet.id, reason="lagi")
