"""The leaves of the grammar, compiled: when each holds, which facts prove it, what it lacks.

The meaning of each is in `conditions`; why spans are enough is in `spans`.
"""

from abc import ABC, abstractmethod
from datetime import date
from functools import cached_property
from typing import Final, Protocol

from okoce.progression.rules.conditions import Count, Distinct, Holds, MonthsInARow, Selection, Sum, Threshold
from okoce.progression.rules.missing import Missing, MissingCode
from okoce.progression.rules.selection import (
    Entry,
    Member,
    as_date,
    as_key,
    as_month,
    as_number,
    compile_selection,
    field_of,
    number_of,
)
from okoce.progression.rules.spans import FOREVER, NEVER, Spans, since, union
from okoce.progression.rules.tallies import DistinctTally, MonthTally, SumTally, longest_run, spans_of


class Compiled(Protocol):
    """A condition made ready for many members."""

    def spans(self, member: Member) -> Spans:
        """The days on which it holds, given the member's facts."""

    def evidence(self, member: Member, day: int) -> list[Entry]:
        """The facts by which it holds on `day`, a day on which it does; possibly some twice."""

    def missing(self, member: Member) -> tuple[Missing, ...]:
        """What it lacks today; empty if and only if it holds today."""


class _Amount(ABC):
    """What the leaves with a threshold share: an amount of the facts in the window, compared with a need."""

    code: MissingCode

    def __init__(self, facts: Selection, at_least: Threshold, gate_grade: int) -> None:
        self.facts = facts
        self.need = number_of(at_least)
        self.within = None if facts.within is None else number_of(facts.within)
        self.grade = max(facts.min_grade, gate_grade)
        self.select = compile_selection(facts, self.grade)
        self.select_any_grade = compile_selection(facts, 0)
        self.field: str | None = None

    @abstractmethod
    def amount(self, entries: list[Entry]) -> int:
        """What the entries come to, in the unit of the need."""

    def active(self, entries: list[Entry], day: int) -> list[Entry]:
        """Those that have occurred by `day` and are still in its window."""
        if self.within is None:
            return [entry for entry in entries if entry[1] <= day]
        oldest = day - self.within
        return [entry for entry in entries if oldest < entry[1] <= day]

    def missing(self, member: Member) -> tuple[Missing, ...]:
        strong = self.select(member)
        weak = self.select_any_grade(member) if self.grade else strong
        # Most of what members lack they lack altogether, and that answer is the same for all of them.
        return self.shortage(strong, weak, member.today) if weak else self.nothing

    @cached_property
    def nothing(self) -> tuple[Missing, ...]:
        return self.shortage([], [], 0)

    def shortage(self, strong: list[Entry], weak: list[Entry], today: int) -> tuple[Missing, ...]:
        """What lacks, given the facts of sufficient grade and those of any grade."""
        have = self.amount(self.active(strong, today))
        if have >= self.need:
            return ()
        awaiting = max(0, self.amount(self.active(weak, today)) - have)
        return (
            Missing(
                code="grade_short" if have + awaiting >= self.need else self.code,
                have=have,
                need=self.need,
                cost=self.cost(have),
                kinds=self.facts.kinds,
                where=self.facts.where,
                field=self.field,
                within=self.within,
                min_grade=self.grade,
                awaiting_grade=awaiting,
            ),
        )

    def cost(self, have: int) -> int:
        return self.need - have


class CountLeaf(_Amount):
    """`Count`: proved by its first facts."""

    code = "count_short"

    def __init__(self, condition: Count, gate_grade: int) -> None:
        super().__init__(condition.facts, condition.at_least, gate_grade)

    def amount(self, entries: list[Entry]) -> int:
        return len(entries)

    def spans(self, member: Member) -> Spans:
        entries = self.select(member)
        need = self.need
        if len(entries) < need:
            return NEVER
        if self.within is None:
            return since(entries[need - 1][1])
        # With its need-1 forerunners a fact is enough until the oldest of them leaves the window.
        runs = zip(entries, entries[need - 1 :], strict=False)
        return union([(newest[1], oldest[1] + self.within) for oldest, newest in runs])

    def evidence(self, member: Member, day: int) -> list[Entry]:
        return self.active(self.select(member), day)[: self.need]


class SumLeaf(_Amount):
    """`Sum`: proved by every fact that is part of the sum."""

    code = "sum_short"

    def __init__(self, condition: Sum, gate_grade: int) -> None:
        super().__init__(condition.facts, condition.at_least, gate_grade)
        self.field = condition.measure
        self.read = field_of(condition.measure)

    def amount(self, entries: list[Entry]) -> int:
        return sum(as_number(self.read(entry[2])) or 0 for entry in entries)

    def spans(self, member: Member) -> Spans:
        entries = self.select(member)
        if not entries:
            return NEVER
        numbers = [(day, as_number(self.read(fact)) or 0) for _, day, fact in entries]
        return spans_of(numbers, self.within, SumTally(), self.need, may_fall=True)

    def evidence(self, member: Member, day: int) -> list[Entry]:
        return [entry for entry in self.active(self.select(member), day) if as_number(self.read(entry[2]))]

    def cost(self, have: int) -> int:
        return 1


class DistinctLeaf(_Amount):
    """`Distinct`: proved by the first fact of each of the first values."""

    code = "distinct_short"

    def __init__(self, condition: Distinct, gate_grade: int) -> None:
        super().__init__(condition.facts, condition.at_least, gate_grade)
        self.field = condition.field
        self.read = field_of(condition.field)

    def first_by_value(self, entries: list[Entry]) -> dict[object, Entry]:
        first: dict[object, Entry] = {}
        for entry in entries:
            first.setdefault(as_key(self.read(entry[2])), entry)
        first.pop(None, None)
        return first

    def amount(self, entries: list[Entry]) -> int:
        return len(self.first_by_value(entries))

    def spans(self, member: Member) -> Spans:
        keys = [(day, as_key(self.read(fact))) for _, day, fact in self.select(member)]
        known = [(day, key) for day, key in keys if key is not None]
        if not known:
            return NEVER
        return spans_of(known, self.within, DistinctTally(), self.need, may_fall=False)

    def evidence(self, member: Member, day: int) -> list[Entry]:
        return list(self.first_by_value(self.active(self.select(member), day)).values())[: self.need]


class MonthsLeaf(_Amount):
    """`MonthsInARow`: proved by the first fact of each month at the start of the longest run."""

    code = "months_short"

    def __init__(self, condition: MonthsInARow, gate_grade: int) -> None:
        super().__init__(condition.facts, condition.at_least, gate_grade)
        self.field = condition.month
        self.read = field_of("fact.occurred_on" if condition.month is None else condition.month)

    def first_by_month(self, entries: list[Entry]) -> dict[int, Entry]:
        first: dict[int, Entry] = {}
        for entry in entries:
            month = as_month(self.read(entry[2]))
            if month is not None:
                first.setdefault(month, entry)
        return first

    def amount(self, entries: list[Entry]) -> int:
        return len(longest_run(self.first_by_month(entries)))

    def spans(self, member: Member) -> Spans:
        months = [(day, as_month(self.read(fact))) for _, day, fact in self.select(member)]
        known = [(day, month) for day, month in months if month is not None]
        if not known:
            return NEVER
        return spans_of(known, self.within, MonthTally(), self.need, may_fall=False)

    def evidence(self, member: Member, day: int) -> list[Entry]:
        first = self.first_by_month(self.active(self.select(member), day))
        return [first[month] for month in longest_run(first)[: self.need]]


class HoldsLeaf:
    """`Holds`: proved by the first fact that is valid on the day."""

    def __init__(self, condition: Holds, gate_grade: int) -> None:
        self.facts = condition.facts
        self.until = condition.until
        self.grade = max(condition.facts.min_grade, gate_grade)
        self.select = compile_selection(condition.facts, self.grade)
        self.select_any_grade = compile_selection(condition.facts, 0)
        self.read = field_of(condition.until)

    def end(self, entry: Entry) -> int:
        """The day after the last valid one; an expiry that cannot be read is taken as over."""
        until = self.read(entry[2])
        if until is None:
            return FOREVER
        day = as_date(until)
        return _OVER if day is None else day.toordinal() + 1

    def valid(self, entries: list[Entry], day: int) -> list[Entry]:
        return [entry for entry in entries if entry[1] <= day < self.end(entry)]

    def spans(self, member: Member) -> Spans:
        entries = self.select(member)
        return union([(entry[1], self.end(entry)) for entry in entries]) if entries else NEVER

    def evidence(self, member: Member, day: int) -> list[Entry]:
        return self.valid(self.select(member), day)[:1]

    def missing(self, member: Member) -> tuple[Missing, ...]:
        weak = self.select_any_grade(member)
        return self.shortage(self.select(member), weak, member.today) if weak else self.nothing

    @cached_property
    def nothing(self) -> tuple[Missing, ...]:
        return self.shortage([], [], 0)

    def shortage(self, strong: list[Entry], weak: list[Entry], today: int) -> tuple[Missing, ...]:
        """What lacks, given the facts of sufficient grade and those of any grade."""
        if self.valid(strong, today):
            return ()
        awaiting = len(self.valid(weak, today))
        ends = [end for entry in strong if (end := self.end(entry)) > _OVER]
        code: MissingCode = "grade_short" if awaiting else "expired" if ends else "not_held"
        return (
            Missing(
                code=code,
                have=0,
                need=1,
                cost=1,
                kinds=self.facts.kinds,
                where=self.facts.where,
                field=self.until,
                min_grade=self.grade,
                awaiting_grade=awaiting,
                ended_on=date.fromordinal(max(ends) - 1) if ends else None,
            ),
        )


_OVER: Final = 0
