"""The permit that was expected and is not there; and which questions are asked."""

from datetime import date

import pytest

from okoce.stages.p4_licensing.queries.content import shipped
from okoce.stages.p4_licensing.rules import (
    Answers,
    ClassRef,
    Missing,
    build,
    carrying,
    later_questions,
    missing_licence,
    next_question,
    questions_for,
)

TODAY = date(2026, 11, 24)
CONTENT = shipped(TODAY)
CHIPS = {"class": "2025:10794", "place": "home", "zone": "allowed", "capital": "upto_1bn", "product": "dry", "inputs": "simple"}


def asked(task: str, **more: str) -> Missing:
    return missing_licence(CONTENT, Answers.of({**CHIPS, **more}), TODAY, task)


def test_a_permit_that_is_there_is_not_missing() -> None:
    found = asked("spp_irt")
    assert found.present
    assert found.ways == ()


def test_the_wrong_class_hides_the_permit() -> None:
    """ "I picked a KBLI, why does the PIRT licence not appear?" A shop that sells food made by others has no SPP-IRT."""
    found = asked("spp_irt", **{"class": "2025:47249"})
    assert not found.present
    nearest = found.ways[0]
    assert nearest.clause == "spp_irt.home"
    assert nearest.by_class
    assert [each.key for each in nearest.unmet] == ["trait", "product"]
    assert found.classes
    for kbli in found.classes:
        assert build(CONTENT, Answers.of({**CHIPS, "class": str(kbli)}), TODAY).get("spp_irt") is not None


def test_another_answer_is_nearer_than_another_class() -> None:
    found = asked("spp_irt", product="cold")
    nearest = found.ways[0]
    assert not nearest.by_class
    (unmet,) = nearest.unmet
    assert (unmet.key, unmet.wanted, unmet.mine) == ("product", ("dry",), "cold")
    assert unmet.mine_words is not None
    assert unmet.mine_words.id.startswith("perlu kulkas")
    assert unmet.wanted_words[0].en.startswith("packaged, keeps 7 days")


def test_what_took_its_place_is_told_with_the_reason() -> None:
    found = asked("halal_sehati", outlets="more")
    assert found.replaced_by == "halal_regular"
    assert [each.clause for each in found.replaced_because] == ["halal_sehati.outlets"]


def test_what_keeps_it_away_is_told() -> None:
    found = asked("npwp", npwp="have")
    way = next(way for way in found.ways if way.clause == "npwp.everybody")
    assert [(each.key, each.mine, each.hinders) for each in way.unmet] == [("npwp", "have", True)]


def test_a_scale_that_does_not_fit_is_told_in_words() -> None:
    found = asked("lkpm")
    (way,) = found.ways
    (unmet,) = way.unmet
    assert (unmet.key, unmet.mine) == ("scale", "micro")
    assert {words.id for words in unmet.wanted_words} == {"kecil", "menengah", "besar"}


def test_classes_that_share_most_digits_come_first() -> None:
    answers = Answers.of({**CHIPS, "class": "2025:10801"})
    found = carrying(CONTENT, answers, TODAY, "spp_irt")
    assert all(kbli.version == "2025" for kbli in found)
    assert found[0].code.startswith("10")
    assert ClassRef("2025", "10794") in found


@pytest.mark.parametrize(
    ("saved", "question"),
    [
        ({}, "class"),
        ({"class": "2025:10794"}, "place"),
        ({"class": "2025:10794", "place": "home"}, "zone"),
        ({"class": "2025:10794", "place": "market"}, "capital"),
        ({"class": "2025:10794", "place": "market", "capital": "upto_1bn"}, "product"),
        ({"class": "2025:14120", "place": "market", "capital": "upto_1bn"}, None),
        ({"class": "2025:10113", "place": "market", "capital": "upto_1bn"}, "inputs"),
        (CHIPS, None),
    ],
)
def test_the_next_question(saved: dict[str, str], question: str | None) -> None:
    found = next_question(CONTENT, Answers.of(saved))
    assert (found.code if found else None) == question


def test_later_questions_wait_and_are_told() -> None:
    later = [each.code for each in later_questions(CONTENT, Answers.of(CHIPS))]
    assert later == ["outlets", "sales", "entity", "brand", "npwp"]
    sewing = Answers.of({"class": "2025:14120", "place": "home", "zone": "allowed", "capital": "upto_1bn", "brand": "no"})
    assert [each.code for each in later_questions(CONTENT, sewing)] == ["sales", "entity", "npwp"]
    assert "product" not in [each.code for each in questions_for(CONTENT, sewing)]
