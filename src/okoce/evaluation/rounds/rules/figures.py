"""One figure of a round, and whom it counts: the filter of a list is the rule that counted."""

from dataclasses import dataclass
from datetime import date

from okoce.core.fortnights import Fortnight
from okoce.evaluation.rounds.rules.lines import PersonLine
from okoce.evaluation.rounds.rules.tally import ALL, ENTREPRENEURS, MEASURED, ROWS, Measure, places_of

BREACHES = "breaches"
DIFFERS = "differs"
MEASURES = (*(measure.value for measure in Measure), BREACHES, DIFFERS)


@dataclass(frozen=True, slots=True)
class Figure:
    """A cell (edition, measure, place, row); persons with an order breach; or those who do not count under ``edition`` although
    they count under ``against``, all of them or those who lack ``lacks`` first."""

    edition: str
    measure: str
    place: str = ALL
    row: int = ENTREPRENEURS
    against: str = ""
    lacks: str = ""


def is_possible(figure: Figure, editions: tuple[str, ...]) -> bool:
    """Whether such a figure exists."""
    if figure.edition not in editions or figure.measure not in MEASURES or figure.row not in ROWS:
        return False
    return figure.measure != DIFFERS or (figure.against in editions and figure.against != figure.edition)


def counts(figure: Figure, line: PersonLine, fortnight: Fortnight) -> bool:
    """Whether a line is one of those behind the figure."""
    if figure.place not in places_of(line):
        return False
    found = line.editions[figure.edition]
    if figure.measure == BREACHES:
        return found.breaches > 0
    if figure.measure == DIFFERS:
        only_there = found.counts_on is None and line.editions[figure.against].counts_on is not None
        return only_there and figure.lacks in ("", found.lacks)
    return figure.row in MEASURED[Measure(figure.measure)](found, fortnight)


def day_of(figure: Figure, line: PersonLine) -> date:
    """The day that the list shows beside a person: when she passed, or registered where nothing was passed."""
    edition = figure.against if figure.measure == DIFFERS else figure.edition
    if figure.measure == BREACHES:
        return line.registered_on
    found = line.editions[edition]
    day = found.counts_on if figure.row == ENTREPRENEURS else found.passed_on[figure.row - 1]
    return day or line.registered_on
