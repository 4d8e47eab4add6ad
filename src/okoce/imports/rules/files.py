"""Files: what they are by their content, and their rows one after another. Nothing is guessed from a file's name."""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, load_workbook

from okoce.imports.rules.cells import Cell, is_blank, refused

MOST_BYTES = 20 * 1024 * 1024
MOST_UNPACKED = 400 * 1024 * 1024
"""A packed file that unpacks to more is no sheet of an office."""
MOST_COLUMNS = 200
LONGEST_CELL = 1000
OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
DELIMITERS = (";", ",", "\t")
CSV_SHEET = "CSV"


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it stands in the sheet; ``number`` counts from 1 as the program shows it."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """What a file is; ``encoding`` and ``delimiter`` are empty for workbooks."""

    format: str
    encoding: str = ""
    delimiter: str = ""


def shape_of(content: bytes) -> Shape:
    """What a file is, by its content. NotAllowed: ``file.empty``, ``file.too_large``, ``file.old_excel`` (or protected by a
    password), ``file.packed_too_tightly``, ``file.unknown``."""
    if not content:
        raise refused("file.empty")
    if len(content) > MOST_BYTES:
        raise refused("file.too_large", most=MOST_BYTES // 1024 // 1024)
    if content.startswith(OLD_EXCEL):
        raise refused("file.old_excel")
    if content.startswith(b"PK"):
        return _packed(content)
    return _text(content)


def _packed(content: bytes) -> Shape:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if sum(item.file_size for item in archive.infolist()) > MOST_UNPACKED:
                raise refused("file.packed_too_tightly")
            if "mimetype" in names and archive.read("mimetype").strip() == ODS_TYPE:
                return Shape("ods")
    except (zipfile.BadZipFile, RuntimeError):
        raise refused("file.damaged") from None
    if "xl/workbook.xml" in names:
        return Shape("xlsx")
    raise refused("file.unknown")


def _text(content: bytes) -> Shape:
    if b"\0" in content:
        raise refused("file.unknown")
    encoding = "utf-8-sig" if content.startswith(b"\xef\xbb\xbf") else "utf-8"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        encoding = "cp1252"
        text = content.decode(encoding, "replace")
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:20]
    # The delimiter is the one that cuts most lines into the same number of parts.
    counts = {sign: [len(row) for row in csv.reader(lines, delimiter=sign)] for sign in DELIMITERS}
    best = max(DELIMITERS, key=lambda sign: max((counts[sign].count(n) for n in set(counts[sign]) if n > 1), default=0))
    if max(counts[best], default=0) < 2:
        raise refused("file.unknown")
    return Shape("csv", encoding, best)


def sheet_names(content: bytes, shape: Shape) -> tuple[str, ...]:
    """Names of the sheets in their order. NotAllowed ``file.damaged``."""
    if shape.format == "csv":
        return (CSV_SHEET,)
    try:
        return tuple(load_workbook(io.BytesIO(content)).sheet_names)
    except CalamineError:
        raise refused("file.damaged") from None


def rows_of(content: bytes, shape: Shape, sheet: str, *, clocks: bool = False) -> Iterator[Row]:
    """The rows of a sheet that hold something, in order, each with its number in the sheet. ``clocks``: date cells keep their hour.
    NotAllowed ``file.damaged``, ``sheet.unknown``."""
    rows = _csv_rows(content, shape) if shape.format == "csv" else _workbook_rows(content, sheet, clocks=clocks)
    return (row for row in rows if not all(is_blank(cell) for cell in row.cells))


def _csv_rows(content: bytes, shape: Shape) -> Iterator[Row]:
    stream = io.TextIOWrapper(io.BytesIO(content), shape.encoding, errors="replace", newline="")
    # Offices' files hold quotes that never end: they are read as signs, line by line.
    reader = csv.reader(stream, delimiter=shape.delimiter, strict=False)
    try:
        for number, cells in enumerate(reader, start=1):
            yield Row(number, tuple(cell[:LONGEST_CELL] for cell in cells[:MOST_COLUMNS]))
    except csv.Error:
        raise refused("file.damaged") from None


def _workbook_rows(content: bytes, sheet: str, *, clocks: bool) -> Iterator[Row]:
    try:
        book = load_workbook(io.BytesIO(content))
        if sheet not in book.sheet_names:
            raise refused("sheet.unknown", sheet=sheet)
        found = book.get_sheet_by_name(sheet)
    except CalamineError:
        raise refused("file.damaged") from None
    if found.start is None:
        return
    first_row, first_column = found.start
    before: tuple[Cell, ...] = ("",) * first_column
    for number, cells in enumerate(found.iter_rows(), start=first_row + 1):
        yield Row(number, (*before, *(_cell(cell, clocks) for cell in cells[:MOST_COLUMNS])))


def _cell(value: object, clocks: bool) -> Cell:
    if isinstance(value, str):
        return value[:LONGEST_CELL]
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, datetime):
        return value if clocks and value.time() != time() else value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, time | timedelta):
        return str(value)
    return ""


def packed_cells(cells: Sequence[Cell]) -> list[object]:
    """Cells as JSON keeps them; a date is ``{"d": "2018-12-31"}``, an instant ``{"t": "2018-12-31T09:30:00"}``."""
    return [_packed_cell(cell) for cell in cells]


def _packed_cell(cell: Cell) -> object:
    if isinstance(cell, datetime):
        return {"t": cell.isoformat()}
    return {"d": cell.isoformat()} if isinstance(cell, date) else cell


def unpacked_cells(packed: Sequence[object]) -> tuple[Cell, ...]:
    return tuple(_unpacked(item) for item in packed)


def _unpacked(item: object) -> Cell:
    if isinstance(item, dict) and "t" in item:
        return datetime.fromisoformat(str(item["t"]))
    if isinstance(item, dict):
        return date.fromisoformat(str(item["d"]))
    return item if isinstance(item, str | int | float) else ""
