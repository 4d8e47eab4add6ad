"""An office's dirty list in a real browser: uploaded, mapped, looked at, partly accepted, corrected, sent again, undone."""

import io
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from playwright.sync_api import Page, expect
from python_calamine import load_workbook

from tests.journeys.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]

HEAD = ("No", "NIK", "Nama Lengkap", "No. HP (WA)", "Kelurahan", "Jenis Usaha", "Status Usaha", "Tgl Lahir", "Persetujuan")
TRADING = "Sudah berjualan, belum punya izin"


def line(number: int, serial: int, **changes: object) -> tuple[object, ...]:
    values: dict[str, object] = {
        "number": number,
        "nik": f"317401570890{serial:04}",
        "name": f"Contoh Lembar {serial}",
        "phone": f"0899-1234-{serial:04}",
        "place": "Tebet Timur",
        "business": "keripik tempe",
        "status": TRADING,
        "birth": "17/08/1990",
        "consent": "ya",
    }
    return tuple({**values, **changes}.values())


DIRT: dict[str, tuple[object, ...] | None] = {
    # Twelve kinds and more. What cannot be read is rejected, what is only untidy is read, what is odd is asked.
    "1 a title above the headers and an empty row": None,
    "2 NIK as a number, its last digit lost": line(2, 7102, nik=3174015708907100.0),
    "3 NIK shortened to 3,17E+15": line(3, 7103, nik="3,17402E+15"),
    "4 non-breaking and trailing spaces": line(4, 7104, name="\u00a0Contoh\u00a0Lembar 7104  ", place=" Tebet Timur\u00a0"),
    "5 full-width digits": line(5, 7105, phone="０８９９１２３４７１０５"),
    "6 an apostrophe that marks text": line(6, 7106, nik="'3174015708907106"),
    "7 the same row twice": line(7, 7104, name="Contoh Lembar 7104"),
    "8 the same NIK with another name": line(8, 7104, name="Orang Lain"),
    "9 month before day": line(9, 7109, birth="08/17/1990"),
    "10 a year of two digits": line(10, 7110, birth="17-08-90"),
    "11 a broken formula": line(11, 7111, business="#REF!"),
    "12 a name that looks like an empty value": line(12, 7112, name="NA"),
    "13 a NIK from elsewhere": line(13, 7113, nik="3273015708907113"),
    "14 a place outside of the office": line(14, 7114, place="Pisangan Baru"),
    "15 a landline, and an Excel serial as date": line(15, 7115, phone="021-8290001", birth=33102),
}
REJECTED = 8
CLEAN = line(1, 7101)


def sheet(lines: list[tuple[object, ...]]) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    page = book.add_worksheet("Pendaftaran")
    page.write(0, 0, "DAFTAR PESERTA KECAMATAN TEBET")
    for row, cells in enumerate([HEAD, *lines], start=2):
        for column, cell in enumerate(cells):
            page.write(row, column, cell)
    book.add_worksheet("Catatan").write(0, 0, "jangan dihapus")
    book.close()
    return buffer.getvalue()


def upload(page: Page, name: str, content: bytes) -> None:
    page.goto("/meja/lembar/")
    page.select_option("[name=about]", "members")
    page.set_input_files("[name=file]", {"name": name, "mimeType": "application/octet-stream", "buffer": content})
    page.click("text=Unggah dan periksa")
    page.click("text=Periksa barisnya")


def counted(page: Page, words: str) -> None:
    """Wait until the page says how the rows ended."""
    expect(page.locator(".equation")).to_contain_text(words, timeout=30_000)


def corrected(content: bytes) -> bytes:
    """The rejected rows as an officer repairs them: from the file that came back, row by row."""
    rows: list[list[Any]] = load_workbook(io.BytesIO(content)).get_sheet_by_name("Pendaftaran").to_python(skip_empty_area=False)
    lines = []
    for row in rows[3:]:
        serial = int(str(row[2]).rsplit(" ", 1)[-1]) if str(row[2]).startswith("Contoh") else 7199
        lines.append(line(int(row[0]), serial, name=row[2]))
    return sheet(lines)


def test_a_dirty_list_is_corrected_partly_accepted_and_undone(visit: Visit, tmp_path: Path) -> None:
    page = visit.staff("kecamatan")
    upload(page, "peserta.xlsx", sheet([CLEAN, *(cells for cells in DIRT.values() if cells is not None)]))
    counted(page, f"{REJECTED} ditolak")
    expect(page.locator("main")).to_contain_text("NIK dibuat di wilayah lain")  # the doubtful row is shown first

    page.click("text=/ditolak \\d/")
    for said in ("Excel sudah mengganti angka terakhirnya", "bentuk singkat angka", "Rumusnya gagal", "Bulan ditulis di depan"):
        expect(page.locator("main")).to_contain_text(said)
    with page.expect_download() as download:
        page.click("text=Unduh baris yang ditolak")
    back = Path(download.value.path()).read_bytes()
    assert load_workbook(io.BytesIO(back)).sheet_names == ["Pendaftaran", "Catatan"]

    page.click("text=/Terima dan simpan 5 baris/")
    counted(page, "5 disimpan")
    expect(page.locator(".equation")).to_contain_text("1 belum disimpan")  # the doubtful row waits for her
    first = page.url

    upload(page, "peserta-diperbaiki.xlsx", corrected(back))
    counted(page, f"{REJECTED} baris")
    page.click("text=/Terima dan simpan/")
    counted(page, f"{REJECTED} disimpan")

    page.goto(first)
    page.click("text=Batalkan seluruh berkas ini")
    page.fill("[name=reason]", "daftar lama")
    page.click("text=Ya, batalkan semuanya")
    expect(page.locator("main")).to_contain_text("5 sudah dibatalkan", timeout=30_000)
    page.goto("/meja/anggota/")
    page.fill("[name=cari]", "3174015708907101")
    page.press("[name=cari]", "Enter")
    expect(page.locator("#hasil")).to_contain_text("tidak", ignore_case=True)
