"""What a frozen pack would say today of the same day, and why: late facts, corrections, moves, persons found to be the same."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from okoce.evaluation.rounds.rules.lines import PersonLine
from okoce.evaluation.rounds.rules.tally import ROWS, Cells

SAME = "person.same_as"
LATE = "late"


class Arrival(Protocol):
    """A fact that was sealed after the pack was frozen (``facts.queries.Arrival``)."""

    @property
    def person_id(self) -> UUID: ...
    @property
    def kind(self) -> str: ...
    @property
    def occurred_on(self) -> date: ...
    @property
    def correction(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Restated:
    """One figure of a pack that is another figure now."""

    edition: str
    measure: str
    place: str
    row: int
    was: int
    now: int


@dataclass(frozen=True, slots=True)
class Cause:
    """Why: ``late`` (a fact that arrived after the freeze), ``amend``, ``void``, ``restore``; its kind; persons concerned."""

    code: str
    kind: str
    persons: int


def may_restate(arrival: Arrival, as_of: date, kinds: Collection[str]) -> bool:
    """Whether a fact that arrived later can change what a day looked like, where ``kinds`` are those that editions read.

    A fact of a later day cannot. A correction may concern an earlier day whatever its own date, and two records found to be one
    person are one person on every day.
    """
    if arrival.kind == SAME:
        return True
    return arrival.kind in kinds and (arrival.occurred_on <= as_of or bool(arrival.correction))


def restated(was: Cells, now: Cells) -> tuple[Restated, ...]:
    """Every figure that differs; editions that only one side knows are no restatement and are left out."""
    found = []
    for edition in sorted(was.keys() & now.keys()):
        for measure in sorted(was[edition].keys() & now[edition].keys()):
            before, after = was[edition][measure], now[edition][measure]
            for place in sorted(before.keys() | after.keys()):
                pairs = zip(_counts(before, place), _counts(after, place), strict=True)
                found += [Restated(edition, measure, place, row, a, b) for row, (a, b) in enumerate(pairs, 1) if a != b]
    return tuple(found)


def _counts(cells: Mapping[str, list[int]], place: str) -> list[int]:
    return cells.get(place) or [0] * len(ROWS)


def moved_on(pack: Cells, was: Cells, now: Cells) -> Cells:
    """A pack's figures with a part of its people read again: take off what they counted, add what they count now."""
    return {
        edition: {
            measure: {
                place: [
                    kept - off + on
                    for kept, off, on in zip(
                        _counts(cells, place),
                        _counts(was[edition][measure], place),
                        _counts(now[edition][measure], place),
                        strict=True,
                    )
                ]
                for place in cells.keys() | now[edition][measure].keys()
            }
            for measure, cells in measures.items()
        }
        for edition, measures in pack.items()
    }


def changed_people(was: Mapping[UUID, PersonLine], now: Mapping[UUID, PersonLine]) -> frozenset[UUID]:
    """Persons whose line differs in what is counted."""
    return frozenset(person for person in was.keys() | now.keys() if _counted(was.get(person)) != _counted(now.get(person)))


def _counted(line: PersonLine | None) -> object:
    return None if line is None else (line.place, line.registered_on, line.editions)


def causes(arrivals: Iterable[Arrival], changed: Collection[UUID], stands_for: Mapping[UUID, UUID]) -> tuple[Cause, ...]:
    """Causes among the facts that arrived since, most persons first; only those of persons whose figures changed.

    ``stands_for`` joins the records that were or are one person, so that a record which went up in another is found.
    """
    concerned = {stands_for.get(person, person) for person in changed}
    people: dict[tuple[str, str], set[UUID]] = {}
    for arrival in arrivals:
        person = stands_for.get(arrival.person_id, arrival.person_id)
        if person in concerned:
            people.setdefault((arrival.correction or LATE, arrival.kind), set()).add(person)
    ordered = sorted(people.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(Cause(code, kind, len(persons)) for (code, kind), persons in ordered)
