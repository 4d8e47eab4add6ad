"""The table by city and kecamatan."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from okoce.evaluation.rounds.rules.figures import Figure
from okoce.evaluation.rounds.rules.lines import OUTSIDE
from okoce.evaluation.rounds.rules.sheet import Sheet
from okoce.evaluation.rounds.rules.tally import ALL, ENTREPRENEURS, ROWS
from okoce.evaluation.rounds.web.texts import place_name, stage_name
from okoce.ui.components import Column

Link = Callable[[Figure], str]
BY_PLACE = "tempat"


@dataclass(frozen=True, slots=True)
class Cell:
    value: int
    url: str


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place. Without data it has no cells: nobody has ever registered there."""

    code: str
    name: str
    city: str
    is_sum: bool
    cells: tuple[Cell, ...]


def place_rows(sheet: Sheet, edition: str, measure: str, order: str, link: Link) -> tuple[PlaceRow, ...]:
    """The whole first, then cities with their kecamatan; in another order than by place, kecamatan alone."""
    whole = _row(sheet, edition, measure, ALL, link)
    outside = _row(sheet, edition, measure, OUTSIDE, link)
    if order == BY_PLACE:
        grouped = (place for city in sheet.cities() for place in (city, *sheet.kecamatan_of(city)))
        return (whole, *(_row(sheet, edition, measure, place, link) for place in grouped), outside)
    # Out of their groups, kecamatan say to which city they belong.
    every = (place for city in sheet.cities() for place in sheet.kecamatan_of(city))
    return (whole, *_sorted((_row(sheet, edition, measure, place, link, with_city=True) for place in every), order), outside)


def _sorted(rows: Iterable[PlaceRow], order: str) -> list[PlaceRow]:
    descending = order.startswith("-")
    row = int(order.removeprefix("-")) - 1
    # Places without data stand last in either order: they are no low value.
    return sorted(
        rows,
        key=lambda item: (not item.cells, (-1 if descending else 1) * item.cells[row].value if item.cells else 0, item.name),
    )


def _row(sheet: Sheet, edition: str, measure: str, place: str, link: Link, *, with_city: bool = False) -> PlaceRow:
    is_sum = place in (ALL, OUTSIDE, *sheet.cities())
    cells = tuple(_cell(sheet, Figure(edition, measure, place, row), link) for row in ROWS) if sheet.has_data(place) else ()
    city = place_name(sheet, place.rpartition(".")[0]) if with_city else ""
    return PlaceRow(place, place_name(sheet, place), city, is_sum, cells)


def _cell(sheet: Sheet, figure: Figure, link: Link) -> Cell:
    value = sheet.count(figure.edition, figure.measure, figure.place, figure.row)
    return Cell(value, link(figure) if value else "")


def known_order(asked: str) -> str:
    return asked if asked.removeprefix("-") in {str(row) for row in ROWS} else BY_PLACE


def place_columns(order: str, url: Callable[[str], str]) -> list[Column]:
    """Headings that sort; the same heading again turns the order round."""
    first = Column(_("Wilayah"), url=url(BY_PLACE), sorted="ascending" if order == BY_PLACE else "")
    return [first, *(_column(row, order, url) for row in ROWS)]


def _column(row: int, order: str, url: Callable[[str], str]) -> Column:
    label = stage_name(row) if row == ENTREPRENEURS else f"P{row}"
    chosen = order.removeprefix("-") == str(row)
    if not chosen:
        return Column(label, url=url(f"-{row}"), numeric=True)
    down = order.startswith("-")
    return Column(label, url=url(str(row) if down else f"-{row}"), sorted="descending" if down else "ascending", numeric=True)
