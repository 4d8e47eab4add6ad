"""The closed grammar of conditions: plain data, evaluated by `compiled` here and later by a columnar engine.

Meaning of a condition on a day d, given the live facts of one enrolment. Only facts with `occurred_on <= d` exist
on day d. A `Selection` picks those that

* are of one of its `kinds`,
* have at least grade `max(min_grade, the gate's minimum grade)`,
* pass every test in `where`, and
* with `within` = w: happened on one of the w days that end with d (`d - w < occurred_on <= d`), so that w = 14 on a
  cut-off is exactly its fortnight.

| condition      | holds on d when, over the selected facts                                                    |
|----------------|---------------------------------------------------------------------------------------------|
| `Count`        | there are at least `at_least`                                                               |
| `Sum`          | the whole numbers in `measure` add up to at least `at_least`; a fact without one adds nothing |
| `Distinct`     | `field` has at least `at_least` different values; a fact without the field adds none        |
| `MonthsInARow` | some `at_least` consecutive calendar months each have a fact; the month is read from the    |
|                | measure `month` ("YYYY-MM" or a date), or is that of `occurred_on` when `month` is None     |
| `Holds`        | one has not expired: `d <= until`, the last valid day; a fact without `until` never expires |
| `AllOf`/`AnyOf`| every / at least one part holds                                                             |
| `StagePassed`  | `passed_on(stage) <= d`; only in "counts as entrepreneur"                                   |

Every threshold is at least 1 and every `AllOf` and `AnyOf` has a part, so nothing holds before the first fact.
There is no negation: what is true of a member is never undone by knowing more of the same, except through a
negative number in a `Sum`.

A test compares like with like: a number with a number, text with text, a truth value with a truth value, a date
with a date. A fact whose field is absent or of another type passes no test, `ne` included (as NULL in SQL).

Source: facts-and-readings, "Editions".
"""

from dataclasses import dataclass
from typing import Final, Literal

from okoce.progression.rules.facts_view import Value

Operator = Literal["eq", "ne", "in", "ge", "le"]

OPERATORS: Final[tuple[Operator, ...]] = ("eq", "ne", "in", "ge", "le")
FACT_FIELDS: Final = ("fact.grade", "fact.channel", "fact.occurred_on")
"""Fields of the fact itself; every other field of a test or of `Distinct` is a measure."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A threshold kept in `regulations` under `code`; `editions.bind` puts the number that holds in its place."""

    code: str


Threshold = int | Parameter


@dataclass(frozen=True, slots=True)
class Test:
    """One test of a fact. `value` is a tuple for `in` and only for it; for "fact.grade" it is the ordinal."""

    __test__ = False  # its name would make pytest collect it

    field: str
    operator: Operator
    value: Value | tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """Which facts a leaf looks at; see the head of the module. `kinds` are any of them, each named once."""

    kinds: tuple[str, ...]
    where: tuple[Test, ...] = ()
    within: Threshold | None = None
    min_grade: int = 0


@dataclass(frozen=True, slots=True)
class Count:
    """At least `at_least` facts."""

    facts: Selection
    at_least: Threshold


@dataclass(frozen=True, slots=True)
class Sum:
    """The whole numbers in `measure` add up to at least `at_least`."""

    facts: Selection
    measure: str
    at_least: Threshold


@dataclass(frozen=True, slots=True)
class Distinct:
    """At least `at_least` different values of `field`."""

    facts: Selection
    field: str
    at_least: Threshold


@dataclass(frozen=True, slots=True)
class MonthsInARow:
    """At least `at_least` consecutive calendar months with a fact each."""

    facts: Selection
    at_least: Threshold
    month: str | None = None


@dataclass(frozen=True, slots=True)
class Holds:
    """A fact that has not expired; its selection has no `within`, for validity is a window of its own."""

    facts: Selection
    until: str = "valid_until"


@dataclass(frozen=True, slots=True)
class StagePassed:
    """Stage 1..7 has been passed under this edition's own order. Only in "counts as entrepreneur"."""

    stage: int


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds on the same day."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple["Condition", ...]


Leaf = Count | Sum | Distinct | MonthsInARow | Holds
Condition = Leaf | StagePassed | AllOf | AnyOf
