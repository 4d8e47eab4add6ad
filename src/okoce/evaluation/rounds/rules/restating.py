"""What a frozen pack would say today of the same day, and why: late facts, corrections, moves, persons found to be the same."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from okoce.evaluation.rounds.rules.lines import PersonLine
from okoce.evaluation.rounds.rules.tally import Cells


class Arrival(Protocol):
    """A fact that was sealed after the pack was frozen (``facts.queries.Arrival``)."""

    @property
    def person_id(self) -> UUID: ...
    @property
    def kind(self) -> str: ...
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
    """Why: ``late`` (a fact that arrived after the cut-off), ``amend``, ``void``, ``restore``; its kind; persons concerned."""

    code: str
    kind: str
    persons: int


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
    return cells.get(place) or [0] * 8


def changed_people(was: Mapping[UUID, PersonLine], now: Mapping[UUID, PersonLine]) -> frozenset[UUID]:
    """Persons whose line differs in what is counted."""
    return frozenset(person for person in was.keys() | now.keys() if _counted(was.get(person)) != _counted(now.get(person)))


def _counted(line: PersonLine | None) -> object:
    return None if line is None else (line.place, line.registered_on, line.editions)


def causes(arrivals: Iterable[Arrival], concerned: frozenset[UUID]) -> tuple[Cause, ...]:
    """Causes among the facts that arrived since, most persons first; only those of persons whose figures changed."""
    people: dict[tuple[str, str], set[UUID]] = {}
    for arrival in arrivals:
        if arrival.person_id in concerned:
            people.setdefault((arrival.correction or "late", arrival.kind), set()).add(arrival.person_id)
    counted = Counter({key: len(persons) for key, persons in people.items()})
    return tuple(Cause(code, kind, persons) for (code, kind), persons in counted.most_common())
