"""People and figures of a fortnight, read from the log as known at a position."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise
from uuid import UUID

from django.utils import timezone

from okoce.core.fortnights import Fortnight, jakarta_date
from okoce.evaluation.rounds.queries.columns import (
    Question,
    answers,
    began_counting,
    difference_of,
    first_fortnight,
    late_facts,
    tally_of,
)
from okoce.evaluation.rounds.queries.ground import Ground, ground
from okoce.evaluation.rounds.rules.differences import EditionDifference, difference
from okoce.evaluation.rounds.rules.lines import EditionLine, PersonLine, counted_at, merge_lines
from okoce.evaluation.rounds.rules.restating import may_restate
from okoce.evaluation.rounds.rules.sheet import Sheet
from okoce.evaluation.rounds.rules.tally import ALL, ENTREPRENEURS, Measure, Tally, tally
from okoce.evaluation.rounds.rules.target_path import Progress, added_up, progress, reached_by_fortnight
from okoce.evaluation.warehouse.queries import Opened
from okoce.facts.queries import Arrival, Head, arrivals, head_at, late_count, person_map, unsealed_count
from okoce.members.queries import holds_synthetic
from okoce.places.enums import PlaceLevel
from okoce.places.queries import HOME_PROVINCE, refs
from okoce.progression.queries import Edition, EnrolmentReading, Reading, approved_editions, kinds_read, people_map, readings
from okoce.progression.rules import encode_edition
from okoce.regulations.queries import rows_for

READINGS_KEPT = 3
TARGET, PERIOD, MINIMUM = "programme.target_jobs", "evaluation.target_fortnights", "privacy.small_cell_minimum"


def today() -> date:
    return jakarta_date(timezone.now())


def as_of_day(fortnight: Fortnight) -> date:
    """The day on which a fortnight is read: its last day, or today while it runs."""
    return min(fortnight.last_day, today())


def position_now() -> int:
    """The position that pages read at: that of the warehouse, or the newest sealed one without it; 0 before the first seal."""
    return ground().position


def edition_codes(as_of: date) -> tuple[str, ...]:
    return tuple(item.code for item in approved_editions(as_of))


def people_at(as_of: date, position: int) -> Mapping[UUID, PersonLine]:
    """Everybody as of a day, as known at a position, under the approved editions."""
    return _people_at(as_of, position, approved_editions(as_of))


class _Readings:
    """Readings of everybody that this process keeps. What is sealed never changes, so one that is kept stays right.

    A newer position of the same day starts from an older one and reads again only the people of whom something has arrived since:
    a page of a large programme does not wait for everybody whenever the sealer has closed a batch.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self.kept: dict[tuple[date, tuple[Edition, ...], int], Mapping[UUID, PersonLine]] = {}

    def __call__(self, as_of: date, position: int, editions: tuple[Edition, ...]) -> Mapping[UUID, PersonLine]:
        key = (as_of, editions, position)
        found = self.kept.pop(key, None)
        if found is None:
            older = [at for day, rules, at in list(self.kept) if (day, rules) == key[:2] and at < position]
            found = self._from(as_of, editions, max(older), position) if older else None
        if found is None:
            found = lines_of(editions, as_of, position)
        # The latest used stands last; a thread may have put it there meanwhile, with the same content.
        self.kept[key] = found
        for old in list(self.kept)[: -self.most]:
            self.kept.pop(old, None)
        return found

    def _from(self, as_of: date, editions: tuple[Edition, ...], older: int, position: int) -> dict[UUID, PersonLine] | None:
        """The people of an older position with those read again who were touched since; None where that one is gone."""
        known = self.kept.get((as_of, editions, older))
        if known is None:
            return None
        touched = touched_between(editions, as_of, older, position).persons
        kept = {person: line for person, line in known.items() if person not in touched}
        return kept | lines_of(editions, as_of, position, touched) if touched else kept

    def cache_clear(self) -> None:
        """Forget everything."""
        self.kept.clear()
        _from_lines.cache_clear()


_people_at = _Readings(READINGS_KEPT)


@dataclass(frozen=True, slots=True)
class Touched:
    """What has arrived between two positions and may change a day: the facts, every record of the persons concerned, and
    which records were or are one person, each with the one that stands for her."""

    arrivals: tuple[Arrival, ...]
    persons: frozenset[UUID]
    same: Mapping[UUID, UUID]


def touched_between(editions: Collection[Edition], as_of: date, after: int, upto: int) -> Touched:
    kinds = kinds_read(editions)
    since = tuple(item for item in arrivals(after=after, upto=upto) if may_restate(item, as_of, kinds))
    if not since:
        return Touched((), frozenset(), {})
    same = person_map((*people_map(after).items(), *people_map(upto).items()))
    stand = {same.get(item.person_id, item.person_id) for item in since}
    return Touched(since, frozenset(stand | {record for record, stands in same.items() if stands in stand}), same)


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
    """All figures of a fortnight as known at a sealed state; where none is given, at the newest that the warehouse holds."""
    stands = ground(at)
    at = stands.head
    as_of = as_of_day(fortnight)
    editions = approved_editions(as_of)
    codes = tuple(item.code for item in editions)
    counted = _counted(stands, Question(fortnight, as_of, stands.position, editions))
    rules = {code: int(str(row.value)) for code, row in rows_for((TARGET, PERIOD, MINIMUM), as_of).items()}
    return Sheet(
        fortnight=fortnight,
        as_of=as_of,
        position=stands.position,
        head=at.head.hex() if at else "",
        editions={item.code: encode_edition(item) for item in editions},
        cells=counted.tally.cells,
        registered=counted.tally.registered,
        registered_flow=counted.tally.registered_flow,
        breaches=counted.tally.breaches,
        people=counted.tally.people,
        differences=counted.differences,
        progress={code: _progress(counted.tally, code, fortnight, counted.first, rules) for code in codes},
        series=counted.series,
        places=_place_names(),
        unsealed=unsealed_count(),
        late=counted.late if fortnight.last_day < today() else None,
        synthetic=holds_synthetic(),
        minimum=rules[MINIMUM],
    )


@dataclass(frozen=True, slots=True)
class _Counted:
    tally: Tally
    differences: tuple[EditionDifference, ...]
    series: Mapping[str, tuple[int, ...]]
    first: Fortnight
    late: int


def _counted(stands: Ground, question: Question) -> _Counted:
    """What has to look at everybody; nothing changes it afterwards."""
    if stands.found is not None:
        return _from_columns(stands.found, question)
    return _from_lines(question)


@lru_cache(maxsize=READINGS_KEPT)
def _from_lines(question: Question) -> _Counted:
    fortnight, as_of, position, editions = question
    people = _people_at(as_of, position, editions).values()
    codes = tuple(item.code for item in editions)
    first = Fortnight.of(min((line.registered_on for line in people), default=as_of))
    known = head_at(fortnight.cut_off)
    return _Counted(
        tally=tally(people, fortnight, codes),
        differences=tuple(difference(people, a, b) for a, b in pairwise(codes)),
        series={code: _series(people, code, first, fortnight) for code in codes},
        first=first,
        late=late_count(after=known.position if known else 0, upto=position, occurred_by=fortnight.last_day),
    )


@lru_cache(maxsize=READINGS_KEPT)
def _from_columns(found: Opened, question: Question) -> _Counted:
    asked = answers(found, question)
    codes = tuple(item.code for item in question.editions)
    counted = tally_of(asked, codes)
    first, began = first_fortnight(asked, question.as_of), began_counting(asked)

    def lacking(code: str, persons: list[UUID]) -> Iterator[str]:
        lines = _lines_of_some(question, persons)
        return (lines[person].editions[code].lacks for person in persons)

    return _Counted(
        tally=counted,
        differences=tuple(difference_of(asked, counted.people, a, b, lacking) for a, b in pairwise(question.editions)),
        series={code: added_up(began.get(code, {}), first, question.fortnight) for code in codes},
        first=first,
        late=late_facts(asked, question.fortnight),
    )


def _lines_of_some(question: Question, persons: Collection[UUID]) -> dict[UUID, PersonLine]:
    """Lines of persons with all their records."""
    wanted = set(persons)
    records = {record for record, stands in people_map(question.position).items() if stands in wanted}
    return lines_of(question.editions, question.as_of, question.position, wanted | records)


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


def _place_names() -> dict[str, str]:
    levels = (PlaceLevel.CITY, PlaceLevel.KECAMATAN)
    return {code: ref.name for code, ref in sorted(refs().items()) if ref.level in levels and code.startswith(f"{HOME_PROVINCE}.")}
