"""One line a person: what each edition says of her, counted once however many enrolments she has had."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
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


def counted_at(place_code: str, home: str) -> str:
    """The kecamatan of a kelurahan or kecamatan; ``OUTSIDE`` for other provinces and for codes above a kecamatan."""
    if not place_code.startswith(home + ".") or len(place_code) < KECAMATAN:
        return OUTSIDE
    return place_code[:KECAMATAN]


def merge_lines(lines: Iterable[PersonLine]) -> dict[UUID, PersonLine]:
    """Lines of enrolments to lines of persons: first days stand, the newest enrolment says where she lives."""
    enrolments: dict[UUID, list[PersonLine]] = {}
    for line in lines:
        enrolments.setdefault(line.person_id, []).append(line)
    return {person_id: own[0] if len(own) == 1 else _merge(own) for person_id, own in enrolments.items()}


def _merge(own: list[PersonLine]) -> PersonLine:
    # The whole group at once and in one order, so that the order in which enrolments are read never matters.
    ordered = sorted(own, key=lambda line: (line.registered_on, line.last_fact_on, line.place, line.place_then))
    oldest, newest = ordered[0], ordered[-1]
    return PersonLine(
        person_id=newest.person_id,
        place=newest.place,
        place_then=oldest.place_then,
        registered_on=oldest.registered_on,
        last_fact_on=max(line.last_fact_on for line in own),
        editions={code: _merge_edition([line.editions[code] for line in ordered]) for code in newest.editions},
    )


def _merge_edition(own: list[EditionLine]) -> EditionLine:
    counts_now = any(line.counts_now for line in own)
    return EditionLine(
        passed_on=tuple(earliest(days) for days in zip(*(line.passed_on for line in own), strict=True)),
        holds=tuple(any(holding) for holding in zip(*(line.holds for line in own), strict=True)),
        counts_on=earliest(line.counts_on for line in own),
        counts_now=counts_now,
        breaches=sum(line.breaches for line in own),
        lacks="" if counts_now else own[-1].lacks,
    )


def earliest(days: Iterable[date | None]) -> date | None:
    """The earliest of days, any of which may be missing."""
    return min((day for day in days if day is not None), default=None)
