"""Content: one strict reading, each fault with its place; and the content that is shipped."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from typing import Any

import pytest

from okoce.stages.p4_licensing import texts
from okoce.stages.p4_licensing.queries.content import SHIPPED, ShippedRow, shipped, shipped_frame, shipped_rows
from okoce.stages.p4_licensing.rules import ContentError, check_clause, check_param, check_rows, check_task
from okoce.stages.p4_licensing.rules.frame import read_frame
from okoce.stages.p4_licensing.rules.sentences import param_words
from tests.stages.p4_licensing.building import clause, clause_value, content, param, row, task, task_value

TODAY = date(2026, 11, 24)
OFFICES = {"", "https://oss.go.id", "https://sppirt.pom.go.id", "https://ptsp.halal.go.id", "https://merek.dgip.go.id"}


EMPTY: dict[str, Any] = {"question": [], "scales": {}, "traits": {}, "risks": {}}


def replacing(code: str) -> ShippedRow:
    """A clause that puts the second task in the place of the first: a.b."""
    return clause(code, effect="replace", by=code.split(".")[1])


def changed(value: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {**value, **more}


@pytest.mark.parametrize(
    ("value", "code", "at"),
    [
        ("text", "not_an_object", "task"),
        (changed(task_value(), colour="red"), "unknown_key", "task.colour"),
        ({key: value for key, value in task_value().items() if key != "gets"}, "missing_key", "task.gets"),
        (changed(task_value(), title=""), "text_needed", "task.title"),
        (changed(task_value(), title=7), "text_needed", "task.title"),
        (changed(task_value(), papers=[]), "list_needed", "task.papers"),
        (changed(task_value(), papers=["Surat", "Surat"]), "twice", "task.papers"),
        (changed(task_value(), steps=["Satu.", "Dua."]), "same_length", "task.en.steps"),
        (changed(task_value(), order="first"), "number_needed", "task.order"),
        (changed(task_value(), where="oss.go.id"), "url_needed", "task.where"),
        (changed(task_value(), phone="ask"), "phone_needed", "task.phone"),
        (changed(task_value(), needs=["No Task"]), "unknown_task", "task.needs"),
        (changed(task_value(), en={"title": "Task"}), "missing_key", "task.en.what_for"),
    ],
)
def test_a_faulty_task_is_refused(value: object, code: str, at: str) -> None:
    faults = {(reason.code, reason.params["at"]) for reason in check_task(value).reasons}
    assert (f"p4.content.{code}", at) in faults


@pytest.mark.parametrize(
    ("more", "code", "at"),
    [
        ({"effect": "delete"}, "unknown_value", "nib.clause.effect"),
        ({"level": "maybe"}, "unknown_value", "nib.clause.level"),
        ({"when": {"mood": ["good"]}}, "unknown_key", "nib.clause.when.mood"),
        ({"when": {"place": ["moon"]}}, "unknown_value", "nib.clause.when.place"),
        ({"when": {"place": []}}, "list_needed", "nib.clause.when.place"),
        ({"unless": {"class": ["10794"]}}, "unknown_value", "nib.clause.unless.class"),
        ({"when": {"trait": ["tasty"]}}, "unknown_value", "nib.clause.when.trait"),
        ({"since": "p4.param.someday"}, "unknown_param", "nib.clause.since"),
        ({"since": "p4.param.capital_micro_max"}, "unknown_param", "nib.clause.since"),
        ({"by": "other"}, "only_with_replace", "nib.clause.by"),
        ({"effect": "replace"}, "only_with_replace", "nib.clause.by"),
        ({"effect": "block"}, "only_with_block", "nib.clause.unlocked_by"),
        ({"unlocked_by": ["move"]}, "only_with_block", "nib.clause.unlocked_by"),
        ({"says": "Karena {place}."}, "unknown_place", "nib.clause.says"),
        ({"en": {"says": "Because {colour}."}}, "unknown_place", "nib.clause.en.says"),
        ({"says": "Karena {place."}, "unknown_place", "nib.clause.says"),
        ({"en": {}}, "missing_key", "nib.clause.en.says"),
    ],
)
def test_a_faulty_clause_is_refused(more: dict[str, Any], code: str, at: str) -> None:
    faults = {(reason.code, reason.params["at"]) for reason in check_clause(clause_value("nib.clause", **more)).reasons}
    assert (f"p4.content.{code}", at) in faults


def test_a_good_task_and_a_good_clause_pass() -> None:
    assert check_task(task_value()).allowed
    assert check_clause(
        clause_value("nib.clause", when={"place": ["home"]}, says="Di {place}.", en={"says": "At {place}."})
    ).allowed


@pytest.mark.parametrize(
    ("code", "value", "fault"),
    [
        ("p4.param.halal_duty_from", "2026-10-17", None),
        ("p4.param.halal_duty_from", "17 October 2026", "day_needed"),
        ("p4.param.halal_duty_from", 20261017, "day_needed"),
        ("p4.param.capital_micro_max", 0, "number_needed"),
        ("p4.param.no_such", 1, "unknown_param"),
        ("p4.fee.nib", 0, None),
        ("p4.fee.nib", -1, "number_needed"),
        ("p4.fee.nib", "free", "number_needed"),
        ("p4.days.nib", 3, None),
        ("p4.term.slhs", "on_certificate", None),
        ("p4.term.slhs", 3, None),
        ("p4.term.slhs", 0, "term_needed"),
        ("p4.term.slhs", "long", "term_needed"),
        ("p4.traits.2025.10794", {"traits": ["food_made"]}, None),
        ("p4.traits.2025.10794", {"traits": ["tasty"]}, "unknown_value"),
        ("p4.traits.10794", {"traits": []}, "unknown_class"),
        ("p4.risk.2025.10794", {"scope": "", "scale": ["micro"], "place": [], "level": "low"}, None),
        ("p4.risk.2025.10794", {"scope": "", "scale": ["tiny"], "place": [], "level": "low"}, "unknown_value"),
        ("p4.risk.2025.10794", {"scope": "", "scale": [], "place": [], "level": "unconfirmed"}, "unknown_value"),
        ("p4.wish.nib", 1, "unknown_family"),
    ],
)
def test_scalars_and_rows_of_classes(code: str, value: object, fault: str | None) -> None:
    decision = check_param(code, value)
    assert decision.codes == ((f"p4.content.{fault}",) if fault else ())


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([task("nib", needs=["other"]), clause("nib.all")], "unknown_task"),
        ([task("nib"), clause("nib.all", when={"task": ["other"]})], "unknown_task"),
        ([task("nib"), clause("nib.all"), clause("nib.more", effect="replace", by="other")], "unknown_task"),
        ([task("nib"), clause("nib.all", since="p4.param.halal_duty_from")], "unknown_param"),
        ([task("nib"), clause("nib.all", says="Sejak {halal_duty_from}.")], "unknown_param"),
        ([task("nib"), clause("nib.all"), row("p4.fee.other", 1, "rupiah")], "unknown_task"),
        ([task("nib"), clause("nib.all"), row("p4.fee.nib", 1, "dollars")], "unknown_value"),
        ([task("nib")], "never_on_a_list"),
        ([task("a", needs=["b"]), task("b", needs=["a"]), clause("a.all"), clause("b.all")], "circle"),
        ([task("a"), task("b"), clause("a.b", when={"task": ["b"]}), clause("b.a", when={"task": ["a"]})], "circle"),
        (
            [
                task("a"),
                task("b"),
                clause("a.all"),
                clause("a.b", effect="replace", by="b"),
                clause("b.a", effect="replace", by="a"),
            ],
            "circle",
        ),
        ([task("nib"), clause("nib.all"), row("p4.risk.10794", {"level": "low"}, "risk")], "unknown_class"),
    ],
)
def test_rows_that_do_not_fit_together_are_refused(rows: list[Any], code: str) -> None:
    with pytest.raises(ContentError) as refused:
        content(*rows)
    assert f"p4.content.{code}" in refused.value.decision.codes


def test_no_content_is_without_thresholds() -> None:
    decision = check_rows([task("nib"), clause("nib.all")], shipped_frame())
    assert set(decision.codes) == {"p4.content.unknown_param"}


def test_every_fault_has_a_sentence() -> None:
    used = set()
    for path in (SHIPPED[0].parents[1] / "rules").glob("*.py"):
        used |= set(re.findall(r'(?:faults\.add\(|pattern, |PHONE, |URL, )"([a-z_]+)"', path.read_text("utf-8")))
    assert {f"p4.content.{code}" for code in used} == set(texts.SENTENCES)


def test_shipped_rows_are_whole() -> None:
    """Each cites, says how far it is trusted, who looked at it when, and when somebody has to look again."""
    rows = [each for path in SHIPPED for each in tomllib.loads(path.read_text("utf-8"))["rule"]]
    assert len(rows) == len({(each["code"], each.get("applies_to", ""), each["effective_from"]) for each in rows})
    for each in rows:
        assert each["legal_basis"]
        assert each["article"] == "article unverified" or each["article"].startswith("Pasal ")
        assert each["verified_by"].startswith("project: ")
        assert each["verified_on"] == TODAY
        assert each["review_by"] > TODAY
        assert each["trust"] in ("T", "2", "1", "calc", "U")
        assert each["trust"] == "U" or each["source_url"], each["code"]
        assert each["status"] == "active"


def test_only_known_offices() -> None:
    """Addresses that the project's sources name; no phone was found in any of them."""
    assert {each.where for each in shipped(TODAY).tasks.values()} <= OFFICES
    assert {each.phone for each in shipped(TODAY).tasks.values()} == {""}


def test_shipped_content_before_and_after_a_change_of_law() -> None:
    assert shipped(date(2026, 1, 13)).terms["slhs"].word == "on_certificate"
    old = [each for each in shipped_rows(date(2025, 10, 2)) if each.code == "p4.term.slhs"]
    assert [each.value for each in old] == [3]
    with pytest.raises(ContentError):
        shipped(date(2025, 10, 2))


def test_the_version_names_the_rows() -> None:
    one = content(task("nib"), clause("nib.all"))
    same = content(clause("nib.all"), task("nib"))
    other = content(task("nib"), clause("nib.all", says="Karena lain."))
    assert one.version == same.version
    assert one.version != other.version


def test_a_row_of_traits_stands_before_the_file() -> None:
    found = content(task("nib"), clause("nib.all"), row("p4.traits.2025.47249", {"traits": ["food_made", "food_retail"]}, "traits"))
    assert {str(each) for each in found.classes_with(frozenset({"food_made"}))} >= {"2025:47249", "2025:10794"}


@pytest.mark.parametrize(
    ("words", "lines", "code"),
    [
        ({}, [], "missing_key"),
        (EMPTY, [], "other_questions"),
        (EMPTY, [{"version": "2015", "code": "10794", "traits": ""}], "unknown_class"),
        (EMPTY, [{"version": "2025", "code": "1", "traits": ""}], "unknown_class"),
        (EMPTY, [{"version": "2025", "code": "10", "traits": "tasty"}], "unknown_value"),
        (EMPTY, [{"version": "2025", "code": "10", "traits": ""}] * 2, "twice"),
    ],
)
def test_a_faulty_frame_is_refused(words: dict[str, Any], lines: list[dict[str, str]], code: str) -> None:
    with pytest.raises(ContentError) as refused:
        read_frame(words, lines, "")
    assert f"p4.content.{code}" in refused.value.decision.codes


def test_sums_and_days_stand_in_sentences_as_people_read_them() -> None:
    known = content(
        task("nib"), clause("nib.all"), param("halal_duty_from", "2026-10-17", "date"), param("slhs_renew_months", 3, "months")
    )
    assert param_words(known, "halal_duty_from", "id") == "17 Oktober 2026"
    assert param_words(known, "halal_duty_from", "en") == "17 October 2026"
    assert param_words(known, "sales_small_max", "id") == "Rp15 miliar"
    assert param_words(known, "sales_small_max", "en") == "Rp15 billion"
    assert param_words(known, "slhs_renew_months", "id") == "3 bulan"
