"""The ledger as known on a day, what the checks find in it, and what the system itself counts for the same days."""

import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from okoce.evaluation.figures.models import PublishedFigure
from okoce.evaluation.figures.rules import Figure, Finding, Vocabulary, check_all, read_figure, vocabulary_from
from okoce.evaluation.rounds import queries as rounds
from okoce.places.queries import residents
from okoce.progression.queries import current_edition
from okoce.regulations.queries import number

VOCABULARY = Path(__file__).parent / "data" / "vocabulary.toml"
BELIEVABLE, SMALLEST = "figures.believable_percent", "privacy.small_cell_minimum"
OWN_SOURCE = "rounds"
"""Source of figures that this system published itself, in its packs."""


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The words in which sources name areas, channels and agencies."""
    return vocabulary_from(tomllib.loads(VOCABULARY.read_text(encoding="utf-8")))


def newest_readings(known_on: date) -> list[PublishedFigure]:
    """The newest reading of each figure, as known on a day."""
    rows = PublishedFigure.objects.filter(known_on__lte=known_on).order_by("identity", "-known_on").distinct("identity")
    return sorted(rows, key=lambda one: (one.as_of, one.file, len(one.row), one.row))


def figures_known(known_on: date) -> list[Figure]:
    """All figures of the ledger as the checks see them, in order of their days."""
    return [_figure(row) for row in newest_readings(known_on)]


def _figure(row: PublishedFigure) -> Figure:
    return read_figure(
        str(row.id),
        as_of=row.as_of,
        definition=row.definition,
        measure=row.measure,
        value=row.value.normalize() if row.value % 1 else row.value.quantize(1),
        scope=row.scope,
        note=row.note,
        source=row.source,
        words=vocabulary(),
        period_from=row.period_from,
        date_basis=row.date_basis,
        vintage=row.vintage,
    )


def findings(figures: Sequence[Figure]) -> list[Finding]:
    """What all checks find, with the province's residents and the share that can be believed at most."""
    counts = residents()
    percent = number(BELIEVABLE, rounds.today())
    people = sum(count for count, _on in counts.values())
    return check_all(figures, vocabulary(), residents=people, kecamatan=len(counts), percent=percent)


def own_figures() -> list[Figure]:
    """What this system published: persons per stage over the whole programme, of each frozen pack. Small numbers stay out."""
    smallest, found = number(SMALLEST, rounds.today()), []
    for kept in reversed(rounds.packs()):
        sheet = rounds.sheet_of(kept)
        code = current_edition(sheet.as_of).code
        for stage in range(1, 8) if code in sheet.editions else ():
            value = sheet.count(code, "stock", "all", stage)
            if value >= smallest:
                found.append(_own(kept.number, sheet.as_of, stage, value))
    return found


def _own(pack: int, as_of: date, stage: int, value: int) -> Figure:
    return read_figure(
        f"pack-{pack}-{stage}",
        as_of=as_of,
        definition=f"P{stage}",
        measure="stock",
        value=Decimal(value),
        scope="DKI",
        note="",
        source=OWN_SOURCE,
        words=vocabulary(),
        vintage=str(pack),
    )


@dataclass(frozen=True, slots=True)
class Counted:
    """What the system counts now, from its own facts, for the day of a figure. ``since``: its first day; None without facts."""

    edition: str
    since: date | None
    by_day: dict[str, Counter[date]]
    smallest: int

    def at(self, figure: Figure) -> int | None:
        """Persons of the whole programme for a stage's stock; None where the system cannot say, or the number is small."""
        whole = figure.axes.area in ("", "ID/DKI") and not figure.axes.channel and not figure.axes.agency
        if self.since is None or figure.as_of < self.since or figure.stage is None or figure.measure != "stock" or not whole:
            return None
        count = sum(number for day, number in self.by_day[figure.definition].items() if day <= figure.as_of)
        return count if count >= self.smallest else None


def counted() -> Counted:
    """Days on which persons passed each stage, as known at the newest seal, under the edition that holds now."""
    today = rounds.today()
    code = current_edition(today).code
    people = rounds.people_at(today, rounds.position_now())
    by_day: dict[str, Counter[date]] = {f"P{stage}": Counter() for stage in range(1, 8)}
    for line in people.values():
        for stage, day in enumerate(line.editions[code].passed_on, start=1):
            if day is not None:
                by_day[f"P{stage}"][day] += 1
    since = min((line.registered_on for line in people.values()), default=None)
    return Counted(code, since, by_day, number(SMALLEST, today))
