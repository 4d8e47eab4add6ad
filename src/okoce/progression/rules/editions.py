"""An edition: a versioned rulebook as plain data.

Source: facts-and-readings, "Editions".
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from typing import Final, Literal

from okoce.progression.rules.conditions import (
    AllOf,
    AnyOf,
    Condition,
    Count,
    Distinct,
    Holds,
    MonthsInARow,
    Parameter,
    StagePassed,
    Sum,
    Threshold,
)

Order = Literal["strict", "free"]

ORDERS: Final[tuple[Order, ...]] = ("strict", "free")
STAGES: Final = (1, 2, 3, 4, 5, 6, 7)


class MissingParameterError(LookupError):
    """An edition names a parameter for which no number was given. `code` is the parameter's."""

    def __init__(self, code: str) -> None:
        super().__init__(f"no value is given for the parameter {code}")
        self.code = code


class UnusableParameterError(ValueError):
    """The number given for a parameter cannot be a threshold: it is below 1. `code` is the parameter's."""

    def __init__(self, code: str, value: int) -> None:
        super().__init__(f"the parameter {code} is {value}, and a threshold is at least 1")
        self.code = code


@dataclass(frozen=True, slots=True)
class Gate:
    """A condition and the least grade of evidence that counts for it (ordinal of `GRADES`)."""

    condition: Condition
    minimum_grade: int = 0


@dataclass(frozen=True, slots=True)
class Edition:
    """A rulebook. `stages` has seven gates, stage k at k - 1 (see `stage`).

    `valid_from` and `valid_to` are the first and last day on which the rule held; `valid_to` None: it still does.
    They do not limit readings: an old edition may be applied to new facts, which is how definitions are compared.
    `article` is the article of `legal_source`, or "article unverified". `explanation` is one sentence in Indonesian.
    `title_en` and `explanation_en` say the same in English; packs of the years before have none.
    """

    code: str
    title: str
    explanation: str
    legal_source: str
    article: str
    sources: tuple[str, ...]
    notes: tuple[str, ...]
    valid_from: date
    valid_to: date | None
    order: Order
    stages: tuple[Gate, ...]
    counts_as_entrepreneur: Gate
    title_en: str = ""
    explanation_en: str = ""

    def stage(self, number: int) -> Gate:
        """The gate of stage 1..7; `KeyError` for any other number."""
        if number not in STAGES:
            raise KeyError(number)
        return self.stages[number - 1]


def parameters_of(edition: Edition) -> frozenset[str]:
    """The codes of the parameters that `bind` needs for this edition."""
    return frozenset(_parameters_in((edition.stages, edition.counts_as_entrepreneur)))


def bind(edition: Edition, parameters: Mapping[str, int]) -> Edition:
    """The edition with a number for every parameter; numbers it does not ask for are ignored.

    Which number holds on which date is the caller's question (`regulations`). Raises `MissingParameterError`,
    `UnusableParameterError`. An edition without parameters comes back equal.
    """
    return replace(
        edition,
        stages=tuple(_bind_gate(gate, parameters) for gate in edition.stages),
        counts_as_entrepreneur=_bind_gate(edition.counts_as_entrepreneur, parameters),
    )


def _parameters_in(value: object) -> Iterator[str]:
    if isinstance(value, Parameter):
        yield value.code
    elif isinstance(value, tuple):
        for item in value:
            yield from _parameters_in(item)
    elif is_dataclass(value):
        for each in fields(value):
            yield from _parameters_in(getattr(value, each.name))


def _bind_gate(gate: Gate, parameters: Mapping[str, int]) -> Gate:
    return replace(gate, condition=_bind_condition(gate.condition, parameters))


def _bind_condition(condition: Condition, parameters: Mapping[str, int]) -> Condition:
    if isinstance(condition, AllOf | AnyOf):
        return replace(condition, parts=tuple(_bind_condition(part, parameters) for part in condition.parts))
    if isinstance(condition, StagePassed):
        return condition
    within = condition.facts.within
    if within is not None:
        within = _number(within, parameters)
    facts = replace(condition.facts, within=within)
    match condition:
        case Holds(_, until):
            return Holds(facts, until)
        case Count(_, at_least):
            return Count(facts, _number(at_least, parameters))
        case Sum(_, measure, at_least):
            return Sum(facts, measure, _number(at_least, parameters))
        case Distinct(_, field, at_least):
            return Distinct(facts, field, _number(at_least, parameters))
        case MonthsInARow(_, at_least, month):
            return MonthsInARow(facts, _number(at_least, parameters), month)


def _number(threshold: Threshold, parameters: Mapping[str, int]) -> int:
    if isinstance(threshold, int):
        return threshold
    if threshold.code not in parameters:
        raise MissingParameterError(threshold.code)
    value = parameters[threshold.code]
    if value < 1:
        raise UnusableParameterError(threshold.code, value)
    return value
