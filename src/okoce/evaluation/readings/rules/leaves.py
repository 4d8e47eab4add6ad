"""The leaves of the grammar as tables of spans; why days of joining and leaving are enough is in `progression.rules.spans`."""

from collections.abc import Iterator
from datetime import date
from typing import Final

import ibis

from okoce.evaluation.readings.rules.seen import As, Use, field_as
from okoce.evaluation.readings.rules.spans import Days, Table, lasting, reaching, union
from okoce.progression.rules import Count, Distinct, Holds, MonthsInARow, Selection, Sum, Test
from okoce.progression.rules.conditions import Leaf
from okoce.progression.rules.selection import number_of

__all__ = ["days_of", "uses_of"]

MONTHS: Final = 120_000
"""As many as there are from year 0 to the last date."""


def uses_of(leaf: Leaf) -> Iterator[Use]:
    """What a leaf reads of the facts, its tests included."""
    for test in leaf.facts.where:
        yield _use_of(test)
    match leaf:
        case Sum(_, measure, _):
            yield Use(measure, As.NUMBER)
        case Distinct(_, field, _):
            yield Use(field, As.KEY)
        case MonthsInARow(_, _, month):
            yield _month_of(month)
        case Holds(_, until):
            yield Use(until, As.END)


def days_of(leaf: Leaf, grade: int, seen: Table) -> Days:
    """The days on which a leaf holds, of each subject of the facts that are looked at."""
    facts = _selected(leaf.facts, grade, seen)
    within = None if leaf.facts.within is None else number_of(leaf.facts.within)
    match leaf:
        case Count(_, at_least):
            return _count(facts, within, number_of(at_least))
        case Sum(_, measure, at_least):
            return _sum(facts, field_as(facts, Use(measure, As.NUMBER)), within, number_of(at_least))
        case Distinct(_, field, at_least):
            return _distinct(facts, field_as(facts, Use(field, As.KEY)), within, number_of(at_least))
        case MonthsInARow(_, at_least, month):
            return _months(facts, field_as(facts, _month_of(month)), within, number_of(at_least))
        case Holds(_, until):
            return _holds(facts, field_as(facts, Use(until, As.END)))


def _use_of(test: Test) -> Use:
    like = test.value[0] if isinstance(test.value, tuple) and test.value else test.value
    if isinstance(like, bool):
        return Use(test.field, As.TRUTH)
    if isinstance(like, int):
        return Use(test.field, As.NUMBER)
    return Use(test.field, As.DAY if isinstance(like, date) else As.TEXT)


def _month_of(measure: str | None) -> Use:
    return Use("fact.occurred_on" if measure is None else measure, As.MONTH)


def _selected(selection: Selection, gate_grade: int, seen: Table) -> Table:
    facts = seen.filter(seen.kind.isin(selection.kinds))
    least = max(selection.min_grade, gate_grade)
    if least:
        facts = facts.filter(facts.grade >= least)
    for test in selection.where:
        facts = facts.filter(_passes(test, facts))
    return facts


def _passes(test: Test, facts: Table) -> Table:
    """As in SQL, a field that is NULL passes no test, "ne" included."""
    found = field_as(facts, _use_of(test))
    if found is None:
        return ibis.literal(False)
    if isinstance(test.value, tuple):
        return found.isin([_plain(option) for option in test.value]) if test.value else ibis.literal(False)
    expected = _plain(test.value)
    match test.operator:
        case "eq":
            return found == expected
        case "ne":
            return found != expected
        case "ge":
            return found >= expected
        case _:
            return found <= expected


def _plain(value: object) -> object:
    return (value - date(1970, 1, 1)).days if isinstance(value, date) else value


def _count(facts: Table, within: int | None, need: int) -> Days:
    if within is None:
        return _nth_day(facts, need)
    return reaching(_joining_and_leaving(facts.select("subject", "day", delta=ibis.literal(1, "int64")), within), need)


def _sum(facts: Table, number: Table | None, within: int | None, need: int) -> Days:
    if number is None:
        return _never(facts)
    amounts = facts.filter(number.notnull()).select("subject", "day", delta=number)
    return reaching(_joining_and_leaving(amounts, within), need)


def _distinct(facts: Table, key: Table | None, within: int | None, need: int) -> Days:
    if key is None:
        return _never(facts)
    known = facts.filter(key.notnull()).select("subject", "day", key=key)
    if within is not None:
        return reaching(_present(known, within), need)
    first = known.group_by("subject", "key").agg(day=known.day.min())
    return _nth_day(first, need)


def _months(facts: Table, month: Table | None, within: int | None, need: int) -> Days:
    if month is None:
        return _never(facts)
    known = facts.filter(month.notnull()).select("subject", "day", key=month)
    first = known.group_by("subject", "key").agg(day=known.day.min())
    if within is None and need == 1:
        return _nth_day(first, 1)
    in_order = ibis.window(group_by=first.subject, order_by=first.key)
    if within is None:
        # Months are distinct, so the one `need - 1` rows back is that many months back only where none is missing between.
        latest = ibis.window(group_by=first.subject, order_by=first.key, preceding=need - 1, following=0)
        runs = first.mutate(begins=first.key.lag(need - 1).over(in_order), whole_on=first.day.max().over(latest))
        whole = runs.filter(runs.key - runs.begins == need - 1)
        return lasting(whole.group_by("subject").agg(from_day=whole.whole_on.min()))
    runs = first.mutate(ends=first.key.lead(need - 1).over(in_order))
    possible = runs.filter(runs.ends - runs.key == need - 1).select("subject", begins=runs.key)
    present = _present(known, within, keep="key")
    inside = possible.join(
        present,
        [
            possible.subject == present.subject,
            present.key >= possible.begins,
            present.key - possible.begins <= need - 1,
        ],
    ).select(possible.subject, possible.begins, present.day, present.delta)
    return _any_run(inside, need)


def _any_run(inside: Table, need: int) -> Days:
    """Each possible run of months is whole while all its months are present; the condition holds while any run is whole."""
    numbered = inside.mutate(subject=inside.subject.cast("int64") * MONTHS + inside.begins)
    whole = reaching(numbered.select("subject", "day", "delta"), need).table
    return union(Days(whole.mutate(subject=(whole.subject // MONTHS).cast("int32")), lasting=False))


def _holds(facts: Table, end: Table | None) -> Days:
    if end is None:
        return _never(facts)
    valid = facts.select("subject", from_day=facts.day, until_day=end)
    return union(Days(valid.filter(valid.until_day.isnull() | (valid.from_day < valid.until_day)), lasting=False))


def _never(facts: Table) -> Days:
    """A field of the fact itself that is never what the leaf reads it as."""
    return lasting(facts.filter(ibis.literal(False)).select("subject", from_day=facts.day))


def _nth_day(facts: Table, need: int) -> Days:
    """The day of each subject's fact number `need`, in order of days."""
    if need == 1:
        return lasting(facts.group_by("subject").agg(from_day=facts.day.min()))
    in_order = ibis.window(group_by=facts.subject, order_by=facts.day)
    placed = facts.select("subject", from_day=facts.day, place=ibis.row_number().over(in_order))
    return lasting(placed.filter(placed.place == need - 1))


def _joining_and_leaving(amounts: Table, within: int | None) -> Table:
    """Steps of facts that join on their day and leave `within` days later."""
    if within is None:
        return amounts
    return ibis.union(amounts, amounts.select("subject", day=(amounts.day + within).cast("int32"), delta=-amounts.delta))


def _present(known: Table, within: int, *, keep: str | None = None) -> Table:
    """Steps of values: one more when the first fact with a value is in the window, one fewer when its last has left it."""
    in_order = ibis.window(group_by=[known.subject, known.key], order_by=known.day)
    beside = known.mutate(before=known.day.lag().over(in_order), after=known.day.lead().over(in_order))
    begins = beside.filter(beside.before.isnull() | (beside.before + within < beside.day))
    ends = beside.filter(beside.after.isnull() | (beside.after > beside.day + within))
    kept = () if keep is None else (keep,)
    return ibis.union(
        begins.select("subject", *kept, "day", delta=ibis.literal(1, "int64")),
        ends.select("subject", *kept, day=(ends.day + within).cast("int32"), delta=ibis.literal(-1, "int64")),
    )
