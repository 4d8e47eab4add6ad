"""Taking figures into the ledger. The same file twice changes nothing twice; another value of a known figure is another reading."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, TextIO

from django.db import connection, transaction

from okoce.core.decisions import Decision, NotAllowed
from okoce.core.ids import new_id
from okoce.evaluation.figures.models import PublishedFigure
from okoce.evaluation.figures.queries import newest_readings
from okoce.evaluation.figures.rules.sheet_rows import PrintedFigure, RowRefused, layout_of, read_row

SHIPPED: Final = Path(__file__).parent / "data"
SHIPPED_FILES: Final = ("published_figures.csv", "outcome_statistics_dki.csv")
SHIPPED_KNOWN_ON: Final = date(2026, 11, 24)
"""The day on which the shipped history was gathered."""
LOCK: Final = 7_302_611_004


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that was not stored: its line in the file, the reason's code and the column."""

    line: int
    code: str
    column: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did; ``new + changed + same + len(refused)`` is the number of rows in the file."""

    new: int
    changed: int
    same: int
    refused: tuple[Refused, ...]


def import_figures(*, file: TextIO, name: str, known_on: date) -> Imported:
    """Take a CSV file into the ledger as known from a day on, all readable rows or none where the server fails.

    NotAllowed where the columns are not those of a known layout.
    """
    reader = csv.DictReader(file)
    layout = layout_of(tuple(reader.fieldnames or ()))
    if layout is None:
        raise NotAllowed(Decision.no("figures.unknown_layout"))
    refused: list[Refused] = []
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        counts = _store(_readable(reader, layout, refused), name, known_on)
    return Imported(*counts, tuple(refused))


def load_shipped_figures() -> None:
    """The history that the repository ships."""
    for name in SHIPPED_FILES:
        with (SHIPPED / name).open(encoding="utf-8", newline="") as file:
            import_figures(file=file, name=name, known_on=SHIPPED_KNOWN_ON)


def _readable(reader: "csv.DictReader[str]", layout: tuple[str, ...], refused: list[Refused]) -> Iterator[PrintedFigure]:
    for number, row in enumerate(reader, start=1):
        try:
            yield read_row({key: value or "" for key, value in row.items() if key is not None}, layout, number)
        except RowRefused as error:
            refused.append(Refused(reader.line_num, error.code, error.column))


def _store(rows: Iterable[PrintedFigure], name: str, known_on: date) -> tuple[int, int, int]:
    known = {bytes(one.identity): (one.value, one.note, one.known_on) for one in newest_readings(date.max)}
    new = changed = same = 0
    for row in rows:
        before = known.get(row.identity)
        if before is not None and before[:2] == (row.value, row.note):
            same += 1
            continue
        if before is not None and before[2] >= known_on:
            raise NotAllowed(Decision.no("figures.known_later", row=row.row, known_on=before[2]))
        new, changed = (new + 1, changed) if before is None else (new, changed + 1)
        known[row.identity] = (row.value, row.note, known_on)
        PublishedFigure.objects.create(id=new_id(), identity=row.identity, known_on=known_on, file=name, **_content(row))
    return new, changed, same


def _content(row: PrintedFigure) -> dict[str, object]:
    return {name: getattr(row, name) for name in row.__slots__}
