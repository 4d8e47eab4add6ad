"""The form of a condition: what an official types is the document that a developer writes, and nothing typed is lost."""

import pytest
from hypothesis import given

from okoce.progression.rules import (
    AllOf,
    AnyOf,
    Condition,
    Count,
    Distinct,
    Edition,
    Entry,
    Field,
    Gate,
    Holds,
    MalformedRuleError,
    MonthsInARow,
    Parameter,
    Selection,
    StagePassed,
    Sum,
    Test,
    TestEntry,
    Vocabulary,
    blank,
    condition_problems,
    decode_condition,
    decode_edition,
    encode_edition,
    entry_of,
    read_entry,
    reshape,
    vocabulary_problems,
    write_entry,
    written,
)
from okoce.progression.web.forms import HeadForm, head_values
from tests.progression.strategies import KINDS, editions

MEASURES = {
    "amount": Field("number"),
    "code": Field("choice", ("p", "q", "r")),
    "flag": Field("truth"),
    "until": Field("date"),
    "month": Field("date"),
}
KNOWN = Vocabulary(dict.fromkeys((*KINDS, "nothing.happens"), MEASURES), ("visits.needed",), ("counter", "mentor"))
ONE = Selection((KINDS[0],))


def through_the_form(condition: Condition, *, stage_passed: bool = False) -> Condition:
    """A condition as a form shows it, sent and read again."""
    sent = write_entry(entry_of(condition), "g")
    return decode_condition(written(read_entry(sent, "g"), "g", KNOWN).document, stage_passed=stage_passed)


@given(editions())
def test_any_edition_comes_back_from_the_forms_as_it_was(edition: Edition) -> None:
    assert vocabulary_problems(edition, KNOWN) == ()
    shown = {name: "" if value is None else value for name, value in head_values(edition).items()}
    head = HeadForm({**shown, "title_en": "Test", "explanation_en": "An edition for tests.", "seen": "x"})
    assert head.is_valid(), head.errors
    found = head.edition(edition)
    gates = [
        Gate(through_the_form(gate.condition, stage_passed=gate is edition.counts_as_entrepreneur), gate.minimum_grade)
        for gate in (*edition.stages, edition.counts_as_entrepreneur)
    ]
    document = {**encode_edition(found), "title": edition.title}
    assert [*gates] == [*edition.stages, edition.counts_as_entrepreneur]
    again = decode_edition(document)
    assert (again.stages, again.sources, again.notes, again.valid_from, again.valid_to, again.order, again.article) == (
        edition.stages,
        edition.sources,
        edition.notes,
        edition.valid_from,
        edition.valid_to,
        edition.order,
        edition.article,
    )


@pytest.mark.parametrize(
    "condition",
    [
        Count(ONE, Parameter("visits.needed")),
        Count(Selection((KINDS[0],), within=Parameter("visits.needed")), 2),
        Sum(Selection(KINDS, (Test("amount", "in", (1, 2)),)), "amount", 10**15),
        Distinct(ONE, "fact.channel", 2),
        MonthsInARow(ONE, 3, "month"),
        Holds(Selection((KINDS[1],), (Test("flag", "eq", False),), None, 3)),
        AllOf((AnyOf((Count(ONE, 1),)), AllOf((Count(ONE, 1), Count(ONE, 2))))),
    ],
)
def test_every_form_of_the_grammar_has_its_fields(condition: Condition) -> None:
    wanted = Holds(condition.facts, "until") if isinstance(condition, Holds) else condition
    assert through_the_form(wanted) == wanted


def problems(entry: Entry) -> dict[str, str]:
    """What is wrong with something typed: the reason's code by the name of the control."""
    sent = written(entry, "g", KNOWN)
    try:
        condition = decode_condition(sent.document, stage_passed=True)
    except MalformedRuleError as error:
        return {sent.field_of(problem): problem.code for problem in error.problems}
    return {sent.field_of(problem, "."): problem.code for problem in condition_problems(condition, KNOWN, "")}


def count(**texts: str) -> Entry:
    return Entry("count", {"at_least": "1", "min_grade": "confirmed", **texts}, ["a.first"])


def limited(name: str, operator: str, *values: str) -> Entry:
    entry = count()
    entry.tests = [TestEntry(name, operator, list(values))]
    return entry


@pytest.mark.parametrize(
    ("entry", "wrong"),
    [
        (count(), {}),
        (count(at_least="dua"), {"g.at_least": "not_a_number"}),
        (count(at_least=""), {"g.at_least": "not_a_number"}),
        (count(at_least="0"), {"g.at_least": "not_a_number"}),
        (count(at_least="1.000"), {}),
        (count(at_least="1.00"), {"g.at_least": "not_a_number"}),
        (count(within="-3"), {"g.within": "not_a_number"}),
        (count(at_least_rule="no.such"), {"g.at_least_rule": "unknown_parameter"}),
        (count(min_grade="best"), {"g.min_grade": "unknown_value"}),
        (Entry("count", {"at_least": "1"}), {"g.kind": "too_short"}),
        (Entry("count", {"at_least": "1"}, ["no.such"]), {"g.kind": "unknown_kind"}),
        (Entry("sum", {"at_least": "1", "measure": ""}, ["a.first"]), {"g.measure": "not_text"}),
        (Entry("sum", {"at_least": "1", "measure": "code"}, ["a.first"]), {"g.measure": "wrong_measure"}),
        (Entry("holds", {"until": "month_"}, ["a.first"]), {"g.until": "unknown_measure"}),
        (limited("amount", "ge", "banyak"), {"g.t0.value": "not_a_number"}),
        (limited("amount", "ge"), {"g.t0.value": "not_a_number"}),
        (limited("amount", "eq", "1", "2"), {"g.t0.value": "not_text"}),
        (limited("code", "in"), {"g.t0.value": "too_short"}),
        (limited("code", "eq", "z"), {"g.t0.value": "wrong_value"}),
        (limited("code", "up", "p"), {"g.t0.op": "unknown_value"}),
        (limited("until", "ge", "besok"), {"g.t0.value": "not_a_date"}),
        (limited("flag", "ge", "true"), {"g.t0.value": "not_a_number"}),
        (limited("size", "eq", "1"), {"g.t0.field": "unknown_measure"}),
        (Entry("all"), {"g.type": "too_short"}),
        (Entry("any", parts=[count(at_least="x")]), {"g-0.at_least": "not_a_number"}),
    ],
)
def test_what_is_wrong_is_said_at_its_field(entry: Entry, wrong: dict[str, str]) -> None:
    assert problems(entry) == wrong


@pytest.mark.parametrize("entry", [count(at_least="dua"), limited("code", "in", "p", "z"), Entry("all", parts=[blank("sum")])])
def test_a_refused_form_keeps_what_was_typed(entry: Entry) -> None:
    kept = read_entry(write_entry(entry, "g"), "g")
    assert write_entry(kept, "g") == write_entry(entry, "g")


def test_a_form_that_is_not_ours_is_an_empty_group() -> None:
    assert read_entry({}, "g") == Entry("all")
    assert read_entry({"g.type": ["drop"], "g.parts": ["999999"]}, "g").type == "all"
    assert len(read_entry({"g.type": ["all"], "g.parts": ["999"]}, "g").parts) == 30
    assert read_entry({"g.type": ["all"], "g.parts": ["²"]}, "g").parts == []


TWO = Entry("all", parts=[count(), Entry("any", parts=[count(at_least="2")])])


def shape(entry: Entry) -> object:
    return [entry.type, *(shape(part) for part in entry.parts)] if entry.parts or entry.type in ("all", "any") else entry.type


@pytest.mark.parametrize(
    ("action", "choice", "wanted"),
    [
        ("add:", "sum", ["all", "count", ["any", "count"], "sum"]),
        ("add:1", "holds", ["all", "count", ["any", "count", "holds"]]),
        ("add:0", "sum", ["all", "count", ["any", "count"]]),
        ("add:", "drop", ["all", "count", ["any", "count"]]),
        ("remove:0", "", ["all", ["any", "count"]]),
        ("remove:1-0", "", ["all", "count", ["any"]]),
        ("remove:", "", ["all", "count", ["any", "count"]]),
        ("remove:7", "", ["all", "count", ["any", "count"]]),
        ("wrap:0:any", "", ["all", ["any", "count", "count"], ["any", "count"]]),
        ("wrap::any", "", ["any", ["all", "count", ["any", "count"]], "count"]),
        ("unwrap:1", "", ["all", "count", "count"]),
        ("turn:0", "months_in_a_row", ["all", "months_in_a_row", ["any", "count"]]),
        ("turn:1", "all", ["all", "count", ["all", "count"]]),
        ("turn:1", "sum", ["all", "count", ["any", "count"]]),
        ("refresh", "", ["all", "count", ["any", "count"]]),
    ],
)
def test_buttons_change_the_shape(action: str, choice: str, wanted: object) -> None:
    assert shape(reshape(TWO, action, choice, KNOWN)) == wanted


def test_a_test_is_added_with_a_comparison_that_fits_and_taken_away() -> None:
    with_test = reshape(TWO, "test:0", "until", KNOWN)
    assert with_test.parts[0].tests == [TestEntry("until", "ge")]
    assert reshape(with_test, "untest:0:0", "", KNOWN) == TWO
    assert reshape(TWO, "test:0", "size", KNOWN) == TWO


def test_another_operator_keeps_the_facts_and_the_window() -> None:
    turned = reshape(count(within="30"), "turn:", "distinct", KNOWN)
    assert (turned.type, turned.kinds, turned.text("within")) == ("distinct", ["a.first"], "30")


def test_stage_passed_has_its_field() -> None:
    assert through_the_form(StagePassed(4), stage_passed=True) == StagePassed(4)
