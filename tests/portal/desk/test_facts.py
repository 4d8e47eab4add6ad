"""Record a fact of any kind through its form; correct one; two officers at once."""

from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from okoce.accounts.enums import Role
from okoce.core.ids import new_id
from okoce.facts.enums import Channel
from okoce.facts.kinds import Kind, all_kinds
from okoce.facts.queries import entry, timeline
from tests.portal.desk.looking import errors_of, fact_url, openings, page, post_fact, text_of, training
from tests.world import World, today

pytestmark = pytest.mark.django_db
KINDS = [kind for kind in all_kinds() if kind.by_officer]


def filled(form: Any) -> dict[str, str]:
    """What an officer types into a form as the page draws it: every visible field, first choices, rupiah with dots."""
    values: dict[str, str] = {}
    for field in form.cssselect("input, select, textarea"):
        name, kind = field.get("name"), field.get("type")
        if kind == "hidden":
            values[name] = field.get("value", "")
        elif kind == "date":
            values[name] = field.get("value") or today().isoformat()
        elif field.get("value"):
            values[name] = field.get("value") if kind != "radio" or field.get("checked") else values.get(name, field.get("value"))
        elif kind == "radio":
            values.setdefault(name, field.get("value"))
        elif field.tag == "select":
            values[name] = [option.get("value") for option in field.cssselect("option")][-1]
        elif kind == "month":
            values[name] = "2026-09"
        else:
            values[name] = {"numeric": "1.250.000" if "Rp" in label_of(form, field) else "6"}.get(field.get("inputmode"), "nota 17")
    return values


def label_of(form: Any, field: Any) -> str:
    return " ".join(label.text_content() for label in form.cssselect(f"label[for={field.get('id')}]"))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_every_kind_is_recorded_as_its_form_is_drawn(world: World, kind: Kind) -> None:
    officer, person = world.client(Role.KECAMATAN), world.own.person_id
    drawn = page(officer.get(fact_url(person, kind.code))).cssselect("main form")[0]
    values = filled(drawn)
    response = post_fact(officer, person, kind.code, values)
    assert response.status_code == 302, text_of(response)
    found = entry(UUID(values["id"]))
    assert found is not None
    assert found.original.kind == kind.code
    assert found.original.channel == Channel.COUNTER
    assert found.original.recorded_by == world.users[Role.KECAMATAN].id
    assert set(found.details.get(found.original.id, {})) == set(kind.details)
    after = text_of(officer.get(response.headers["Location"]))
    assert "Tersimpan" in after
    assert "Catat lagi" in after


WRONG: list[tuple[str, dict[str, str], str]] = [
    ("training.attended", {"occurred_on": "2999-01-01"}, "occurred_on"),
    ("training.attended", {"occurred_on": ""}, "occurred_on"),
    ("training.attended", {"occurred_on": "31/02/2026"}, "occurred_on"),
    ("training.attended", {"ukuran_hours": "0"}, "ukuran_hours"),
    ("training.attended", {"ukuran_hours": "enam"}, "ukuran_hours"),
    ("training.attended", {"ukuran_hours": ""}, "ukuran_hours"),
    ("training.attended", {"ukuran_skill": "kuat"}, "ukuran_skill"),
    ("training.attended", {"rincian_evidence": " "}, "rincian_evidence"),
    ("training.attended", {"rincian_evidence": "x" * 201}, "rincian_evidence"),
    ("training.attended", {"grade": "9"}, "grade"),
    ("market.stall_day", {"ukuran_sales": "sejuta", "rincian_event": "Bazar"}, "ukuran_sales"),
    ("market.stall_day", {"ukuran_sales": "1.25", "rincian_event": "Bazar"}, "ukuran_sales"),
    ("market.stall_day", {"ukuran_sales": "-5", "rincian_event": "Bazar"}, "ukuran_sales"),
    ("market.stall_day", {"ukuran_sales": "9" * 18, "rincian_event": "Bazar"}, "ukuran_sales"),
    ("market.sale", {"ukuran_sales": "0", "ukuran_market": "online", "rincian_evidence": "x"}, "ukuran_sales"),
    ("books.month", {"ukuran_month": "13/2026", "ukuran_revenue": "1", "ukuran_expense": "1"}, "ukuran_month"),
    ("books.month", {"ukuran_month": "September", "ukuran_revenue": "1", "ukuran_expense": "1"}, "ukuran_month"),
]


@pytest.mark.parametrize(
    ("kind", "changes", "field"), WRONG, ids=[f"{kind} {field} {n}" for n, (kind, _c, field) in enumerate(WRONG)]
)
def test_what_is_wrong_is_said_beside_its_field_and_the_rest_is_kept(
    world: World, kind: str, changes: dict[str, str], field: str
) -> None:
    before = len(timeline(world.own.person_id))
    typed = training(**changes)
    response = post_fact(world.client(Role.KECAMATAN), world.own.person_id, kind, typed)
    assert response.status_code == 422
    assert errors_of(response, field)
    drawn = page(response)
    kept = {node.get("name"): node.get("value", "") for node in drawn.cssselect("main form input:not([type=radio])")}
    assert {name: text for name, text in kept.items() if name in typed} == {name: typed[name] for name in typed if name in kept}
    assert len(timeline(world.own.person_id)) == before


@pytest.mark.parametrize("typed", ["2026-09", "9/2026", "09 / 2026"])
def test_a_month_is_read_with_and_without_a_picker(world: World, typed: str) -> None:
    values = {"ukuran_month": typed, "ukuran_revenue": "Rp3.200.000", "ukuran_expense": "2100000"}
    response = post_fact(world.client(Role.KECAMATAN), world.own.person_id, "books.month", training(**values))
    assert response.status_code == 302
    newest = next(item for item in timeline(world.own.person_id) if item.kind.code == "books.month")
    assert newest.original.measures == {"month": "2026-09-01", "revenue": 3_200_000, "expense": 2_100_000}


def test_a_double_tap_is_one_fact(world: World) -> None:
    officer, values = world.client(Role.KECAMATAN), training()
    first, second = (post_fact(officer, world.own.person_id, "training.attended", values) for _tap in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert sum(item.original.id.hex == values["id"].replace("-", "") for item in timeline(world.own.person_id)) == 1
    changed = post_fact(officer, world.own.person_id, "training.attended", {**values, "ukuran_hours": "7"})
    assert changed.status_code == 422
    assert "sudah tersimpan dengan isi lain" in text_of(changed)


def test_saving_says_what_it_changed(world: World) -> None:
    officer, person = world.client(Role.KECAMATAN), world.own.person_id  # she has one class in hard skills
    soft = post_fact(officer, person, "training.attended", training(ukuran_skill="soft"))
    assert "P2 Pelatihan selesai" in text_of(officer.get(soft.headers["Location"]))
    weak = post_fact(officer, person, "licence.issued", training(ukuran_licence="nib", rincian_number="1", grade="0"))
    said = text_of(officer.get(weak.headers["Location"]))
    assert "P4 Perizinan: Sudah dicatat" in said
    assert "P4 Perizinan selesai" not in said


def test_a_mentor_writes_as_a_mentor(world: World) -> None:
    values = training(ukuran_topic="books", ukuran_minutes="45")
    assert post_fact(world.client(Role.MENTOR), world.own.person_id, "mentoring.visit", values).status_code == 302
    found = next(item for item in timeline(world.own.person_id) if item.kind.code == "mentoring.visit")
    assert (found.original.channel, found.original.recorded_by) == (Channel.MENTOR, world.users[Role.MENTOR].id)


@pytest.mark.parametrize("kind", ["registration.submitted", "person.moved", "no.such"])
def test_what_is_not_recorded_by_hand_has_no_form(world: World, kind: str) -> None:
    assert world.client(Role.KECAMATAN).get(fact_url(world.own.person_id, kind)).status_code == 404


def correction_url(world: World, action: str, fact_id: object = None) -> str:
    return reverse("desk:correct_fact", args=[world.own.person_id, fact_id or world.own.fact_id, action])


def correction(**changes: str) -> dict[str, str]:
    return {"correction_id": str(new_id()), "seen": "", "reason": "mistyped", "note": "", **changes}


def test_amend_keeps_the_old_content_in_sight(world: World) -> None:
    officer, address = world.client(Role.KECAMATAN), correction_url(world, "perbaiki")
    drawn = page(officer.get(address)).cssselect("main form")[0]
    values = {**filled(drawn), "ukuran_hours": "8", "reason": "mistyped"}
    assert values["occurred_on"] == today().isoformat()
    assert officer.post(address, values).status_code == 302
    found = entry(world.own.fact_id)
    assert found is not None
    assert found.live is not None
    assert (found.original.measures["hours"], found.live.measures["hours"]) == (1, 8)
    assert openings(world.own.person_id) == [("fact", "")]


def test_void_and_restore(world: World) -> None:
    officer = world.client(Role.KECAMATAN)
    void = correction(reason="not_happened", note="Daftar hadir tertukar")
    assert officer.post(correction_url(world, "batalkan"), void).status_code == 302
    assert officer.post(correction_url(world, "batalkan"), void).status_code == 302  # the same tap again
    found = entry(world.own.fact_id)
    assert found is not None
    assert (found.live, len(found.corrections)) == (None, 1)
    seen = str(found.last_correction)
    again = officer.post(correction_url(world, "batalkan"), correction(reason="not_happened", seen=seen))
    assert again.status_code == 422
    assert "sudah dibatalkan" in text_of(again)
    restored = correction(reason="evidence_found", seen=seen)
    assert officer.post(correction_url(world, "pulihkan"), restored).status_code == 302
    found = entry(world.own.fact_id)
    assert found is not None
    assert found.live == found.original


def test_a_correction_needs_a_reason(world: World) -> None:
    response = world.client(Role.KECAMATAN).post(correction_url(world, "batalkan"), correction(reason=""))
    assert response.status_code == 422
    assert errors_of(response, "reason")


def test_two_officers_at_once_lose_nothing(world: World) -> None:
    hers, his = world.client(Role.KECAMATAN), world.client(Role.CITY)
    address = correction_url(world, "perbaiki")
    first, second = (filled(page(client.get(address)).cssselect("main form")[0]) for client in (hers, his))
    assert hers.post(address, {**first, "ukuran_hours": "8", "reason": "mistyped"}).status_code == 302
    late = his.post(address, {**second, "ukuran_hours": "9", "reason": "mistyped", "note": "menurut daftar hadir"})
    assert late.status_code == 422
    said = text_of(late)
    assert "Rekan Anda memperbaiki catatan ini" in said
    assert "8 jam" in said  # what she made of it
    drawn = page(late).cssselect("main form")[0]
    kept = {node.get("name"): node.get("value") for node in drawn.cssselect("input:not([type=radio])")}
    assert (kept["ukuran_hours"], kept["note"]) == ("9", "menurut daftar hadir")
    found = entry(world.own.fact_id)
    assert found is not None
    assert len(found.corrections) == 1
    assert his.post(address, {**second, **kept, "reason": "mistyped"}).status_code == 302
    found = entry(world.own.fact_id)
    assert found is not None
    assert found.live is not None
    assert [found.live.measures["hours"], len(found.corrections)] == [9, 2]


def test_facts_of_others_and_of_no_kind_are_404(world: World) -> None:
    officer = world.client(Role.KECAMATAN)
    registration = next(item for item in timeline(world.own.person_id) if item.kind.code == "registration.submitted")
    for fact_id, action in (
        (world.other.fact_id, "batalkan"),
        (world.own.fact_id, "hapus"),
        (registration.original.id, "batalkan"),
    ):
        assert officer.get(correction_url(world, action, fact_id)).status_code == 404
