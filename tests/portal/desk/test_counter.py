"""The counter: register with the card in hand, take over who moved, take back who had left."""

from typing import Any

import pytest
from django.test import Client

from okoce.accounts.enums import Role
from okoce.core.ids import new_id
from okoce.facts.queries import live_facts_of, timeline
from okoce.members.models import Consent, Person
from okoce.stages.p1_registration.models import Registration
from tests.portal.desk.looking import ended, errors_of, openings, page, text_of
from tests.world import KELURAHAN, NEIGHBOUR_KELURAHAN, OTHER_KELURAHAN, World, nik, record

pytestmark = pytest.mark.django_db
COUNTER = "/meja/loket/"


@pytest.fixture
def officer(world: World) -> Client:
    return world.client(Role.KECAMATAN)


def filled(n: int = 50, **changes: Any) -> dict[str, Any]:
    form = {
        "id": str(new_id()),
        "nik": nik(n),
        "name": "Kartini Dewi",
        "birth_on": "1990-08-17",
        "place_code": KELURAHAN,
        "phone": "0812 3456 7890",
        "business": "Kue basah",
        "entry_status": "trading",
        "community_id": "",
        "referral": "officer",
        "consents": ["programme", "contact"],
    }
    return {**form, **changes}


def test_registering_hands_over_a_receipt_and_keeps_both_identities(world: World, officer: Client) -> None:
    response = officer.post(COUNTER, filled())
    taken = Registration.objects.get(person__name="Kartini Dewi")
    assert response.headers["Location"] == f"{COUNTER}resi/{taken.id}/"
    assert taken.receipt in text_of(officer.get(response.headers["Location"]))
    assert taken.registered_by == world.users[Role.KECAMATAN].id
    assert taken.person_id is not None
    fact = live_facts_of(taken.person_id)[0]
    assert (fact.recorded_by, fact.on_behalf_of) == (world.users[Role.KECAMATAN].id, taken.person_id)
    assert set(Consent.objects.filter(person=taken.person).values_list("purpose", "taken_by")) == {
        ("programme", world.users[Role.KECAMATAN].id),
        ("contact", world.users[Role.KECAMATAN].id),
    }


def test_the_receipt_is_for_who_took_it(world: World, officer: Client) -> None:
    address = officer.post(COUNTER, filled()).headers["Location"]
    assert world.client(Role.CITY).get(address).status_code == 404


def test_a_double_tap_is_one_member(officer: Client) -> None:
    form = filled()
    first, second = (officer.post(COUNTER, form) for _tap in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.headers["Location"] == second.headers["Location"]
    assert Person.objects.filter(name="Kartini Dewi").count() == 1


WARNINGS = [
    ({"birth_on": "1991-08-17"}, "Menurut NIK ia lahir 17 Agustus 1990, sedangkan Anda mengetik 17 Agustus 1991."),
    ({"place_code": OTHER_KELURAHAN}, "NIK ini pertama kali dibuat di Tebet, sedangkan ia tinggal di Pisangan Baru, Matraman."),
    ({"nik": "3174019999900001"}, "Tanggal lahir di dalam NIK tidak ada di kalender."),
]


@pytest.mark.parametrize(("changes", "said"), WARNINGS)
def test_what_the_nik_says_otherwise_is_a_warning_she_confirms(officer: Client, changes: dict[str, Any], said: str) -> None:
    form = filled(**changes)
    warned = officer.post(COUNTER, form)
    assert warned.status_code == 422
    assert said in text_of(warned)
    assert not Person.objects.filter(name="Kartini Dewi").exists()
    assert officer.post(COUNTER, {**form, "checked": "on"}).status_code == 302
    assert Person.objects.filter(name="Kartini Dewi").exists()


WRONG = [
    ({"nik": "317401"}, "nik", "NIK terdiri dari 16 angka. Anda mengetik 6."),
    ({"nik": "31740A5708900050"}, "nik", "NIK hanya berisi angka."),
    ({"nik": ""}, "nik", "wajib"),
    ({"name": "123"}, "name", "huruf"),
    ({"phone": "021 5550"}, "phone", "0812 3456 7890"),
    ({"place_code": "31.74.01"}, "place_code", "daftar"),
    ({"business": "  "}, "business", "wajib"),
    ({"entry_status": "rich"}, "entry_status", "daftar"),
    ({"consents": []}, "consents", "Tanpa izin ini"),
    ({"consents": ["contact"]}, "consents", "Tanpa izin ini"),
    ({"birth_on": "17 Agustus"}, "birth_on", "24/11/2026"),
]


@pytest.mark.parametrize(("changes", "field", "said"), WRONG, ids=[f"{n} {field}" for n, (_c, field, _s) in enumerate(WRONG)])
def test_what_is_wrong_is_said_beside_its_field(officer: Client, changes: dict[str, Any], field: str, said: str) -> None:
    response = officer.post(COUNTER, filled(**changes))
    assert response.status_code == 422
    assert said in " ".join(errors_of(response, field))
    assert page(response).cssselect("[name=business]")[0].get("value") == filled(**changes)["business"]
    assert not Person.objects.filter(name="Kartini Dewi").exists()


def test_who_is_registered_here_is_shown_and_not_registered_again(world: World, officer: Client) -> None:
    before = Registration.objects.count()
    response = officer.post(COUNTER, filled(nik=world.own.nik))
    said = text_of(response)
    assert response.status_code == 409
    assert "Ikut sejak" in said
    assert "Tebet Timur, Tebet" in said
    assert f"/meja/anggota/{world.own.person_id}/" in response.content.decode()
    assert openings(world.own.person_id) == [("counter", "")]
    assert Registration.objects.count() == before


def forms_of(response: Any) -> dict[str, Any]:
    return {form.get("action"): form for form in page(response).cssselect("main form")}


def values_of(form: Any) -> dict[str, str]:
    return {node.get("name"): node.get("value", "") for node in form.cssselect("input[type=hidden]")}


def test_who_moved_here_is_taken_over_with_her_card(world: World, officer: Client) -> None:
    known = officer.post(COUNTER, filled(nik=world.other.nik))
    assert "Pisangan Baru, Matraman" in text_of(known)
    assert world.other.name not in text_of(known)  # the kecamatan and the date, no more
    form = forms_of(known)[f"{COUNTER}pindah/"]
    values = {**values_of(form), "to_place": KELURAHAN}
    assert officer.post(f"{COUNTER}pindah/", values).status_code == 409  # she must say that the person stands here
    assert record(world.other.person_id).domicile == OTHER_KELURAHAN
    moved = officer.post(f"{COUNTER}pindah/", {**values, "present": "on"})
    assert moved.headers["Location"] == f"/meja/anggota/{world.other.person_id}/"
    assert record(world.other.person_id).domicile == KELURAHAN
    assert timeline(world.other.person_id)[0].kind.code == "person.moved"
    assert "Pindah dari Pisangan Baru, Matraman ke Tebet Timur, Tebet" in text_of(officer.get(moved.headers["Location"]))


def test_nobody_is_moved_to_another_office(world: World, officer: Client) -> None:
    values = {"nik": world.own.nik, "fact_id": str(new_id()), "to_place": OTHER_KELURAHAN, "present": "on"}
    response = officer.post(f"{COUNTER}pindah/", values)
    assert response.status_code == 409
    assert "Antar ia ke loket" in text_of(response)
    assert record(world.own.person_id).domicile == KELURAHAN


@pytest.mark.parametrize("typed", ["", "317401", nik(999)])
def test_without_a_known_card_nothing_is_moved(officer: Client, typed: str) -> None:
    assert officer.post(f"{COUNTER}pindah/", {"nik": typed}).status_code == 404


def test_who_had_left_comes_back(world: World, officer: Client) -> None:
    ended(world.own.member, 0)
    known = officer.post(COUNTER, filled(nik=world.own.nik))
    assert "pernah terdaftar" in text_of(known)
    values = {**values_of(forms_of(known)[f"{COUNTER}kembali/"]), "entry_status": "licensed"}
    assert officer.post(f"{COUNTER}kembali/", values).status_code == 302
    member = record(world.own.person_id)
    assert (member.is_open, member.entry_status) == (True, "licensed")
    facts = [fact for fact in live_facts_of(world.own.person_id) if fact.enrolment_id == member.enrolment_id]
    assert [fact.kind for fact in facts] == ["registration.submitted"]
    again = officer.post(f"{COUNTER}kembali/", values)
    assert again.status_code == 409
    assert "Ia masih ikut program sejak" in text_of(again)


def test_a_kelurahan_worker_registers_a_neighbour_and_hands_over_the_receipt(world: World) -> None:
    worker = world.client(Role.KELURAHAN)
    response = worker.post(COUNTER, filled(place_code=NEIGHBOUR_KELURAHAN))
    shown = worker.get(response.headers["Location"])
    assert shown.status_code == 200
    assert "Buka catatannya" not in text_of(shown)  # she lives outside the worker's kelurahan
