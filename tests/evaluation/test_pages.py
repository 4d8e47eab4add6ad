"""Pages of the round: what they say, to whom, at what cost."""

import csv
import gzip
import io
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from okoce.accounts.enums import Role
from okoce.evaluation.rounds.models import Pack
from okoce.evaluation.rounds.queries import sheet_of, today
from okoce.evaluation.rounds.services import decide, freeze
from okoce.ui import catalogues
from tests.evaluation.building import DAY, EVALUATOR, Someone, ended, seal_here, someone
from tests.world import KECAMATAN, OTHER_KECAMATAN, OTHER_KELURAHAN, make_account, sign_in

pytestmark = pytest.mark.django_db
ROUND, PUBLIC = "/evaluasi/", "/angka/"
LISTED = {"edisi": "OKOCE-2018", "ukuran": "stock", "baris": "1"}
ODD = ["putaran=x", "putaran=-99999999999999", "edisi=%00", "urut=-99", "urut=--1", "ukuran=[]", "urut=-8"]


@pytest.fixture
def evaluator() -> Client:
    return sign_in(make_account("penilai", Role.EVALUATOR))


@pytest.fixture
def officer() -> Client:
    return sign_in(make_account("petugas", Role.KECAMATAN, place=KECAMATAN))


def text(response: Any) -> str:
    """What a page says, spaces as one."""
    return " ".join(response.content.decode().split())


def population(others: int = 0) -> list[Someone]:
    """Six in Tebet of whom four are trained, one in Matraman, and some more in Tebet."""
    first = ended().first_day
    people = [someone(n, first - n * DAY) for n in range(1, 7)]
    for person in people[:4]:
        person.trained(first)
    people.append(someone(7, first, OTHER_KELURAHAN))
    people += [someone(n, first) for n in range(8, 8 + others)]
    return people


def frozen(others: int = 0) -> Pack:
    population(others)
    seal_here()
    return freeze(by=EVALUATOR, fortnight=ended())


def test_the_round_states_its_finding_and_explains_the_editions(evaluator: Client) -> None:
    population()
    seal_here()
    someone(99, today())
    page = text(evaluator.get(ROUND))
    assert "<h1>Antara 0 dan 4 wirausaha, tergantung aturannya: semuanya di bawah rencana</h1>" in page
    assert "1 fakta menunggu segel" in page
    assert "4 orang dihitung menurut JAKPRENEUR-2020 tetapi tidak menurut OKOCE-2018-09:" in page
    assert "4 orang belum lulus P3 Pendampingan" in page
    assert "belum ada data" in page, "a kecamatan without anybody has no data"
    assert "Bekukan putaran ini" in page


def test_an_officer_reads_all_figures_and_opens_her_own_lists(officer: Client) -> None:
    population()
    seal_here()
    page = text(officer.get(ROUND))
    assert f"tempat={KECAMATAN}&amp;baris=1" in page
    assert f"tempat={OTHER_KECAMATAN}" not in page
    assert "tempat=all" not in page
    assert "Bekukan putaran ini" not in page
    own = officer.get("/evaluasi/daftar/", LISTED | {"putaran": str(ended().number), "tempat": KECAMATAN})
    assert own.status_code == 200
    assert "Anggota 1" in text(own)
    assert "/meja/anggota/" in text(own)
    other = officer.get(
        f"/evaluasi/daftar/?putaran={ended().number}&edisi=OKOCE-2018&ukuran=stock&tempat={OTHER_KECAMATAN}&baris=1"
    )
    assert other.status_code == 403
    assert "Daftar ini di luar wilayah Anda." in text(other)
    assert "Buka daftar kecamatan atau kota Anda sendiri" in text(other)


def test_every_link_of_the_round_opens_as_many_people_as_it_says(evaluator: Client) -> None:
    population()
    seal_here()
    page = evaluator.get(ROUND)
    links = {url for group in (page.context["funnel"], page.context["place_rows"]) for row in group for url in _urls(row)}
    assert len(links) > 20
    for value, url in links:
        listed = evaluator.get(url)
        assert listed.status_code == 200, url
        assert listed.context["title"].startswith(f"{value} orang"), url
        assert len(listed.context["rows"]) == value


def _urls(row: Any) -> list[tuple[int, str]]:
    cells = [(cell.value, cell.url) if hasattr(cell, "url") else cell for cell in row.cells]
    return [(value, url) for value, url in cells if url]


@pytest.mark.parametrize(
    "query",
    [
        "edisi=TIDAK-ADA&ukuran=stock&tempat=all",
        "edisi=OKOCE-2018&ukuran=rahasia&tempat=all",
        "edisi=OKOCE-2018&ukuran=stock&tempat=all&baris=9",
        "edisi=OKOCE-2018&ukuran=stock&tempat=all&putaran=99999",
        "edisi=OKOCE-2018&ukuran=differs&tempat=all&terhadap=OKOCE-2018",
        "",
    ],
)
def test_a_figure_that_does_not_exist_is_named_so(evaluator: Client, query: str) -> None:
    answer = evaluator.get(f"/evaluasi/daftar/?{query}" if "putaran" in query else f"/evaluasi/daftar/?putaran=200&{query}")
    assert answer.status_code == 404
    assert "Angka ini tidak ada." in text(answer)


@pytest.mark.parametrize("query", ODD)
def test_odd_addresses_are_read_kindly(evaluator: Client, query: str) -> None:
    population()
    seal_here()
    assert evaluator.get(f"{ROUND}?{query}").status_code == 200


def test_the_table_by_place_sorts_and_keeps_no_data_last(evaluator: Client) -> None:
    population()
    seal_here()
    for order in ("-1", "1"):
        rows = evaluator.get(f"{ROUND}?urut={order}").context["place_rows"]
        kecamatan = [row for row in rows if not row.is_sum]
        values = [row.cells[0].value for row in kecamatan if row.cells]
        assert values == sorted(values, reverse=order == "-1")
        assert [bool(row.cells) for row in kecamatan] == sorted((bool(row.cells) for row in kecamatan), reverse=True)


def test_freezing_says_what_it_will_do_and_refuses_with_a_reason(evaluator: Client) -> None:
    population()
    seal_here()
    ask = text(evaluator.get("/evaluasi/bekukan/"))
    assert "Bekukan sebagai paket 1?" in ask
    assert "Tidak ada fakta yang menunggu segel." in ask
    done = evaluator.post("/evaluasi/bekukan/", {"putaran": ended().number})
    assert (done.status_code, done.headers["Location"]) == (302, "/evaluasi/paket/1/")
    again = evaluator.post("/evaluasi/bekukan/", {"putaran": ended().number})
    assert again.status_code == 409
    assert "Putaran ini sudah dibekukan." in text(again)
    running = evaluator.post("/evaluasi/bekukan/", {"putaran": ended().number + 1})
    assert "Putaran ini masih berjalan." in text(running)


def test_a_pack_page_never_changes(evaluator: Client) -> None:
    pack = frozen()
    page = evaluator.get(f"/evaluasi/paket/{pack.number}/")
    before = page.content.decode().replace(str(page.context["csrf_token"]), "")
    someone(50, ended().last_day).trained(ended().last_day)
    seal_here()
    page = evaluator.get(f"/evaluasi/paket/{pack.number}/")
    assert page.content.decode().replace(str(page.context["csrf_token"]), "") == before
    now = text(evaluator.get(f"/evaluasi/paket/{pack.number}/perubahan/"))
    assert "Wirausaha: JAKPRENEUR-2020 4 menjadi 5." in now
    assert "Hadir di pelatihan: datang terlambat (1 orang)" in now
    assert evaluator.get("/evaluasi/paket/9/").status_code == 404
    assert "Paket 1" in text(evaluator.get("/evaluasi/paket/"))


def test_decisions_on_the_page(evaluator: Client) -> None:
    assert "Bekukan putaran pertama lebih dahulu." in text(evaluator.get(ROUND))
    pack = frozen()
    wrong = evaluator.post("/evaluasi/keputusan/", {"action": "Buka kelas", "owner": "", "due_on": "2001-01-01"})
    assert wrong.status_code == 422
    assert "Buka kelas" in text(wrong), "the input is kept"
    past = evaluator.post("/evaluasi/keputusan/", {"action": "Buka kelas", "owner": "Sudin", "due_on": "2001-01-01"})
    assert (past.status_code, "Tenggatnya sudah lewat." in text(past)) == (409, True)
    evaluator.post("/evaluasi/keputusan/", {"action": "Buka kelas", "owner": "Sudin", "due_on": (today() + DAY).isoformat()})
    found = decide(by=EVALUATOR, pack=pack, action="Periksa izin", owner="Dinas", due_on=today())
    assert "2 keputusan masih terbuka" in text(evaluator.get(ROUND))
    assert evaluator.get(f"/evaluasi/keputusan/{found.id}/").status_code == 200
    assert evaluator.post(f"/evaluasi/keputusan/{found.id}/", {"result": "Sudah"}).status_code == 302
    assert "1 keputusan masih terbuka" in text(evaluator.get(ROUND))
    assert evaluator.post(f"/evaluasi/keputusan/{found.id}/", {"result": "Lagi"}).status_code == 409
    assert evaluator.get(f"/evaluasi/keputusan/{UUID(int=1)}/").status_code == 404


@pytest.mark.parametrize("url", [ROUND, "/evaluasi/paket/", "/evaluasi/paket/1/", "/evaluasi/paket/1/perubahan/", PUBLIC])
def test_the_number_of_queries_does_not_grow(evaluator: Client, url: str) -> None:
    frozen()
    decide(by=EVALUATOR, pack=Pack.objects.get(number=1), action="Satu", owner="Sudin", due_on=today())
    someone(60, ended().last_day)
    seal_here()
    evaluator.get(url)
    with CaptureQueriesContext(connection) as few:
        evaluator.get(url)
    for n in range(61, 64):
        someone(n, ended().last_day)
        decide(by=EVALUATOR, pack=Pack.objects.get(number=1), action=f"Lagi {n}", owner="Sudin", due_on=today())
    seal_here()
    evaluator.get(url)
    with CaptureQueriesContext(connection) as many:
        evaluator.get(url)
    assert len(many) == len(few)


def test_public_figures_are_those_of_the_pack_by_construction(client: Client) -> None:
    assert "Belum ada angka untuk umum" in text(client.get(PUBLIC))
    assert client.get("/angka/unduh.csv").status_code == 404
    pack = frozen(others=3)
    before = client.get(PUBLIC).content
    for n in range(70, 80):
        someone(n, ended().first_day).trained(ended().first_day)
    seal_here()
    assert client.get(PUBLIC).content == before, "nothing but a new pack changes the page"
    assert f"paket {pack.number}" in text(client.get(PUBLIC))
    assert pack.short_head in text(client.get(PUBLIC))


def test_small_cells_are_not_public(client: Client) -> None:
    """Nine in Tebet and one in Matraman: the one is hidden, and so is what would tell it."""
    pack = frozen(others=3)
    rows = {(r["place"], r["edition"], r["indicator"]): r for r in _file(client)}
    registered = {
        place: rows[place, "", "registered"] for place in ("all", "31.74", "31.75", KECAMATAN, OTHER_KECAMATAN, "outside")
    }
    assert sheet_of(pack).registered[OTHER_KECAMATAN] == 1
    assert registered[OTHER_KECAMATAN]["state"] == registered["31.75"]["state"] == "hidden"
    assert registered["31.74"]["state"] == "hidden", "else the whole less this city would tell the other"
    assert registered["all"]["value"] == "10"
    assert registered["outside"]["state"] == "no_data"
    assert rows["all", "JAKPRENEUR-2020", "entrepreneurs"]["state"] == "hidden", "four people"
    assert all(int(row["value"]) == 0 or int(row["value"]) >= 5 for row in rows.values() if row["value"])
    page = text(client.get(PUBLIC))
    assert '<p class="value none">disamarkan</p>' in page
    assert "Disamarkan: P2 Pelatihan, Wirausaha." in page
    assert "&lt;5" not in page, "what is hidden beside a small cell may be large"
    assert "beberapa orang belum lulus" in page


def _file(client: Client) -> list[dict[str, str]]:
    answer = client.get("/angka/unduh.csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(answer.content.decode())))


def test_page_and_file_say_the_same(client: Client) -> None:
    frozen(others=5)
    rows = _file(client)
    page = client.get(PUBLIC)
    for shown in page.context["rows"]:
        for cell in shown.cells:
            same = [
                row
                for row in rows
                if (row["place"], row["edition"], row["indicator"]) == (cell.place, cell.edition, cell.indicator)
            ]
            assert [(row["value"], row["state"]) for row in same] == [("" if cell.value is None else str(cell.value), cell.state)]


@pytest.mark.parametrize("url", [PUBLIC, "/angka/definisi/"])
def test_public_pages_are_small_and_need_no_script(client: Client, url: str) -> None:
    for _ in range(2):
        page = client.get(url)
        assert b"<script" not in page.content
        assert len(gzip.compress(page.content, 6)) <= 14 * 1024
        frozen(others=40) if not Pack.objects.exists() else None


def test_sample_data_say_so_loudly(client: Client) -> None:
    someone(1, ended().first_day, is_synthetic=True)
    seal_here()
    freeze(by=EVALUATOR, fortnight=ended())
    assert "Data contoh: orang dan angka di halaman ini rekaan." in text(client.get(PUBLIC))
    assert {row["synthetic"] for row in _file(client)} == {"1"}


def test_definitions_come_from_the_rules(client: Client) -> None:
    page = text(client.get("/angka/definisi/"))
    assert page.count("pasal belum diverifikasi") == 3
    assert "keterampilan usaha (hard skill)" in page
    assert "Lulus P7 Permodalan." in page
    assert "yang masih berlaku" in page


def test_english_is_complete(evaluator: Client) -> None:
    app = next(app for app in catalogues.our_apps() if app.name == "okoce.evaluation.rounds")
    assert catalogues.missing_translations([app]) == []
    catalogues.compile_all()
    frozen()
    with translation.override("en"):
        page = text(evaluator.get(ROUND, headers={"accept-language": "en"}))
    assert "The same records, different rules: how many entrepreneurs?" in page
    assert "wirausaha," not in page.replace("Menurut", "")[: page.index("<h2")]
