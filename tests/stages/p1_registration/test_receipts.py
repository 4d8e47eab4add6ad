"""Receipts: dates for anybody with the number, the outcome only after the code on the registered phone."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from okoce.accounts.queries import NOBODY
from okoce.core.encryption import keyring
from okoce.facts.services import append
from okoce.members.models import Person
from okoce.messaging.models import Message
from okoce.stages.p1_registration.enums import DeclineReason
from okoce.stages.p1_registration.models import CommunityRequest
from okoce.stages.p1_registration.services import decline, submit
from tests.portal.citizen_world import community, errors_of, registered, settle_all, text_of, tree, without_ids
from tests.world import OTHER_KELURAHAN, World, make_draft, make_submission, phone, record

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_indonesian() -> Iterator[None]:
    with translation.override("id"):
        yield


def sent_code(to: str) -> str:
    """The code in the latest message to a number, as it stands in the outbox."""
    ring = keyring(settings.SECRETS_DIR)
    texts = [
        ring.open(bytes(row.text_sealed), "message-text")
        for row in Message.objects.filter(purpose__startswith="code.").order_by("created_at", "id")
        if ring.open(bytes(row.to_sealed), "message-to") == to
    ]
    found = re.search(r"\b\d{6}\b", texts[-1]) if texts else None
    return found.group() if found else ""


def opened(client: Client, number: str, to: str) -> None:
    """Ask for the code and enter it."""
    asked = client.post(f"/resi/{number}/kirim-kode/")
    assert asked["location"] == f"/resi/{number}/kode/"
    answer = client.post(asked["location"], {"code": sent_code(to)})
    assert answer["location"] == f"/resi/{number}/"


@pytest.mark.parametrize("typed", ["{0}", "{1}", " {2} ", "{0}."])
def test_number_is_found_as_people_type_it(typed: str) -> None:
    number = submit(by=NOBODY, submission=make_submission(1)).number
    text = typed.format(number, number.replace("-", ""), number.lower().replace("-", " "))
    answer = Client().get("/resi/", {"nomor": text})
    assert answer["location"] == f"/resi/{number}/"


@pytest.mark.parametrize(
    ("typed", "says"),
    [("", "Tulis nomor resi dari pesan kami"), ("7K2", "Anda mengetik 3."), ("7K2-QX4-PBM-99", "Anda mengetik 11.")],
)
def test_number_that_cannot_be_one(typed: str, says: str) -> None:
    answer = Client().get("/resi/", {"nomor": typed})
    assert answer.status_code == 422
    assert says in errors_of(answer)["nomor"]
    assert tree(answer).cssselect("#id_nomor")[0].get("value", "") == typed


def test_unknown_number_is_said_plainly_with_the_number_kept() -> None:
    for address in ("/resi/7K2-QX4-PBM/", "/resi/7K2-QX4-PBM/kirim-kode/"):
        client = Client()
        answer = client.get(address) if "kirim" not in address else client.post(address)
        assert answer.status_code == 404
        assert "tidak ada dalam catatan kami" in errors_of(answer)["nomor"]
        assert tree(answer).cssselect("#id_nomor")[0].get("value") == "7K2-QX4-PBM"


def test_guessing_is_slowed_down() -> None:
    answers = [Client().get("/resi/7K2-QX4-PBM/").status_code for _ in range(31)]
    assert answers == [404] * 30 + [429]


@pytest.mark.parametrize(
    ("days", "says"),
    [
        (0, "Bila Anda memilih komunitas, komunitas itu menjawab"),
        (3, "menjawab paling lambat"),
        (8, "seharusnya sudah"),
    ],
)
def test_state_follows_from_dates_alone(days: int, says: str) -> None:
    at = timezone.now() - timedelta(days=days)
    number = submit(by=NOBODY, submission=make_submission(1), at=at).number
    before = text_of(Client().get(f"/resi/{number}/"))
    settle_all()
    assert says in before
    assert text_of(Client().get(f"/resi/{number}/")) == before, "settling changes nothing that others see"


def test_receipt_of_a_known_nik_is_that_of_a_new_one() -> None:
    community()
    first, _found = registered(1)
    again, _found = registered(1, name="Orang Lain", phone=phone(99))

    def seen(number: str) -> tuple[str, int]:
        with CaptureQueriesContext(connection) as queries:
            answer = Client().get(f"/resi/{number}/")
        return without_ids(answer), len(queries)

    assert seen(first.number) == seen(again.number)
    assert seen(first.number)[1] == 2


def test_code_is_sent_alike_for_a_known_nik_and_a_new_one() -> None:
    first, _found = registered(1)
    again, _found = registered(1, phone=phone(99))

    def asked(number: str) -> tuple[int, int]:
        with CaptureQueriesContext(connection) as queries:
            answer = Client().post(f"/resi/{number}/kirim-kode/")
        return answer.status_code, len(queries)

    assert asked(first.number) == asked(again.number)


def test_worker_behind_is_said_as_such() -> None:
    number = submit(by=NOBODY, submission=make_submission(1)).number
    answer = Client().post(f"/resi/{number}/kirim-kode/")
    assert answer.status_code == 200
    assert "Pendaftaran ini sedang kami catat. Coba lagi sebentar" in text_of(answer)


def test_right_code_opens_the_outcome_and_signs_her_in() -> None:
    receipt, found = registered(1, name="Siti Aminah", community_id=community("Komunitas Tebet Berkarya"))
    client = Client()
    assert "Siti Aminah" not in text_of(client.get(f"/resi/{receipt.number}/"))
    opened(client, receipt.number, phone(1))
    text = text_of(client.get(f"/resi/{receipt.number}/"))
    assert "Siti Aminah, Anda terdaftar" in text
    assert "Komunitas Tebet Berkarya menjawab paling lambat" in text
    assert client.get("/saya/").status_code == 200
    assert client.session["person_id"] == str(found.person_id)


def test_code_goes_to_the_registered_phone_not_to_the_one_typed_later() -> None:
    registered(1, name="Siti Aminah")
    again, _found = registered(1, name="Orang Lain", phone=phone(99))
    client = Client()
    client.post(f"/resi/{again.number}/kirim-kode/")
    assert sent_code(phone(99)) == ""
    opened(client, again.number, phone(1))
    text = text_of(client.get(f"/resi/{again.number}/"))
    assert "Siti Aminah, Anda sudah terdaftar sebelumnya" in text
    assert "tidak ada yang berubah karena pendaftaran kedua ini" in text


@pytest.mark.parametrize(
    ("code", "says"), [("", "Kode terdiri dari 6 angka"), ("12345", "Kode terdiri dari 6 angka"), ("000000", "")]
)
def test_wrong_code_opens_nothing(code: str, says: str) -> None:
    receipt, _found = registered(1)
    client = Client()
    client.post(f"/resi/{receipt.number}/kirim-kode/")
    wrong = "000001" if sent_code(phone(1)) == code else code
    answer = client.post(f"/resi/{receipt.number}/kode/", {"code": wrong})
    assert answer.status_code == 422
    assert says in errors_of(answer)["code"]
    assert "_auth_user_id" not in client.session


def test_code_works_once() -> None:
    receipt, _found = registered(1)
    first, second = Client(), Client()
    opened(first, receipt.number, phone(1))
    answer = second.post(f"/resi/{receipt.number}/kode/", {"code": sent_code(phone(1))})
    assert "tidak berlaku lagi" in errors_of(answer)["code"]


def test_too_many_codes_are_refused_with_the_time() -> None:
    receipt, _found = registered(1)
    statuses = [Client().post(f"/resi/{receipt.number}/kirim-kode/").status_code for _ in range(4)]
    assert statuses == [302, 302, 302, 429]
    assert "Coba lagi setelah pukul" in text_of(Client().post(f"/resi/{receipt.number}/kirim-kode/"))


def test_outcome_tells_refusal_and_move(world: World) -> None:
    request = CommunityRequest.objects.get(id=world.own.request_id)
    decline(by=world.actor("community"), request_id=request.id, reason=DeclineReason.FULL)
    found = record(world.own.person_id)
    moved = make_draft(found, "person.moved", measures={"from_place": found.domicile, "to_place": OTHER_KELURAHAN})
    append(by=None, drafts=[moved])
    Person.objects.filter(id=found.person_id).update(domicile_id=OTHER_KELURAHAN)
    client = Client()
    opened(client, world.own.receipt, world.own.phone)
    text = text_of(client.get(f"/resi/{world.own.receipt}/"))
    assert "Komunitas Tebet belum bisa menerima Anda: komunitas sedang penuh. Anda bisa memilih yang lain." in text
    assert "dari Tebet Timur, Tebet ke Pisangan Baru, Matraman" in text


def test_another_member_sees_what_anybody_sees(world: World) -> None:
    mine = world.client("member").get(f"/resi/{world.own.receipt}/")
    of_another = world.client("member").get(f"/resi/{world.other.receipt}/")
    assert "Siti Aminah, Anda terdaftar" in text_of(mine)
    assert world.other.name not in text_of(of_another)
    assert "Pendaftaran sudah kami terima" in text_of(of_another)
