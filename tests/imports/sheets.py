"""Sheets for tests: made in memory as the programs of offices would write them."""

import csv
import io
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import xlsxwriter

from okoce.accounts.queries import Actor
from okoce.imports.enums import Choice, ImportState, Sort
from okoce.imports.models import SheetImport, SheetRow
from okoce.imports.queries.mapping import proposal
from okoce.imports.services import Columns, Upload, Which, begin_storing, choose, set_columns, upload, work

FACT_HEAD = ("NIK", "Nama", "Tanggal", "Jenis pelatihan", "Lama (jam)", "Bukti")
MEMBER_HEAD = ("NIK", "Nama Lengkap", "No. HP", "Kelurahan", "Usaha", "Status usaha", "Persetujuan")


def xlsx(rows: Sequence[Sequence[Any]], *, sheet: str = "Data", others: Sequence[str] = ()) -> bytes:
    """A workbook; numbers stay numbers and a date is a date cell."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "default_date_format": "dd/mm/yyyy"})
    page = book.add_worksheet(sheet)
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value not in ("", None):
                page.write(number, column, value)
    for name in others:
        book.add_worksheet(name).write(0, 0, f"isi {name}")
    book.close()
    return buffer.getvalue()


def csv_bytes(rows: Sequence[Sequence[Any]], *, delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def uploaded(
    by: Actor, content: bytes, *, sort: Sort = Sort.FACTS, kind: str = "training.attended", name: str = "berkas.xlsx"
) -> UUID:
    return upload(by=by, given=Upload(sort, kind if sort == Sort.FACTS else "", name, content))


def checked(by: Actor, content: bytes, *, sort: Sort = Sort.FACTS, kind: str = "training.attended") -> SheetImport:
    """An import whose columns were mapped as proposed and whose rows were checked."""
    import_id = uploaded(by, content, sort=sort, kind=kind)
    found = proposal(SheetImport.objects.get(id=import_id))
    assert found is not None
    assert found.header_row is not None
    set_columns(by=by, import_id=import_id, given=Columns(found.sheet, found.header_row, found.columns))
    return worked(import_id, ImportState.CHECKED)


def stored(by: Actor, imported: SheetImport, which: Which | None = None) -> SheetImport:
    """The same import with its open rows taken and stored."""
    choose(by=by, import_id=imported.id, choice=Choice.TAKE, which=which or Which())
    begin_storing(by=by, import_id=imported.id)
    return worked(imported.id, ImportState.STORED)


def worked(import_id: UUID, state: ImportState) -> SheetImport:
    """The import after the worker has done all that waits."""
    while work():
        pass
    found = SheetImport.objects.get(id=import_id)
    assert found.state == state, (found.state, found.fault)
    return found


def rows(imported: SheetImport) -> dict[int, tuple[str, list[str]]]:
    """Row number to verdict and reason codes."""
    found = SheetRow.objects.filter(sheet_import=imported).order_by("number")
    return {row.number: (row.verdict, [reason["code"] for reason in row.reasons]) for row in found}
