"""What the page of published figures shows: findings in words, and each figure beside what the system counts for its day."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from okoce.evaluation.figures.queries import OWN_SOURCE, Counted
from okoce.evaluation.figures.rules import Figure, Finding
from okoce.evaluation.figures.web.texts import axes_text, definition_name, sentence, value_text


@dataclass(frozen=True, slots=True)
class Row:
    """A figure on the page. ``computed`` is None where the system cannot say."""

    key: str
    as_of: date
    date_basis: str
    definition: str
    measure: str
    where: str
    value: str
    is_about: bool
    source: str
    url: str
    note: str
    computed: int | None
    marks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A finding on the page, numbered; ``rows`` are the keys of its figures."""

    number: int
    severity: str
    text: str
    day: date
    definition: str
    rows: tuple[str, ...]


def said(findings: Sequence[Finding]) -> list[Said]:
    """Findings as sentences, numbered in their order."""
    return [
        Said(
            number,
            one.severity,
            sentence(one),
            one.figures[0].as_of,
            definition_name(one.figures[0].definition),
            tuple(figure.key for figure in one.figures),
        )
        for number, one in enumerate(findings, start=1)
    ]


def rows(figures: Iterable[Figure], found: Sequence[Said], counted: Counted) -> list[Row]:
    """Figures in order of their days, each with the numbers of the findings that concern it."""
    marks: dict[str, list[int]] = defaultdict(list)
    for one in found:
        for key in one.rows:
            marks[key].append(one.number)
    return [_row(figure, tuple(marks[figure.key]), counted) for figure in sorted(figures, key=lambda one: (one.as_of, one.key))]


def _row(figure: Figure, marks: tuple[int, ...], counted: Counted) -> Row:
    own = figure.source == OWN_SOURCE
    says = figure.says
    return Row(
        key=figure.key,
        as_of=figure.as_of,
        date_basis=figure.date_basis,
        definition=definition_name(figure.definition),
        measure=figure.measure,
        where=axes_text(figure),
        value=value_text(figure.value) + ("%" if figure.measure == "percent" else ""),
        is_about=says.low != says.high,
        source=_("paket %(number)s sistem ini") % {"number": figure.vintage} if own else _site(figure),
        url="" if own or "://" not in figure.source else figure.source,
        note=figure.note_text,
        computed=counted.at(figure),
        marks=marks,
    )


def _site(figure: Figure) -> str:
    """The site's name, or for official statistics the release."""
    return urlsplit(figure.source).netloc.removeprefix("www.") or " ".join(
        part for part in (_("statistik resmi"), figure.vintage) if part
    )


def series(figures: Iterable[Figure]) -> list[tuple[str, str, int]]:
    """Definitions that a reader can choose, with their number of figures, stages first."""
    counts: dict[str, int] = defaultdict(int)
    for figure in figures:
        counts[figure.definition] += 1
    order = sorted(counts, key=lambda code: (not (len(code) == 2 and code[0] == "P"), code))
    return [(code, definition_name(code), counts[code]) for code in order]
