"""A document as a workbook: a sheet that says what it is, and a sheet a table, with filters and headings that stay."""

import io
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from okoce.evaluation.rounds.web.presentation.document import Cell, Document, Row, Table
from okoce.imports.rules.outgoing import harmless

HEADINGS = 3
"""The line of a table's headings, counted from nought: title, note and an empty line stand above."""
NAME_ROOM = 31
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", "-"))


class _Book:
    """A workbook under way, with its looks."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.names: set[str] = set()
        self.plain, self.bold = book.add_format({"text_wrap": False}), book.add_format({"bold": True})
        self.title, self.soft = book.add_format({"bold": True, "font_size": 14}), book.add_format({"font_color": "#5a554a"})
        head = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}
        self.head, self.head_right = book.add_format(head), book.add_format({**head, "align": "right"})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})

    def number(self, cell: Cell, *, is_sum: bool) -> Any:
        whole = cell.value is not None and cell.value == int(cell.value)
        return self.book.add_format({"num_format": "#,##0" if whole else "#,##0.0", "bold": is_sum})

    def sheet(self, wanted: str) -> Any:
        """A new sheet; its name shortened and made unique as spreadsheets ask."""
        name, turn = wanted.translate(FORBIDDEN)[:NAME_ROOM], 1
        while name.lower() in self.names:
            turn += 1
            name = f"{name[: NAME_ROOM - 3]} {turn}"
        self.names.add(name.lower())
        return self.book.add_worksheet(name)


def workbook(document: Document) -> bytes:
    """The whole file. Numbers are numbers; a text that a program would run as a formula is marked as text."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as file:
        file.set_properties({"title": f"{document.name}: {document.title}"})
        book = _Book(file)
        _summary(book, document)
        for table in document.tables:
            _table(book, table)
    return buffer.getvalue()


def _write(page: Any, row: int, column: int, cell: Cell, look: Any) -> None:
    if cell.value is not None:
        page.write_number(row, column, cell.value, look)
    else:
        page.write_string(row, column, str(harmless(cell.text)), look)


def _summary(book: _Book, document: Document) -> None:
    page = book.sheet(_("Ringkasan"))
    page.set_column(0, 0, 46)
    page.set_column(1, 1, 70)
    _write(page, 0, 0, Cell(document.title), book.title)
    line = 1
    for label, text in (("", document.name), ("", document.warning), *document.about):
        if text:
            _write(page, line, 0, Cell(label or text), book.bold if label else book.soft)
            _write(page, line, 1, Cell(text if label else ""), book.plain)
            line += 1
    for section in document.sections:
        line += 1
        _write(page, line, 0, Cell(section.title), book.bold)
        for item in section.headlines:
            line += 1
            _write(page, line, 0, Cell(item.title), book.wrapped)
            _write(page, line, 1, item.cell, book.number(item.cell, is_sum=True))
        for text in (*section.texts, *section.items):
            line += 1
            _write(page, line, 0, Cell(text), book.plain)
        line += 1


def _table(book: _Book, table: Table) -> None:
    page = book.sheet(table.short)
    _write(page, 0, 0, Cell(table.title), book.title)
    _write(page, 1, 0, Cell(table.note), book.soft)
    page.set_column(0, 0, 34)
    page.set_column(1, len(table.heads) - 1, 16)
    for column, text in enumerate(table.flat_heads):
        _write(page, HEADINGS, column, Cell(text), book.head if column <= table.words else book.head_right)
    for line, row in enumerate(table.rows, HEADINGS + 1):
        _row(book, page, line, row)
    page.freeze_panes(HEADINGS + 1, 1)
    page.autofilter(HEADINGS, 0, HEADINGS + len(table.rows), len(table.heads) - 1)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(HEADINGS)


def _row(book: _Book, page: Any, line: int, row: Row) -> None:
    _write(page, line, 0, Cell(row.name), book.bold if row.is_sum else book.plain)
    for column, cell in enumerate(row.cells or (Cell(row.note),), 1):
        look = book.number(cell, is_sum=row.is_sum) if cell.value is not None else book.plain
        _write(page, line, column, cell, look)
