"""The meaning of an edition written as plainly as can be: every day is asked separately, nothing is shared.

It is the other side of the comparison with `rules`, so it uses none of their machinery but the data types.
"""

from datetime import date, timedelta

from okoce.progression.rules import (
    AllOf,
    AnyOf,
    Condition,
    Count,
    Distinct,
    Edition,
    FactView,
    Gate,
    Holds,
    MonthsInARow,
    Selection,
    StagePassed,
    Sum,
    Test,
)

FIRST_DAY = date(2023, 12, 1)


def holds_on(gate: Gate, facts: list[FactView], on: date, passed: dict[int, date | None] | None = None) -> bool:
    """Whether the gate's condition holds on the day."""
    return _holds(gate.condition, gate.minimum_grade, [each for each in facts if each.occurred_on <= on], on, passed)


def first_day(gate: Gate, facts: list[FactView], as_of: date, passed: dict[int, date | None] | None = None) -> date | None:
    """The first day up to `as_of` on which it holds."""
    on = FIRST_DAY
    while on <= as_of:
        if holds_on(gate, facts, on, passed):
            return on
        on += timedelta(days=1)
    return None


def passed_days(edition: Edition, facts: list[FactView], as_of: date) -> dict[int, date | None]:
    """When each stage was passed."""
    passed: dict[int, date | None] = {}
    for stage in range(1, 8):
        completed = first_day(edition.stage(stage), facts, as_of)
        if edition.order == "strict" and stage > 1 and completed is not None:
            before = passed[stage - 1]
            completed = None if before is None else max(before, completed)
        passed[stage] = completed
    return passed


def _holds(condition: Condition, grade: int, facts: list[FactView], on: date, passed: dict[int, date | None] | None) -> bool:
    match condition:
        case AllOf(parts):
            return all(_holds(part, grade, facts, on, passed) for part in parts)
        case AnyOf(parts):
            return any(_holds(part, grade, facts, on, passed) for part in parts)
        case StagePassed(stage):
            when = (passed or {})[stage]
            return when is not None and when <= on
        case Count(selection, need):
            return len(_selected(selection, grade, facts, on)) >= _int(need)
        case Sum(selection, measure, need):
            values = [each.measures.get(measure) for each in _selected(selection, grade, facts, on)]
            return sum(value for value in values if type(value) is int) >= _int(need)
        case Distinct(selection, field, need):
            found = {str(_read(each, field)) for each in _selected(selection, grade, facts, on) if _has(each, field)}
            return len(found) >= _int(need)
        case MonthsInARow(selection, need, month):
            texts = [
                str(each.occurred_on if month is None else each.measures.get(month))[:7]
                for each in _selected(selection, grade, facts, on)
            ]
            months = {int(text[:4]) * 12 + int(text[5:]) for text in texts if text[:2] == "20"}
            return any(all(start + step in months for step in range(_int(need))) for start in months)
        case Holds(selection, until):
            return any(_valid(each.measures.get(until), on) for each in _selected(selection, grade, facts, on))


def _selected(selection: Selection, grade: int, facts: list[FactView], on: date) -> list[FactView]:
    return [
        each
        for each in facts
        if each.kind in selection.kinds
        and each.grade >= selection.min_grade
        and each.grade >= grade
        and (selection.within is None or (on - each.occurred_on).days < _int(selection.within))
        and all(_passes(test, each) for test in selection.where)
    ]


def _passes(test: Test, of: FactView) -> bool:
    if isinstance(test.value, tuple):
        return any(_passes(Test(test.field, "eq", option), of) for option in test.value)
    found: object = _read(of, test.field)
    expected: object = test.value
    if isinstance(expected, date):
        expected = str(expected)
        found = None if found is None else str(found)
        if found is None or len(found) != 10:
            return False
    if type(found) is not type(expected):
        return False
    match test.operator:
        case "eq":
            return found == expected
        case "ne":
            return found != expected
        case "ge":
            return bool(found >= expected)  # type: ignore[operator]
        case _:
            return bool(found <= expected)  # type: ignore[operator]


def _read(of: FactView, field: str) -> object:
    match field:
        case "fact.grade":
            return of.grade
        case "fact.channel":
            return of.channel
        case "fact.occurred_on":
            return of.occurred_on
        case _:
            return of.measures.get(field)


def _has(of: FactView, field: str) -> bool:
    return _read(of, field) is not None


def _valid(until: object, on: date) -> bool:
    return until is None or str(until) >= str(on)


def _int(threshold: object) -> int:
    assert isinstance(threshold, int)
    return threshold
