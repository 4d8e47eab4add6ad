"""Rounds as pages need them: people read at a position, figures of a fortnight, frozen packs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.utils import timezone

from okoce.core.fortnights import Fortnight, jakarta_date
from okoce.evaluation.rounds.models import Pack, RoundDecision
from okoce.evaluation.rounds.rules.differences import EditionDifference, difference
from okoce.evaluation.rounds.rules.lines import EditionLine, PersonLine, counted_at, merge_lines
from okoce.evaluation.rounds.rules.tally import ALL, ENTREPRENEURS, Measure, Tally, counts_in, places_of, tally
from okoce.evaluation.rounds.rules.target_path import Progress, progress
from okoce.facts.queries import head
from okoce.places.queries import HOME_PROVINCE
from okoce.progression.queries import EnrolmentReading, Reading, approved_editions, readings
from okoce.regulations.queries import number

READINGS_KEPT = 3


@dataclass(frozen=True, slots=True)
class RoundFigures:
    """A fortnight read at a position. ``as_of`` is its last day, or today while it runs."""

    fortnight: Fortnight
    as_of: date
    position: int
    editions: tuple[str, ...]
    tally: Tally
    differences: tuple[EditionDifference, ...]
    progress: dict[str, Progress]


def today() -> date:
    return jakarta_date(timezone.now())


def as_of_day(fortnight: Fortnight) -> date:
    """The day on which a fortnight is read: its last day, or today while it runs."""
    return min(fortnight.last_day, today())


def position_now() -> int:
    """The newest sealed position; 0 before the first seal."""
    newest = head()
    return newest.position if newest else 0


@lru_cache(maxsize=READINGS_KEPT)
def people_at(as_of: date, position: int, editions: tuple[str, ...]) -> dict[UUID, PersonLine]:
    """Everybody as of a day, as known at a position. Safe to keep: sealed facts never change, so neither does this."""
    chosen = [item for item in approved_editions(as_of) if item.code in editions]
    return merge_lines(_line(found) for found in readings(chosen, as_of=as_of, known_at=position))


def _line(found: EnrolmentReading) -> PersonLine:
    return PersonLine(
        person_id=found.person_id,
        place=counted_at(found.place_now, HOME_PROVINCE),
        place_then=counted_at(found.place_then, HOME_PROVINCE),
        registered_on=found.registered_on,
        last_fact_on=found.last_fact_on,
        editions={code: _edition_line(reading) for code, reading in found.readings.items()},
    )


def _edition_line(reading: Reading) -> EditionLine:
    missing = reading.entrepreneur_missing[0] if reading.entrepreneur_missing else None
    if missing is None:
        lacks = ""
    else:
        lacks = str(missing.stage) if missing.stage is not None else f"{missing.code}:{missing.kinds[0]}"
    return EditionLine(
        passed_on=tuple(stage.passed_on for stage in reading.stages),
        holds=tuple(stage.holds_now for stage in reading.stages),
        counts_on=reading.counts_as_entrepreneur_on,
        counts_now=reading.counts_now,
        breaches=len(reading.order_breaches),
        lacks=lacks,
    )


def edition_codes(as_of: date) -> tuple[str, ...]:
    return tuple(item.code for item in approved_editions(as_of))


def figures(fortnight: Fortnight, position: int, editions: tuple[str, ...] | None = None) -> RoundFigures:
    """Every figure of a fortnight, read as known at a position."""
    as_of = as_of_day(fortnight)
    codes = editions or edition_codes(as_of)
    people = people_at(as_of, position, codes)
    counted = tally(people.values(), fortnight, codes)
    differences = tuple(difference(people.values(), a, b) for a, b in zip(codes, codes[1:], strict=False))
    first = min((line.registered_on for line in people.values()), default=as_of)
    paths = {code: progress_of(counted, code, fortnight, Fortnight.of(first)) for code in codes}
    return RoundFigures(fortnight, as_of, position, codes, counted, differences, paths)


def progress_of(counted: Tally, edition: str, fortnight: Fortnight, first: Fortnight) -> Progress:
    """Entrepreneurs under an edition against the target path, which starts with the first registration."""
    reached = counted.cells[edition][Measure.STOCK].get(ALL, [0] * ENTREPRENEURS)[ENTREPRENEURS - 1]
    day = fortnight.first_day
    return progress(
        target=number("programme.target_jobs", day),
        first=first,
        fortnights=number("evaluation.target_fortnights", day),
        at=fortnight,
        reached=reached,
    )


def people_behind(
    fortnight: Fortnight, position: int, *, edition: str, measure: Measure, row: int, place: str, editions: tuple[str, ...]
) -> Iterator[PersonLine]:
    """The people whom one figure counts: the same rule that counted them."""
    for line in people_at(as_of_day(fortnight), position, editions).values():
        if place in places_of(line) and counts_in(line, edition=edition, measure=measure, row=row, fortnight=fortnight):
            yield line


def latest_pack() -> Pack | None:
    """The newest frozen pack: what the public page shows."""
    return Pack.objects.order_by("-number").first()


def pack(number: int) -> Pack | None:
    return Pack.objects.filter(number=number).first()


def packs() -> Sequence[Pack]:
    """All packs without their figures, newest first."""
    return Pack.objects.order_by("-number").defer("figures", "restatements")


def open_decisions() -> Sequence[RoundDecision]:
    """Decisions that come back until they are closed, the most overdue first."""
    return RoundDecision.objects.filter(closed_at__isnull=True).select_related("pack").order_by("due_on", "id")
