"""Picking oneself, records, openings, consents, community: each page of a member, and that each is hers alone."""

import re
from collections.abc import Iterator
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from okoce.audit.services import log_opening
from okoce.core.ids import new_id
from okoce.facts.enums import Correction, CorrectionReason
from okoce.facts.services import correct
from okoce.members.models import Consent
from okoce.members.queries import phone_of
from okoce.portal import citizen
from okoce.portal.citizen.community import NOT_HERS
from okoce.portal.citizen.texts import CHANNELS, GRADES, LACKS, REFUSALS, STAGES
from okoce.progression.rules.missing import MissingCode
from okoce.stages.p1_registration.enums import RequestState
from okoce.stages.p1_registration.models import CommunityRequest
from tests.portal.citizen_world import ago, centre, community, errors_of, happened, registered, signed_in_as, text_of, tree
from tests.world import KELURAHAN, OTHER_KECAMATAN, World, make_draft, phone, phone_account, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_indonesian() -> Iterator[None]:
    with translation.override("id"):
        yield


def family(*names: str) -> Client:
    """A phone that serves several people, after its code."""
    for n, name in enumerate(names, 1):
        registered(n, name=name, phone=phone(50))
    return sign_in(phone_account(phone(50)))


def test_the_only_one_need_not_pick() -> None:
    client = family("Siti")
    assert client.get("/saya/pilih/")["location"] == "/saya/"
    assert "Selamat datang, Siti" in text_of(client.get("/saya/"))


def test_each_of_a_family_picks_herself() -> None:
    client = family("Siti", "Rina")
    page = client.get("/saya/pilih/")
    assert "HP ini dipakai oleh 2 anggota" in text_of(page)
    buttons = {button.text_content().strip(): button.get("value") for button in tree(page).cssselect("[name=person]")}
    assert list(buttons) == ["Siti – Tebet Timur, Tebet", "Rina – Tebet Timur, Tebet"]
    assert client.get("/saya/")["location"].startswith("/saya/pilih/")
    assert client.post("/saya/pilih/", {"person": buttons["Rina – Tebet Timur, Tebet"]})["location"] == "/saya/"
    assert "Selamat datang, Rina" in text_of(client.get("/saya/"))
    client.post("/saya/pilih/", {"person": buttons["Siti – Tebet Timur, Tebet"]})
    assert "Selamat datang, Siti" in text_of(client.get("/saya/"))


def test_nobody_picks_a_stranger() -> None:
    _receipt, stranger = registered(9, name="Orang Lain", phone=phone(99))
    client = family("Siti", "Rina")
    for value in (str(stranger.person_id), "x", ""):
        answer = client.post("/saya/pilih/", {"person": value})
        assert answer.status_code == 200
        assert "Anda siapa?" in text_of(answer)
    assert "person_id" not in client.session


def test_phone_without_people_is_told_what_to_do() -> None:
    answer = sign_in(phone_account(phone(51))).get("/saya/pilih/")
    assert "Belum ada anggota dengan HP ini" in text_of(answer)
    assert tree(answer).cssselect('a.button[href="/daftar/"]')


def test_page_asked_for_before_signing_in_comes_after_picking() -> None:
    client = family("Siti", "Rina")
    asked = client.get("/saya/izin/")["location"]
    page = tree(client.get(asked))
    fields = {"next": page.cssselect("[name=next]")[0].get("value"), "person": page.cssselect("[name=person]")[0].get("value")}
    assert client.post("/saya/pilih/", fields)["location"] == "/saya/izin/"
    assert client.post("/saya/pilih/", {**fields, "next": "https://example.org/"})["location"] == "/saya/"


def test_records_are_sentences_and_corrections_stay_readable() -> None:
    _receipt, found = registered()
    typed = happened(found, "training.attended", 10, skill="hard", hours=4)
    wrong = happened(found, "mentoring.visit", 9, topic="books", minutes=60)
    happened(found, "market.stall_day", 8, sales=1_250_000)
    draft = make_draft(found, occurred_on=ago(10), measures={"skill": "hard", "hours": 6})
    correct(by=new_id(), original=typed, correction=Correction.AMEND, reason=CorrectionReason.MISTYPED, draft=draft)
    correct(by=new_id(), original=wrong, correction=Correction.VOID, reason=CorrectionReason.WRONG_PERSON)
    answer = signed_in_as(found).get("/saya/catatan/")
    text = text_of(answer)
    assert "Mendaftar sebagai anggota Dicatat oleh Anda sendiri · menurut Anda" in text
    assert "Berjualan di bazar, hasil Rp1.250.000 Dicatat oleh petugas di loket · dibenarkan pihak lain" in text
    assert "Hadir di pelatihan keterampilan usaha (hard skill), 6 jam" in text
    struck = [" ".join(item.text_content().split()) for item in tree(answer).cssselect("li.struck")]
    assert len(struck) == 2
    assert "Dikunjungi pendamping, topik pencatatan uang, 60 menit" in struck[0]
    assert "dibatalkan: tidak terjadi (orang yang keliru)" in struck[0]
    assert "Hadir di pelatihan keterampilan usaha (hard skill), 4 jam" in struck[1]
    assert "isi diperbaiki (salah ketik)" in struck[1]


def test_restored_record_says_so() -> None:
    _receipt, found = registered()
    fact = happened(found, "mentoring.visit")
    correct(by=new_id(), original=fact, correction=Correction.VOID, reason=CorrectionReason.NOT_HAPPENED)
    correct(by=new_id(), original=fact, correction=Correction.RESTORE, reason=CorrectionReason.EVIDENCE_FOUND)
    assert "Pernah dibatalkan, lalu dipulihkan." in text_of(signed_in_as(found).get("/saya/catatan/"))


@pytest.mark.parametrize("address", ["/saya/catatan/", "/saya/dibuka/"])
def test_lists_take_the_same_statements_for_one_row_and_for_many(address: str) -> None:
    _receipt, found = registered()
    client = signed_in_as(found)
    counted = []
    for rows in (1, 35):
        for n in range(rows):
            happened(found, "mentoring.visit", n)
            log_opening(by=new_id(), label="Petugas", person_id=found.person_id, surface="record")
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
        counted.append(len(queries))
    assert counted[0] == counted[1]
    assert "halaman=2" in answer.content.decode(), "long lists go on another page"
    assert client.get(address, {"halaman": "2"}).status_code == 200


def test_member_sees_who_opened_her_record() -> None:
    _receipt, found = registered()
    client = signed_in_as(found)
    assert "Belum ada yang membuka data Anda." in text_of(client.get("/saya/dibuka/"))
    log_opening(by=new_id(), label="Ratna · Kecamatan", person_id=found.person_id, surface="record", reason="Datang ke loket")
    log_opening(by=new_id(), label="Budi · Petugas kelurahan", person_id=found.person_id, surface="record")
    text = text_of(client.get("/saya/dibuka/"))
    assert "Ratna · Kecamatan Alasan: Datang ke loket" in text
    assert "Budi · Petugas kelurahan Membuka catatan Anda dalam tugasnya." in text


def test_her_own_pages_open_no_record() -> None:
    _receipt, found = registered()
    client = signed_in_as(found)
    for address in ("/saya/", "/saya/catatan/", "/saya/izin/"):
        client.get(address)
    assert "Belum ada yang membuka data Anda." in text_of(client.get("/saya/dibuka/"))


def given(person_id: UUID) -> set[str]:
    return set(Consent.objects.filter(person_id=person_id, withdrawn_at=None).values_list("purpose", flat=True))


def test_consents_are_given_and_withdrawn_one_by_one() -> None:
    _receipt, found = registered()
    client = signed_in_as(found)
    assert client.post("/saya/izin/", {"purpose": "contact", "given": "1"})["location"] == "/saya/izin/"
    assert given(found.person_id) == {"programme", "contact"}
    client.post("/saya/izin/", {"purpose": "programme", "given": "0"})
    assert given(found.person_id) == {"contact"}
    assert Consent.objects.filter(person_id=found.person_id).count() == 2, "what was withdrawn stays readable"
    assert client.post("/saya/izin/", {"purpose": "everything", "given": "1"}).status_code == 200
    assert given(found.person_id) == {"contact"}


def test_community_is_chosen_withdrawn_and_chosen_again() -> None:
    near, _far = community("Komunitas Dekat"), community("Komunitas Jauh", OTHER_KECAMATAN)
    _receipt, found = registered()
    client = signed_in_as(found)
    page = tree(client.get("/saya/komunitas/"))
    assert [field.get("value") for field in page.cssselect("[name=community]")] == [str(near)]
    assert client.post("/saya/komunitas/", {"community": str(near)})["location"] == "/saya/komunitas/"
    waiting = client.get("/saya/komunitas/")
    assert "Komunitas Dekat menjawab paling lambat" in text_of(waiting)
    leave = next(form.get("action") for form in tree(waiting).cssselect("main form"))
    assert client.post(leave)["location"] == "/saya/komunitas/"
    assert CommunityRequest.objects.get().state == RequestState.WITHDRAWN
    client.post("/saya/komunitas/", {"community": str(near)})
    assert "Anda menarik permintaan ke Komunitas Dekat" in text_of(client.get("/saya/komunitas/")).split("Sebelumnya")[1]


@pytest.mark.parametrize(
    ("value", "says"), [("", "Pilih satu komunitas"), ("01890a5d-ac96-774b-bcce-b302099a8057", "baru saja berhenti menerima")]
)
def test_community_that_cannot_be_chosen(value: str, says: str) -> None:
    community()
    answer = signed_in_as(registered()[1]).post("/saya/komunitas/", {"community": value})
    assert answer.status_code == 422
    assert says in errors_of(answer)["community"]


def test_second_choice_and_late_withdrawal_are_refused_with_the_reason() -> None:
    first, second = community("Komunitas Satu"), community("Komunitas Dua")
    _receipt, found = registered(community_id=first)
    client = signed_in_as(found)
    answer = client.post("/saya/komunitas/", {"community": str(second)})
    assert answer.status_code == 409
    assert "Anda masih punya komunitas" in text_of(answer)
    request = CommunityRequest.objects.get()
    client.post(f"/saya/komunitas/{request.id}/tarik/")
    assert client.post(f"/saya/komunitas/{request.id}/tarik/").status_code == 409


def test_nobody_withdraws_the_request_of_another(world: World) -> None:
    answer = world.client("member").post(f"/saya/komunitas/{world.other.request_id}/tarik/")
    assert answer.status_code == 404
    assert world.client("member").post(f"/saya/komunitas/{new_id()}/tarik/").status_code == 404
    assert CommunityRequest.objects.get(id=world.other.request_id).state == RequestState.WAITING


def test_every_code_of_progression_and_facts_has_words() -> None:
    assert set(MissingCode.__args__) == set(LACKS)  # type: ignore[attr-defined]  # a Literal knows its values
    assert (len(STAGES), len(GRADES), len(CHANNELS)) == (7, 4, 7)
    raised = re.compile(r'"((?:request|record|consent)\.[a-z_]+)"')
    service = citizen.__file__.replace("portal/citizen/__init__.py", "stages/p1_registration/services/communities.py")
    with open(service, encoding="utf-8") as file:
        codes = set(raised.findall(file.read())) - NOT_HERS - {"request.other_community"}
    assert codes <= set(REFUSALS)


def test_front_says_what_it_gives_and_what_not() -> None:
    answer = Client().get("/")
    text = text_of(answer)
    assert "Program ini tidak memberi uang tunai." in text
    links = {link.get("href") for link in tree(answer).cssselect("main a")}
    assert {"/daftar/", "/resi/", "/masuk/", "/komunitas/", "/komunitas/periksa/", "/pusat/", "/angka/", "/klaim-nik/"} <= links


def test_signed_in_pages_show_no_nik_and_no_phone() -> None:
    centre()
    _receipt, found = registered(place_code=KELURAHAN)
    client = signed_in_as(found)
    number = phone_of(found.person_id)
    for address in ("/saya/", "/saya/catatan/", "/saya/izin/", "/saya/komunitas/", "/saya/pilih/?ganti=1"):
        content = client.get(address).content.decode()
        for secret in (number, "0" + number.removeprefix("+62"), found.nik.replace("•", "")):
            assert secret not in content, address
