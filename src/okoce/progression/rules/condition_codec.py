"""Conditions as JSON values and back.

A condition is an object with one key, its operator:

    {"all": [{"count": {"kind": "training.attended", "where": [{"field": "skill", "op": "eq", "value": "hard"}],
                        "within": 365, "min_grade": "confirmed", "at_least": 2}},
             {"holds": {"kind": ["licence.issued"], "until": "valid_until"}}]}

`at_least` and `within` may be {"parameter": "code"}. A value is text, a whole number, a truth value or
{"date": "2018-09-30"}; the value of `in` is an array of one type; of the field "fact.grade" it is a grade's code.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Final

from okoce.progression.rules.conditions import (
    FACT_FIELDS,
    OPERATORS,
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
from okoce.progression.rules.schema import MalformedRuleError, Node, Problem

NAME: Final = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
KIND: Final = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+", re.ASCII)
PARAMETER: Final = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*", re.ASCII)
DEEPEST: Final = 10
LONGEST_WINDOW: Final = 36_600
"""A hundred years of days: longer windows are slips of the pen."""

_SELECTION: Final = ("where", "within", "min_grade")


def decode_condition(raw: object, *, stage_passed: bool = False) -> Condition:
    """The condition in a JSON value; `stage_passed` says whether that operator is allowed here.

    Raises `MalformedRuleError` with every problem and its path.
    """
    problems: list[Problem] = []
    condition = read_condition(Node(raw, "", problems), stage_passed=stage_passed)
    if problems:
        raise MalformedRuleError(problems)
    return condition


def read_condition(node: Node, *, stage_passed: bool = False, depth: int = 1) -> Condition:
    """Reads the condition at `node`, noting problems there; see `decode_condition`."""
    known = [*_PARTS, *_LEAVES, *(["stage_passed"] if stage_passed else [])]
    found = node.object()
    if depth > DEEPEST:
        node.fail("too_deep", f"conditions may stand at most {DEEPEST} deep")
    elif len(found) != 1:
        if isinstance(node.value, dict):
            node.fail("not_one_operator", f"must have exactly one key, one of {', '.join(known)}")
    else:
        ((operator, value),) = found.items()
        inner = node.child(operator, value)
        if operator in _PARTS:
            parts = tuple(read_condition(part, stage_passed=stage_passed, depth=depth + 1) for part in inner.items(least=1))
            return _PARTS[operator](parts)
        if operator in _LEAVES:
            return _LEAVES[operator](inner)
        if operator in known:
            return StagePassed(inner.whole_number(least=1, most=7))
        where = "; stage_passed is for counts_as_entrepreneur only" if operator == "stage_passed" else ""
        inner.fail("unknown_operator", f"is no operator here; known are {', '.join(known)}{where}")
    return AllOf(())


def _count(node: Node) -> Condition:
    at = node.fields(("kind", "at_least"), _SELECTION)
    return Count(_selection(at), _threshold(at.get("at_least")))


def _sum(node: Node) -> Condition:
    at = node.fields(("kind", "measure", "at_least"), _SELECTION)
    return Sum(_selection(at), _name(at.get("measure")), _threshold(at.get("at_least")))


def _distinct(node: Node) -> Condition:
    at = node.fields(("kind", "field", "at_least"), _SELECTION)
    return Distinct(_selection(at), _field(at.get("field")), _threshold(at.get("at_least")))


def _months(node: Node) -> Condition:
    at = node.fields(("kind", "at_least"), ("month", *_SELECTION))
    month = _name(at["month"]) if "month" in at else None
    return MonthsInARow(_selection(at), _threshold(at.get("at_least")), month)


def _holds(node: Node) -> Condition:
    at = node.fields(("kind", "until"), ("where", "min_grade"))
    return Holds(_selection(at), _name(at.get("until")))


_PARTS: Final[dict[str, Callable[[tuple[Condition, ...]], Condition]]] = {"all": AllOf, "any": AnyOf}
_LEAVES: Final[dict[str, Callable[[Node], Condition]]] = {
    "count": _count,
    "sum": _sum,
    "distinct": _distinct,
    "months_in_a_row": _months,
    "holds": _holds,
}


def _selection(at: dict[str, Node]) -> Selection:
    return Selection(
        kinds=_kinds(at["kind"]) if "kind" in at else (),
        where=tuple(_test(each) for each in at["where"].items()) if "where" in at else (),
        within=_threshold(at["within"], most=LONGEST_WINDOW) if "within" in at else None,
        min_grade=at["min_grade"].choice(GRADES) if "min_grade" in at else 0,
    )


def _kinds(node: Node) -> tuple[str, ...]:
    nodes = [node] if isinstance(node.value, str) else node.items(least=1)
    kinds = tuple(each.text(KIND, "training.attended") for each in nodes)
    if len(set(kinds)) < len(kinds):
        node.fail("named_twice", "names a kind twice")
    return kinds


def _threshold(node: Node | None, *, most: int = 10**15) -> Threshold:
    if node is None:
        return 1
    if isinstance(node.value, dict):
        at = node.fields(("parameter",))
        return Parameter(at["parameter"].text(PARAMETER, "p6_months") if "parameter" in at else "")
    return node.whole_number(least=1, most=most)


def _name(node: Node | None) -> str:
    return "" if node is None else node.text(NAME, "valid_until")


def _field(node: Node | None) -> str:
    if node is None or node.value in FACT_FIELDS:
        return "" if node is None else str(node.value)
    return node.text(NAME, f"skill, or one of {', '.join(FACT_FIELDS)}")


def _test(node: Node) -> Test:
    at = node.fields(("field", "op", "value"))
    field = _field(at.get("field"))
    operator = OPERATORS[at["op"].choice(OPERATORS)] if "op" in at else "eq"
    if "value" not in at:
        return Test(field, operator, 0)
    if operator != "in":
        return Test(field, operator, _value(at["value"], field, ordered=operator in ("ge", "le")))
    values = tuple(_value(each, field, ordered=False) for each in at["value"].items(least=1))
    if len({type(value) for value in values}) > 1:
        at["value"].fail("mixed_types", "must have values of one type")
    return Test(field, operator, values)


def _value(node: Node, field: str, *, ordered: bool) -> Value:
    """A value to compare `field` with; `ordered`: for ge and le, which engines agree on for numbers and dates only."""
    if field == "fact.grade":
        return node.choice(GRADES)
    if isinstance(node.value, dict):
        at = node.fields(("date",))
        if field == "fact.channel":
            node.fail("wrong_type", "must be text, for fact.channel is text")
        return at["date"].day() if "date" in at else date.min
    if field == "fact.occurred_on":
        node.fail("wrong_type", 'must be a date as {"date": "2018-09-30"}')
        return date.min
    if ordered:
        if field == "fact.channel":
            node.fail("wrong_type", "has no order to compare by")
        return node.whole_number(least=-(10**15))
    if isinstance(node.value, bool) and field != "fact.channel":
        return node.value
    if isinstance(node.value, int) and field != "fact.channel":
        return node.whole_number(least=-(10**15))
    return node.text()


def encode_condition(condition: Condition) -> dict[str, object]:
    """The JSON value of a condition, defaults left out; `decode_condition` gives the same condition back."""
    match condition:
        case AllOf(parts):
            return {"all": [encode_condition(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [encode_condition(part) for part in parts]}
        case StagePassed(stage):
            return {"stage_passed": stage}
        case Count(facts, at_least):
            return {"count": {**_encode_selection(facts), "at_least": _encode_threshold(at_least)}}
        case Sum(facts, measure, at_least):
            return {"sum": {**_encode_selection(facts), "measure": measure, "at_least": _encode_threshold(at_least)}}
        case Distinct(facts, field, at_least):
            return {"distinct": {**_encode_selection(facts), "field": field, "at_least": _encode_threshold(at_least)}}
        case MonthsInARow(facts, at_least, month):
            named = {} if month is None else {"month": month}
            at = _encode_threshold(at_least)
            return {"months_in_a_row": {**_encode_selection(facts), **named, "at_least": at}}
        case Holds(facts, until):
            return {"holds": {**_encode_selection(facts), "until": until}}


def _encode_selection(facts: Selection) -> dict[str, object]:
    encoded: dict[str, object] = {"kind": facts.kinds[0] if len(facts.kinds) == 1 else list(facts.kinds)}
    if facts.where:
        encoded["where"] = [{"field": test.field, "op": test.operator, "value": _encode_values(test)} for test in facts.where]
    if facts.within is not None:
        encoded["within"] = _encode_threshold(facts.within)
    if facts.min_grade:
        encoded["min_grade"] = GRADES[facts.min_grade]
    return encoded


def _encode_threshold(threshold: Threshold) -> object:
    return {"parameter": threshold.code} if isinstance(threshold, Parameter) else threshold


def _encode_values(test: Test) -> object:
    if isinstance(test.value, tuple):
        return [_encode_value(test.field, value) for value in test.value]
    return _encode_value(test.field, test.value)


def _encode_value(field: str, value: Value) -> object:
    if field == "fact.grade" and isinstance(value, int):
        return GRADES[value]
    return {"date": value.isoformat()} if isinstance(value, date) else value
