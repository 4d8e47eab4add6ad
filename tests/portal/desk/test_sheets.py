"""Lists as workbooks: the rows of the pages, all of them, in their order and scope, harmless, written down, and kept nowhere."""

import io
import os
import time
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.conf import LazySettings
from django.test import Client
from python_calamine import CalamineWorkbook

from okoce.accounts.enums import Role
from okoce.audit.models import Change
from okoce.imports.enums import Verdict
from okoce.imports.models import SheetRow
from okoce.imports.rules.cells import clean_text
from okoce.members.models import Enrolment
from okoce.portal import services
from okoce.portal.desk import sheet
from okoce.portal.desk.listing import members_list
from okoce.portal.desk.people import PORTION, Row, every_row, page_of
from tests.imports.sheets import checked, xlsx
from tests.portal.desk.looking import ago, enrolled_ago, page, text_of
from tests.portal.desk.test_lists import LIST, MEMBERS, people
from tests.transactions import second_connection
from tests.world import NEIGHBOUR_KELURAHAN, OTHER_KELURAHAN, World, make_fact, today

pytestmark = pytest.mark.django_db
STAGE_COLUMNS = slice(5, 12)
FORMULAS = ("=HYPERLINK(CONTOH)", "+62 812", "-1+1", "@SUM(A1)", " =1+1")


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> Path:
    settings.VAR_DIR = tmp_path
    return tmp_path / "sheets"


@pytest.fixture
def officer(world: World) -> Client:
    return world.client(Role.KECAMATAN)


def content(client: Client, address: str) -> bytes:
    """The workbook behind the button of a list's page."""
    link = page(client.get(address)).xpath("//a[normalize-space()='Unduh lembar (XLSX)']")[0].get("href")
    response = client.get(link)
    assert response.status_code == 200
    return b"".join(response)


def lines(client: Client, address: str) -> list[list[Any]]:
    return (
        CalamineWorkbook.from_filelike(io.BytesIO(content(client, address))).get_sheet_by_index(0).to_python(skip_empty_area=False)
    )


def rows(client: Client, address: str) -> list[list[Any]]:
    """The rows below the headings."""
    return lines(client, address)[sheet.HEADINGS + 1 :]


def rows_of_pages(client: Client, address: str) -> list[list[str]]:
    """What all pages of a list show, one after another: name, place, date, status, next step."""
    found, path = [], address.partition("?")[0]
    while address:
        tree = page(client.get(address))
        for row in tree.cssselect(".people tbody tr"):
            name, place, day, status, _stages, following = row.cssselect("th, td")
            found.append([" ".join(cell.text_content().split()) for cell in (name, place, day, status, following)])
        next_page = tree.cssselect("a[rel=next]")
        address = path + next_page[0].get("href") if next_page else ""
    return found


@pytest.mark.parametrize(
    "query", ["", "?urut=nama", "?urut=-nama", "?urut=-sejak", "?urut=tak-dikenal", "?sudah=2", "?belum=2&urut=nama"]
)
def test_the_sheet_holds_the_rows_of_the_pages(officer: Client, query: str) -> None:
    for n, member in enumerate(people(10, 70)):
        if n % 3 == 0:
            make_fact(member, "training.attended", occurred_on=ago(n % 20))
    shown, written = rows_of_pages(officer, MEMBERS + query), rows(officer, MEMBERS + query)
    assert [row[0] for row in written] == [row[0] for row in shown]
    assert [row[12] for row in written] == [row[4] for row in shown]
    assert [row[4] for row in written] == [row[3] for row in shown]
    assert all(row[1].startswith(cells[1]) for row, cells in zip(shown, written, strict=True))
    assert len(written) > 20


def test_rows_are_those_of_the_pages_in_every_field(world: World) -> None:
    """Beyond a portion: pages read stages by fifty, the sheet by portions."""
    made = people(10, 60)
    make_fact(made[3], "training.attended", occurred_on=ago(2))
    listing = members_list({}, world.actor(Role.KECAMATAN), today())
    paged: list[Row] = []
    after = None
    while True:
        found = page_of(listing.rows, listing.actor, listing.order, after, listing.today)
        paged += found.rows
        after = found.next_after
        if after is None:
            break
    assert list(every_row(listing.rows, listing.order, listing.today)) == paged
    assert len(paged) == 61


def test_more_than_a_portion(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    people(10, 12)
    listing = members_list({}, world.actor(Role.KECAMATAN), today())
    at_once = list(every_row(listing.rows, listing.order, listing.today))
    monkeypatch.setattr("okoce.portal.desk.people.PORTION", 5)
    assert list(every_row(listing.rows, listing.order, listing.today)) == at_once
    assert PORTION > 5


def test_a_sheet_that_was_taken_home_comes_back_as_facts(officer: Client, world: World) -> None:
    """The office adds columns to the list of its members and uploads it: their numbers say who they are, no NIK is needed."""
    [*_head, headings, row] = lines(officer, MEMBERS)
    back = xlsx([*_head, (*headings, "Tanggal", "Jenis pelatihan", "Lama (jam)", "Bukti"), (*row, today(), "soft", 6, "DH-1")])
    imported = checked(world.actor(Role.KECAMATAN), back)
    assert (imported.header_row, imported.rows_in, imported.rows_rejected) == (sheet.HEADINGS + 1, 1, 0)
    assert list(SheetRow.objects.values_list("verdict", "person_id")) == [(Verdict.NEW, world.own.person_id)]


def test_a_work_list_as_a_sheet(officer: Client) -> None:
    made = people(10, 4)
    make_fact(made[0], "training.attended", occurred_on=ago(2))
    assert [row[0] for row in rows(officer, LIST)] == [row[0] for row in rows_of_pages(officer, LIST)]
    assert made[0].name not in [row[0] for row in rows(officer, LIST)]


def test_stages_are_days_or_words(officer: Client, world: World) -> None:
    enrolled_ago(9, 40, name="Ani")
    [row] = [row for row in rows(officer, MEMBERS) if row[0] == "Siti Aminah"]
    assert row[3] == today()
    assert row[STAGE_COLUMNS][0] == today()
    assert {value for value in row[STAGE_COLUMNS] if not isinstance(value, date)} <= {"Sekarang", "Belum"}


def test_names_stay_names(officer: Client) -> None:
    for n, name in enumerate(("NA", "null", "TRUE", "1E5", *FORMULAS), start=20):
        enrolled_ago(n, 40, name=name)
    names = [str(row[0]) for row in rows(officer, MEMBERS)]
    assert {"NA", "null", "TRUE", "1E5"} <= set(names)
    assert not [name for name in names if name.lstrip().startswith(("=", "+", "-", "@"))]
    assert {name.strip() for name in FORMULAS} <= {clean_text(name) for name in names}
    with ZipFile(io.BytesIO(content(officer, MEMBERS))) as file:
        assert "<f>" not in file.read("xl/worksheets/sheet1.xml").decode()


def test_the_head_says_what_the_sheet_is(officer: Client) -> None:
    people(10, 3)
    head = {label: text for label, text, *_rest in lines(officer, f"{MEMBERS}?belum=2&urut=-nama")[: sheet.HEADINGS - 1]}
    assert head["Nama daftar"] == "Anggota"
    assert head["Wilayah"] == "Tebet"
    assert head["Saringan"] == "Belum ada catatan: P2 Pelatihan"
    assert head["Urutan"] == "nama, Z ke A"
    assert head["Keadaan per"].startswith(f"{today().day} ")
    assert head["Diunduh oleh"] == "Uji kecamatan · Petugas kecamatan"
    assert "3 baris" in head
    assert [line[0] for line in lines(officer, LIST)][sheet.HEADINGS] == "Nama"
    assert {label: text for label, text, *_rest in lines(officer, LIST)[:3]}["Saringan"] == "tanpa saringan"


def test_an_export_is_written_down(officer: Client, world: World) -> None:
    people(10, 3)
    content(officer, f"{MEMBERS}?belum=2&kel=tak-ada")
    change = Change.objects.get(verb="list.export")
    assert (change.changed_by, change.subject, change.subject_id) == (world.users[Role.KECAMATAN].id, "list", "anggota")
    assert change.after == {"rows": 3, "filters": {"belum": "2"}, "scopes": ["kecamatan 31.74.01"]}


def test_nobody_outside_the_scope_and_no_number(world: World) -> None:
    enrolled_ago(9, 50, name="Tetangga", domicile=NEIGHBOUR_KELURAHAN)
    far = enrolled_ago(10, 50, name="Jauh", domicile=OTHER_KELURAHAN)
    names = {role: [row[0] for row in rows(world.client(role), MEMBERS)] for role in (Role.KELURAHAN, Role.KECAMATAN, Role.MENTOR)}
    assert names == {Role.KELURAHAN: ["Siti Aminah"], Role.KECAMATAN: ["Siti Aminah", "Tetangga"], Role.MENTOR: ["Siti Aminah"]}
    Enrolment.objects.filter(person_id=far.person_id).update(mentor_id=world.users[Role.MENTOR].id)
    made = content(world.client(Role.MENTOR), MEMBERS)
    with ZipFile(io.BytesIO(made)) as file:
        text = "".join(file.read(name).decode() for name in file.namelist())
    assert "Jauh" in text
    assert not [secret for secret in world.secrets if secret in text]


def test_a_filter_for_a_place_outside_narrows_nothing_and_opens_nothing(world: World) -> None:
    enrolled_ago(10, 50, name="Jauh", domicile=OTHER_KELURAHAN)
    assert [row[0] for row in rows(world.client(Role.KECAMATAN), f"{MEMBERS}?kel={OTHER_KELURAHAN}")] == ["Siti Aminah"]


def test_results_of_a_search_and_empty_lists_have_no_sheet(officer: Client) -> None:
    assert "Unduh lembar" not in text_of(officer.post(MEMBERS, {"cari": "aminah"}))
    assert "Unduh lembar" not in text_of(officer.get("/meja/daftar/laporan-berhenti/"))
    empty = b"".join(officer.get("/meja/daftar/laporan-berhenti/lembar/"))
    assert len(CalamineWorkbook.from_filelike(io.BytesIO(empty)).get_sheet_by_index(0).to_python()) == sheet.HEADINGS + 1


def test_lists_that_are_not_hers_have_no_sheet(officer: Client) -> None:
    assert officer.get("/meja/daftar/luar-jakarta/lembar/").status_code == 404
    assert officer.get("/meja/daftar/semua/lembar/").status_code == 404


def test_nothing_is_kept(officer: Client, folder: Path) -> None:
    people(10, 3)
    response = officer.get(f"{MEMBERS}lembar/")
    assert list(folder.iterdir()) == []
    assert folder.stat().st_mode & 0o077 == 0
    assert b"".join(response).startswith(b"PK")


def test_a_failure_leaves_nothing(officer: Client, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    people(10, 3)
    monkeypatch.setattr("okoce.portal.desk.sheet.every_row", lambda *asked: iter(()))
    with pytest.raises(RuntimeError, match="4 rows were counted and 0 written"):
        officer.get(f"{MEMBERS}lembar/")
    assert list(folder.iterdir()) == []
    assert not Change.objects.filter(verb="list.export").exists()


def test_what_a_killed_process_left_is_deleted(folder: Path) -> None:
    assert services.forget_left_over() == 0
    with services.making() as fresh:
        old = folder / "tmp-old"
        old.mkdir()
        (old / "daftar.xlsx").write_bytes(b"PK")
        os.utime(old, (time.time() - services.LEFT_OVER_SECONDS - 1,) * 2)
        assert services.forget_left_over() == 1
        assert list(folder.iterdir()) == [fresh]


def test_a_sheet_that_no_program_can_hold_is_refused_with_a_way_out(officer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    people(10, 3)
    monkeypatch.setattr(sheet, "MOST_ROWS", 3)
    answer = officer.get(f"{MEMBERS}lembar/?urut=-nama", follow=True)
    assert answer.redirect_chain == [(f"{MEMBERS}?urut=-nama", 302)]
    assert "Daftar ini punya 4 baris; satu lembar memuat paling banyak 3. Saring dulu" in text_of(answer)


def test_one_long_sheet_at_a_time(officer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    people(10, 3)
    monkeypatch.setattr(sheet, "AT_ONCE", 3)
    with second_connection() as other:
        other.execute("SELECT pg_advisory_lock(%s)", [sheet.ONE_LONG_SHEET])
        answer = officer.get(f"{MEMBERS}lembar/", follow=True)
        assert "Lembar panjang lain sedang dibuat" in text_of(answer)
        assert len(rows(officer, f"{MEMBERS}?belum=2")) == 3  # short ones are made beside it
    assert len(rows(officer, MEMBERS)) == 4
