"""Sheets of registrations: through P1's own door, within the office's place, undone while nothing was built upon them."""

from uuid import UUID

import pytest
from django.conf import settings

from okoce.accounts.enums import Role
from okoce.accounts.queries import Actor
from okoce.core.encryption import keyring
from okoce.facts.queries import live_facts_of
from okoce.imports.enums import ImportState, Sort
from okoce.imports.models import SheetImport, SheetRow
from okoce.imports.services import begin_undoing
from okoce.members.models import Person
from okoce.members.queries import person_id_by_nik
from okoce.messaging.models import Message
from tests.imports.sheets import MEMBER_HEAD, checked, rows, stored, worked, xlsx
from tests.world import KECAMATAN, OTHER_KECAMATAN, World, make_fact, nik, record

pytestmark = pytest.mark.django_db


def line(n: int, **changes: object) -> tuple[object, ...]:
    values: dict[str, object] = {
        "nik": nik(n, KECAMATAN),
        "name": f"Contoh Baru {n}",
        "phone": f"0812-3456-{n:04}",
        "place": "Tebet Timur",
        "business": "keripik",
        "status": "sudah berjualan, belum punya izin",
        "consent": "ya",
    }
    return tuple({**values, **changes}.values())


def imported(by: Actor, *lines: tuple[object, ...]) -> SheetImport:
    return checked(by, xlsx([MEMBER_HEAD, *lines]), sort=Sort.MEMBERS)


def known(n: int) -> UUID:
    found = person_id_by_nik(nik(n, KECAMATAN))
    assert found is not None
    return found


def test_rows_become_members_with_their_fact_and_message(world: World) -> None:
    officer = world.actor(Role.KELURAHAN)
    stored(officer, imported(officer, line(100), line(101, phone=81234560101.0)))
    facts = live_facts_of(known(100))
    assert [(fact.kind, fact.channel, fact.recorded_by) for fact in facts] == [
        ("registration.submitted", "import", officer.user_id)
    ]
    assert record(known(100)).consents.keys() == {"programme"}
    ring = keyring(settings.SECRETS_DIR)
    sent = [ring.open(message.to_sealed, "message-to") for message in Message.objects.all()]
    assert "+6281234560101" in sent
    again = imported(officer, line(100), line(101))
    assert {verdict for verdict, _codes in rows(again).values()} == {"same"}


def test_what_is_wrong_with_rows(world: World) -> None:
    officer = world.actor(Role.KECAMATAN)
    found = rows(
        imported(
            officer,
            line(200, nik=3174015708900200.0),
            line(201, phone="021-5550001"),
            line(202, place="Pisangan Baru"),
            line(203, place="Kelurahan Entah"),
            line(204, consent="tidak"),
            line(205, nik=nik(205, OTHER_KECAMATAN)),
            line(206),
            line(206),
            line(206, name="Orang Lain"),
            line(207, nik=world.own.nik, name=world.own.name),
            line(208, nik=world.other.nik),
            line(209, name="NA"),
            line(210, name="12345"),
            line(211, status="entah"),
        )
    )
    assert found == {
        2: ("rejected", ["nik.as_number"]),
        3: ("rejected", ["phone.not_mobile"]),
        4: ("rejected", ["place.outside_scope"]),
        5: ("rejected", ["place.unknown"]),
        6: ("rejected", ["consent.programme_missing"]),
        7: ("doubtful", ["nik.region_differs"]),
        8: ("new", []),
        9: ("same", ["row.repeated"]),
        10: ("rejected", ["row.nik_repeated"]),
        11: ("same", []),
        12: ("rejected", ["member.elsewhere"]),
        13: ("new", []),
        14: ("rejected", ["name.no_letter"]),
        15: ("rejected", ["choice.unknown"]),
    }


def test_the_same_name_and_birth_date_with_another_nik_is_looked_at(world: World) -> None:
    officer = world.actor(Role.KECAMATAN)
    assert rows(imported(officer, line(300, name=world.own.name)))[2] == ("doubtful", ["person.looks_alike"])


def test_undo_withdraws_those_upon_whom_nothing_was_built(world: World) -> None:
    officer = world.actor(Role.KECAMATAN)
    sheet = stored(officer, imported(officer, line(400), line(401)))
    withdrawn, stays = known(400), known(401)
    make_fact(record(stays))
    messages = Message.objects.count()
    begin_undoing(by=officer, import_id=sheet.id, reason="daftar yang salah")
    done = worked(sheet.id, ImportState.UNDONE)
    assert (done.rows_stored, done.rows_undone, done.rows_stay) == (2, 1, 1)
    assert person_id_by_nik(nik(400, KECAMATAN)) is None
    assert live_facts_of(withdrawn) == ()
    assert not record(withdrawn).is_open
    assert record(withdrawn).end_reason == "entered_mistake"
    assert record(stays).is_open
    assert SheetRow.objects.get(sheet_import=sheet, outcome="stays").reasons == [{"code": "undo.has_facts"}]
    assert Message.objects.count() == messages + 1
    again = stored(officer, imported(officer, line(400), line(401)))
    assert (again.rows_stored, again.rows_same) == (1, 1)
    assert Person.objects.filter(name="Contoh Baru 400").count() == 2
