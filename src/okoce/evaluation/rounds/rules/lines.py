"""One line a person: what each edition says of her, counted once however many enrolments she has had."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

STAGES = range(1, 8)
KECAMATAN = 8  # length of a kecamatan's code, "31.74.01"
OUTSIDE = "outside"
"""The place of residents of other provinces: kept, flagged, counted apart."""


@dataclass(frozen=True, slots=True)
class EditionLine:
    """A person under one edition: days on which she passed each stage, whether each holds now, since when she counts.

    ``lacks`` is what keeps her from counting: a stage's number or a reason code; empty where she counts now.
    """

    passed_on: tuple[date | None, ...]
    holds: tuple[bool, ...]
    counts_on: date | None
    counts_now: bool
    breaches: int
    lacks: str


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person as the round counts her. ``place`` is a kecamatan's code, or ``OUTSIDE``: the place where she lives now."""

    person_id: UUID
    place: str
    place_then: str
    registered_on: date
    last_fact_on: date
    editions: Mapping[str, EditionLine]


class Enrolled(Protocol):
    """What this rule needs of an enrolment's reading (``progression.queries.EnrolmentReading``)."""

    @property
    def person_id(self) -> UUID: ...
    @property
    def registered_on(self) -> date: ...
    @property
    def place_then(self) -> str: ...
    @property
    def place_now(self) -> str: ...
    @property
    def last_fact_on(self) -> date: ...


def counted_at(place_code: str, home: str) -> str:
    """The kecamatan of a kelurahan or kecamatan; ``OUTSIDE`` for other provinces and for codes above a kecamatan."""
    if not place_code.startswith(home + ".") or len(place_code) < KECAMATAN:
        return OUTSIDE
    return place_code[:KECAMATAN]


def merge_lines(lines: Iterable[PersonLine]) -> dict[UUID, PersonLine]:
    """Lines of enrolments to lines of persons: first days stand, the newest enrolment says where she lives."""
    people: dict[UUID, PersonLine] = {}
    for line in lines:
        known = people.get(line.person_id)
        people[line.person_id] = line if known is None else _merge(known, line)
    return people


def _merge(one: PersonLine, other: PersonLine) -> PersonLine:
    older, newer = sorted((one, other), key=lambda line: (line.registered_on, line.last_fact_on))
    return PersonLine(
        person_id=one.person_id,
        place=newer.place,
        place_then=older.place_then,
        registered_on=older.registered_on,
        last_fact_on=max(one.last_fact_on, other.last_fact_on),
        editions={code: _merge_edition(older.editions[code], newer.editions[code]) for code in one.editions},
    )


def _merge_edition(one: EditionLine, other: EditionLine) -> EditionLine:
    return EditionLine(
        passed_on=tuple(earliest(*pair) for pair in zip(one.passed_on, other.passed_on, strict=True)),
        holds=tuple(a or b for a, b in zip(one.holds, other.holds, strict=True)),
        counts_on=earliest(one.counts_on, other.counts_on),
        counts_now=one.counts_now or other.counts_now,
        breaches=one.breaches + other.breaches,
        lacks="" if one.counts_now or other.counts_now else other.lacks,
    )


def earliest(one: date | None, other: date | None) -> date | None:
    """The earlier of two days, either of which may be missing."""
    days = [day for day in (one, other) if day is not None]
    return min(days, default=None)
