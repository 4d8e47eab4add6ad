"""Reading a file of published figures: two layouts, recognised by their headers; an unreadable row is refused with a reason."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

PUBLISHED: Final = ("row", "period_from", "as_of", "date_basis", "scope", "indicator", "measure", "value", "note", "source_url")
STATISTICS: Final = ("indicator", "period", "as_of", "value", "unit", "vintage", "note")
MEASURES: Final = ("stock", "flow", "target", "percent", "amount")
BASES: Final = ("day", "published", "month", "year")
OFFICIAL: Final = "official statistics"
"""Source of rows of the layout of statistics, whose note names the release."""


class RowRefused(ValueError):
    """The row cannot be stored; ``code`` says why, ``column`` where."""

    def __init__(self, code: str, column: str) -> None:
        super().__init__(f"{code}: {column}")
        self.code, self.column = code, column


@dataclass(frozen=True, slots=True)
class PrintedFigure:
    """One row of a file as it is to be stored."""

    row: str
    period_from: date | None
    as_of: date
    date_basis: str
    scope: str
    definition: str
    measure: str
    value: Decimal
    vintage: str
    note: str
    source: str

    @property
    def identity(self) -> bytes:
        """SHA-256 of what names the figure: everything but its value and its note. Another value is another reading of the same."""
        named = (
            self.source,
            self.scope,
            self.definition,
            self.measure,
            self.as_of,
            self.period_from,
            self.date_basis,
            self.vintage,
        )
        return hashlib.sha256("\x1f".join(str(part) for part in named).encode()).digest()


def layout_of(headers: tuple[str, ...]) -> tuple[str, ...] | None:
    """The layout whose columns are all there; None where the file is of another sort."""
    return next((layout for layout in (PUBLISHED, STATISTICS) if set(layout) <= set(headers)), None)


def read_row(row: Mapping[str, str], layout: tuple[str, ...], number: int) -> PrintedFigure:
    """A row of either layout; RowRefused where a cell is missing or unreadable."""
    return _published(row, number) if layout == PUBLISHED else _statistic(row, number)


def _published(row: Mapping[str, str], number: int) -> PrintedFigure:
    return PrintedFigure(
        row=row["row"].strip() or str(number),
        period_from=_day(row, "period_from") if row["period_from"].strip() else None,
        as_of=_day(row, "as_of"),
        date_basis=_one_of(row, "date_basis", BASES),
        scope=_text(row, "scope"),
        definition=_text(row, "indicator"),
        measure=_one_of(row, "measure", MEASURES),
        value=_number(row, "value"),
        vintage="",
        note=row["note"].strip(),
        source=_text(row, "source_url"),
    )


def _statistic(row: Mapping[str, str], number: int) -> PrintedFigure:
    return PrintedFigure(
        row=str(number),
        period_from=None,
        as_of=_day(row, "as_of"),
        date_basis="day",
        scope="DKI",
        definition=_text(row, "indicator"),
        measure="percent" if row["unit"].strip() == "percent" else "amount",
        value=_number(row, "value"),
        vintage=row["vintage"].strip(),
        note=row["note"].strip(),
        source=OFFICIAL,
    )


def _text(row: Mapping[str, str], column: str) -> str:
    if not row[column].strip():
        raise RowRefused("cell_empty", column)
    return row[column].strip()


def _one_of(row: Mapping[str, str], column: str, known: tuple[str, ...]) -> str:
    if _text(row, column) not in known:
        raise RowRefused("word_unknown", column)
    return _text(row, column)


def _day(row: Mapping[str, str], column: str) -> date:
    try:
        return date.fromisoformat(_text(row, column))
    except ValueError as error:
        raise RowRefused("date_unreadable", column) from error


def _number(row: Mapping[str, str], column: str) -> Decimal:
    try:
        value = Decimal(_text(row, column))
    except InvalidOperation as error:
        raise RowRefused("number_unreadable", column) from error
    if not value.is_finite() or value < 0:
        raise RowRefused("number_unreadable", column)
    return value
