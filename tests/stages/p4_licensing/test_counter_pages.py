"""The pages of the stuck, of a counter day and of lists: what an officer sees and presses, and what never leaves the server."""

from datetime import timedelta

import pytest
from django.urls import reverse

from okoce.accounts.enums import Role
from okoce.audit.models import Opening
from okoce.members.enums import Purpose
from okoce.stages.p4_licensing.enums import AtCounter, NoLicence
from okoce.stages.p4_licensing.models import CounterDay, CounterInvite, Permit
from okoce.stages.p4_licensing.services import plan_day, report
from tests.imports.lists import checked_list, listed, take
from tests.stages.p4_licensing.counters import a_plan, on_list, trained
from tests.stages.p4_licensing.papers import NIB, a_report
from tests.world import KELURAHAN, NEIGHBOUR_KELURAHAN, World, nik, phone, today

pytestmark = pytest.mark.django_db
CONTACT = frozenset({str(Purpose.PROGRAMME), str(Purpose.CONTACT)})
STUCK, PLAN = reverse("counters:stuck"), reverse("counters:plan")


def plan_data(people: list[object], **changes: str) -> dict[str, object]:
    fields: dict[str, object] = {
        "form_id": "01999999-0000-7000-8000-000000000001",
        "place_code": KELURAHAN,
        "address": "Balai warga RW 04",
        "organiser": "UP PTSP Tebet Timur",
        "on": today().isoformat(),
        "opens": "09:00",
        "closes": "12:00",
        "capacity": "10",
        "licence": "nib",
        "orang": [str(person) for person in people],
        "simpan": "1",
    }
    return {**fields, **changes}


def test_from_the_list_to_a_closed_day_and_the_list_is_shorter(world: World) -> None:
    officer, client = world.actor(Role.KELURAHAN), world.client(Role.KELURAHAN)
    people = [trained(n, consents=CONTACT).person_id for n in (301, 302, 303, 304)]
    assert f'href="{STUCK}?wilayah={KELURAHAN}"' in client.get(reverse("counters:stuck_places")).content.decode()
    page = client.get(STUCK).content.decode()
    assert page.count('name="orang"') == 4
    assert "0812-••••" in page

    began = client.post(PLAN, {"orang": [str(person) for person in people[:3]]}).content.decode()
    assert began.count('name="orang"') == 3
    answer = client.post(PLAN, plan_data(list(people[:3])))
    day = CounterDay.objects.get()
    assert answer.headers["Location"] == reverse("counters:day", args=[day.id])
    assert on_list(officer) == [people[3]]

    issued, applied, declined = (CounterInvite.objects.get(person=person) for person in people[:3])

    def outcome(invite: CounterInvite) -> str:
        return reverse("counters:outcome", args=[day.id, invite.id])

    page = client.get(outcome(issued) + "?hasil=issued").content.decode()
    assert 'name="number"' in page
    data = {"form_id": "01999999-0000-7000-8000-000000000002", "outcome": "issued", "number": NIB, "issued_on": today().isoformat()}
    wrong = client.post(outcome(issued), {**data, "number": "12"})
    assert (wrong.status_code, 'id="hasil_number_error"' in wrong.content.decode()) == (422, True)
    assert client.post(outcome(issued), data).status_code == 302
    data = {"form_id": "01999999-0000-7000-8000-000000000003", "outcome": "applied"}
    assert client.post(outcome(applied), data).status_code == 302
    data = {"form_id": "01999999-0000-7000-8000-000000000004", "outcome": "declined", "reason": NoLicence.COST}
    assert client.post(outcome(declined), data).status_code == 302

    closing = client.get(reverse("counters:close", args=[day.id])).content.decode()
    assert "masih menunggu izin" in closing
    assert client.post(reverse("counters:close", args=[day.id])).status_code == 302
    day.refresh_from_db()
    assert day.summary["outcomes"] == {"issued": 1, "applied": 1, "papers": 0, "declined": 1, "not_come": 0}
    assert on_list(officer) == [people[3]]
    assert Permit.objects.get(person=people[0]).state == "confirmed"


def test_the_city_sees_counts_and_drills_down(world: World) -> None:
    client = world.client(Role.CITY)
    for n, place in ((311, KELURAHAN), (312, NEIGHBOUR_KELURAHAN), (313, NEIGHBOUR_KELURAHAN)):
        trained(n, domicile=place)
    page = client.get(reverse("counters:stuck_places")).content.decode()
    assert f'href="{STUCK}?wilayah={NEIGHBOUR_KELURAHAN}"' in page
    assert "<b>3 orang</b>" in page
    page = client.get(STUCK, {"wilayah": NEIGHBOUR_KELURAHAN}).content.decode()
    assert page.count('name="orang"') == 2
    assert "Anggota 311" not in page


def test_the_plan_says_what_is_wrong_and_keeps_who_was_ticked(world: World) -> None:
    her, client = trained(321), world.client(Role.KELURAHAN)
    answer = client.post(PLAN, plan_data([her.person_id], closes="08:00"))
    page = answer.content.decode()
    assert (answer.status_code, "Jam tutupnya sebelum jam buka" in page, page.count('name="orang"')) == (422, True, 1)
    saturday = today() + timedelta(days=(5 - today().weekday()) % 7 + 7)
    client.post(PLAN, plan_data([her.person_id], on=saturday.isoformat()))
    assert "Sabtu atau Minggu" in client.get(reverse("counters:day", args=[CounterDay.objects.get().id])).content.decode()


def test_the_ticked_go_to_a_day_that_is_planned_and_nobody_is_asked_back(world: World) -> None:
    her, client = trained(331), world.client(Role.KELURAHAN)
    day = plan_day(by=world.actor(Role.KELURAHAN), given=a_plan())
    invite = reverse("counters:invite")
    assert client.post(invite, {"hari": str(day)}).headers["Location"] == f"{STUCK}?"
    assert client.post(invite, {"hari": str(day), "orang": str(her.person_id)}).headers["Location"].endswith(f"{day}/")
    row = CounterInvite.objects.get()
    answer = reverse("counters:answer", args=[day, row.id])
    assert client.post(answer, {"coming": "tidak"}).status_code == 422
    assert client.post(answer, {"coming": "tidak", "cannot_come": "selling"}).status_code == 302
    row.refresh_from_db()
    assert (row.cannot_come, row.slot_id) == ("selling", None)


def test_the_sheet_for_paper_names_the_invited_masks_their_nik_and_is_logged(world: World) -> None:
    her, client = trained(341, consents=CONTACT), world.client(Role.KELURAHAN)
    client.post(PLAN, plan_data([her.person_id]))
    day = CounterDay.objects.get()
    for address, surface in (("sheet", "counter_sheet"), ("day", "counter_day")):
        page = client.get(reverse(f"counters:{address}", args=[day.id])).content.decode()
        assert "Anggota 341" in page
        assert nik(341) not in page
        assert phone(341) not in page
        assert Opening.objects.filter(person_id=her.person_id, surface=surface).exists()


def test_who_comes_without_an_invitation_is_found_by_her_card(world: World) -> None:
    client = world.client(Role.KELURAHAN)
    day = plan_day(by=world.actor(Role.KELURAHAN), given=a_plan())
    address = reverse("counters:day", args=[day])
    assert client.post(address, {"nik": world.other.nik}).status_code == 422
    spaced = f"{world.own.nik[:6]} {world.own.nik[6:]}"
    row_address = client.post(address, {"nik": spaced}).headers["Location"]
    row = CounterInvite.objects.get()
    assert row_address == reverse("counters:outcome", args=[day, row.id])
    assert (row.person_id, row.why) == (world.own.person_id, "came")


def test_a_list_says_both_ways_and_whose_a_permit_is(world: World) -> None:
    officer, client = world.actor(Role.KELURAHAN), world.client(Role.KELURAHAN)
    report(by=officer, given=a_report(world.own.person_id, number="9120001234568"))
    her = trained(351)
    imported = take(officer, checked_list(officer, listed(nik(351), "Anggota 351", NIB), listed(nik(77), "Lain", "0220001234569")))
    held = client.get(reverse("counters:office_list", args=[imported.id])).content.decode()
    assert "Anggota 351" in held
    assert world.own.name not in held
    missing = client.get(reverse("counters:office_list", args=[imported.id]), {"lihat": "tidak"}).content.decode()
    assert world.own.name in missing
    assert "Tidak ditemukan tidak berarti salah" in missing

    asked = reverse("counters:office_lists")
    found = client.post(asked, {"licence": "nib", "number": NIB}).content.decode()
    assert "Anggota 351" in found
    assert Opening.objects.filter(person_id=her.person_id, surface="permit_owner").exists()
    assert "bukan milik anggota" in client.post(asked, {"licence": "nib", "number": "0220001234569"}).content.decode()
    by_nik = client.post(asked, {"licence": "nib", "nik": world.own.nik}).content.decode()
    assert world.own.name in by_nik
    assert client.post(asked, {"licence": "nib"}).status_code == 422


def test_the_import_page_leads_to_the_result(world: World) -> None:
    officer, client = world.actor(Role.KELURAHAN), world.client(Role.KELURAHAN)
    imported = checked_list(officer, listed(nik(77), "Lain", NIB))
    address = reverse("imports:page", args=[imported.id])
    assert "Catat bahwa daftar ini sudah dicocokkan" in client.get(address).content.decode()
    assert client.post(reverse("imports:store", args=[imported.id])).status_code == 302
    page = client.post(reverse("imports:home"), {"about": "permits"}, follow=True)
    assert page.status_code == 422
    assert {code.value for code in AtCounter} == {"issued", "applied", "papers", "declined", "not_come"}
