"""The engine on content made for it: additions, replacements, blocks, days, scale, risk, fees, and what may come."""

from __future__ import annotations

from datetime import date

import pytest

from okoce.stages.p4_licensing.queries.content import shipped
from okoce.stages.p4_licensing.rules import Answers, ClassRef, Content, Roadmap, UnknownAnswerError, build
from okoce.stages.p4_licensing.rules.scales import scale_by
from tests.stages.p4_licensing.building import clause, content, param, risk, task

TODAY = date(2026, 11, 24)
NO_CLASS = Answers()


def made(*rows: object) -> Content:
    return content(task("nib"), task("other", order=20, needs=["nib"]), clause("nib.all"), *rows)  # type: ignore[arg-type]


def codes(roadmap: Roadmap) -> list[str]:
    return list(roadmap.codes)


def test_an_addition_needs_every_key_and_one_value_of_each() -> None:
    found = made(clause("other.both", when={"place": ["home", "street"], "brand": ["yes"]}))
    assert codes(build(found, Answers(place="home", brand="yes"), TODAY)) == ["nib", "other"]
    assert codes(build(found, Answers(place="street", brand="yes"), TODAY)) == ["nib", "other"]
    assert codes(build(found, Answers(place="home", brand="no"), TODAY)) == ["nib"]
    assert codes(build(found, Answers(place="fixed", brand="yes"), TODAY)) == ["nib"]
    assert codes(build(found, Answers(brand="yes"), TODAY)) == ["nib"]


def test_two_clauses_of_a_task_are_two_ways() -> None:
    found = made(clause("other.one", when={"place": ["home"]}), clause("other.two", when={"brand": ["yes"]}, level="advised"))
    both = build(found, Answers(place="home", brand="yes"), TODAY).get("other")
    assert both is not None
    assert [each.clause for each in both.becauses] == ["other.one", "other.two"]
    assert both.level == "required"
    assert [each.level for each in both.becauses] == ["required", "advised"]


def test_any_key_of_unless_switches_off() -> None:
    found = made(clause("other.all", unless={"npwp": ["have"], "brand": ["no"]}))
    assert codes(build(found, Answers(npwp="none"), TODAY)) == ["nib", "other"]
    assert codes(build(found, Answers(npwp="have"), TODAY)) == ["nib"]
    assert codes(build(found, Answers(brand="no"), TODAY)) == ["nib"]


def test_unanswered_matches_only_where_it_is_named() -> None:
    found = made(clause("other.open", when={"brand": ["unanswered"]}))
    assert codes(build(found, NO_CLASS, TODAY)) == ["nib", "other"]
    assert codes(build(found, Answers(brand="no"), TODAY)) == ["nib"]


def test_since_and_until_are_days_of_a_parameter() -> None:
    found = made(
        param("halal_duty_from", "2026-10-17", "date"),
        clause("other.before", level="advised", until="p4.param.halal_duty_from"),
        clause("other.after", since="p4.param.halal_duty_from"),
    )
    before, after = (build(found, NO_CLASS, on).get("other") for on in (date(2026, 10, 16), date(2026, 10, 17)))
    assert before is not None
    assert after is not None
    assert (before.level, after.level) == ("advised", "required")


def test_a_replacement_takes_the_reasons_along() -> None:
    found = made(
        task("heavy", order=30), clause("other.all"), clause("other.more", effect="replace", by="heavy", when={"brand": ["yes"]})
    )
    assert codes(build(found, Answers(brand="no"), TODAY)) == ["nib", "other"]
    roadmap = build(found, Answers(brand="yes"), TODAY)
    assert codes(roadmap) == ["nib", "heavy"]
    heavy = roadmap.get("heavy")
    assert heavy is not None
    assert [(each.clause, each.effect) for each in heavy.becauses] == [("other.all", "add"), ("other.more", "replace")]
    assert heavy.level == "required"


def test_a_replacement_that_stands_already_stands_once() -> None:
    found = made(
        task("heavy", order=30),
        clause("other.all"),
        clause("heavy.all", level="advised"),
        clause("other.more", effect="replace", by="heavy", when={"brand": ["yes"]}),
    )
    assert codes(build(found, Answers(brand="yes"), TODAY)) == ["nib", "heavy"]


def test_a_block_names_what_unlocks_it() -> None:
    found = made(
        task("lokbin", order=5),
        clause("lokbin.green", level="advised", when={"zone": ["green"]}),
        clause("nib.green", effect="block", unlocked_by=["lokbin"], when={"zone": ["green"]}),
        clause("other.all"),
    )
    roadmap = build(found, Answers(place="home", zone="green"), TODAY)
    nib = roadmap.get("nib")
    assert nib is not None
    assert nib.block is not None
    assert nib.block.unlocked_by == ("lokbin",)
    assert nib.waits_for(()) == ("lokbin",)
    assert nib.waits_for(("lokbin",)) == ()
    steps = [roadmap.next_step(done) for done in ((), ("lokbin",), ("lokbin", "nib"), ("lokbin", "nib", "other"))]
    assert [step.code if step else None for step in steps] == ["lokbin", "nib", "other", None]
    free = build(found, Answers(place="home", zone="allowed"), TODAY).get("nib")
    assert free is not None
    assert free.block is None


def test_a_task_may_follow_from_another_and_inherits_its_doubt() -> None:
    found = made(
        task("training", order=30),
        clause("other.sure", when={"brand": ["yes"]}),
        clause("other.unsure", when={"brand": ["no"]}, trust="U"),
        clause("training.other", when={"task": ["other"]}),
    )
    for brand, doubt in (("yes", False), ("no", True)):
        training = build(found, Answers(brand=brand), TODAY).get("training")
        assert training is not None
        assert training.unconfirmed is doubt
        assert training.becauses[0].unconfirmed is doubt
    assert build(found, NO_CLASS, TODAY).get("training") is None


def test_one_confirmed_way_of_the_level_is_enough() -> None:
    found = made(clause("other.a", trust="U"), clause("other.b", trust="1"), clause("nib.more", level="advised", trust="U"))
    roadmap = build(found, NO_CLASS, TODAY)
    assert [each.unconfirmed for each in roadmap.tasks] == [False, False]
    advised = made(clause("other.a", trust="U"), clause("other.b", level="advised"))
    found_task = build(advised, NO_CLASS, TODAY).get("other")
    assert found_task is not None
    assert found_task.unconfirmed, "what makes it required is not confirmed"


@pytest.mark.parametrize(
    ("capital", "sales", "scale"),
    [
        ("", "", ""),
        ("upto_1bn", "", "micro"),
        ("upto_5bn", "", "small"),
        ("upto_10bn", "", "medium"),
        ("over_10bn", "", "large"),
        ("upto_1bn", "upto_15bn", "small"),
        ("over_10bn", "upto_2bn", "micro"),
        ("", "over_15bn", "medium"),
    ],
)
def test_scale(capital: str, sales: str, scale: str) -> None:
    assert build(shipped(TODAY), Answers(capital=capital, sales=sales), TODAY).scale == scale


def test_scale_follows_the_thresholds_of_the_rows() -> None:
    lower = content(task("nib"), clause("nib.all"), capital=(500_000_000, 5_000_000_000, 10_000_000_000))
    assert scale_by(lower, "capital", "upto_1bn") == "small", "the answer reaches beyond the new threshold"


def test_risk_comes_from_rows_alone() -> None:
    kbli, other = ClassRef("2025", "14120"), ClassRef("2020", "14120")
    found = made(
        task("check", order=40),
        clause("check.unknown", when={"risk": ["unconfirmed"]}),
        clause("other.medium", when={"risk": ["medium_low"]}),
        risk("2025.14120", "medium_low", scale=["micro"], place=["home"]),
    )
    answers = Answers(kbli, place="home", capital="upto_1bn")
    roadmap = build(found, answers, TODAY)
    assert (roadmap.risk, codes(roadmap)) == ("medium_low", ["nib", "other"])
    assert build(found, Answers(kbli, place="home", capital="upto_5bn"), TODAY).risk == "unconfirmed"
    assert build(found, Answers(kbli, place="fixed", capital="upto_1bn"), TODAY).risk == "unconfirmed"
    assert build(found, Answers(other, place="home", capital="upto_1bn"), TODAY).risk == "unconfirmed", "same number, other version"


def test_scopes_that_differ_leave_the_risk_open() -> None:
    rows = [risk("2025.14120", "low", scope="a"), risk("2025.14120", "high", scope="b", applies_to="b")]
    assert build(made(clause("other.x"), *rows), Answers(ClassRef("2025", "14120")), TODAY).risk == "unconfirmed"
    unsure = risk("2025.14120", "low", trust="U")
    assert build(made(clause("other.x"), unsure), Answers(ClassRef("2025", "14120")), TODAY).risk == "unconfirmed"


def test_fee_of_small_firms_and_of_others() -> None:
    answers = {"brand": "yes", "place": "home", "zone": "allowed"}
    small = build(shipped(TODAY), Answers.of({**answers, "capital": "upto_1bn"}), TODAY).get("brand")
    larger = build(shipped(TODAY), Answers.of({**answers, "capital": "over_10bn"}), TODAY).get("brand")
    assert small is not None
    assert larger is not None
    assert small.fee is not None
    assert larger.fee is not None
    assert (small.fee.low.value, larger.fee.low.value) == (500_000, 1_800_000)


def test_row_ids_name_what_was_used() -> None:
    roadmap = build(shipped(TODAY), Answers.of({"class": "2025:10794", "inputs": "simple", "capital": "upto_1bn"}), TODAY)
    content_ = shipped(TODAY)
    ids = set(roadmap.row_ids)
    assert content_.params["halal_duty_from"].source.row_id in ids
    assert content_.params["capital_micro_max"].source.row_id in ids
    assert content_.tasks["nib"].source.row_id in ids
    assert content_.params["sales_micro_max"].source.row_id not in ids
    assert list(roadmap.row_ids) == sorted(ids)
    assert roadmap.version == content_.version


def test_a_number_is_another_class_in_the_other_version() -> None:
    """11040 was soft drinks in 2020 and is malt in 2025."""
    known = shipped(TODAY)
    assert known.traits_of(ClassRef("2020", "11040")) == {"drink_made"}
    assert known.traits_of(ClassRef("2025", "11040")) == {"food_made"}
    assert known.traits_of(ClassRef("2025", "99999")) == {"service"}, "the default of its division"
    assert known.traits_of(None) == frozenset()


@pytest.mark.parametrize("saved", [{"class": "10794"}, {"class": "2015:10794"}, {"place": "moon"}, {"mood": "good"}])
def test_an_answer_that_does_not_exist_is_refused(saved: dict[str, str]) -> None:
    with pytest.raises(UnknownAnswerError):
        Answers.of(saved)
