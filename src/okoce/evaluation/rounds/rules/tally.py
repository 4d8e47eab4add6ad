"""Figures of a round: distinct persons, stock on a day and flow within a fortnight, by kecamatan, city and in all."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from okoce.core.fortnights import Fortnight
from okoce.evaluation.rounds.rules.lines import OUTSIDE, STAGES, EditionLine, PersonLine

ALL = "all"
"""Place of the programme's total: home province and residents of other provinces together."""
CITY = 5  # length of a city's code, "31.74"


class Measure(StrEnum):
    """What a cell counts; each is an indicator with a version in ``INDICATORS``."""

    STOCK = "stock"
    FLOW = "flow"
    HOLDS = "holds"


ENTREPRENEURS = 8
"""Row of a cell after the seven stages: who counts as entrepreneur under the edition."""
ROWS = (*STAGES, ENTREPRENEURS)

INDICATORS: Mapping[str, dict[str, object]] = {
    Measure.STOCK: {"version": 1, "counts": "persons", "place": "now", "day": "cut_off", "what": "ever_passed"},
    Measure.FLOW: {"version": 1, "counts": "persons", "place": "now", "day": "fortnight", "what": "first_passed"},
    Measure.HOLDS: {"version": 1, "counts": "persons", "place": "now", "day": "cut_off", "what": "passed_and_holds"},
    "registered": {"version": 1, "counts": "persons", "place": "now", "day": "cut_off", "what": "registered"},
    "breaches": {"version": 1, "counts": "persons", "place": "now", "day": "cut_off", "what": "stage_before_its_turn"},
}
"""Permanent codes of a round's indicators: what each counts (distinct persons), where it counts somebody who moved (the place
where she lives at the cut-off), and over which time. Stored with every pack."""

Cells = dict[str, dict[str, dict[str, list[int]]]]
"""edition → measure → place → eight counts: stages 1 to 7, then entrepreneurs. Places: kecamatan, cities, OUTSIDE, ALL."""


@dataclass
class Tally:
    """Sums of lines. A place without anybody has no entry: absent is "nobody yet", and the page names every place."""

    cells: Cells = field(default_factory=dict)
    registered: dict[str, int] = field(default_factory=dict)
    registered_flow: dict[str, int] = field(default_factory=dict)
    breaches: dict[str, dict[str, int]] = field(default_factory=dict)
    people: int = 0


def places_of(line: PersonLine) -> tuple[str, ...]:
    """The places in whose figures a line counts."""
    return (ALL, OUTSIDE) if line.place == OUTSIDE else (ALL, line.place[:CITY], line.place)


def tally(lines: Iterable[PersonLine], fortnight: Fortnight, editions: Iterable[str]) -> Tally:
    """Count lines that were read as of the fortnight's last day (or an earlier day within it)."""
    codes = tuple(editions)
    counts: dict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0] * len(ROWS))
    registered: dict[str, int] = defaultdict(int)
    flow: dict[str, int] = defaultdict(int)
    breaches: dict[str, dict[str, int]] = {code: defaultdict(int) for code in codes}
    total = 0
    for line in lines:
        total += 1
        places = places_of(line)
        for place in places:
            registered[place] += 1
            flow[place] += fortnight.contains(line.registered_on)
        for code in codes:
            if line.editions[code].breaches:
                for place in places:
                    breaches[code][place] += 1
            for measure, counted in MEASURED.items():
                for row in counted(line.editions[code], fortnight):
                    for place in places:
                        counts[code, measure, place][row - 1] += 1
    cells: Cells = {code: {measure: {} for measure in MEASURED} for code in codes}
    for (code, name, place), row_counts in sorted(counts.items()):
        cells[code][name][place] = row_counts
    return Tally(cells, dict(registered), dict(flow), {code: dict(found) for code, found in breaches.items()}, total)


def stock_rows(line: EditionLine, fortnight: Fortnight) -> list[int]:
    rows = [stage for stage, day in zip(STAGES, line.passed_on, strict=True) if day is not None]
    return [*rows, ENTREPRENEURS] if line.counts_on is not None else rows


def flow_rows(line: EditionLine, fortnight: Fortnight) -> list[int]:
    days: tuple[date | None, ...] = (*line.passed_on, line.counts_on)
    return [row for row, day in zip(ROWS, days, strict=True) if day is not None and fortnight.contains(day)]


def holds_rows(line: EditionLine, fortnight: Fortnight) -> list[int]:
    rows = [stage for stage, holds in zip(STAGES, line.holds, strict=True) if holds]
    return [*rows, ENTREPRENEURS] if line.counts_now else rows


MEASURED: Mapping[Measure, Callable[[EditionLine, Fortnight], list[int]]] = {
    Measure.STOCK: stock_rows,
    Measure.FLOW: flow_rows,
    Measure.HOLDS: holds_rows,
}
