"""Who moves, and why, when one edition takes the place of another: per person and per row, with one reason each.

Rows 1 to 7 are the stages, 8 is "counts as entrepreneur". A person stands in a row when any of her enrolments has ever
passed it. Who stands in a row under one edition only has moved; her reason is the first thing that the edition without
her lacks, followed down to the stage whose own condition is not met.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, cast
from uuid import UUID

from okoce.progression.rules.condition_codec import decode_condition, encode_condition
from okoce.progression.rules.conditions import Condition, Count, Distinct, Holds, MonthsInARow, Selection, StagePassed, Sum
from okoce.progression.rules.missing import Missing, MissingCode
from okoce.progression.rules.reading import Reading, StageReading

ENTREPRENEUR: Final = 8
ROWS: Final = (1, 2, 3, 4, 5, 6, 7, ENTREPRENEUR)


@dataclass(frozen=True, slots=True)
class MoveReason:
    """What is asked at ``row`` (a stage, or 8) and was not met: the condition, and how it fails."""

    row: int
    code: MissingCode
    condition: Condition


@dataclass(frozen=True, slots=True)
class RowCount:
    """Persons in one row under the one and the other edition, and how many are in one only."""

    row: int
    before: int
    after: int
    gained: int
    lost: int


@dataclass(frozen=True, slots=True)
class MoveGroup:
    """Persons who moved in one row and direction for one reason."""

    row: int
    gained: bool
    reason: MoveReason
    persons: tuple[UUID, ...]


@dataclass(slots=True)
class _Person:
    before: int = 0
    after: int = 0
    reasons: dict[tuple[int, bool], MoveReason] = field(default_factory=dict)


class Moves:
    """Collects readings of one enrolment after another; holds a few words per person."""

    def __init__(self) -> None:
        self._people: dict[UUID, _Person] = {}

    def add(self, person_id: UUID, before: Reading, after: Reading) -> None:
        """One enrolment under the edition in force and under the draft, as of the same day."""
        person = self._people.setdefault(person_id, _Person())
        stood, stands = _rows(before), _rows(after)
        person.before |= stood
        person.after |= stands
        for row in ROWS:
            was, will = bool(stood & 1 << row), bool(stands & 1 << row)
            if was != will:
                person.reasons.setdefault((row, will), why_not(before if will else after, row))

    @property
    def people(self) -> int:
        """How many persons were read."""
        return len(self._people)

    def counts(self) -> tuple[RowCount, ...]:
        """One line for each row."""
        seen: Counter[tuple[str, int]] = Counter()
        for person in self._people.values():
            for row in ROWS:
                was, will = bool(person.before & 1 << row), bool(person.after & 1 << row)
                seen["before", row] += was
                seen["after", row] += will
                seen["gained", row] += will and not was
                seen["lost", row] += was and not will
        return tuple(RowCount(row, seen["before", row], seen["after", row], seen["gained", row], seen["lost", row]) for row in ROWS)

    def groups(self) -> Iterator[MoveGroup]:
        """Every reason with its persons, the largest group of a row and direction first."""
        found: dict[tuple[int, bool, MoveReason], list[UUID]] = {}
        for person_id, person in self._people.items():
            for row in ROWS:
                was, will = bool(person.before & 1 << row), bool(person.after & 1 << row)
                if was != will:
                    found.setdefault((row, will, person.reasons[row, will]), []).append(person_id)
        ordered = sorted(found.items(), key=lambda item: (-item[0][0], item[0][1], -len(item[1])))
        return (MoveGroup(row, gained, reason, tuple(persons)) for (row, gained, reason), persons in ordered)


def _rows(reading: Reading) -> int:
    bits = sum(1 << stage.stage for stage in reading.stages if stage.passed_on is not None)
    return bits | (1 << ENTREPRENEUR if reading.counts_as_entrepreneur_on is not None else 0)


def why_not(reading: Reading, row: int) -> MoveReason:
    """Why the enrolment does not stand in a row: the first missing thing, at the stage where it is missing."""
    while True:
        missing = reading.entrepreneur_missing[0] if row == ENTREPRENEUR else _stage_lacks(reading.stages[row - 1])
        if missing.stage is None:
            return MoveReason(row, missing.code, asked(missing))
        row = missing.stage


def _stage_lacks(stage: StageReading) -> Missing:
    """What was once completed waits for an earlier stage, whatever has lapsed since."""
    return stage.missing[0] if stage.completed_on is None else stage.missing[-1]


def asked(missing: Missing) -> Condition:
    """The condition that something missing would meet, so that one sentence serves both."""
    if missing.stage is not None:
        return StagePassed(missing.stage)
    facts = Selection(missing.kinds, missing.where, missing.within, missing.min_grade)
    need = max(missing.need, 1)
    match missing.code:
        case "sum_short":
            return Sum(facts, missing.field or "", need)
        case "distinct_short":
            return Distinct(facts, missing.field or "", need)
        case "months_short":
            return MonthsInARow(facts, need, missing.field)
        case "not_held" | "expired":
            return Holds(Selection(missing.kinds, missing.where, None, missing.min_grade))
        case _:
            # Weak evidence is said of facts, whichever unit the condition counts in.
            return Count(facts, need if missing.field is None else 1)


def encode_reason(reason: MoveReason) -> dict[str, object]:
    """A reason as a JSON value; `decode_reason` gives the same reason back."""
    return {"row": reason.row, "code": reason.code, "condition": encode_condition(reason.condition)}


def decode_reason(raw: Mapping[str, object]) -> MoveReason:
    """The reason in a JSON value that `encode_reason` made."""
    condition = decode_condition(raw["condition"], stage_passed=True)
    return MoveReason(int(str(raw["row"])), cast(MissingCode, raw["code"]), condition)


def moves_of(pairs: Iterable[tuple[UUID, Reading, Reading]]) -> Moves:
    """All of them at once: (person, reading under the edition in force, reading under the draft)."""
    moves = Moves()
    for person_id, before, after in pairs:
        moves.add(person_id, before, after)
    return moves
