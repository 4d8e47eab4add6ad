"""What a later look changed in a frozen pack, and why, in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from okoce.evaluation.rounds.queries import Changed
from okoce.evaluation.rounds.rules.lines import PersonLine
from okoce.evaluation.rounds.rules.sheet import Sheet
from okoce.evaluation.rounds.rules.tally import ALL, ENTREPRENEURS, ROWS, Measure
from okoce.evaluation.rounds.web.texts import cause, measure_name, number, place_name, stage_name
from okoce.facts.enums import CorrectionReason
from okoce.ui import formats
from okoce.ui.presentation import language

LONGEST = 60
"""Rows of restated figures on a page; the whole stands first, then the greatest changes."""


@dataclass(frozen=True, slots=True)
class RestatedRow:
    figure: str
    edition: str
    place: str
    was: int
    now: int
    change: str


@dataclass(frozen=True, slots=True)
class RestatedView:
    """A restatement for a page. ``left_out``: figures that differ and do not stand in ``rows``."""

    sentence: str
    causes: tuple[str, ...]
    rows: tuple[RestatedRow, ...]
    left_out: int


def restated_view(sheet: Sheet, document: Mapping[str, Any]) -> RestatedView:
    """From what a pack keeps of its restatement of the one before; ``sheet`` is that of the restated pack."""
    figures = sorted(document.get("figures", ()), key=_importance)
    causes = tuple(
        ngettext("%(cause)s (%(count)s orang)", "%(cause)s (%(count)s orang)", item["persons"])
        % {"cause": cause(item["code"], item["kind"]), "count": number(item["persons"])}
        for item in document.get("causes", ())
    )
    rows = tuple(_row(sheet, item) for item in figures[:LONGEST])
    return RestatedView(_sentence(sheet, document), causes, rows, max(0, len(figures) - LONGEST))


def _importance(item: Mapping[str, Any]) -> tuple[bool, bool, int]:
    return item["place"] != ALL, item["row"] != ENTREPRENEURS, -abs(item["now"] - item["was"])


def _sentence(sheet: Sheet, document: Mapping[str, Any]) -> str:
    if not document.get("figures"):
        return _("Tidak ada angka yang berubah.")
    heads = [
        item for item in document["figures"] if (item["place"], item["measure"], item["row"]) == (ALL, Measure.STOCK, ENTREPRENEURS)
    ]
    changes = [
        _("%(edition)s %(was)s menjadi %(now)s")
        % {"edition": item["edition"], "was": number(item["was"]), "now": number(item["now"])}
        for item in heads
    ]
    values = {"figures": number(len(document["figures"])), "people": number(document["people"])}
    start = _("%(figures)s angka berubah karena %(people)s orang.") % values
    return f"{start} {_('Wirausaha:')} {'; '.join(changes)}." if changes else f"{start} {_('Jumlah wirausaha tetap.')}"


def _row(sheet: Sheet, item: Mapping[str, Any]) -> RestatedRow:
    change = item["now"] - item["was"]
    return RestatedRow(
        figure=f"{stage_name(item['row'])}, {measure_name(item['measure']).lower()}",
        edition=item["edition"],
        place=place_name(sheet, item["place"]),
        was=item["was"],
        now=item["now"],
        change=f"+{number(change)}" if change > 0 else number(change),
    )


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """One person whose figures changed: what changed for her, and the facts that did it."""

    name: str
    url: str
    place: str
    changes: tuple[str, ...]
    because: tuple[str, ...]


def changed_row(sheet: Sheet, person: Changed, name: str, url: str) -> ChangedRow:
    line = person.now or person.was
    place = place_name(sheet, line.place) if line else ""
    return ChangedRow(name, url, place, tuple(_changes(sheet, person.was, person.now)), tuple(_facts(person)))


def _changes(sheet: Sheet, was: PersonLine | None, now: PersonLine | None) -> Iterable[str]:
    if now is None:
        yield _("tidak dihitung lagi")
        return
    if was is None:
        yield _("baru dihitung")
        return
    if was.place != now.place:
        yield _("wilayah: %(was)s menjadi %(now)s") % {
            "was": place_name(sheet, was.place),
            "now": place_name(sheet, now.place),
        }
    for code in now.editions:
        before, after = was.editions[code], now.editions[code]
        days = zip(ROWS, (*before.passed_on, before.counts_on), (*after.passed_on, after.counts_on), strict=True)
        words = [_day_change(row, one, other) for row, one, other in days if one != other]
        if words:
            yield f"{code}: {', '.join(words)}"


def _day_change(row: int, was: Any, now: Any) -> str:
    stage = stage_name(row)
    if was is None:
        return _("%(stage)s lulus %(day)s") % {"stage": stage, "day": formats.date_long(now, language())}
    if now is None:
        return _("%(stage)s tidak lulus lagi") % {"stage": stage}
    return _("%(stage)s sejak %(day)s") % {"stage": stage, "day": formats.date_long(now, language())}


def _facts(person: Changed) -> Sequence[str]:
    found = []
    for item in person.because:
        text = cause(item.correction or "late", item.kind)
        if item.reason:
            text += f", {CorrectionReason(item.reason).label}"
        found.append(f"{text} ({formats.date_short(item.occurred_on, language())})")
    return found
