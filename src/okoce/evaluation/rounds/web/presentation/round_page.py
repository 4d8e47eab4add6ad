"""A sheet as the round's page and a pack's page show it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from okoce.evaluation.rounds.models import RoundDecision
from okoce.evaluation.rounds.rules.figures import BREACHES, Figure
from okoce.evaluation.rounds.rules.sheet import Sheet
from okoce.evaluation.rounds.rules.tally import ALL, MEASURED, ROWS, Measure
from okoce.evaluation.rounds.web.presentation.editions import columns, finding, whys
from okoce.evaluation.rounds.web.presentation.places import known_order, place_columns, place_rows
from okoce.evaluation.rounds.web.texts import MEASURES, measure_name, stage_name

Link = Callable[[Figure], str]


@dataclass(frozen=True, slots=True)
class Choice:
    label: str
    url: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class FunnelRow:
    """One stage under every edition: three counts each, with the lists behind them."""

    name: str
    cells: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Breach:
    edition: str
    persons: int
    url: str


@dataclass(frozen=True, slots=True)
class DecisionRow:
    id: UUID
    action: str
    cause: str
    owner: str
    due_on: date
    overdue: bool
    pack: int


def sheet_values(sheet: Sheet, link: Link, edition: str, measure: str, query: QueryDict) -> dict[str, Any]:
    order = known_order(query.get("urut", ""))

    def url(**changes: str) -> str:
        kept = {"putaran": sheet.fortnight.number, "edisi": edition, "ukuran": str(measure), "urut": order}
        return f"?{urlencode({**kept, **changes})}#wilayah"

    editions = columns(sheet, link)
    return {
        "sheet": sheet,
        "as_of": sheet.as_of,
        "finding": finding(sheet) if sheet.people else _("Belum ada pendaftaran yang disegel"),
        "editions": editions,
        "whys": whys(sheet, link),
        "funnel": tuple(_funnel_row(sheet, row, link) for row in ROWS),
        "edition": edition,
        "charted": next(item for item in editions if item.code == edition),
        "measure": measure,
        "measure_name": measure_name(measure),
        "measure_counts": MEASURES[Measure(measure)][1],
        "edition_choices": [Choice(code, url(edisi=code), code == edition) for code in sheet.editions],
        "measure_choices": [Choice(measure_name(item), url(ukuran=str(item)), item == measure) for item in MEASURED],
        "place_columns": place_columns(order, lambda asked: url(urut=asked)),
        "place_rows": place_rows(sheet, edition, measure, order, link),
        "breaches": tuple(_breach(sheet, code, link) for code in sheet.editions if sheet.editions[code]["order"] == "strict"),
        "short_head": sheet.head[:12],
        "definitions_url": reverse("rounds:definitions"),
    }


def _funnel_row(sheet: Sheet, row: int, link: Link) -> FunnelRow:
    figures = [Figure(code, measure, ALL, row) for code in sheet.editions for measure in MEASURED]
    counted = [(sheet.count(item.edition, item.measure, ALL, row), item) for item in figures]
    return FunnelRow(stage_name(row), tuple((value, link(item) if value else "") for value, item in counted))


def _breach(sheet: Sheet, code: str, link: Link) -> Breach:
    persons = sheet.breaches[code].get(ALL, 0)
    return Breach(code, persons, link(Figure(code, BREACHES)) if persons else "")


def decision_rows(decisions: Iterable[RoundDecision], today: date) -> tuple[DecisionRow, ...]:
    return tuple(
        DecisionRow(item.id, item.action, item.cause, item.owner, item.due_on, item.due_on < today, item.pack_id)
        for item in decisions
    )
