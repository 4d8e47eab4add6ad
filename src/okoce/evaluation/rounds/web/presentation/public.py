"""The public figures: those of a frozen pack, with small cells hidden so that no subtraction tells them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from okoce.evaluation.rounds.models import Pack
from okoce.evaluation.rounds.rules.lines import OUTSIDE, STAGES
from okoce.evaluation.rounds.rules.sheet import Sheet, hidden_cells, stock_of
from okoce.evaluation.rounds.rules.suppression import suppress
from okoce.evaluation.rounds.rules.tally import ALL, ENTREPRENEURS, ROWS, Measure
from okoce.evaluation.rounds.web.presentation.editions import said_in
from okoce.evaluation.rounds.web.texts import cause, lacking, number, place_name, stage_name
from okoce.ui.components import Bar

SHOWN, HIDDEN, NO_DATA = "shown", "hidden", "no_data"
REGISTERED = "registered"
ENTREPRENEUR = "entrepreneurs"


@dataclass(frozen=True, slots=True)
class PublicCell:
    """One published figure; ``value`` is None where it is hidden or there is no data."""

    place: str
    edition: str
    indicator: str
    value: int | None
    state: str


@dataclass(frozen=True, slots=True)
class PublicEdition:
    code: str
    short: str
    title: str
    explanation: str
    entrepreneurs: int | None
    is_hidden: bool
    bars: tuple[Bar, ...]
    hidden_stages: str


@dataclass(frozen=True, slots=True)
class PublicRow:
    name: str
    is_sum: bool
    has_data: bool
    cells: tuple[PublicCell, ...]


def _cell(sheet: Sheet, edition: str, indicator: str, values: Mapping[str, int], hidden: frozenset[str], place: str) -> PublicCell:
    if not sheet.has_data(place):
        return PublicCell(place, edition, indicator, None, NO_DATA)
    if place in hidden:
        return PublicCell(place, edition, indicator, None, HIDDEN)
    return PublicCell(place, edition, indicator, values.get(place, 0), SHOWN)


def place_tables(sheet: Sheet) -> dict[tuple[str, str], dict[str, PublicCell]]:
    """The published tables by place: registered persons, and entrepreneurs under each edition. The page and the file are these."""
    tables = {("", REGISTERED): dict(sheet.registered)}
    tables |= {(code, ENTREPRENEUR): stock_of(sheet, code, ENTREPRENEURS) for code in sheet.editions}
    every = [ALL, *(place for parts in sheet.tree().values() for place in parts)]
    return {key: _table(sheet, key, values, every) for key, values in tables.items()}


def _table(sheet: Sheet, key: tuple[str, str], values: Mapping[str, int], places: Iterable[str]) -> dict[str, PublicCell]:
    hidden = hidden_cells(sheet, values)
    return {place: _cell(sheet, *key, values, hidden, place) for place in places}


def funnel(sheet: Sheet, edition: str) -> tuple[PublicCell, ...]:
    """Stages and entrepreneurs of the whole programme."""
    found = []
    for row in ROWS:
        values = stock_of(sheet, edition, row)
        indicator = f"P{row}" if row in STAGES else ENTREPRENEUR
        found.append(_cell(sheet, edition, indicator, values, hidden_cells(sheet, values), ALL))
    return tuple(found)


def every_cell(sheet: Sheet) -> Iterator[PublicCell]:
    """All that is published, for the file."""
    for edition in sheet.editions:
        yield from (cell for cell in funnel(sheet, edition) if cell.indicator != ENTREPRENEUR)
    for table in place_tables(sheet).values():
        yield from table.values()


def public_editions(sheet: Sheet) -> tuple[PublicEdition, ...]:
    found = []
    for code, document in sheet.editions.items():
        cells = tuple(zip(ROWS, funnel(sheet, code), strict=True))
        found.append(
            PublicEdition(
                code=code,
                short=short_code(code),
                title=said_in(document, "title"),
                explanation=said_in(document, "explanation"),
                entrepreneurs=cells[-1][1].value,
                is_hidden=cells[-1][1].state == HIDDEN,
                bars=tuple(Bar(stage_name(row), cell.value) for row, cell in cells if cell.state != HIDDEN),
                hidden_stages=", ".join(stage_name(row) for row, cell in cells if cell.state == HIDDEN),
            )
        )
    return tuple(found)


def short_code(code: str) -> str:
    """“2018-09” of “OKOCE-2018-09”: what a narrow column has room for."""
    return code.partition("-")[2] or code


def public_rows(sheet: Sheet) -> tuple[PublicRow, ...]:
    """Cities with their kecamatan, then residents of elsewhere, then the whole."""
    tables = place_tables(sheet)
    order = [place for city in sheet.cities() for place in (city, *sheet.kecamatan_of(city))]
    sums = {*sheet.cities(), OUTSIDE, ALL}
    return tuple(
        PublicRow(place_name(sheet, place), place in sums, sheet.has_data(place), tuple(table[place] for table in tables.values()))
        for place in (*order, OUTSIDE, ALL)
    )


def public_whys(sheet: Sheet) -> tuple[str, ...]:
    """Why the editions differ, with counts of few persons left out."""
    found = []
    for item in sheet.differences:
        for there, here, persons in ((item.edition_b, item.edition_a, item.only_b), (item.edition_a, item.edition_b, item.only_a)):
            if persons:
                reasons = [(lacks, count) for code, lacks, count in item.reasons if code == here]
                found.append(_why(sheet.minimum, there, here, persons, reasons))
    return tuple(found)


def _why(minimum: int, there: str, here: str, persons: int, reasons: list[tuple[str, int]]) -> str:
    values = {"whole": persons, **dict(reasons)}
    hidden = suppress(values, {"whole": tuple(lacks for lacks, _count in reasons)}, minimum)
    parts = [
        _("%(count)s orang %(lacking)s") % {"count": _count(count, lacks in hidden), "lacking": lacking(lacks)}
        for lacks, count in reasons
    ]
    head = _("%(persons)s orang dihitung menurut %(there)s tetapi tidak menurut %(here)s:") % {
        "persons": _count(persons, "whole" in hidden),
        "there": there,
        "here": here,
    }
    return f"{head} {'; '.join(parts)}."


def _count(value: int, hidden: bool) -> str:
    return _("beberapa") if hidden else number(value)


def public_restatement(sheet: Sheet, pack: Pack, before: Sheet | None) -> tuple[str, ...]:
    """What the newest pack corrected in the one before: headline figures that both packs publish, and the causes in words."""
    document: Mapping[str, Any] = pack.restatements
    if before is None or not document.get("figures"):
        return ()
    published = {code: funnel(before, code)[-1].state == SHOWN for code in before.editions}
    changes = [
        _("%(edition)s: %(was)s menjadi %(now)s wirausaha.")
        % {"edition": item["edition"], "was": number(item["was"]), "now": number(item["now"])}
        for item in document["figures"]
        if (item["place"], item["measure"], item["row"]) == (ALL, Measure.STOCK, ENTREPRENEURS)
        and published.get(item["edition"])
        and item["now"] >= sheet.minimum
    ]
    causes = "; ".join(dict.fromkeys(cause(item["code"], item["kind"]) for item in document["causes"]))
    return (*changes, _("Sebabnya: %(causes)s.") % {"causes": causes})
