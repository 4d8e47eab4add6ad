"""Event logs on the disk of the server: CSV is streamed whatever its size, workbooks go through the process that reads sheets."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from okoce.imports.queries import apart
from okoce.imports.rules.cells import Cell, clean_text, is_blank, refused
from okoce.imports.rules.event_map import EventMap
from okoce.imports.rules.event_rows import LogRow, columns_of, is_readable, log_row
from okoce.imports.rules.files import MOST_BYTES, Row, Shape

PACKED = b"PK"
KEEP_BYTES = "surrogateescape"


@dataclass(frozen=True, slots=True)
class Log:
    """A log whose header was found. ``head`` are the rows up to the header; ``sheet`` is empty for CSV."""

    path: Path
    wanted: EventMap
    head: tuple[Row, ...]
    columns: Mapping[str, int]
    width: int
    shape: Shape
    sheet: str

    @property
    def is_csv(self) -> bool:
        return self.shape.format == "csv"


def open_log(path: Path, wanted: EventMap) -> Log:
    """A log with its columns found. NotAllowed: ``event.no_header``, ``event.encoding``, ``event.broken_row``,
    ``map.column_missing``, ``map.column_twice``, and those of ``rules.files``. OSError where it cannot be opened."""
    shape, sheet = Shape("csv", wanted.encoding, wanted.separator), ""
    with path.open("rb") as file:
        packed = file.read(2) == PACKED
    if packed:
        shape, sheet = _workbook(path, wanted)
    head = []
    for row in _rows(path, shape, sheet):
        if row.number > wanted.header_row:
            break
        head.append(row)
    if not head or head[-1].number != wanted.header_row:
        raise refused("event.no_header", row=wanted.header_row)
    if not is_readable(head[-1].cells):
        raise refused("event.encoding", row=wanted.header_row, encoding=wanted.encoding)
    filled = [index for index, cell in enumerate(head[-1].cells) if not is_blank(cell)]
    return Log(path, wanted, tuple(head), columns_of(head[-1].cells, wanted), max(filled, default=-1) + 1, shape, sheet)


def _workbook(path: Path, wanted: EventMap) -> tuple[Shape, str]:
    shape, sheets = apart.outline(_content(path))
    names = {clean_text(name): name for name in sheets}
    if wanted.sheet and clean_text(wanted.sheet) not in names:
        raise refused("sheet.unknown", sheet=wanted.sheet)
    return shape, names[clean_text(wanted.sheet)] if wanted.sheet else next(iter(sheets), "")


def _content(path: Path) -> bytes:
    if path.stat().st_size > MOST_BYTES:
        raise refused("event.workbook_too_large", most=MOST_BYTES // 1024 // 1024)
    return path.read_bytes()


def log_rows(log: Log) -> Iterator[LogRow]:
    """The rows below the header, one after another; rows that hold nothing are no rows. NotAllowed as :func:`open_log`."""
    for row in _rows(log.path, log.shape, log.sheet):
        if row.number > log.wanted.header_row:
            yield log_row(row.number, row.cells, log.columns, log.wanted, log.width)


def _rows(path: Path, shape: Shape, sheet: str) -> Iterator[Row]:
    rows = _csv_rows(path, shape) if shape.format == "csv" else apart.rows(_content(path), shape, sheet, clocks=True)
    return (row for row in rows if not all(is_blank(cell) for cell in row.cells))


def _csv_rows(path: Path, shape: Shape) -> Iterator[Row]:
    number = 0
    try:
        # Bytes that are no signs stay recognisable, so that only their row is rejected. A quotation mark that never ends would
        # swallow rows in silence: strict reading stops there.
        with path.open(encoding=shape.encoding, errors=KEEP_BYTES, newline="") as file:
            for number, found in enumerate(csv.reader(file, delimiter=shape.delimiter, strict=True), start=1):
                cells: tuple[Cell, ...] = tuple(found)
                yield Row(number, cells)
    except UnicodeDecodeError as error:
        raise refused("event.encoding", row=number + 1, encoding=shape.encoding) from error
    except csv.Error as error:
        raise refused("event.broken_row", row=number + 1) from error
