"""All that a round says, in one value: what a pack freezes and what the page of a running round shows are the same thing."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from okoce.core.fortnights import Fortnight
from okoce.evaluation.rounds.rules.differences import EditionDifference
from okoce.evaluation.rounds.rules.lines import OUTSIDE
from okoce.evaluation.rounds.rules.suppression import suppress
from okoce.evaluation.rounds.rules.tally import ALL, CITY, ENTREPRENEURS, Cells, Measure
from okoce.evaluation.rounds.rules.target_path import Progress


@dataclass(frozen=True, slots=True)
class Sheet:
    """A fortnight's figures with everything that is needed to read them.

    ``editions``: code to the edition's whole document, in order. ``series``: per edition, entrepreneurs at the end of each
    fortnight since the path began. ``places``: names of cities and kecamatan. ``minimum``: smaller cells are not published.
    ``late``: facts of the fortnight or before that were sealed after its cut-off and are counted here; None while it runs.
    """

    fortnight: Fortnight
    as_of: date
    position: int
    head: str
    editions: Mapping[str, Mapping[str, Any]]
    cells: Cells
    registered: Mapping[str, int]
    registered_flow: Mapping[str, int]
    breaches: Mapping[str, Mapping[str, int]]
    people: int
    differences: tuple[EditionDifference, ...]
    progress: Mapping[str, Progress]
    series: Mapping[str, tuple[int, ...]]
    places: Mapping[str, str]
    unsealed: int
    late: int | None
    synthetic: bool
    minimum: int

    def count(self, edition: str, measure: str, place: str, row: int) -> int:
        """One figure. Nobody is 0; whether a place has any data at all says :meth:`has_data`."""
        counts = self.cells[edition][measure].get(place)
        return counts[row - 1] if counts else 0

    def has_data(self, place: str) -> bool:
        """Whether anybody has ever registered there: empty is no data, never nought."""
        return bool(self.registered.get(place))

    def entrepreneurs(self, edition: str, measure: str = Measure.STOCK, place: str = ALL) -> int:
        return self.count(edition, measure, place, ENTREPRENEURS)

    def cities(self) -> tuple[str, ...]:
        known = self.places.keys() | self.registered.keys()
        return tuple(sorted({code[:CITY] for code in known if code not in (ALL, OUTSIDE)}))

    def kecamatan_of(self, city: str) -> tuple[str, ...]:
        known = self.places.keys() | self.registered.keys()
        return tuple(sorted(code for code in known if code.startswith(f"{city}.")))

    def tree(self) -> dict[str, tuple[str, ...]]:
        """Sums and what adds up to them: the whole, its cities with the residents of elsewhere, their kecamatan."""
        cities = self.cities()
        return {ALL: (*cities, OUTSIDE), **{city: self.kecamatan_of(city) for city in cities}}

    def name(self, place: str) -> str:
        return self.places.get(place, place)


def hidden_cells(sheet: Sheet, values: Mapping[str, int]) -> frozenset[str]:
    """Places whose value is not published in a table by place; ``values`` may leave out places without anybody."""
    tree = sheet.tree()
    every = {place: values.get(place, 0) for place in {*tree, *(part for parts in tree.values() for part in parts)}}
    return suppress(every, tree, sheet.minimum)


def stock_of(sheet: Sheet, edition: str, row: int, measure: str = Measure.STOCK) -> dict[str, int]:
    """One row of a measure by place."""
    return {place: counts[row - 1] for place, counts in sheet.cells[edition][measure].items()}


def to_document(sheet: Sheet) -> dict[str, Any]:
    """As a pack keeps it (JSON); editions, position, head and day have columns of their own."""
    return {
        "order": list(sheet.editions),
        "cells": sheet.cells,
        "registered": dict(sheet.registered),
        "registered_flow": dict(sheet.registered_flow),
        "breaches": {code: dict(found) for code, found in sheet.breaches.items()},
        "people": sheet.people,
        "differences": [asdict(item) for item in sheet.differences],
        "progress": {code: asdict(item) for code, item in sheet.progress.items()},
        "series": {code: list(counts) for code, counts in sheet.series.items()},
        "places": dict(sheet.places),
        "unsealed": sheet.unsealed,
        "late": sheet.late,
        "synthetic": sheet.synthetic,
        "minimum": sheet.minimum,
    }


def from_document(
    document: Mapping[str, Any],
    *,
    fortnight: int,
    as_of: date,
    position: int,
    head: bytes,
    editions: Mapping[str, Mapping[str, Any]],
) -> Sheet:
    """The sheet that a pack froze."""
    differences = (
        EditionDifference(**{**item, "reasons": tuple((code, lacks, count) for code, lacks, count in item["reasons"])})
        for item in document["differences"]
    )
    return Sheet(
        fortnight=Fortnight(fortnight),
        as_of=as_of,
        position=position,
        head=head.hex(),
        editions={code: editions[code] for code in document["order"]},
        cells=document["cells"],
        registered=document["registered"],
        registered_flow=document["registered_flow"],
        breaches=document["breaches"],
        people=document["people"],
        differences=tuple(differences),
        progress={code: Progress(**item) for code, item in document["progress"].items()},
        series={code: tuple(counts) for code, counts in document["series"].items()},
        places=document["places"],
        unsealed=document["unsealed"],
        late=document["late"],
        synthetic=document["synthetic"],
        minimum=document["minimum"],
    )
