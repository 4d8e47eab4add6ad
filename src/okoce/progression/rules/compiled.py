"""An edition made ready for many members: conditions as objects that are built once and hold no member's data."""

from functools import lru_cache

from okoce.progression.rules.conditions import (
    AllOf,
    AnyOf,
    Condition,
    Count,
    Distinct,
    Holds,
    MonthsInARow,
    StagePassed,
    Sum,
)
from okoce.progression.rules.editions import STAGES, Edition, Gate
from okoce.progression.rules.leaves import Compiled, CountLeaf, DistinctLeaf, HoldsLeaf, MonthsLeaf, SumLeaf
from okoce.progression.rules.missing import Missing, total_cost
from okoce.progression.rules.selection import Entry, Member
from okoce.progression.rules.spans import NEVER, Spans, holds_on, intersection, since, union


class AllOfNode:
    """`AllOf`: lacks whatever its parts lack."""

    def __init__(self, parts: tuple[Compiled, ...]) -> None:
        self.parts = parts

    def spans(self, member: Member) -> Spans:
        common = self.parts[0].spans(member) if self.parts else NEVER
        for part in self.parts[1:]:
            if not common:
                return NEVER
            common = intersection(common, part.spans(member))
        return common

    def evidence(self, member: Member, day: int) -> list[Entry]:
        return [entry for part in self.parts for entry in part.evidence(member, day)]

    def missing(self, member: Member) -> tuple[Missing, ...]:
        return tuple(each for part in self.parts for each in part.missing(member))


class AnyOfNode:
    """`AnyOf`: proved by its first part that holds; lacks what its cheapest part lacks, the first of equals."""

    def __init__(self, parts: tuple[Compiled, ...]) -> None:
        self.parts = parts

    def spans(self, member: Member) -> Spans:
        return union([span for part in self.parts for span in part.spans(member)])

    def evidence(self, member: Member, day: int) -> list[Entry]:
        holding = (part for part in self.parts if holds_on(part.spans(member), day))
        return next(holding).evidence(member, day)

    def missing(self, member: Member) -> tuple[Missing, ...]:
        return min((part.missing(member) for part in self.parts), key=total_cost)


class StagePassedNode:
    """`StagePassed`: holds from the day of passing on; lacks the stage, in strict order the first that is open."""

    def __init__(self, stage: int, *, strict: bool) -> None:
        self.stage = stage
        self.strict = strict

    def spans(self, member: Member) -> Spans:
        passed = member.passed[self.stage]
        return NEVER if passed is None else since(passed)

    def evidence(self, member: Member, day: int) -> list[Entry]:
        return []

    def missing(self, member: Member) -> tuple[Missing, ...]:
        if member.passed[self.stage] is not None:
            return ()
        waits_for = member.passed.index(None, 1) if self.strict else self.stage
        return (stage_not_passed(waits_for),)


@lru_cache(maxsize=16)
def stage_not_passed(stage: int) -> Missing:
    """What lacks while `stage` is open."""
    return Missing(code="stage_not_passed", have=0, need=1, cost=1, stage=stage)


class CompiledEdition:
    """An edition's gates, ready. Raises `MissingParameterError` if `bind` was forgotten.

    It is not cached by equality: to Python the rules "flag eq true" and "flag eq 1" are equal, and they are not.
    """

    def __init__(self, edition: Edition, shared: dict[str, Compiled] | None = None) -> None:
        """`shared` holds stages' gates that are compiled already: editions that ask the same have one object for it."""
        gates = {} if shared is None else shared
        self.code = edition.code
        self.strict = edition.order == "strict"
        self.stages = tuple((stage, _shared(edition.stage(stage), gates)) for stage in STAGES)
        self.counts_as_entrepreneur = _gate(edition.counts_as_entrepreneur, strict=self.strict)


def _shared(gate: Gate, gates: dict[str, Compiled]) -> Compiled:
    # By how they are written, which tells True from 1.
    return gates.setdefault(repr(gate), _gate(gate))


def _gate(gate: Gate, *, strict: bool | None = None) -> Compiled:
    return _compile(gate.condition, gate.minimum_grade, strict)


def _compile(condition: Condition, grade: int, strict: bool | None) -> Compiled:
    match condition:
        case AllOf(parts):
            return AllOfNode(tuple(_compile(part, grade, strict) for part in parts))
        case AnyOf(parts):
            return AnyOfNode(tuple(_compile(part, grade, strict) for part in parts))
        case Count():
            return CountLeaf(condition, grade)
        case Sum():
            return SumLeaf(condition, grade)
        case Distinct():
            return DistinctLeaf(condition, grade)
        case MonthsInARow():
            return MonthsLeaf(condition, grade)
        case Holds():
            return HoldsLeaf(condition, grade)
        case StagePassed(stage):
            if strict is None:
                raise ValueError("stage_passed is for counts_as_entrepreneur only")
            return StagePassedNode(stage, strict=strict)
