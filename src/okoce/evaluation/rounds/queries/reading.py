"""People and figures of a fortnight, read from the log as known at a position."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from functools import lru_cache
from itertools import pairwise
from uuid import UUID

from django.utils import timezone

from okoce.core.fortnights import Fortnight, jakarta_date
from okoce.evaluation.rounds.rules.differences import difference
from okoce.evaluation.rounds.rules.lines import EditionLine, PersonLine, counted_at, merge_lines
from okoce.evaluation.rounds.rules.sheet import Sheet
from okoce.evaluation.rounds.rules.tally import ALL, ENTREPRENEURS, Measure, Tally, tally
from okoce.evaluation.rounds.rules.target_path import Progress, progress, reached_by_fortnight
from okoce.facts.queries import Head, head, head_at, late_count, unsealed_count
from okoce.members.queries import holds_synthetic
from okoce.places.enums import PlaceLevel
from okoce.places.queries import HOME_PROVINCE, refs
from okoce.progression.queries import Edition, EnrolmentReading, Reading, approved_editions, readings
from okoce.progression.rules import encode_edition
from okoce.regulations.queries import rows_for

READINGS_KEPT = 2
TARGET, PERIOD, MINIMUM = "programme.target_jobs", "evaluation.target_fortnights", "privacy.small_cell_minimum"


def today() -> date:
    return jakarta_date(timezone.now())


def as_of_day(fortnight: Fortnight) -> date:
    """The day on which a fortnight is read: its last day, or today while it runs."""
    return min(fortnight.last_day, today())


def position_now() -> int:
    """The newest sealed position; 0 before the first seal."""
    newest = head()
    return newest.position if newest else 0


def edition_codes(as_of: date) -> tuple[str, ...]:
    return tuple(item.code for item in approved_editions(as_of))


def people_at(as_of: date, position: int) -> Mapping[UUID, PersonLine]:
    """Everybody as of a day, as known at a position, under the approved editions."""
    return _people_at(as_of, position, approved_editions(as_of))


@lru_cache(maxsize=READINGS_KEPT)
def _people_at(as_of: date, position: int, editions: tuple[Edition, ...]) -> Mapping[UUID, PersonLine]:
    # Safe to keep: what is sealed never changes, and editions are part of the key with their thresholds.
    return lines_of(editions, as_of, position)


def lines_of(
    editions: Collection[Edition], as_of: date, position: int, persons: Collection[UUID] | None = None
) -> dict[UUID, PersonLine]:
    """Lines of everybody, or of some, read anew."""
    found = readings(tuple(editions), as_of=as_of, known_at=position, persons=None if persons is None else tuple(persons))
    return merge_lines(_lines(found))


def _lines(found: Iterator[EnrolmentReading]) -> Iterator[PersonLine]:
    for item in found:
        yield PersonLine(
            person_id=item.person_id,
            place=counted_at(item.place_now, HOME_PROVINCE),
            place_then=counted_at(item.place_then, HOME_PROVINCE),
            registered_on=item.registered_on,
            last_fact_on=item.last_fact_on,
            editions={code: _edition_line(reading) for code, reading in item.readings.items()},
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


def sheet(fortnight: Fortnight, at: Head | None = None) -> Sheet:
    """All figures of a fortnight as known at a sealed state; at the newest where none is given."""
    at = at or head()
    as_of = as_of_day(fortnight)
    position = at.position if at else 0
    editions = approved_editions(as_of)
    codes = tuple(item.code for item in editions)
    people = people_at(as_of, position)
    counted = tally(people.values(), fortnight, codes)
    rules = {code: int(str(row.value)) for code, row in rows_for((TARGET, PERIOD, MINIMUM), as_of).items()}
    first = Fortnight.of(min((line.registered_on for line in people.values()), default=as_of))
    return Sheet(
        fortnight=fortnight,
        as_of=as_of,
        position=position,
        head=at.head.hex() if at else "",
        editions={item.code: encode_edition(item) for item in editions},
        cells=counted.cells,
        registered=counted.registered,
        registered_flow=counted.registered_flow,
        breaches=counted.breaches,
        people=counted.people,
        differences=tuple(difference(people.values(), a, b) for a, b in pairwise(codes)),
        progress={code: _progress(counted, code, fortnight, first, rules) for code in codes},
        series={code: _series(people.values(), code, first, fortnight) for code in codes},
        places=_place_names(),
        unsealed=unsealed_count(),
        late=_late(fortnight, position),
        synthetic=holds_synthetic(),
        minimum=rules[MINIMUM],
    )


def _progress(counted: Tally, code: str, fortnight: Fortnight, first: Fortnight, rules: Mapping[str, int]) -> Progress:
    """Entrepreneurs under an edition against the target path, which starts with the first registration."""

    def entrepreneurs(measure: Measure) -> int:
        counts = counted.cells[code][measure].get(ALL)
        return counts[ENTREPRENEURS - 1] if counts else 0

    return progress(
        target=rules[TARGET],
        first=first,
        fortnights=rules[PERIOD],
        at=fortnight,
        reached=entrepreneurs(Measure.STOCK),
        pace=entrepreneurs(Measure.FLOW),
    )


def _series(people: Collection[PersonLine], code: str, first: Fortnight, last: Fortnight) -> tuple[int, ...]:
    days = (line.editions[code].counts_on for line in people)
    return reached_by_fortnight((day for day in days if day is not None), first, last)


def _late(fortnight: Fortnight, position: int) -> int | None:
    if fortnight.last_day >= today():
        return None
    known = head_at(fortnight.cut_off)
    return late_count(after=known.position if known else 0, upto=position, occurred_by=fortnight.last_day)


def _place_names() -> dict[str, str]:
    levels = (PlaceLevel.CITY, PlaceLevel.KECAMATAN)
    return {code: ref.name for code, ref in sorted(refs().items()) if ref.level in levels and code.startswith(f"{HOME_PROVINCE}.")}
