"""Editions and conditions as JSON: the round trip, and a clear error for whatever is wrong."""

import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okoce.progression.rules import (
    MalformedRuleError,
    Parameter,
    decode_condition,
    decode_edition,
    edition_from_json,
    encode_condition,
    encode_edition,
)
from okoce.progression.seeded import seeded_editions
from tests.progression.strategies import conditions


@settings(max_examples=80, deadline=None)
@given(conditions())
def test_a_condition_survives_being_written_down(condition: Any) -> None:
    assert decode_condition(json.loads(json.dumps(encode_condition(condition)))) == condition


def test_a_condition_with_everything_in_it() -> None:
    raw = {
        "any": [
            {"sum": {
                "kind": ["market.sale", "market.stall_day"],
                "where": [
                    {"field": "channel", "op": "in", "value": ["online", "offline"]},
                    {"field": "fact.grade", "op": "ge", "value": "register"},
                    {"field": "first", "op": "eq", "value": True},
                    {"field": "fact.occurred_on", "op": "ge", "value": {"date": "2018-01-01"}},
                ],
                "within": {"parameter": "p5_window"},
                "min_grade": "confirmed",
                "measure": "sales",
                "at_least": {"parameter": "p5_sales"},
            }},
            {"stage_passed": 4},
        ]
    }  # fmt: skip
    condition = decode_condition(raw, stage_passed=True)
    assert encode_condition(condition) == raw
    assert condition.parts[0].at_least == Parameter("p5_sales")  # type: ignore[union-attr]
    assert condition.parts[0].facts.where[1].value == 2  # type: ignore[union-attr]


COUNT = {"kind": "a.b", "at_least": 1}


@pytest.mark.parametrize(
    ("raw", "path", "code"),
    [
        ([], "", "not_an_object"),
        ({}, "", "not_one_operator"),
        ({"count": COUNT, "all": []}, "", "not_one_operator"),
        ({"none": COUNT}, "none", "unknown_operator"),
        ({"stage_passed": 1}, "stage_passed", "unknown_operator"),
        ({"all": []}, "all", "too_short"),
        ({"all": {"count": COUNT}}, "all", "not_an_array"),
        ({"all": [{"count": {**COUNT, "at_least": 0}}]}, "all[0].count.at_least", "not_a_number"),
        ({"count": {**COUNT, "at_least": 1.5}}, "count.at_least", "not_a_number"),
        ({"count": {**COUNT, "at_least": True}}, "count.at_least", "not_a_number"),
        ({"count": {**COUNT, "at_least": 10**5000}}, "count.at_least", "not_a_number"),
        ({"count": {**COUNT, "at_least": {"parameter": "x", "param": "y"}}}, "count.at_least.param", "unknown_key"),
        ({"count": {"kind": "a.b"}}, "count.at_least", "missing_key"),
        ({"count": {**COUNT, "kinds": []}}, "count.kinds", "unknown_key"),
        ({"count": {**COUNT, "kind": "Training"}}, "count.kind", "wrong_form"),
        ({"count": {**COUNT, "kind": []}}, "count.kind", "too_short"),
        ({"count": {**COUNT, "kind": ["a.b", "a.b"]}}, "count.kind", "named_twice"),
        ({"count": {**COUNT, "kind": ["a.b", 7]}}, "count.kind[1]", "not_text"),
        ({"count": {**COUNT, "within": -1}}, "count.within", "not_a_number"),
        ({"count": {**COUNT, "within": 40_000}}, "count.within", "not_a_number"),
        ({"count": {**COUNT, "min_grade": "certain"}}, "count.min_grade", "unknown_value"),
        ({"count": {**COUNT, "where": [{"field": "x", "op": "like", "value": 1}]}},
         "count.where[0].op", "unknown_value"),
        ({"count": {**COUNT, "where": [{"field": "x", "op": "eq"}]}}, "count.where[0].value", "missing_key"),
        ({"count": {**COUNT, "where": [{"field": "x", "op": "in", "value": []}]}}, "count.where[0].value", "too_short"),
        ({"count": {**COUNT, "where": [{"field": "x", "op": "in", "value": [1, "1"]}]}},
         "count.where[0].value", "mixed_types"),
        ({"count": {**COUNT, "where": [{"field": "x", "op": "ge", "value": "b"}]}},
         "count.where[0].value", "not_a_number"),
        ({"count": {**COUNT, "where": [{"field": "x", "op": "eq", "value": {"date": "2018-02-30"}}]}},
         "count.where[0].value.date", "not_a_date"),
        ({"count": {**COUNT, "where": [{"field": "fact.grade", "op": "eq", "value": 1}]}},
         "count.where[0].value", "unknown_value"),
        ({"count": {**COUNT, "where": [{"field": "fact.id", "op": "eq", "value": 1}]}},
         "count.where[0].field", "wrong_form"),
        ({"sum": COUNT}, "sum.measure", "missing_key"),
        ({"holds": {"kind": "a.b", "until": "u", "within": 5}}, "holds.within", "unknown_key"),
    ],
)  # fmt: skip
def test_a_malformed_condition_is_refused_at_its_path(raw: object, path: str, code: str) -> None:
    with pytest.raises(MalformedRuleError) as refused:
        decode_condition(raw)
    assert [(problem.path, problem.code) for problem in refused.value.problems] == [(path, code)]


def test_conditions_have_a_deepest_level() -> None:
    raw: dict[str, Any] = {"count": COUNT}
    for _ in range(5000):
        raw = {"all": [raw]}
    with pytest.raises(MalformedRuleError) as refused:
        decode_condition(raw)
    assert [problem.code for problem in refused.value.problems] == ["too_deep"]


def _stage_passed_in_a_stage(raw: dict[str, Any]) -> None:
    raw["stages"]["3"]["condition"] = {"stage_passed": 2}


@pytest.mark.parametrize(
    ("spoil", "problems"),
    [
        (lambda raw: raw.pop("title"), ["title missing_key"]),
        (lambda raw: raw.update(titel="x"), ["titel unknown_key"]),
        (lambda raw: raw.update(code="okoce 2018"), ["code wrong_form"]),
        (lambda raw: raw.update(order="loose"), ["order unknown_value"]),
        (lambda raw: raw.update(valid_to="2017-01-01"), ["valid_to ends_before_start"]),
        (lambda raw: raw.update(sources=["kompas"]), ["sources[0] wrong_form"]),
        (lambda raw: raw.update(explanation="  "), ["explanation not_text"]),
        (lambda raw: raw["stages"].pop("7"), ["stages.7 missing_key"]),
        (lambda raw: raw["stages"].update({"8": {}}), ["stages.8 unknown_key"]),
        (lambda raw: raw["stages"]["1"].pop("minimum_grade"), ["stages.1.minimum_grade missing_key"]),
        (_stage_passed_in_a_stage, ["stages.3.condition.stage_passed unknown_operator"]),
        (lambda raw: raw["counts_as_entrepreneur"].update(condition={"stage_passed": 8}),
         ["counts_as_entrepreneur.condition.stage_passed not_a_number"]),
        (lambda raw: raw.update(order="loose", stages=[]), ["stages not_an_object", "order unknown_value"]),
    ],
)  # fmt: skip
def test_a_malformed_edition_is_refused_with_every_problem(spoil: Callable[[dict[str, Any]], object], problems: list[str]) -> None:
    raw: dict[str, Any] = json.loads(json.dumps(encode_edition(seeded_editions()[0])))
    spoil(raw)
    with pytest.raises(MalformedRuleError) as refused:
        decode_edition(raw)
    assert [f"{problem.path} {problem.code}" for problem in refused.value.problems] == problems


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "not_json"), ("{", "not_json"), ("[" * 100_000, "not_json"), ('{"code": 1, "code": 2}', "doubled_key")],
)
def test_text_that_is_no_edition(text: str, code: str) -> None:
    with pytest.raises(MalformedRuleError) as refused:
        edition_from_json(text)
    assert refused.value.problems[0].code == code
    assert str(refused.value).startswith("edition: ")


def test_unknown_fact_kinds_are_named() -> None:
    raw = encode_edition(seeded_editions()[0])
    with pytest.raises(MalformedRuleError) as refused:
        decode_edition(raw, known_kinds={"registration.submitted", "training.attended"})
    assert str(refused.value.problems[0]) == ("stages.3.condition: names the fact kind mentoring.session, which does not exist")


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(["a.b", "eq", "in"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "all",
                    "any",
                    "count",
                    "sum",
                    "holds",
                    "kind",
                    "at_least",
                    "where",
                    "field",
                    "op",
                    "value",
                    "date",
                    "x",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=80, deadline=None)
@given(anything, st.sampled_from(["stages", "order", "sources", "counts_as_entrepreneur", "valid_from", "code"]))
def test_no_value_whatever_crashes_the_decoder(value: object, key: str) -> None:
    raw = {**encode_edition(seeded_editions()[0]), key: value}
    for decode, given_value in ((decode_edition, raw), (decode_condition, value)):
        with suppress(MalformedRuleError):
            decode(given_value)
