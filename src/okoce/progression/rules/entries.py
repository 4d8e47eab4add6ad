"""A condition as the fields of a form, and back: what an official types becomes the same document that a developer writes.

A form is flat: names with lists of texts. The node at path "p4" has its fields under "p4.…"; its parts are "p4-0", "p4-1" and so
on. What was typed is kept as typed, right or wrong, so that a refused form loses nothing; the reading of the document finds what
is wrong, and `Written.fields` says at which field of the form.

Source: facts-and-readings, "Conditions" (the grammar).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made
from datetime import date
from typing import Final

from okoce.progression.rules.conditions import (
    AllOf,
    AnyOf,
    Condition,
    Count,
    Distinct,
    Holds,
    MonthsInARow,
    Parameter,
    Selection,
    StagePassed,
    Sum,
    Test,
    Threshold,
)
from okoce.progression.rules.facts_view import GRADES, Value
from okoce.progression.rules.schema import Problem
from okoce.progression.rules.vocabulary import Type, Vocabulary

GROUPS: Final = ("all", "any")
LEAVES: Final = ("count", "sum", "distinct", "months_in_a_row", "holds")
STAGE_PASSED: Final = "stage_passed"
MOST_PARTS, MOST_TESTS = 30, 12
"""No form asks for more; a longer one was not made by our page."""

Data = Mapping[str, Sequence[str]]
GROUPED: Final = re.compile(r"-?\d{1,3}(\.\d{3})+", re.ASCII)
WHOLE: Final = re.compile(r"-?\d{1,16}", re.ASCII)


@dataclass(slots=True)
class TestEntry:
    """One test of facts as typed: the field is fixed when the test is added; `values` has one text, or several for "in"."""

    __test__ = False  # its name would make pytest collect it

    field: str
    operator: str = ""
    values: list[str] = made(default_factory=list)


@dataclass(slots=True)
class Entry:
    """One node as typed. `type` is an operator of the grammar; `texts` its single fields by name; `kinds` those ticked."""

    type: str
    texts: dict[str, str] = made(default_factory=dict)
    kinds: list[str] = made(default_factory=list)
    tests: list[TestEntry] = made(default_factory=list)
    parts: list["Entry"] = made(default_factory=list)

    def text(self, name: str) -> str:
        """What was typed into a field; empty where nothing was."""
        return self.texts.get(name, "")


TEXTS: Final[Mapping[str, tuple[str, ...]]] = {
    "all": (),
    "any": (),
    "count": ("at_least", "at_least_rule", "within", "within_rule", "min_grade"),
    "sum": ("measure", "at_least", "at_least_rule", "within", "within_rule", "min_grade"),
    "distinct": ("field", "at_least", "at_least_rule", "within", "within_rule", "min_grade"),
    "months_in_a_row": ("month", "at_least", "at_least_rule", "within", "within_rule", "min_grade"),
    "holds": ("until", "min_grade"),
    STAGE_PASSED: ("stage",),
}
"""The single fields of each node. A threshold is a number, or a rule ("…_rule") whose number holds on the day."""


def read_entry(data: Data, path: str, *, depth: int = 1) -> Entry:
    """The node that a form holds at a path; an unknown or absent type is an empty "all"."""
    kind = _one(data, f"{path}.type")
    entry = Entry(kind if kind in TEXTS else "all")
    entry.texts = {name: _one(data, f"{path}.{name}") for name in TEXTS[entry.type]}
    if entry.type in GROUPS and depth < 12:
        count = _count(data, f"{path}.parts", MOST_PARTS)
        entry.parts = [read_entry(data, f"{path}-{place}", depth=depth + 1) for place in range(count)]
    if entry.type in LEAVES:
        entry.kinds = list(dict.fromkeys(data.get(f"{path}.kind", ())))
        places = range(_count(data, f"{path}.tests", MOST_TESTS))
        entry.tests = [
            TestEntry(_one(data, f"{path}.t{at}.field"), _one(data, f"{path}.t{at}.op"), list(data.get(f"{path}.t{at}.value", ())))
            for at in places
        ]
    return entry


def write_entry(entry: Entry, path: str) -> dict[str, list[str]]:
    """The form's data for a node; `read_entry` gives an equal node back."""
    data = {f"{path}.type": [entry.type]} | {f"{path}.{name}": [entry.text(name)] for name in TEXTS[entry.type]}
    if entry.type in GROUPS:
        data[f"{path}.parts"] = [str(len(entry.parts))]
        for place, part in enumerate(entry.parts):
            data |= write_entry(part, f"{path}-{place}")
    if entry.type in LEAVES:
        data[f"{path}.kind"] = list(entry.kinds)
        data[f"{path}.tests"] = [str(len(entry.tests))]
        for at, test in enumerate(entry.tests):
            data |= {
                f"{path}.t{at}.field": [test.field],
                f"{path}.t{at}.op": [test.operator],
                f"{path}.t{at}.value": list(test.values),
            }
    return data


def entry_of(condition: Condition) -> Entry:
    """A condition as a form shows it."""
    match condition:
        case AllOf(parts) | AnyOf(parts):
            return Entry("all" if isinstance(condition, AllOf) else "any", parts=[entry_of(part) for part in parts])
        case StagePassed(stage):
            return Entry(STAGE_PASSED, {"stage": str(stage)})
        case Count(facts, at_least):
            return _leaf("count", facts, _threshold("at_least", at_least))
        case Sum(facts, measure, at_least):
            return _leaf("sum", facts, {"measure": measure} | _threshold("at_least", at_least))
        case Distinct(facts, name, at_least):
            return _leaf("distinct", facts, {"field": name} | _threshold("at_least", at_least))
        case MonthsInARow(facts, at_least, month):
            return _leaf("months_in_a_row", facts, {"month": month or ""} | _threshold("at_least", at_least))
        case Holds(facts, until):
            return _leaf("holds", facts, {"until": until})


def _leaf(kind: str, facts: Selection, texts: dict[str, str]) -> Entry:
    within = {} if kind == "holds" else _threshold("within", facts.within)
    tests = [TestEntry(test.field, test.operator, _texts_of(test)) for test in facts.where]
    return Entry(kind, texts | within | {"min_grade": GRADES[facts.min_grade]}, list(facts.kinds), tests)


def _threshold(name: str, value: Threshold | None) -> dict[str, str]:
    if isinstance(value, Parameter):
        return {name: "", f"{name}_rule": value.code}
    return {name: "" if value is None else str(value), f"{name}_rule": ""}


def _texts_of(test: Test) -> list[str]:
    values = test.value if isinstance(test.value, tuple) else (test.value,)
    return [_text_of(test.field, value) for value in values]


def _text_of(name: str, value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if name == "fact.grade" and isinstance(value, int):
        return GRADES[value]
    return value.isoformat() if isinstance(value, date) else str(value)


@dataclass(slots=True)
class Written:
    """A document made from a form, with the form's field for each place in it (paths as in `Problem`)."""

    document: dict[str, object]
    fields: dict[str, str]

    def field_of(self, problem: Problem, path: str = "") -> str:
        """The field of the form where a problem is shown: that of its place, or of the nearest one around it."""
        place = problem.path.removeprefix(path)
        while place not in self.fields and place:
            place = place[: max(place.rfind("."), place.rfind("["))] if max(place.rfind("."), place.rfind("[")) > 0 else ""
        return self.fields.get(place, "")


def written(entry: Entry, path: str, known: Vocabulary) -> Written:
    """The document of the node at a path of the form. Nothing is judged here but the type that each text stands for."""
    fields: dict[str, str] = {}
    return Written(_write(entry, path, "", known, fields), fields)


def _write(entry: Entry, path: str, place: str, known: Vocabulary, fields: dict[str, str]) -> dict[str, object]:
    fields[place] = f"{path}.type"
    at = f"{place}.{entry.type}" if place else entry.type
    fields[at] = f"{path}.type"
    if entry.type in GROUPS:
        parts = [_write(part, f"{path}-{each}", f"{at}[{each}]", known, fields) for each, part in enumerate(entry.parts)]
        return {entry.type: parts}
    if entry.type == STAGE_PASSED:
        fields[at] = f"{path}.stage"
        return {STAGE_PASSED: _number(entry.text("stage"))}
    leaf: dict[str, object] = {"kind": list(entry.kinds)}
    fields |= {f"{at}.{name}": f"{path}.{name}" for name in ("kind", *TEXTS[entry.type])}
    # A threshold that is taken from a rule is put right where the rule is chosen.
    fields |= {f"{at}.{name}": f"{path}.{name}_rule" for name in ("at_least", "within") if entry.text(f"{name}_rule")}
    if entry.tests:
        here = known.fields_of(tuple(entry.kinds))
        types: list[Type] = [here[test.field].type if test.field in here else "text" for test in entry.tests]
        leaf["where"] = [_test(test, kind) for test, kind in zip(entry.tests, types, strict=True)]
        for each in range(len(entry.tests)):
            names = {"field": "field", "op": "op", "value": "value"}
            fields |= {f"{at}.where[{each}].{name}": f"{path}.t{each}.{own}" for name, own in names.items()}
            fields[f"{at}.where[{each}]"] = f"{path}.t{each}.value"
    for name in ("measure", "field", "until"):
        if name in TEXTS[entry.type]:
            leaf[name] = entry.text(name)
    if entry.text("month"):
        leaf["month"] = entry.text("month")
    if entry.type != "holds":
        leaf["at_least"] = _typed_threshold(entry, "at_least")
        if entry.text("within") or entry.text("within_rule"):
            leaf["within"] = _typed_threshold(entry, "within")
    if entry.text("min_grade"):
        leaf["min_grade"] = entry.text("min_grade")
    return {entry.type: leaf}


def _typed_threshold(entry: Entry, name: str) -> object:
    rule = entry.text(f"{name}_rule")
    return {"parameter": rule} if rule else _number(entry.text(name))


def _test(test: TestEntry, kind: Type) -> dict[str, object]:
    given = [text for text in test.values if text.strip()]
    values = [_typed(text, kind) for text in given]
    # Several values where one is asked for stay several: the reading refuses them, and none is lost unseen.
    single = values if len(values) > 1 else next(iter(values), None)
    return {"field": test.field, "op": test.operator, "value": values if test.operator == "in" else single}


def _typed(text: str, kind: Type) -> object:
    match kind:
        case "number":
            return _number(text)
        case "date":
            return {"date": text.strip()}
        case "truth":
            return {"true": True, "false": False}.get(text, text)
        case _:
            return text


def _number(text: str) -> object:
    """A whole number, also in groups of three as Indonesians write it; anything else stays text, which no rule accepts."""
    bare = text.strip()
    if GROUPED.fullmatch(bare):
        bare = bare.replace(".", "")
    return int(bare) if WHOLE.fullmatch(bare) else text


def _one(data: Data, name: str) -> str:
    found = data.get(name, ())
    return found[-1] if found else ""


def _count(data: Data, name: str, most: int) -> int:
    text = _one(data, name)
    return min(int(text), most) if text.isascii() and text.isdigit() and len(text) < 4 else 0
