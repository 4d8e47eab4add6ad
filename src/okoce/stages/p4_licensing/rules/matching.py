"""What a row of the permit office's list says about the permits of the person whose NIK it names. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from okoce.core.decisions import Reason
from okoce.stages.p4_licensing.enums import Match, PermitState, Source
from okoce.stages.p4_licensing.rules.likeness import ALIKE_ENOUGH, likeness

OFFICIAL = (Source.OFFICE_LIST, Source.SITE)
"""What was confirmed by an official register itself."""


@dataclass(frozen=True, slots=True)
class ListedPermit:
    """One row, read: what permit, whose name stands beside it. ``is_one``: the text of its number can be that of a paper."""

    licence: str
    number_hash: bytes
    issued_on: date
    valid_until: date | None
    name: str = ""


@dataclass(frozen=True, slots=True)
class KnownPermit:
    """A permit of a member as it is known. ``listed_as_of``: the date of the latest list that held it, None where none did."""

    person_id: UUID
    licence: str
    number_hash: bytes
    issued_on: date
    valid_until: date | None
    state: str
    source: str
    fact_id: UUID
    listed_as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Matched:
    """What a row is. ``fact_id``: the fact that it confirms or changes; ``doubts`` ask for a look, ``likeness`` is of the names."""

    match: Match
    fact_id: UUID | None = None
    doubts: tuple[Reason, ...] = ()
    likeness: int | None = None


def matched(row: ListedPermit, person_id: UUID, name: str, known: Iterable[KnownPermit], as_of: date) -> Matched:
    """Compare a row with what is known of the number (of anybody) and of the person (any number of the same kind of permit)."""
    about = list(known)
    hers = [permit for permit in about if permit.person_id == person_id and permit.licence == row.licence]
    same = next((permit for permit in hers if permit.number_hash == row.number_hash), None)
    alike = likeness(row.name, name) if row.name else None
    doubts = [*_doubts_of_name(alike), *_doubts_of_date(row, as_of), *_doubts_of_owner(row, person_id, about)]
    if same is None or same.state == PermitState.REFUTED:
        doubts += _doubts_of_new(row, same, hers)
        found = Match.DOUBTFUL if doubts else Match.NEW
        return Matched(found, None, tuple(doubts), alike)
    verdict, more = _again(row, same, as_of)
    doubts += more
    if verdict == Match.SAME:
        return Matched(Match.SAME, same.fact_id, (), alike)
    return Matched(Match.DOUBTFUL if doubts else verdict, same.fact_id, tuple(doubts), alike)


def _doubts_of_name(alike: int | None) -> list[Reason]:
    return [Reason("name.differs", {"field": "name"})] if alike is not None and alike < ALIKE_ENOUGH else []


def _doubts_of_date(row: ListedPermit, as_of: date) -> list[Reason]:
    return [Reason("list.issued_after_it", {"field": "date"})] if row.issued_on > as_of else []


def _doubts_of_owner(row: ListedPermit, person_id: UUID, about: Iterable[KnownPermit]) -> list[Reason]:
    others = [
        permit
        for permit in about
        if permit.person_id != person_id
        and (permit.licence, permit.number_hash) == (row.licence, row.number_hash)
        and permit.state != PermitState.REFUTED
    ]
    return [Reason("list.number_of_another", {"field": "number"})] if others else []


def _doubts_of_new(row: ListedPermit, same: KnownPermit | None, hers: Iterable[KnownPermit]) -> list[Reason]:
    """She, or an officer, said something else of what may be the same paper."""
    if same is not None:
        return [Reason("list.refuted_before", {"field": "number"})]
    reported = [permit for permit in hers if permit.state == PermitState.REPORTED and permit.issued_on == row.issued_on]
    return [Reason("list.other_number", {"field": "number"})] if reported else []


def _again(row: ListedPermit, same: KnownPermit, as_of: date) -> tuple[Match, list[Reason]]:
    """The number is hers: it confirms what was reported, or says what is known, or says other dates."""
    agrees = (row.issued_on, row.valid_until) == (same.issued_on, same.valid_until) or (
        row.valid_until is None and row.issued_on == same.issued_on
    )
    official = same.state == PermitState.CONFIRMED and same.source in OFFICIAL
    if agrees:
        return (Match.SAME if official else Match.CONFIRMS), []
    if same.listed_as_of is not None and same.listed_as_of > as_of:
        return Match.DOUBTFUL, [Reason("list.later_one_known", {"field": "date", "day": same.listed_as_of.isoformat()})]
    if same.source == Source.OFFICE_LIST:
        return Match.CHANGES, []  # the office says it anew: the later list holds
    return Match.DOUBTFUL, [Reason("list.other_dates", {"field": "date", "day": same.issued_on.isoformat()})]
