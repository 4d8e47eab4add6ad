"""Pages of rules: officials write objects and values without script, and everybody reads what holds."""

import gzip
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from okoce.accounts.enums import Role
from okoce.accounts.models import User
from okoce.accounts.queries import actor_of
from okoce.regulations import queries, services
from okoce.regulations.enums import ChangeState, RuleStatus, Trust
from okoce.regulations.models import RuleChange, RulePreview, RuleRow
from okoce.regulations.queries import today
from okoce.regulations.services import load_shipped_rules
from tests.regulations.proposing import (
    COLLEAGUE,
    LATER,
    LETTER,
    LETTERS,
    approved,
    content,
    declared,
    drafted,
    enforced,
    fees,
    submitted,
)
from tests.world import make_account, sign_in

pytestmark = pytest.mark.django_db
FOURTEEN_KB = 14 * 1024


@pytest.fixture(autouse=True)
def families() -> Iterator[None]:
    with declared(LETTERS, fees()):
        yield


@pytest.fixture
def author() -> tuple[Client, User]:
    user = make_account("penilai", Role.EVALUATOR)
    return sign_in(user), user


def text(response: object) -> str:
    return str(response.content.decode())  # type: ignore[attr-defined]  # a response of the test client


def row_data(**changes: object) -> dict[str, object]:
    data: dict[str, object] = {
        "nilai": "5",
        "legal_basis": "PP 42/2024",
        "article": "",
        "source_url": "",
        "trust": "1",
        "verified_on": "",
        "review_by": (today() + timedelta(days=180)).isoformat(),
        "effective_from": LATER.isoformat(),
        "effective_to": "",
        "note": "",
        "change": "",
        "reason": "Peraturannya berubah",
    }
    return {**data, **changes}


LETTER_DATA = {
    "code": "test.letter.rt",
    "applies_to": "",
    "unit": "letter",
    "isi.title": "Surat RT",
    "isi.steps": "Minta\n\n Ambil ",
    "isi.order": "3",
    "isi.level": "required",
    "isi.when.place": ["home"],
    "isi.phone": "",
    "isi.en.title": "RT letter",
}


def test_a_value_is_changed_by_two_people_in_the_browser(author: tuple[Client, User]) -> None:
    client, _user = author
    old = enforced(1000, code="test.fee.nib", unit="rupiah")
    sent = client.post(f"/meja/ketentuan/isi/{old.id}/usul/", row_data(nilai="2500"))
    change = RuleChange.objects.get()
    assert sent["Location"] == f"/meja/ketentuan/usul/{change.id}/"
    page = text(client.get(sent["Location"]))
    assert "Rp1.000" in page
    assert "Rp2.500" in page
    preview = client.post(f"/meja/ketentuan/usul/{change.id}/pratinjau/")["Location"]
    assert "Biaya 1000 menjadi 2500" in text(client.get(preview))
    client.post(f"/meja/ketentuan/usul/{change.id}/ajukan/", {"seen": RulePreview.objects.get().digest})
    assert "Menunggu orang lain" in text(client.get(f"/meja/ketentuan/usul/{change.id}/"))
    second = sign_in(make_account("pengelola", Role.ADMINISTRATOR))
    assert "Menunggu Anda" in text(second.get("/meja/ketentuan/"))
    refused = client.post(f"/meja/ketentuan/usul/{change.id}/setujui/", {"preview": RulePreview.objects.get().id})
    assert (refused.status_code, "tidak pernah menyetujui" in text(refused)) == (403, True)
    second.post(f"/meja/ketentuan/usul/{change.id}/setujui/", {"preview": RulePreview.objects.get().id})
    assert queries.value("test.fee.nib", LATER).value == 2500
    history = text(client.get("/meja/ketentuan/kode/test.fee.nib/"))
    assert "Akan berlaku" in history
    assert "Diganti sejak 1 Januari 2030" in history


def test_an_object_is_written_in_form_controls(author: tuple[Client, User]) -> None:
    client, _user = author
    page = text(client.get("/meja/ketentuan/baru/?kelompok=test-letter"))
    assert '<input type="checkbox" name="isi.when.place" value="home"' in page
    client.post("/meja/ketentuan/baru/?kelompok=test-letter", {**row_data(), **LETTER_DATA})
    assert RuleRow.objects.get(code="test.letter.rt").value == LETTER
    draft = RuleRow.objects.get(code="test.letter.rt")
    page = text(client.get(f"/meja/ketentuan/rancangan/{draft.id}/"))
    assert "Minta\nAmbil" in page
    changed = {**row_data(), **LETTER_DATA, "isi.when.place": ["home", "market"], "isi.phone": "021"}
    client.post(f"/meja/ketentuan/rancangan/{draft.id}/", changed)
    draft.refresh_from_db()
    assert draft.value == {**LETTER, "when": {"place": ["home", "market"]}, "phone": "021"}
    assert "rumah, pasar" in text(client.get(f"/meja/ketentuan/usul/{draft.change_id}/"))


def test_what_a_form_does_not_describe_stays(author: tuple[Client, User]) -> None:
    client, _user = author
    old = enforced({**LETTER, "extra": {"kept": [1]}}, code="test.letter.rt", unit="letter")
    data = {**row_data(), **LETTER_DATA, "isi.when.place": [], "isi.title": "Surat RW"}
    client.post(f"/meja/ketentuan/isi/{old.id}/usul/", data)
    new = RuleRow.objects.get(replaces=old)
    assert new.value == {**LETTER, "title": "Surat RW", "when": {}, "extra": {"kept": [1]}}


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(author: tuple[Client, User]) -> None:
    client, _user = author
    old = enforced(7)
    page = client.post(f"/meja/ketentuan/isi/{old.id}/usul/", row_data(reason="", nilai="enam", legal_basis="PP 99"))
    assert page.status_code == 422
    assert "orang kedua membacanya" in text(page)
    assert 'value="PP 99"' in text(page)
    page = client.post(f"/meja/ketentuan/isi/{old.id}/usul/", row_data(effective_from="2023-01-01"))
    assert (page.status_code, "Pengganti mulai terlalu awal" in text(page)) == (422, True)
    letter = {**row_data(), **LETTER_DATA, "code": "test.letter.RT"}
    page = client.post("/meja/ketentuan/baru/?kelompok=test-letter", letter)
    assert "Kode ketentuan belum benar" in text(page)
    assert not RuleChange.objects.exists()  # no empty proposal is left behind


def test_a_second_row_joins_a_draft_and_leaves_it(author: tuple[Client, User]) -> None:
    client, _user = author
    one, other = enforced(1), enforced(2, code="test.other_days")
    client.post(f"/meja/ketentuan/isi/{one.id}/usul/", row_data())
    change = RuleChange.objects.get()
    client.post(f"/meja/ketentuan/isi/{other.id}/akhiri/", {"last_day": "2030-01-01", "change": str(change.id), "reason": ""})
    assert (change.rows.count(), change.endings.count()) == (1, 1)
    assert "Berakhir 1 Januari 2030" in text(client.get(f"/meja/ketentuan/usul/{change.id}/"))
    client.post(f"/meja/ketentuan/usul/{change.id}/lepas/", {"row": str(other.id)})
    client.post(f"/meja/ketentuan/usul/{change.id}/lepas/", {"row": str(change.rows.get().id)})
    assert (change.rows.count(), change.endings.count()) == (0, 0)
    client.post(f"/meja/ketentuan/usul/{change.id}/", {"reason": "Alasan lain"})
    assert "Alasan lain" in text(client.get(f"/meja/ketentuan/usul/{change.id}/"))
    client.post(f"/meja/ketentuan/usul/{change.id}/hapus/")
    assert not RuleChange.objects.exists()


def test_an_ending_that_is_refused_leaves_no_empty_proposal(author: tuple[Client, User]) -> None:
    client, _user = author
    row = enforced(1)
    page = client.post(f"/meja/ketentuan/isi/{row.id}/akhiri/", {"last_day": "2020-01-01", "change": "", "reason": "Dicabut"})
    assert (page.status_code, RuleChange.objects.count()) == (422, 0)


def test_the_second_author_reads_what_changed(author: tuple[Client, User]) -> None:
    client, user = author
    old = enforced(7)
    mine = drafted(content(5), replaces=old.id, by=actor_of(user))
    assert "usulan lain yang terbuka" in text(client.get(f"/meja/ketentuan/isi/{old.id}/usul/"))
    approved(drafted(content(4), replaces=old.id, by=COLLEAGUE))
    page = text(client.get(f"/meja/ketentuan/usul/{mine.id}/"))
    assert "Dulu 7 hari; sekarang 4 hari sejak 1 Januari 2030" in page
    client.post(f"/meja/ketentuan/usul/{mine.id}/sesuaikan/")
    assert "Buat pratinjau" in text(client.get(f"/meja/ketentuan/usul/{mine.id}/"))


def test_a_proposal_sent_back_says_why(author: tuple[Client, User]) -> None:
    client, user = author
    mine = drafted(content(5), replaces=enforced(7).id, by=COLLEAGUE)
    submitted(mine)
    client.post(f"/meja/ketentuan/usul/{mine.id}/kembalikan/", {"reason": "Sebutkan pasalnya"})
    assert "Dikembalikan: Sebutkan pasalnya" in text(client.get("/meja/ketentuan/"))
    assert user.id != mine.drafted_by


def test_a_review_is_noted_in_the_browser(author: tuple[Client, User]) -> None:
    client, _user = author
    row = enforced(7, review_by=today() - timedelta(days=1))
    assert "perlu diperiksa ulang sejak" in text(client.get("/meja/ketentuan/?lewat=on"))
    data = {"verified_on": today().isoformat(), "review_by": (today() + timedelta(days=90)).isoformat(), "note": "Naskah di JDIH"}
    client.post(f"/meja/ketentuan/isi/{row.id}/periksa/", data)
    page = text(client.get(f"/meja/ketentuan/kode/{row.code}/"))
    assert "Naskah di JDIH" in page
    assert "perlu diperiksa ulang sejak" not in page


def test_the_list_is_searched_and_filtered(author: tuple[Client, User]) -> None:
    client, _user = author
    enforced(LETTER, code="test.letter.rt", unit="letter", trust=Trust.UNCONFIRMED)
    enforced(1000, code="test.fee.nib", unit="rupiah")
    load_shipped_rules()

    def found(query: str) -> set[str]:
        return {line.row.code for line in client.get(f"/meja/ketentuan/?{query}").context["rows"]}

    assert found("cari=Ambil+Minta") == {"test.letter.rt"}
    assert found("cari=jawab+komunitas") == {"community.answer_days"}  # by its name in words
    assert found("kelompok=test-fee") == {"test.fee.nib"}
    assert found("kepastian=U&kelompok=test-letter") == {"test.letter.rt"}
    assert found("status=superseded&kelompok=test-fee") == set()
    enforced(9, code="test.fee.old", unit="rupiah", end=today() - timedelta(days=1))
    assert found("status=superseded&kelompok=test-fee") == {"test.fee.old"}
    assert "test.fee.nib" not in found("kelompok=lain")


def test_the_list_asks_as_much_for_many_as_for_few(author: tuple[Client, User]) -> None:
    client, _user = author
    enforced(1, code="test.one")
    client.get("/meja/ketentuan/")
    with CaptureQueriesContext(connection) as few:
        client.get("/meja/ketentuan/")
    for number in range(30):
        enforced(number, code=f"test.n{number}")
        drafted(content(1, code=f"test.d{number}"), by=COLLEAGUE)
    with CaptureQueriesContext(connection) as many:
        assert client.get("/meja/ketentuan/").status_code == 200
    assert len(many) <= len(few) + 3  # rows, endings and rows of endings of open proposals


def test_staff_without_proposals_sees_what_holds_and_no_draft() -> None:
    enforced(7)
    drafted(content(5, code="test.secret_days"))
    client = sign_in(make_account("bank", Role.LENDER))
    page = text(client.get("/meja/ketentuan/?cari=test"))
    assert "test.answer_days" in page
    assert "test.secret_days" not in page + text(client.get("/meja/ketentuan/?cari=test&status=draft"))
    assert client.get("/meja/ketentuan/kode/test.secret_days/").status_code == 404
    assert "Usulkan pengganti" not in text(client.get("/meja/ketentuan/kode/test.answer_days/"))


def test_citizens_read_what_holds_and_how_sure_it_is(client: Client) -> None:
    load_shipped_rules()
    enforced(LETTER, code="test.letter.rt", unit="letter", trust=Trust.UNCONFIRMED, review_by=today() - timedelta(days=1))
    enforced(1000, code="test.fee.nib", unit="rupiah", source_url="https://example.org/pp")
    RuleRow.objects.create(
        code="test.fee.old", value=9, unit="rupiah", legal_basis="x", effective_from=LATER, status=RuleStatus.ACTIVE
    )
    overview = text(client.get("/ketentuan/"))
    assert "Surat uji" in overview
    assert "1 perlu diperiksa ulang" in overview
    assert "Daftar kerja petugas" not in overview
    letters = text(client.get("/ketentuan/test-letter/"))
    assert "Surat RT" in letters
    assert "Belum dipastikan" in letters
    assert "perlu diperiksa ulang sejak" in letters
    fees_page = text(client.get("/ketentuan/test-fee/"))
    assert "Rp1.000" in fees_page
    assert "https://example.org/pp" in fees_page
    assert "test.fee.old" not in fees_page
    client.post("/bahasa/en/")
    english = text(client.get("/ketentuan/test-letter/", headers={"accept-language": "en"}))
    assert "RT letter" in english
    assert "to be checked again since" in english
    for address in ("/ketentuan/worklist/", "/ketentuan/lain/", "/ketentuan/nothing/"):
        assert client.get(address).status_code == 404


def test_a_full_public_page_fits_the_first_view(client: Client) -> None:
    for number in range(40):
        value = {**LETTER, "title": f"Surat keterangan nomor {number} dari kelurahan untuk usaha yang bertempat di rumah"}
        enforced(
            value, code=f"test.letter.n{number}", unit="letter", trust=Trust.UNCONFIRMED, source_url=f"https://example.org/{number}"
        )
    load_shipped_rules()
    for address in ("/ketentuan/", "/ketentuan/test-letter/", "/ketentuan/test-letter/?halaman=3", "/ketentuan/privacy/"):
        page = client.get(address)
        assert page.status_code == 200
        assert len(gzip.compress(page.content, 6)) <= FOURTEEN_KB


def test_a_waiting_preview_says_that_it_is_made_behind(author: tuple[Client, User]) -> None:
    client, user = author
    change = drafted(content(5), replaces=enforced(7).id, by=actor_of(user))
    now = timezone.now()
    waiting = RulePreview.objects.create(
        change=change, digest="x", on_day=today(), asked_by=user.id, asked_at=now, state="waiting", cases=70_000
    )
    page = text(client.get(f"/meja/ketentuan/pratinjau/{waiting.id}/"))
    assert "70.000 kasus" in page
    assert 'http-equiv="refresh"' in page
    services.make_due_rule_previews()
    assert "tidak selesai" in text(client.get(f"/meja/ketentuan/pratinjau/{waiting.id}/"))


def test_an_approved_proposal_stays_readable(author: tuple[Client, User]) -> None:
    client, _user = author
    change = approved(drafted(content(5), replaces=enforced(7).id))
    assert change.state == ChangeState.APPROVED
    page = text(client.get(f"/meja/ketentuan/usul/{change.id}/"))
    assert "Disetujui dan berlaku" in page
    preview = text(client.get(f"/meja/ketentuan/pratinjau/{change.approved_preview_id}/"))
    assert "keadaan yang lama" not in preview
    assert "Setujui usulan ini" not in preview
