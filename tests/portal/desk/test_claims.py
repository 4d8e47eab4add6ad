"""Claims of misused identity: by deadline, consequences before the answer, one answer."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from okoce.accounts.enums import Role
from okoce.facts.queries import live_facts_of
from okoce.members.queries import person_id_by_nik
from okoce.stages.p1_registration.models import IdentityClaim
from tests.portal.desk.looking import errors_of, names_on, openings, text_of
from tests.world import World, record, today

pytestmark = pytest.mark.django_db
CLAIMS = "/meja/klaim/"
ANSWER = {"state": "upheld", "answer": "NIK Anda sudah kami bebaskan. Silakan mendaftar sendiri."}


@pytest.fixture
def officer(world: World) -> Client:
    return world.client(Role.KECAMATAN)


def url(world: World) -> str:
    return reverse("desk:claim", args=[world.own.claim_id])


def test_the_list_shows_the_own_kecamatan_and_the_clock(world: World, officer: Client) -> None:
    response = officer.get(CLAIMS)
    assert names_on(response) == ["Siti Aminah"]
    assert "3 hari lagi" in text_of(response)
    IdentityClaim.objects.filter(id=world.own.claim_id).update(due_on=today() - timedelta(days=1))
    assert "terlambat" in text_of(officer.get(CLAIMS))


def test_whoever_is_over_the_registered_person_may_answer_too(world: World, officer: Client) -> None:
    IdentityClaim.objects.filter(id=world.own.claim_id).update(place_code="32")  # the claimant lives in another province
    assert names_on(officer.get(CLAIMS)) == ["Siti Aminah"]


def test_opening_a_claim_is_an_opening_of_the_registered_person(world: World, officer: Client) -> None:
    said = text_of(officer.get(url(world)))
    assert "317401••••••••01" in said
    assert world.own.nik not in said
    assert openings(world.own.person_id) == [("claim", "")]


def test_consequences_stand_before_the_answer(world: World, officer: Client) -> None:
    said = text_of(officer.post(url(world), ANSWER))
    assert "Keikutsertaan atas nama Siti Aminah berakhir hari ini." in said
    assert "2 catatan dibatalkan." in said
    assert ANSWER["answer"] in said
    assert record(world.own.person_id).is_open
    back = officer.post(url(world), {**ANSWER, "back": "1"})
    assert "Lihat akibatnya dulu" in text_of(back)
    assert ANSWER["answer"] in back.content.decode()


def test_upheld_frees_the_nik_and_voids_what_was_recorded(world: World, officer: Client) -> None:
    assert officer.post(url(world), {**ANSWER, "confirmed": "1"}).headers["Location"] == CLAIMS
    assert person_id_by_nik(world.own.nik) is None
    assert live_facts_of(world.own.person_id) == ()
    assert not record(world.own.person_id).is_open
    assert "benar: pendaftaran dibatalkan" in text_of(officer.get(CLAIMS))


def test_rejected_changes_nothing_and_a_second_answer_is_refused(world: World, officer: Client) -> None:
    rejected = {"state": "rejected", "answer": "Tanda tangan di formulir milik Anda.", "confirmed": "1"}
    assert officer.post(url(world), rejected).status_code == 302
    assert record(world.own.person_id).is_open
    second = world.client(Role.CITY).post(url(world), {**ANSWER, "confirmed": "1"})
    assert second.status_code == 422
    assert "Laporan ini sudah dijawab: tidak terbukti." in text_of(second)
    assert record(world.own.person_id).is_open


@pytest.mark.parametrize(
    ("changes", "field"), [({"state": ""}, "state"), ({"answer": " "}, "answer"), ({"answer": "x" * 301}, "answer")]
)
def test_an_answer_needs_result_and_words(world: World, officer: Client, changes: dict[str, str], field: str) -> None:
    response = officer.post(url(world), {**ANSWER, **changes, "confirmed": "1"})
    assert response.status_code == 422
    assert errors_of(response, field)
