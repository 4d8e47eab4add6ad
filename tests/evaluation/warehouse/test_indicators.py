"""Indicators that no page of a round shows are those of the Python evaluator too; the others: test_rounds_from_it."""

import random
from collections import Counter
from datetime import timedelta

import pytest

from okoce.core.fortnights import Fortnight
from okoce.evaluation.rounds.queries import columns, lines_of
from okoce.evaluation.rounds.queries.columns import Answers, Question
from okoce.evaluation.rounds.rules.lines import PersonLine, counted_at
from okoce.evaluation.warehouse.indicators.expressions import EXPRESSIONS
from okoce.evaluation.warehouse.indicators.registry import INDICATORS
from okoce.evaluation.warehouse.queries import opened
from okoce.evaluation.warehouse.services import refresh
from okoce.facts.queries import live_facts
from okoce.places.queries import HOME_PROVINCE
from okoce.progression.queries import approved_editions
from tests.evaluation.building import DAY
from tests.evaluation.warehouse.history import History
from tests.world import today

WITHIN = 42


def compare(asked: Answers, question: Question) -> int:
    lines = lines_of(question.editions, question.as_of, question.position)
    assert dict(asked.rows("registered_then")) == Counter(line.place_then for line in lines.values())
    stages = Counter(
        (code, (*read.passed_on, None).index(None) + 1, line.place)
        for line in lines.values()
        for code, read in line.editions.items()
    )
    assert {row[:3]: row[3] for row in asked.rows("in_stage")} == stages
    live = [fact for fact in live_facts(known_at=question.position) if fact.occurred_on <= question.as_of]
    began = {fact.enrolment_id: fact for fact in reversed(live) if fact.kind == "registration.submitted"}
    places = Counter(counted_at(fact.place_id, HOME_PROVINCE) for fact in began.values())
    assert dict(asked.rows("enrolments")) == places
    events = Counter(
        (fact.kind, counted_at(fact.place_id, HOME_PROVINCE)) for fact in live if fact.occurred_on >= question.fortnight.first_day
    )
    assert {row[:2]: row[2] for row in asked.rows("events")} == events
    cohorts = {row[:3]: row[3:] for row in asked.rows("cohorts", within_days=WITHIN)}
    assert cohorts == _cohorts(list(lines.values()), question)
    return len(cohorts)


def _cohorts(lines: list[PersonLine], question: Question) -> dict[tuple[str, int, int], tuple[int, int, bool]]:
    sizes = Counter(Fortnight.of(line.registered_on).number for line in lines)
    passed: Counter[tuple[str, int, int]] = Counter()
    for line in lines:
        for code, read in line.editions.items():
            for stage, day in enumerate((read.counts_on, *read.passed_on)):
                if day is not None and (day - line.registered_on).days <= WITHIN:
                    passed[code, stage, Fortnight.of(line.registered_on).number] += 1
    whole = {number: Fortnight(number).last_day + timedelta(days=WITHIN) <= question.as_of for number in sizes}
    return {key: (sizes[key[2]], count, whole[key[2]]) for key, count in passed.items()}


@pytest.mark.parametrize("seed", [11, 12])
def test_figures_equal_those_of_python(own_database: str, seed: int) -> None:
    positions = list(History(random.Random(seed)).steps(8))
    refresh()
    found = opened()
    assert found is not None
    seen = 0
    for position in positions[::2]:
        for ago in (0, 90):
            fortnight = Fortnight.of(today() - ago * DAY).next(-1)
            question = Question(fortnight, fortnight.last_day, position, approved_editions(fortnight.last_day))
            seen += compare(columns.answers(found, question), question)
    assert seen > 50


def test_every_indicator_has_an_expression() -> None:
    assert INDICATORS.keys() <= EXPRESSIONS.keys()
