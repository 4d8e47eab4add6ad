"""The editions side by side: how many count under each, where each stands against the path, and why they differ."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from okoce.core.fortnights import Fortnight
from okoce.evaluation.rounds.rules.differences import EditionDifference
from okoce.evaluation.rounds.rules.figures import DIFFERS, Figure
from okoce.evaluation.rounds.rules.sheet import Sheet
from okoce.evaluation.rounds.rules.tally import ENTREPRENEURS, ROWS, Measure
from okoce.evaluation.rounds.rules.target_path import Progress, planned_at
from okoce.evaluation.rounds.web.texts import lacking, language, number, stage_name
from okoce.ui.components import Bar, PathPoint
from okoce.ui.enums import Direction

Link = Callable[[Figure], str]
POINTS = 14
"""Dates on a path chart: more would make its table too long to read."""


def no_link(figure: Figure) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Path:
    """Progress to the target under one edition; ``points`` is empty where a line needs more than one fortnight."""

    title: str
    sentence: str
    at: Progress
    points: tuple[PathPoint, ...]


@dataclass(frozen=True, slots=True)
class EditionColumn:
    """One edition on a page."""

    code: str
    title: str
    explanation: str
    entrepreneurs: int
    new: int
    holds: int
    url: str
    change: str
    direction: Direction
    path: Path
    bars: tuple[Bar, ...]
    funnel_title: str


@dataclass(frozen=True, slots=True)
class Clause:
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Why:
    """Why two editions differ: a sentence and its reasons."""

    sentence: str
    clauses: tuple[Clause, ...]


def said_in(document: Mapping[str, Any], name: str) -> str:
    """A text of an edition in the reader's language, where the pack kept it in that language."""
    return str(document.get(f"{name}_en") or document[name]) if language() == "en" else str(document[name])


def finding(sheet: Sheet) -> str:
    """The title of a round says what it found."""
    counts = [sheet.entrepreneurs(code) for code in sheet.editions]
    least, most = number(min(counts)), number(max(counts))
    values = {"least": least, "most": most}
    ahead = [sheet.progress[code].gap >= 0 for code in sheet.editions]
    if min(counts) == max(counts):
        values = {"count": least}
        if all(ahead):
            return _("%(count)s wirausaha, sesuai rencana") % values
        return _("%(count)s wirausaha, di bawah rencana") % values
    if all(ahead):
        return _("Antara %(least)s dan %(most)s wirausaha, tergantung aturannya: semuanya sesuai rencana") % values
    if any(ahead):
        return _("Antara %(least)s dan %(most)s wirausaha: sesuai rencana hanya menurut sebagian aturan") % values
    return _("Antara %(least)s dan %(most)s wirausaha, tergantung aturannya: semuanya di bawah rencana") % values


def columns(sheet: Sheet, link: Link = no_link) -> tuple[EditionColumn, ...]:
    return tuple(_column(sheet, code, link) for code in sheet.editions)


def _column(sheet: Sheet, code: str, link: Link) -> EditionColumn:
    new = sheet.entrepreneurs(code, Measure.FLOW)
    change, direction = _change(sheet, code, new)
    document = sheet.editions[code]
    return EditionColumn(
        code=code,
        title=said_in(document, "title"),
        explanation=said_in(document, "explanation"),
        entrepreneurs=sheet.entrepreneurs(code),
        new=new,
        holds=sheet.entrepreneurs(code, Measure.HOLDS),
        url=link(Figure(code, Measure.STOCK)),
        change=change,
        direction=direction,
        path=_path(sheet, code),
        bars=tuple(_bar(sheet, code, row, link) for row in ROWS),
        funnel_title=_funnel_title(sheet, code),
    )


def _change(sheet: Sheet, code: str, new: int) -> tuple[str, Direction]:
    """What the fortnight brought, beside what the one before brought as far as is known now. A running one is not compared."""
    series = sheet.series[code]
    if sheet.as_of < sheet.fortnight.last_day:
        day = (sheet.as_of - sheet.fortnight.first_day).days + 1
        return _("%(new)s orang baru sampai hari ke-%(day)s dari 14") % {"new": number(new), "day": day}, Direction.SAME
    text = _("%(new)s orang baru dalam dua minggu ini") % {"new": number(new)}
    if len(series) < 3:
        return text, Direction.SAME
    more = new - (series[-2] - series[-3])
    if more == 0:
        return _("%(text)s, sama seperti dua minggu sebelumnya") % {"text": text}, Direction.SAME
    values = {"text": text, "count": number(abs(more))}
    if more > 0:
        return _("%(text)s, %(count)s lebih banyak dari dua minggu sebelumnya") % values, Direction.BETTER
    return _("%(text)s, %(count)s lebih sedikit dari dua minggu sebelumnya") % values, Direction.WORSE


def _bar(sheet: Sheet, code: str, row: int, link: Link) -> Bar:
    counts = {measure: sheet.count(code, measure, "all", row) for measure in Measure}
    note = _("+%(new)s baru · %(holds)s berlaku") % {
        "new": number(counts[Measure.FLOW]),
        "holds": number(counts[Measure.HOLDS]),
    }
    value = counts[Measure.STOCK] if sheet.has_data("all") else None
    return Bar(stage_name(row), value, note=note if value else "", url=link(Figure(code, Measure.STOCK, row=row)) if value else "")


def _funnel_title(sheet: Sheet, code: str) -> str:
    """The steepest cliff between two stages, said in words."""
    counts = [sheet.count(code, Measure.STOCK, "all", row) for row in ROWS[:-1]]
    drops = [(a - b, index) for index, (a, b) in enumerate(pairwise(counts))]
    lost, at = max(drops, key=lambda drop: drop[0])
    if lost <= 0:
        return _("Tujuh tahap menurut %(edition)s") % {"edition": code}
    return _("%(edition)s: paling banyak berhenti di antara %(one)s dan %(next)s, %(lost)s orang") % {
        "edition": code,
        "one": stage_name(at + 1),
        "next": stage_name(at + 2),
        "lost": number(lost),
    }


def _path(sheet: Sheet, code: str) -> Path:
    at = sheet.progress[code]
    gap = number(abs(at.gap))
    if at.gap < 0:
        title = _("%(edition)s: %(gap)s orang di bawah rencana") % {"edition": code, "gap": gap}
    else:
        title = _("%(edition)s: %(gap)s orang di atas rencana") % {"edition": code, "gap": gap}
    return Path(title, _path_sentence(at), at, _points(sheet, code, at))


def _path_sentence(at: Progress) -> str:
    values = {
        "reached": number(at.reached),
        "planned": number(at.planned),
        "target": number(at.target),
        "pace": number(at.pace),
        "left": number(at.fortnights_left),
        "needed": number(at.pace_needed or 0),
    }
    if at.pace_needed is None:
        return _("Tercapai %(reached)s dari target %(target)s orang; jangka waktunya sudah habis.") % values
    return (
        _(
            "Tercapai %(reached)s orang; rencananya %(planned)s. Dua minggu ini bertambah %(pace)s, sedangkan untuk sampai ke "
            "%(target)s perlu %(needed)s setiap dua minggu selama %(left)s putaran lagi."
        )
        % values
    )


def _points(sheet: Sheet, code: str, at: Progress) -> tuple[PathPoint, ...]:
    counts, first = sheet.series[code], Fortnight(at.first)
    if len(counts) < 2:
        return ()
    last = max(len(counts), at.fortnights) - 1
    reached_step = max(1, -(-(len(counts) - 1) // POINTS))
    # The reached fortnights end with the newest one; the plan goes on to its end.
    steps = sorted({*range(len(counts) - 1, -1, -reached_step), len(counts) - 1, last})
    return tuple(
        PathPoint(
            _end(first.next(step), sheet.as_of if step == len(counts) - 1 else None),
            target=planned_at(at.target, first, at.fortnights, first.next(step)),
            actual=counts[step] if step < len(counts) else None,
        )
        for step in steps
    )


def _end(fortnight: Fortnight, as_of: date | None) -> date:
    return as_of or fortnight.last_day


def whys(sheet: Sheet, link: Link = no_link) -> tuple[Why, ...]:
    """Every pair of neighbours, in both directions where somebody counts only there."""
    found = []
    for item in sheet.differences:
        for there, here, persons in ((item.edition_b, item.edition_a, item.only_b), (item.edition_a, item.edition_b, item.only_a)):
            if persons:
                found.append(_why(item, there, here, persons, link))
    return tuple(found)


def _why(item: EditionDifference, there: str, here: str, persons: int, link: Link) -> Why:
    sentence = _("%(persons)s orang dihitung menurut %(there)s tetapi tidak menurut %(here)s:") % {
        "persons": number(persons),
        "there": there,
        "here": here,
    }
    clauses = tuple(
        Clause(
            _("%(count)s orang %(lacking)s") % {"count": number(count), "lacking": lacking(lacks)},
            link(Figure(here, DIFFERS, row=ENTREPRENEURS, against=there, lacks=lacks)),
        )
        for code, lacks, count in item.reasons
        if code == here
    )
    return Why(sentence, clauses)
