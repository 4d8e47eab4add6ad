""" "Somebody used my NIK": one neutral answer, the officer's words only after the claimant's code."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from okoce.stages.p1_registration.enums import ClaimState
from okoce.stages.p1_registration.models import IdentityClaim
from okoce.stages.p1_registration.services import answer_claim
from tests.portal.citizen_world import E164, claim_filled, errors_of, registered, text_of, without_ids
from tests.stages.p1_registration.test_receipts import sent_code
from tests.world import World, nik

pytestmark = pytest.mark.django_db
PAGE = "/klaim-nik/"


@pytest.fixture(autouse=True)
def _in_indonesian() -> Iterator[None]:
    with translation.override("id"):
        yield


def reported(**changes: object) -> str:
    """The number of a new claim."""
    return str(Client().post(PAGE, claim_filled(**changes))["location"]).split("/")[2]


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"nik": "31740145"}, "nik", "Anda mengetik 8."),
        ({"phone": "021 555"}, "phone", "bukan nomor HP"),
        ({"name": ""}, "name", "Tulis nama Anda"),
        ({"place": ""}, "place", "Pilih kelurahan"),
    ],
)
def test_wrong_input_is_said_beside_its_field(changes: dict[str, object], field: str, says: str) -> None:
    answer = Client().post(PAGE, claim_filled(**changes))
    assert answer.status_code == 422
    assert says in errors_of(answer)[field]
    assert IdentityClaim.objects.count() == 0


def test_known_nik_is_answered_as_an_unknown_one() -> None:
    registered(1)

    def seen(number: str) -> tuple[str, int, int]:
        with CaptureQueriesContext(connection) as writing:
            written = Client().post(PAGE, claim_filled(nik=number))
        with CaptureQueriesContext(connection) as reading:
            page = Client().get(written["location"])
        return without_ids(page), len(writing), len(reading)

    assert seen(nik(1)) == seen(nik(777))


def test_claim_says_by_when_an_officer_answers_and_nothing_else() -> None:
    number = reported()
    due_on = IdentityClaim.objects.get(receipt=number).due_on
    text = text_of(Client().get(f"{PAGE}{number}/"))
    assert f"menjawab paling lambat {due_on.day} " in text
    assert "Siti" not in text


def test_same_form_twice_is_one_claim() -> None:
    form = claim_filled()
    answers = [Client().post(PAGE, form)["location"] for _ in range(2)]
    assert answers[0] == answers[1]
    assert IdentityClaim.objects.count() == 1


def answer_seen(number: str, to: str) -> str:
    client = Client()
    asked = client.post(f"{PAGE}{number}/kirim-kode/")
    return text_of(client.post(asked["location"], {"code": sent_code(to)}))


def test_code_opens_a_claim_that_waits() -> None:
    assert "Laporan Anda masih diperiksa" in answer_seen(reported(), E164)


@pytest.mark.parametrize(
    ("state", "says"),
    [
        (ClaimState.UPHELD, "NIK Anda bebas lagi"),
        (ClaimState.REJECTED, "Datang ke kantor kecamatan (Tebet Timur, Tebet)"),
    ],
)
def test_code_opens_the_answer(world: World, state: ClaimState, says: str) -> None:
    claim = IdentityClaim.objects.get(id=world.own.claim_id)
    answer_claim(by=world.actor("kecamatan"), claim_id=claim.id, state=state, answer="Kami sudah mencocokkan KTP.")
    assert "Kami sudah mencocokkan KTP." not in text_of(Client().get(f"{PAGE}{claim.receipt}/"))
    text = answer_seen(claim.receipt, world.own.phone)
    assert "Kami sudah mencocokkan KTP." in text
    assert says in text


def test_wrong_code_shows_nothing() -> None:
    number = reported()
    client = Client()
    client.post(f"{PAGE}{number}/kirim-kode/")
    answer = client.post(f"{PAGE}{number}/kode/", {"code": "12"})
    assert answer.status_code == 422
    assert "Kode terdiri dari 6 angka" in errors_of(answer)["code"]


def test_unknown_claim() -> None:
    answer = Client().get(f"{PAGE}7K2-QX4-PBM/")
    assert answer.status_code == 404
    assert "Nomor laporan ini tidak ada dalam catatan kami" in text_of(answer)


def test_eleventh_claim_from_one_address_waits() -> None:
    statuses = [Client().post(PAGE, claim_filled(nik=nik(n))).status_code for n in range(11)]
    assert statuses == [302] * 10 + [429]
