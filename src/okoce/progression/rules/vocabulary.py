"""What an edition may speak of: the kinds of facts that exist, their measures with types, and parameters.

The document's schema says how a rule is written; the vocabulary says of what. A rule that names a measure nobody declares, or
compares one with a value of another type, would never hold and never say so: it is refused when it is written.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
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
    Operator,
    Parameter,
    Selection,
    StagePassed,
    Sum,
    Test,
    Threshold,
)
from okoce.progression.rules.editions import STAGES, Edition
from okoce.progression.rules.facts_view import Value
from okoce.progression.rules.schema import Problem

Type = Literal["number", "date", "truth", "choice", "text", "grade"]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a fact: what values it has. `choices` are the codes of a choice, in their order."""

    type: Type
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`kinds`: measures by name for each kind's code; `parameters`: codes of rule rows with a whole number of at least 1;
    `channels`: codes of the ways by which facts arrive."""

    kinds: Mapping[str, Mapping[str, Field]]
    parameters: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()

    def fields_of(self, kinds: tuple[str, ...]) -> dict[str, Field]:
        """The fields that facts of some kinds have: every measure of any of them, then those of the fact itself."""
        found: dict[str, Field] = {}
        for kind in kinds:
            for name, field in self.kinds.get(kind, {}).items():
                found.setdefault(name, field)
        return found | {
            "fact.grade": Field("grade"),
            "fact.channel": Field("choice", self.channels),
            "fact.occurred_on": Field("date"),
        }


OPERATORS_OF: Final[Mapping[Type, tuple[Operator, ...]]] = {
    "number": ("ge", "le", "eq", "ne", "in"),
    "date": ("ge", "le", "eq", "ne"),
    "truth": ("eq", "ne"),
    "choice": ("in", "eq", "ne"),
    "text": ("eq", "ne", "in"),
    "grade": ("ge", "le", "eq", "ne"),
}
"""The comparisons that make sense for a type."""


def vocabulary_problems(edition: Edition, known: Vocabulary) -> tuple[Problem, ...]:
    """Every word of an edition that the vocabulary does not have, with its path as in the document."""
    gates = [(f"stages.{stage}", edition.stage(stage)) for stage in STAGES]
    gates.append(("counts_as_entrepreneur", edition.counts_as_entrepreneur))
    return tuple(each for path, gate in gates for each in condition_problems(gate.condition, known, f"{path}.condition"))


def condition_problems(condition: Condition, known: Vocabulary, path: str) -> Iterator[Problem]:
    """The same for one condition at a path."""
    match condition:
        case AllOf(parts) | AnyOf(parts):
            word = "all" if isinstance(condition, AllOf) else "any"
            for place, part in enumerate(parts):
                yield from condition_problems(part, known, f"{path}.{word}[{place}]")
        case StagePassed():
            return
        case Count(facts, at_least):
            yield from _leaf(facts, at_least, known, f"{path}.count")
        case Sum(facts, measure, at_least):
            yield from _leaf(facts, at_least, known, f"{path}.sum")
            yield from _named(facts, measure, known, f"{path}.sum.measure", "number")
        case Distinct(facts, field, at_least):
            yield from _leaf(facts, at_least, known, f"{path}.distinct")
            yield from _named(facts, field, known, f"{path}.distinct.field")
        case MonthsInARow(facts, at_least, month):
            yield from _leaf(facts, at_least, known, f"{path}.months_in_a_row")
            if month is not None:
                yield from _named(facts, month, known, f"{path}.months_in_a_row.month", "date")
        case Holds(facts, until):
            yield from _leaf(facts, 1, known, f"{path}.holds")
            yield from _named(facts, until, known, f"{path}.holds.until", "date")


def _leaf(facts: Selection, at_least: Threshold, known: Vocabulary, path: str) -> Iterator[Problem]:
    for kind in facts.kinds:
        if kind not in known.kinds:
            yield Problem(f"{path}.kind", "unknown_kind", f"names the fact kind {kind}, which does not exist")
    for name, threshold in (("at_least", at_least), ("within", facts.within)):
        if isinstance(threshold, Parameter) and threshold.code not in known.parameters:
            yield Problem(f"{path}.{name}", "unknown_parameter", f"names the parameter {threshold.code}, which has no number")
    fields = known.fields_of(facts.kinds)
    for place, test in enumerate(facts.where):
        yield from _test(test, fields, f"{path}.where[{place}]")


def _named(facts: Selection, name: str, known: Vocabulary, path: str, wanted: Type | None = None) -> Iterator[Problem]:
    field = known.fields_of(facts.kinds).get(name)
    if field is None:
        yield Problem(path, "unknown_measure", f"names {name}, which these facts do not have")
    elif wanted is not None and field.type != wanted:
        yield Problem(path, "wrong_measure", f"names {name}, which is no {wanted}")


def _test(test: Test, fields: Mapping[str, Field], path: str) -> Iterator[Problem]:
    field = fields.get(test.field)
    if field is None:
        yield Problem(f"{path}.field", "unknown_measure", f"names {test.field}, which these facts do not have")
        return
    if test.operator not in OPERATORS_OF[field.type]:
        yield Problem(f"{path}.op", "wrong_operator", f"{test.field} cannot be compared by {test.operator}")
    for value in test.value if isinstance(test.value, tuple) else (test.value,):
        if not _fits(value, field):
            yield Problem(f"{path}.value", "wrong_value", f"{test.field} never has the value {value}")


def _fits(value: Value, field: Field) -> bool:
    match field.type:
        case "number" | "grade":
            return isinstance(value, int) and not isinstance(value, bool)
        case "date":
            return isinstance(value, date)
        case "truth":
            return isinstance(value, bool)
        case "choice":
            return isinstance(value, str) and value in field.choices
        case "text":
            return isinstance(value, str)
