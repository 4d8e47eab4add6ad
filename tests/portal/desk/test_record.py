"""The record of a member: opened within the scope, logged once, with everything that happened and what was corrected."""

from typing import Any

import pytest
from django.urls import reverse

from okoce.accounts.enums import Role
from okoce.audit.models import Opening
from okoce.facts.enums import Correction, CorrectionReason
from okoce.facts.services import correct
from okoce.members.enums import EndReason
from tests.portal.desk.looking import ago, errors_of, openings, page, text_of
from tests.world import World, make_draft, make_fact, today

pytestmark = pytest.mark.django_db
QUERIES_OF_A_RECORD = 15


def url(world: World, name: str = "desk:member") -> str:
    return reverse(name, args=[world.own.person_id])


@pytest.mark.parametrize("role", [Role.KELURAHAN, Role.KECAMATAN, Role.CITY, Role.MENTOR])
def test_an_opening_is_written_down_once(world: World, role: Role) -> None:
    response = world.client(role).get(url(world))
    assert response.status_code == 200
    assert openings(world.own.person_id) == [("record", "")]
    line = Opening.objects.get(person_id=world.own.person_id)
    assert (line.opened_by, line.opened_by_label) == (world.users[role].id, world.actor(role).label)


def test_nothing_is_written_down_for_who_may_not_open(world: World) -> None:
    assert world.client(Role.KECAMATAN).get(reverse("desk:member", args=[world.other.person_id])).status_code == 404
    assert openings(world.other.person_id) == []


def test_the_head_says_who_she_is_and_masks_her_nik(world: World) -> None:
    said = text_of(world.client(Role.KECAMATAN).get(url(world)))
    for word in ("Siti Aminah", "Tebet Timur, Tebet", "Keripik tempe", "Komunitas Tebet", "menunggu jawaban", "Uji mentor"):
        assert word in said
    assert "317401••••••••01" in said
    assert world.own.nik not in said


def test_corrections_stay_visible(world: World) -> None:
    member, by = world.own.member, world.users[Role.KECAMATAN].id
    visit = make_fact(member, "mentoring.visit", by=by, measures={"topic": "books", "minutes": 45})
    draft = make_draft(member, "mentoring.visit", measures={"topic": "selling", "minutes": 90})
    correct(by=by, original=visit, correction=Correction.AMEND, reason=CorrectionReason.MISTYPED, note="Ia menelepon", draft=draft)
    stall = make_fact(member, "market.stall_day", by=by, measures={"sales": 750_000})
    correct(by=by, original=stall, correction=Correction.VOID, reason=CorrectionReason.WRONG_PERSON)
    found = page(world.client(Role.KECAMATAN).get(url(world)))
    amended, void = (" ".join(found.cssselect(f"#fakta-{fact}")[0].text_content().split()) for fact in (visit, stall))
    assert "Dikunjungi pendamping, topik penjualan, 90 menit" in amended
    assert "salah ketik. “Ia menelepon”" in amended
    struck = [" ".join(node.text_content().split()) for node in found.cssselect("del")]
    assert any(text.startswith("Dikunjungi pendamping, topik pencatatan uang, 45 menit") for text in struck)
    assert "Berjualan di bazar, hasil Rp750.000" in struck
    assert "orang yang keliru" in void
    assert [link.get("href").split("/")[-2] for link in found.cssselect(f"#fakta-{stall} .lineactions a")] == ["pulihkan"]


def test_queries_do_not_grow_with_facts(world: World, django_assert_num_queries: Any) -> None:
    officer = world.client(Role.KECAMATAN)
    officer.get(url(world))
    for more in (1, 2, 30):
        for n in range(more):
            make_fact(world.own.member, "mentoring.visit", by=world.users[Role.MENTOR].id, occurred_on=ago(n))
        with django_assert_num_queries(QUERIES_OF_A_RECORD):
            officer.get(url(world))


def test_the_whole_nik_needs_a_reason_that_she_can_read(world: World) -> None:
    officer, address = world.client(Role.KECAMATAN), url(world, "desk:nik")
    assert world.own.nik not in officer.get(address).content.decode()
    refused = officer.post(address, {"reason": "perlu"})
    assert refused.status_code == 422
    assert errors_of(refused, "reason")
    assert world.own.nik not in refused.content.decode()
    assert openings(world.own.person_id) == []
    shown = officer.post(address, {"reason": "mengisi NIB bersama anggota"})
    assert world.own.nik in shown.content.decode()
    assert "no-store" in shown.headers["Cache-Control"]
    assert openings(world.own.person_id) == [("nik", "mengisi NIB bersama anggota")]


def test_an_officer_sets_a_mentor_who_is_over_that_place(world: World) -> None:
    officer, address = world.client(Role.KECAMATAN), url(world, "desk:mentor")
    offered = [option.get("value") for option in page(officer.get(address)).cssselect("option")]
    assert offered == ["", str(world.users[Role.MENTOR].id)]
    assert officer.post(address, {"mentor_id": str(world.users[Role.CITY].id)}).status_code == 422
    assert officer.post(address, {"mentor_id": str(world.users[Role.MENTOR].id)}).status_code == 302
    assert world.own.member.mentor_id == world.users[Role.MENTOR].id


@pytest.mark.parametrize(
    ("ended_on", "status"), [(today().isoformat(), 302), (ago(5).isoformat(), 422), ("2999-01-01", 422), ("besok", 422)]
)
def test_leaving_has_a_reason_and_a_possible_date(world: World, ended_on: str, status: int) -> None:
    officer, address = world.client(Role.KELURAHAN), url(world, "desk:leave")
    fact_id = page(officer.get(address)).cssselect("[name=fact_id]")[0].get("value")
    response = officer.post(address, {"fact_id": fact_id, "reason": EndReason.FOUND_JOB, "ended_on": ended_on})
    assert response.status_code == status
    assert world.own.member.is_open == (status != 302)
    if status == 302:
        said = text_of(officer.get(url(world)))
        assert "mendapat pekerjaan" in said
        assert "Catat kegiatan" not in said
    else:
        assert errors_of(response, "ended_on")
