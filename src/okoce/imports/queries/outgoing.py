"""Workbooks that leave: a template for each sort of sheet, and the rejected rows of an import as the sheet that came."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import takewhile
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from okoce.imports.enums import FileFormat, Sort, Verdict
from okoce.imports.models import SheetImport, SheetRow
from okoce.imports.queries import apart
from okoce.imports.queries.fields import fields_of
from okoce.imports.queries.files import content_of, outline_of, shape
from okoce.imports.queries.judging import cells_of
from okoce.imports.rules.cells import Cell
from okoce.imports.rules.files import Row
from okoce.imports.rules.headers import Field
from okoce.imports.rules.outgoing import harmless

ROOM = 5000
"""Rows of a template in which drop-downs and text columns are prepared."""
WIDTH = 22


def _book(buffer: io.BytesIO) -> Any:
    # Nothing of a cell becomes a formula or a link; rows are written one after another and not kept.
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "dd/mm/yyyy",
    }
    return xlsxwriter.Workbook(buffer, options)


def template(sort: Sort, kind: str) -> bytes:
    """An empty sheet with headers, text columns and drop-downs, and a sheet that explains each column with an example."""
    fields = fields_of(sort, kind)
    buffer = io.BytesIO()
    book = _book(buffer)
    bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
    data, lists = book.add_worksheet(_("Data")), [field for field in fields if field.codes]
    for index, field in enumerate(fields):
        # Text columns keep every digit of a NIK; dates are text as well, so that no program swaps day and month.
        data.set_column(index, index, WIDTH, text)
        if field.codes:
            source = [label.replace(",", " ") for _code, label in field.codes]
            if len(",".join(source)) <= 255:
                data.data_validation(1, index, ROOM, index, {"validate": "list", "source": source, "ignore_blank": True})
    data.write_row(0, 0, [field.label for field in fields], bold)
    data.freeze_panes(1, 0)
    _explain(book.add_worksheet(_("Penjelasan")), fields, lists, bold)
    book.close()
    return buffer.getvalue()


def _explain(page: Any, fields: Sequence[Field], lists: Sequence[Field], bold: Any) -> None:
    page.set_column(0, 3, WIDTH)
    page.write_row(0, 0, [_("Kolom"), _("Wajib"), _("CONTOH (jangan disalin)"), _("Keterangan")], bold)
    line = 1
    for field in fields:
        page.write_row(line, 0, [field.label, _("ya") if field.required else _("tidak"), field.example, field.note])
        line += 1
    for field in lists:
        line += 1
        page.write(line, 0, _("Pilihan untuk %(column)s") % {"column": field.label}, bold)
        for code, label in field.codes:
            line += 1
            page.write_row(line, 0, [code, label])
        line += 1


def rejected_as_came(imported: SheetImport, reasons: Mapping[int, str]) -> tuple[bytes, str] | None:
    """The rejected rows as the sheet that came (its head, its columns in their order, its other sheets), with the reasons at the
    end and the number of the row; with the ending of the file. None once the file is gone. ``reasons``: row number to words."""
    content = content_of(imported.id)
    if content is None:
        return None
    head = list(
        takewhile(lambda row: row.number <= (imported.header_row or 0), apart.rows(content, shape(imported), imported.sheet))
    )
    if imported.file_format == FileFormat.CSV:
        return _csv(imported, head, reasons), "csv"
    buffer = io.BytesIO()
    book = _book(buffer)
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd/mm/yyyy"})
    for name in outline_of(imported) or ():
        page = book.add_worksheet(name)
        if name != imported.sheet:
            for row in apart.rows(content, shape(imported), name):
                _write_row(page, row.number - 1, row.cells, day)
            continue
        for row in _lines(imported, head, reasons):
            _write_row(page, row.number - 1, row.cells, day, bold if row.number == imported.header_row else None)
    book.close()
    return buffer.getvalue(), "xlsx"


def _lines(imported: SheetImport, head: Sequence[Row], reasons: Mapping[int, str]) -> Iterator[Row]:
    """The head where it stood, and below it the rejected rows one after another."""
    width, header_row = max((len(row.cells) for row in head), default=0), imported.header_row or 0
    for row in head:
        is_header = row.number == header_row
        filled = (*row.cells, *[""] * (width - len(row.cells)))
        yield Row(row.number, (*filled, _("Alasan ditolak"), _("Baris asal")) if is_header else row.cells)
    rejected = SheetRow.objects.filter(sheet_import=imported, verdict=Verdict.REJECTED).order_by("number")
    for number, found in enumerate(rejected.iterator(), start=header_row + 1):
        cells = cells_of(found)
        yield Row(number, (*cells[:width], *[""] * (width - len(cells)), reasons[found.number], found.number))


def _write_row(page: Any, number: int, cells: Sequence[Cell], day: Any, style: Any = None) -> None:
    for column, cell in enumerate(cells):
        if isinstance(cell, date):
            page.write_datetime(number, column, cell, day)
        elif isinstance(cell, bool) or not isinstance(cell, int | float):
            if cell != "":
                page.write_string(number, column, str(harmless(cell)), style)
        else:
            page.write_number(number, column, cell, style)


def _csv(imported: SheetImport, head: Sequence[Row], reasons: Mapping[int, str]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=imported.delimiter, lineterminator="\r\n")
    written = 0
    for row in _lines(imported, head, reasons):
        writer.writerows([] for _blank in range(row.number - 1 - written))
        writer.writerow([harmless(cell) for cell in row.cells])
        written = row.number
    return text.getvalue().encode("utf-8-sig")
