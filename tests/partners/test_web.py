"""Pages of the register and the centres, read as trees."""

import gzip
from collections.abc import Callable
from datetime import datetime, time
from typing import Protocol
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html

from okoce.accounts.enums import Role
from okoce.core.fortnights import JAKARTA
from okoce.core.ids import new_id
from okoce.partners import queries, services
from okoce.partners.queries import Room, Staff
from okoce.partners.rules import Hours
from okoce.places.queries import kecamatan_choices
from tests.partners.builders import ADMINISTRATOR, GAMBIR, JAKARTA_SELATAN, SETIABUDI, TEBET, community

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
FOURTEEN_KB = 14 * 1024


class Answer(Protocol):
    content: bytes


def text_of(response: Answer) -> str:
    return " ".join(html.fromstring(response.content).find(".//main").text_content().split())


def centre(place_code: str = TEBET) -> None:
    services.save_centre(
        by=ADMINISTRATOR,
        place_code=place_code,
        address="Jl. Tebet Timur 1",
        public_contact="(021) 555 0100",
        staff=[Staff("Ratna Sari", "petugas pendaftaran")],
        rooms=[Room("Ruang pelatihan", 40)],
        hours=[Hours(day, time(8), time(16)) for day in range(1, 6)],
    )


def freeze(monkeypatch: pytest.MonkeyPatch, instant: datetime) -> None:
    monkeypatch.setattr(timezone, "now", lambda: instant)


def test_the_public_list(client: Client) -> None:
    shown = community("Dapur Bersama")
    community("Lain", GAMBIR)
    community("Menunggu", verified=False)
    page = client.get("/komunitas/")
    assert "2 komunitas" in text_of(page)
    assert "Menunggu" not in text_of(page)
    narrowed = text_of(client.get("/komunitas/", {"kecamatan": TEBET, "cari": "dapur"}))
    assert "1 komunitas yang cocok" in narrowed
    assert shown.register_number in narrowed
    assert "Belum ada komunitas yang cocok." in text_of(client.get("/komunitas/", {"cari": "tidak ada"}))
    assert client.get("/komunitas/", {"kecamatan": "salah", "halaman": "x"}).status_code == 200


def test_a_community_page(client: Client) -> None:
    found = community("Dapur Bersama")
    card = services.add_representative(by=ADMINISTRATOR, organisation_id=found.id, name="Sri Wahyuni", function="Ketua")
    page = client.get(f"/komunitas/{found.register_number.lower()}/")
    shown = text_of(page)
    assert "Ya, komunitas ini terdaftar di OK OCE" in shown
    assert "Sri Wahyuni" in shown
    # The number is on the card only: whoever knows it holds the card.
    assert card.card_number not in page.content.decode()
    services.suspend(by=ADMINISTRATOR, organisation_id=found.id, reason="Meminta uang.")
    stopped = text_of(client.get(f"/komunitas/{found.register_number}/"))
    assert "Sedang dihentikan sementara" in stopped
    assert "Meminta uang." in stopped
    assert "Sri Wahyuni" not in stopped


def test_what_is_not_in_the_register_has_no_page(client: Client) -> None:
    waiting = community(verified=False)
    assert client.get(f"/komunitas/{waiting.register_number}/").status_code == 404
    assert client.get("/komunitas/KOM-00000/").status_code == 404
    assert client.get("/pusat/31.74.01/").status_code == 404


def test_check_answers(client: Client) -> None:
    found = community("Dapur Bersama")
    card = services.add_representative(by=ADMINISTRATOR, organisation_id=found.id, name="Sri Wahyuni", function="Ketua")
    centre()

    def asked(**data: str) -> str:
        return text_of(client.post("/komunitas/periksa/", data))

    assert "Ya, komunitas ini terdaftar di OK OCE" in asked(nomor="dapur bersama")
    assert "Ya, Sri Wahyuni wakil resmi" in asked(nomor=card.card_number.lower())
    assert "Ya, Sri Wahyuni wakil resmi" in asked(nomor="Dapur Bersama", nama="sri wahyuni")
    wrong = asked(nomor="Dapur Bersama", nama="Budi Hartono")
    assert "Nama orang itu tidak cocok" in wrong
    assert "Sri Wahyuni" not in wrong
    unknown = asked(nomor="Dapur Bersatu", kecamatan=TEBET)
    assert "Tidak ada di daftar OK OCE" in unknown
    assert "Jangan serahkan KTP, KK, atau uang." in unknown
    assert "(021) 555 0100" in unknown
    assert "Nama yang mirip di daftar kami" in unknown
    assert "Tulis nomor atau nama" in asked(nomor=" ")
    services.revoke_representative(by=ADMINISTRATOR, representative_id=card.id, reason="Keluar.")
    assert "Kartu ini tidak berlaku" in asked(nomor=card.card_number)


def test_every_answer_has_a_next_step_in_both_languages(client: Client) -> None:
    found = community("Dapur Bersama")
    numbers = [found.register_number, "tidak ada", community("Menunggu", verified=False).register_number]
    for action in ("suspend", "remove"):
        made = community(f"Komunitas {action}")
        getattr(services, action)(by=ADMINISTRATOR, organisation_id=made.id, reason="Meminta uang.")
        numbers.append(made.register_number)
    for number in numbers:
        for language, word in (
            ("id", ("Selanjutnya:", "Yang bisa Anda lakukan:")),
            ("en", ("What happens next:", "What you can do:")),
        ):
            page = client.post("/komunitas/periksa/", {"nomor": number}, headers={"accept-language": language})
            notice = html.fromstring(page.content).cssselect("main .notice")[0].text_content()
            assert any(part in notice for part in word), (number, language, notice)


def test_a_letter_may_carry_the_number_but_never_a_name(client: Client) -> None:
    found = community()
    page = client.get("/komunitas/periksa/", {"nomor": found.register_number, "nama": "Budi"})
    assert "Ya, komunitas ini terdaftar di OK OCE" in text_of(page)
    assert html.fromstring(page.content).cssselect("input[name=nama]")[0].get("value") is None
    assert "no-store" in page["Cache-Control"]


def test_text_of_a_stranger_stays_text(client: Client) -> None:
    page = client.post("/komunitas/periksa/", {"nomor": "<script>alert(1)</script>"})
    assert b"<script>" not in page.content


def test_centres(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Alamat center belum diisi." in text_of(client.get("/pusat/"))
    centre()
    centre(GAMBIR)
    freeze(monkeypatch, datetime(2026, 11, 23, 15, 59, tzinfo=JAKARTA))
    index = text_of(client.get("/pusat/"))
    assert index.index("Jakarta Pusat") < index.index("Jakarta Selatan")
    assert "Buka sekarang, sampai 16.00" in index
    freeze(monkeypatch, datetime(2026, 11, 27, 16, 0, tzinfo=JAKARTA))
    page = text_of(client.get("/pusat/31.74.01/"))
    assert "Tutup; buka lagi Senin 08.00" in page
    assert "Ratna Sari" in page
    assert "40 orang" in page
    assert "Ubah keterangan center" not in page


def test_public_pages_fit_into_the_first_packets_and_need_no_script(client: Client) -> None:
    for number in range(25):
        community(f"Komunitas {number}", TEBET, SETIABUDI)
    for code, _label in (pair for _city, pairs in kecamatan_choices() for pair in pairs):
        centre(code)
    first = queries.verified_communities()[0].register_number
    for address in ("/komunitas/", "/komunitas/periksa/", f"/komunitas/{first}/", "/pusat/", "/pusat/31.74.01/"):
        content = client.get(address).content
        assert len(gzip.compress(content)) <= FOURTEEN_KB, address
        assert b"<script" not in content, address


def page_of(organisation_id: UUID) -> str:
    return reverse("partners:organisation", args=[organisation_id])


def test_desk_list_and_counts(signed_in: SignIn) -> None:
    community("Dapur Bersama")
    community("Menunggu", verified=False)
    community("Lain", GAMBIR)
    client = signed_in(Role.KECAMATAN, TEBET)
    page = client.get("/komunitas/kelola/")
    shown = text_of(page)
    assert "Dapur Bersama" in shown
    assert "Lain" not in shown
    links = [link.text_content() for link in html.fromstring(page.content).cssselect("main nav a")]
    assert [link.replace("\xa0", " ") for link in links] == [
        "semua 2", "menunggu pemeriksaan 1", "terverifikasi 1", "dihentikan sementara 0", "dicoret dari daftar 0",
    ]  # fmt: skip
    assert "Dapur" not in text_of(client.get("/komunitas/kelola/", {"keadaan": "pending"}))


@pytest.mark.parametrize(
    ("role", "scope", "index", "own", "other"),
    [
        (Role.KECAMATAN, TEBET, 200, 200, 404),
        (Role.CITY, JAKARTA_SELATAN, 200, 200, 404),
        (Role.EVALUATOR, "", 200, 200, 200),
        (Role.ADMINISTRATOR, "", 200, 200, 200),
        (Role.KELURAHAN, "31.74.01.1001", 403, 403, 403),
        (Role.MENTOR, TEBET, 403, 403, 403),
        (Role.LENDER, "", 403, 403, 403),
    ],
)
def test_who_opens_the_desk(signed_in: SignIn, role: Role, scope: str, index: int, own: int, other: int) -> None:
    client = signed_in(role, scope)
    here, there = community("Sini", TEBET), community("Sana", GAMBIR)
    assert client.get("/komunitas/kelola/").status_code == index
    assert client.get(page_of(here.id)).status_code == own
    assert client.get(page_of(there.id)).status_code == other


def test_a_stranger_is_sent_to_sign_in(client: Client) -> None:
    assert client.get("/komunitas/kelola/").status_code == 302
    assert client.post(reverse("partners:organisation_act", args=[new_id(), "verify"])).status_code == 302


def test_registering_and_verifying_at_the_desk(signed_in: SignIn) -> None:
    client = signed_in(Role.KECAMATAN, TEBET)
    data = {"kind": "community", "name": "Dapur Bersama", "areas": [TEBET], "about": "Memasak."}
    made = client.post("/komunitas/kelola/baru/", data)
    assert made.status_code == 302
    assert "Tercatat dan menunggu pemeriksaan." in text_of(client.get(made["Location"]))
    row = queries.organisation(UUID(made["Location"].split("/")[3]))
    assert row is not None
    act = reverse("partners:organisation_act", args=[row.id, "verify"])
    assert client.post(act).status_code == 302
    assert "Dapur Bersama" in text_of(Client().get("/komunitas/"))
    again = client.post(act)
    assert again.status_code == 409
    assert "Tindakan ini tidak berlaku untuk organisasi yang terverifikasi." in text_of(again)


def test_refusals_at_the_desk_keep_what_was_typed(signed_in: SignIn) -> None:
    client = signed_in(Role.KECAMATAN, TEBET)
    assert client.post("/komunitas/kelola/baru/", {"kind": "community", "name": ""}).status_code == 422
    data = {"kind": "community", "name": "Dapur Bersama", "register_number": "-", "areas": [TEBET]}
    refused = client.post("/komunitas/kelola/baru/", data)
    assert refused.status_code == 409
    assert b'value="Dapur Bersama"' in refused.content
    found = community("Melawai 16")
    silent = client.post(reverse("partners:organisation_act", args=[found.id, "suspend"]), {"reason": " "})
    assert silent.status_code == 409
    assert "Alasannya masih kosong." in text_of(silent)
    card = client.post(reverse("partners:representative_add", args=[found.id]), {"name": "Sri 081234567890", "function": "Ketua"})
    assert card.status_code == 409
    assert b"Sri 081234567890" in card.content
    assert client.post(reverse("partners:organisation_act", args=[found.id, "destroy"])).status_code == 404
    areas = reverse("partners:organisation_areas", args=[found.id])
    assert client.post(areas, {"areas": [GAMBIR]}).status_code == 422
    nowhere = client.post(areas, {"areas": []})
    assert nowhere.status_code == 422
    assert "Pilih sedikitnya satu wilayah." in text_of(nowhere)


def test_an_evaluator_reads_and_changes_nothing(signed_in: SignIn) -> None:
    client = signed_in(Role.EVALUATOR)
    found = community()
    page = html.fromstring(client.get(page_of(found.id)).content)
    assert page.cssselect("main form") == []
    assert client.post(reverse("partners:organisation_act", args=[found.id, "suspend"]), {"reason": "x"}).status_code == 403


def test_a_community_names_its_representatives(signed_in: SignIn) -> None:
    found = community()
    client = signed_in(Role.COMMUNITY, org_id=found.id)
    add = reverse("partners:representative_add", args=[found.id])
    assert client.post(add, {"name": "Sri Wahyuni", "function": "Ketua"}).status_code == 302
    card = queries.representatives_of(found.id, timezone.localdate())[0]
    assert card.card_number in text_of(client.get(page_of(found.id)))
    revoke = reverse("partners:representative_revoke", args=[card.id])
    assert client.post(revoke, {"reason": ""}).status_code == 409
    assert client.post(revoke, {"reason": "Keluar."}).status_code == 302
    assert client.post(reverse("partners:representative_revoke", args=[new_id()])).status_code == 404
    assert client.post(reverse("partners:organisation_accepts", args=[found.id]), {"terima": "tidak"}).status_code == 302
    assert queries.community_choices(TEBET) == ()
    other = community("Lain")
    assert client.post(reverse("partners:representative_add", args=[other.id]), {"name": "x"}).status_code == 404


def centre_data(**changed: str) -> dict[str, str]:
    rows = {
        "address": "Jl. Tebet 1", "public_contact": "(021) 555 0100",
        "staff-TOTAL_FORMS": "2", "staff-INITIAL_FORMS": "0", "staff-0-name": "Ratna Sari", "staff-0-function": "petugas",
        "rooms-TOTAL_FORMS": "1", "rooms-INITIAL_FORMS": "0", "rooms-0-name": "Aula", "rooms-0-capacity": "60",
        "day1-opens_at": "08:00", "day1-closes_at": "16.30",
    }  # fmt: skip
    return rows | changed


def test_keeping_a_centre(signed_in: SignIn) -> None:
    client = signed_in(Role.KECAMATAN, TEBET)
    edit = reverse("partners:centre_edit", args=[TEBET])
    assert client.get(edit).status_code == 200
    assert client.get(reverse("partners:centre_edit", args=[GAMBIR])).status_code == 404
    assert client.post(edit, centre_data()).status_code == 302
    saved = queries.centre(TEBET)
    assert saved is not None
    assert saved.staff == (Staff("Ratna Sari", "petugas"),)
    assert saved.rooms == (Room("Aula", 60),)
    assert saved.card.hours == (Hours(1, time(8), time(16, 30)),)
    assert "Ubah keterangan center" in text_of(client.get("/pusat/31.74.01/"))


def test_the_form_of_a_centre_gives_back_what_it_was_given(signed_in: SignIn) -> None:
    """Opening the form and saving it unchanged must change nothing: times are shown in the form a browser sends back."""
    centre()
    client = signed_in(Role.KECAMATAN, TEBET)
    edit = reverse("partners:centre_edit", args=[TEBET])
    for language in ("id", "en"):
        page = html.fromstring(client.get(edit, headers={"accept-language": language}).content)
        form = page.cssselect("main form")[0]
        before = queries.centre(TEBET)
        assert client.post(edit, {name: value or "" for name, value in form.fields.items()}).status_code == 302
        assert queries.centre(TEBET) == before


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"address": ""}, 422),
        ({"day2-opens_at": "08:00"}, 422),
        ({"rooms-0-capacity": "0"}, 422),
        ({"day1-closes_at": "07:00"}, 409),
        ({"staff-0-name": "Ratna 081234567890"}, 409),
        ({"staff-1-name": "Budi"}, 409),
    ],
)
def test_centres_refused_at_the_desk(signed_in: SignIn, changed: dict[str, str], status: int) -> None:
    client = signed_in(Role.KECAMATAN, TEBET)
    answer = client.post(reverse("partners:centre_edit", args=[TEBET]), centre_data(**changed))
    assert answer.status_code == status
    assert b"Jl. Tebet 1" in answer.content or "address" in changed
    assert queries.centre(TEBET) is None


LISTS = {"/komunitas/": 2, "/pusat/": 2, "/komunitas/kelola/": 7}


@pytest.mark.parametrize("address", LISTS)
def test_lists_cost_the_same_for_one_row_and_three(signed_in: SignIn, address: str) -> None:
    staff = signed_in(Role.KECAMATAN, TEBET)
    community("Satu", TEBET)
    centre()
    client = staff if "kelola" in address else Client()
    client.get(address)

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    assert cost() == LISTS[address]
    for name, place in (("Dua", SETIABUDI), ("Tiga", GAMBIR)):
        community(name, place, TEBET)
        centre(place)
    assert cost() == LISTS[address]
