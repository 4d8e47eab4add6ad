"""The rejected rows of an event log as the file that came, with a column of reasons; written while the log is read."""

import csv
import os
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from okoce.imports.queries.event_files import KEEP_BYTES, Log
from okoce.imports.rules.cells import Cell
from okoce.imports.rules.event_rows import LogRow
from okoce.imports.rules.headers import REASON_HEADERS, normalised
from okoce.imports.rules.outgoing import harmless

TITLES = ("Alasan ditolak", "Baris asal")
"""Known to whoever reads sheets (``rules.headers.REASON_HEADERS``): the file may come back with them."""


class RejectedRows:
    """Writes beside the target and puts it in its place at the end; without rejected rows there is no file, also no old one.

    Only this account reads it: the rows are those that name people.
    """

    def __init__(self, log: Log, target: Path, words: Callable[[LogRow], str]) -> None:
        self.log, self.target, self.words = log, target, words
        self.part = target.with_name(f".{target.name}.part")
        header = log.head[-1].cells
        self.ours = {index for index, cell in enumerate(header) if normalised(cell) in REASON_HEADERS}
        self.width = len(header) - len(self.ours)
        self.out: _CsvOut | _WorkbookOut | None = None

    def add(self, row: LogRow) -> None:
        """Write one row; the first one begins the file."""
        if self.out is None:
            self.out = _CsvOut(self.part, self.log) if self.log.is_csv else _WorkbookOut(self.part, self.log)
            for head in self.log.head[:-1]:
                self.out.write(head.cells)
            self.out.write((*self._filled(self.log.head[-1].cells), *TITLES))
        # A row that is longer than its header keeps all its cells: nothing is lost, and it stays rejected.
        self.out.write((*self._filled(row.cells), self.words(row), row.number))

    def _filled(self, cells: Sequence[Cell]) -> tuple[Cell, ...]:
        """The cells up to the width of the header, without reasons of an earlier time."""
        own = [cell for index, cell in enumerate(cells) if index not in self.ours]
        return (*own, *[""] * (self.width - len(own)))

    def close(self) -> Path | None:
        """Where the rows are now; None where none was rejected."""
        if self.out is None:
            self.target.unlink(missing_ok=True)
            return None
        self.out.close()
        self.part.replace(self.target)
        return self.target


def _private(path: Path) -> int:
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)


class _CsvOut:
    def __init__(self, path: Path, log: Log) -> None:
        self.file = os.fdopen(_private(path), "w", encoding=log.shape.encoding, errors=KEEP_BYTES, newline="")
        self.writer = csv.writer(self.file, delimiter=log.shape.delimiter, lineterminator="\r\n")

    def write(self, cells: Sequence[Cell]) -> None:
        self.writer.writerow([harmless(cell) for cell in cells])

    def close(self) -> None:
        self.file.close()


class _WorkbookOut:
    def __init__(self, path: Path, log: Log) -> None:
        os.close(_private(path))
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self.book = xlsxwriter.Workbook(str(path), options)
        self.page: Any = self.book.add_worksheet(log.sheet)
        self.day, self.moment = (self.book.add_format({"num_format": form}) for form in ("dd/mm/yyyy", "dd/mm/yyyy hh:mm:ss"))
        self.line = 0

    def write(self, cells: Sequence[Cell]) -> None:
        for column, cell in enumerate(cells):
            if isinstance(cell, date):
                self.page.write_datetime(self.line, column, cell, self.moment if isinstance(cell, datetime) else self.day)
            elif isinstance(cell, int | float) and not isinstance(cell, bool):
                self.page.write_number(self.line, column, cell)
            elif cell != "":
                self.page.write_string(self.line, column, str(harmless(cell)))
        self.line += 1

    def close(self) -> None:
        self.book.close()
