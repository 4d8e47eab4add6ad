"""Picking the facts that a condition looks at, compiled once and used for many members."""

from collections.abc import Callable, Iterable
from datetime import date
from operator import attrgetter
from typing import Final

from okoce.progression.rules.conditions import Parameter, Selection, Test, Threshold
from okoce.progression.rules.editions import MissingParameterError
from okoce.progression.rules.facts_view import FactView, Value
from okoce.progression.rules.schema import parse_date

Entry = tuple[int, int, FactView]
"""Place in the member's order of facts, day, fact. Places are unique, so entries sort without comparing facts."""

Select = Callable[["Member"], list[Entry]]

_IN_ORDER: Final = attrgetter("occurred_on", "id")
_NONE: Final[list[Entry]] = []
_BOUND: Final = 2**63


class Member:
    """One enrolment's facts up to a day, by kind and in order of (occurred_on, id), and what it has passed so far.

    `passed[k]` is the day on which stage k was passed; it is filled in stage order while a reading is made.
    """

    __slots__ = ("by_kind", "passed", "today")

    def __init__(self, facts: Iterable[FactView], as_of: date) -> None:
        self.today = as_of.toordinal()
        self.passed: list[int | None] = [None] * 8
        self.by_kind: dict[str, list[Entry]] = {}
        known = [fact for fact in facts if fact.occurred_on <= as_of]
        known.sort(key=_IN_ORDER)
        for place, fact in enumerate(known):
            entry = (place, fact.occurred_on.toordinal(), fact)
            entries = self.by_kind.get(fact.kind)
            if entries is None:
                self.by_kind[fact.kind] = [entry]
            else:
                entries.append(entry)


def number_of(threshold: Threshold) -> int:
    """The number of a bound threshold; `MissingParameterError` for a parameter that `bind` has not replaced."""
    if isinstance(threshold, Parameter):
        raise MissingParameterError(threshold.code)
    return threshold


def compile_selection(selection: Selection, grade: int) -> Select:
    """A function that picks the entries of the selection's kinds, tests and at least `grade`, whatever their age."""
    kinds = tuple(dict.fromkeys(selection.kinds))
    tests = tuple(compile_test(test) for test in selection.where)

    def of_one_kind(member: Member) -> list[Entry]:
        found = member.by_kind.get(kinds[0], _NONE)
        if found and grade:
            found = [entry for entry in found if entry[2].grade >= grade]
        for test in tests:
            found = [entry for entry in found if test(entry[2])]
        return found

    def of_many_kinds(member: Member) -> list[Entry]:
        by_kind = member.by_kind
        found = [entry for kind in kinds if kind in by_kind for entry in by_kind[kind] if entry[2].grade >= grade]
        for test in tests:
            found = [entry for entry in found if test(entry[2])]
        found.sort()
        return found

    return of_one_kind if len(kinds) == 1 else of_many_kinds


def compile_test(test: Test) -> Callable[[FactView], bool]:
    """A function that says whether a fact passes the test; see `conditions` for the meaning."""
    read = field_of(test.field)
    expected = test.value
    if isinstance(expected, tuple):
        options = frozenset(expected)
        cast_option = _cast_to(expected[0]) if expected else _cast_to("")
        return lambda fact: cast_option(read(fact)) in options
    cast = _cast_to(expected)
    if test.operator == "eq":
        return lambda fact: cast(read(fact)) == expected
    if test.operator == "ne":
        return lambda fact: (found := cast(read(fact))) is not None and found != expected
    at_least = test.operator == "ge"
    # A decoded rule orders numbers and dates only; `cast` has made both sides one type.
    return lambda fact: (
        (found := cast(read(fact))) is not None
        and (
            found >= expected if at_least else found <= expected  # type: ignore[operator]
        )
    )


def field_of(field: str) -> Callable[[FactView], object]:
    """A function that reads a field of a fact: "fact.…" of the fact itself, any other name a measure."""
    if field.startswith("fact."):
        return attrgetter(field.removeprefix("fact."))
    return lambda fact: fact.measures.get(field)


def as_date(value: object) -> date | None:
    """A measure read as a date; None where it is none."""
    # An instant is a date to Python, but not a day in Jakarta.
    if isinstance(value, date):
        return value if type(value) is date else None
    return parse_date(value)


def as_number(value: object) -> int | None:
    """A measure read as a whole number; None where it is none, or one that no engine holds in 64 bits."""
    return value if isinstance(value, int) and not isinstance(value, bool) and -_BOUND <= value < _BOUND else None


def as_key(value: object) -> object:
    """A value to tell others apart by: dates as their text, truth values apart from 0 and 1, None where absent."""
    if isinstance(value, bool):
        return ("truth value", value)
    return value.isoformat() if isinstance(value, date) else value


def as_month(value: object) -> int | None:
    """The month in "YYYY-MM", an ISO date or a date, counted from year 0; None where there is none."""
    if isinstance(value, str) and len(value) == len("2018-01"):
        value = f"{value}-01"
    day = as_date(value)
    return None if day is None else day.year * 12 + day.month - 1


def _cast_to(like: Value) -> Callable[[object], Value | None]:
    if isinstance(like, bool):
        return lambda value: value if isinstance(value, bool) else None
    if isinstance(like, int):
        return as_number
    if isinstance(like, str):
        return lambda value: value if isinstance(value, str) else None
    return as_date
