"""The form of registration: what is wrong is said beside the field, what was typed stays, a retry is one member."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from okoce.core.ids import new_id
from okoce.core.windows import FixedWindow
from okoce.members.models import Consent, Person
from okoce.stages.p1_registration.enums import Outcome
from okoce.stages.p1_registration.models import CommunityRequest, Registration
from okoce.stages.p1_registration.web import limits
from okoce.stages.p1_registration.web.forms import RegistrationForm
from tests.portal.citizen_world import FORM, NIK, community, errors_of, filled, settle_all, text_of, tree, without_ids
from tests.world import OTHER_KECAMATAN, nik

pytestmark = pytest.mark.django_db
FORM_PAGE = "/daftar/"
WRITES = 1
"""Statements of an accepted submission: its row. Places, communities and limits are kept in the process."""


@pytest.fixture(autouse=True)
def _in_indonesian() -> Iterator[None]:
    with translation.override("id"):
        yield


WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"nik": "317401450790001"}, "nik", "NIK terdiri dari 16 angka. Anda mengetik 15."),
    ({"nik": "31740145079000123"}, "nik", "NIK terdiri dari 16 angka. Anda mengetik 17."),
    ({"nik": "3174 0145 0790 000"}, "nik", "Anda mengetik 15."),
    ({"nik": "31740l4507900001"}, "nik", "NIK hanya berisi angka"),
    ({"nik": ""}, "nik", "Tulis NIK Anda: 16 angka di KTP"),
    ({"phone": ""}, "phone", "Isi nomor HP Anda"),
    ({"phone": "0812"}, "phone", "kurang angkanya"),
    ({"phone": "0812345678901234"}, "phone", "kelebihan angka"),
    ({"phone": "021 5550123"}, "phone", "bukan nomor HP"),
    ({"phone": "+65 8123 4567"}, "phone", "hanya bisa mengirim pesan ke nomor HP Indonesia"),
    ({"phone": "hp suami"}, "phone", "hanya berisi angka"),
    ({"name": ""}, "name", "Tulis nama Anda dengan huruf"),
    ({"name": "123"}, "name", "Tulis nama Anda dengan huruf"),
    ({"name": "a" * 121}, "name", "Nama paling panjang 120 huruf"),
    ({"place": ""}, "place", "Pilih kelurahan tempat Anda tinggal"),
    ({"place": "31.74.01"}, "place", "Pilih kelurahan tempat Anda tinggal"),
    ({"place": "31"}, "place", "Pilih kelurahan tempat Anda tinggal"),
    ({"business": "  "}, "business", "Tulis usaha atau ide Anda"),
    ({"business": "x" * 201}, "business", "Cukup 200 huruf; Anda menulis 201."),
    ({"entry_status": None}, "entry_status", "Pilih satu: keadaan usaha Anda hari ini"),
    ({"entry_status": "rich"}, "entry_status", "Pilihan"),
    ({"referral": ""}, "referral", "Pilih dari siapa Anda tahu"),
    ({"community": "KOM-9999"}, "community", "baru saja berhenti menerima anggota"),
    ({"consents": None}, "consents", "kami perlu izin pertama"),
    ({"consents": ["contact", "research"]}, "consents", "kami perlu izin pertama"),
]


@pytest.mark.parametrize(("changes", "field", "says"), WRONG)
def test_wrong_input_is_said_beside_its_field(changes: dict[str, Any], field: str, says: str) -> None:
    response = Client().post(FORM_PAGE, filled(**changes))
    assert response.status_code == 422
    errors = errors_of(response)
    assert list(errors) == [field]
    assert says in errors[field]
    assert Registration.objects.count() == 0


def test_all_errors_at_once_with_the_input_kept() -> None:
    typed = filled(nik="123", phone="021", name="Siti  Aminah", business="", consents=["research"])
    response = Client().post(FORM_PAGE, typed)
    page = tree(response)
    assert list(errors_of(response)) == ["nik", "phone", "business", "consents"]
    summary = page.cssselect(".notice.errors")[0]
    assert len(summary.cssselect("a")) == 4
    for link in summary.cssselect("a"):
        assert page.cssselect(link.get("href")), "every line leads to its field"
    assert page.cssselect("#id_nik")[0].get("value") == "123"
    assert page.cssselect("#id_nik")[0].get("aria-describedby") == "id_nik_helptext id_nik_error"
    assert page.cssselect("#id_place option[selected]")[0].get("value") == FORM["place"]
    assert page.cssselect("[name=entry_status][checked]")[0].get("value") == "trading"
    assert [box.get("value") for box in page.cssselect("[name=consents][checked]")] == ["research"]
    assert page.cssselect("[name=form_id]")[0].get("value") == typed["form_id"]


def test_fresh_form_asks_for_nothing_in_advance() -> None:
    response = Client().get(FORM_PAGE)
    page = tree(response)
    assert page.cssselect("[checked]") == []
    assert page.cssselect("script") == []
    assert page.cssselect("[name=form_id]")[0].get("value")[14] == "7", "the id is a UUIDv7"
    attributes = {name: dict(page.cssselect(f"#id_{name}")[0].attrib) for name in ("name", "nik", "phone")}
    assert attributes["name"]["autocomplete"] == "name"
    assert attributes["name"]["autocapitalize"] == "words"
    assert attributes["nik"]["inputmode"] == "numeric"
    assert attributes["nik"]["autocomplete"] == "off"
    assert attributes["phone"]["type"] == "tel"
    assert len(page.cssselect("#id_place optgroup")) == 45, "44 kecamatan and the other provinces"


def test_three_requests_from_nothing_to_the_receipt() -> None:
    client = Client(enforce_csrf_checks=True)
    page = tree(client.get(FORM_PAGE))
    hidden = {field.get("name"): field.get("value") for field in page.cssselect("input[type=hidden]")}
    answer = client.post(FORM_PAGE, {**filled(), **hidden})
    receipt = client.get(answer["location"])
    assert (answer.status_code, receipt.status_code) == (302, 200)
    assert Registration.objects.get().receipt in text_of(receipt)
    assert set(client.cookies) == {"csrftoken"}, "no session"


@pytest.mark.parametrize(
    "number",
    [NIK, f"{NIK[:6]} {NIK[6:12]} {NIK[12:]}", f"{NIK[:6]}.{NIK[6:12]}.{NIK[12:]}", f"  {NIK} "],
)
def test_nik_as_people_type_it(number: str) -> None:
    assert Client().post(FORM_PAGE, filled(nik=number)).status_code == 302


@pytest.mark.parametrize("changes", [{"nik": nik(5, OTHER_KECAMATAN)}, {"nik": "3174019913900001"}, {"place": "32"}])
def test_what_only_deserves_a_look_is_accepted(changes: dict[str, Any]) -> None:
    """Another region on the card, an impossible birth date, a home outside Jakarta."""
    assert Client().post(FORM_PAGE, filled(**changes)).status_code == 302


def test_consents_are_stored_one_by_one() -> None:
    Client().post(FORM_PAGE, filled(consents=["programme", "research"]))
    settle_all()
    assert set(Consent.objects.values_list("purpose", flat=True)) == {"programme", "research"}


def test_same_form_twice_is_one_registration() -> None:
    form = filled()
    first, second = Client().post(FORM_PAGE, form), Client().post(FORM_PAGE, form)
    assert first["location"] == second["location"]
    settle_all()
    assert (Registration.objects.count(), Person.objects.count()) == (1, 1)


def test_form_of_another_person_with_the_same_id_goes_through_the_second_time() -> None:
    """The browser's back button keeps the form; a daughter then fills in her own data over her mother's."""
    client, form = Client(), filled()
    client.post(FORM_PAGE, form)
    refused = client.post(FORM_PAGE, {**form, "name": "Rina", "nik": nik(2)})
    assert refused.status_code == 422
    assert "Mendaftarkan orang lain? Periksa isian di bawah, lalu kirim sekali lagi." in text_of(refused)
    fresh = tree(refused).cssselect("[name=form_id]")[0].get("value")
    assert fresh != form["form_id"]
    assert client.post(FORM_PAGE, {**form, "name": "Rina", "nik": nik(2), "form_id": fresh}).status_code == 302
    settle_all()
    assert set(Person.objects.values_list("name", flat=True)) == {FORM["name"], "Rina"}


@pytest.mark.parametrize("form_id", ["", "x", "00000000-0000-4000-8000-000000000000", None])
def test_form_without_an_id_of_ours_holds_nobody_up(form_id: str | None) -> None:
    assert Client().post(FORM_PAGE, filled(form_id=form_id)).status_code == 302


def chosen(value: str) -> list[str]:
    Client().post(FORM_PAGE, filled(community=value))
    settle_all()
    return list(CommunityRequest.objects.values_list("community__name", flat=True))


def test_community_by_its_number() -> None:
    community("Komunitas Jauh", OTHER_KECAMATAN, register_number="KOM-0002")
    assert chosen("KOM-0002") == ["Komunitas Jauh"]


def test_community_near_her() -> None:
    community("Komunitas Jauh", OTHER_KECAMATAN)
    community("Komunitas Dekat")
    assert chosen("nearest") == ["Komunitas Dekat"]


def test_nobody_near_leaves_the_choice_open() -> None:
    community("Komunitas Jauh", OTHER_KECAMATAN)
    assert chosen("nearest") == []


def test_choice_of_the_nearest_is_spread_and_stays_the_same_for_a_retry() -> None:
    for n in range(5):
        community(f"Komunitas {n}")

    def choice(form_id: object) -> object:
        form = RegistrationForm(filled(community="nearest", form_id=str(form_id)))
        assert form.is_valid()
        return form.submission().community_id

    ids = [new_id() for _ in range(30)]
    choices = [choice(form_id) for form_id in ids]
    assert choices == [choice(form_id) for form_id in ids]
    assert len(set(choices)) == 3


def posted(client: Client, **changes: Any) -> tuple[int, str, int]:
    """Status, body and number of statements of a submission."""
    with CaptureQueriesContext(connection) as queries:
        response = client.post(FORM_PAGE, filled(**changes))
    return response.status_code, without_ids(response), len(queries)


def test_known_nik_is_answered_as_a_new_one() -> None:
    client = Client()
    client.get(FORM_PAGE)
    client.post(FORM_PAGE, filled())
    settle_all()
    assert posted(client) == posted(client, nik=nik(2)) == (302, "", WRITES)
    settle_all()
    assert list(Registration.objects.order_by("submitted_at").values_list("outcome", flat=True)) == [
        Outcome.NEW,
        Outcome.EXISTING,
        Outcome.NEW,
    ]


def test_nik_and_phone_are_in_no_address_and_no_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    # The database's own log of statements holds what was sealed, never what was typed.
    response = Client().post(FORM_PAGE, filled())
    refused = Client().post(FORM_PAGE, filled(nik=NIK[:-1]))
    assert NIK not in response["location"]
    for typed in (NIK, NIK[:-1], "81234567890", "3456"):
        assert typed not in caplog.text
    assert refused.status_code == 422


def test_flood_from_one_address_is_asked_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "REGISTRATIONS", FixedWindow(times=1, seconds=3600))
    assert Client().post(FORM_PAGE, filled(nik=nik(2))).status_code == 302
    response = Client().post(FORM_PAGE, filled())
    assert response.status_code == 429
    assert "Coba lagi setelah pukul" in text_of(response)
    assert tree(response).cssselect("#id_nik")[0].get("value") == NIK
    assert Registration.objects.count() == 1
