"""The evaluator of one member and the columnar one give the same answers, whatever the edition and the history."""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.proof.comparing import Columnar, answers_of, by_python, unequal, warehouse_of
from bench.proof.histories import DAYS, START, History, Recorded, history
from bench.proof.random_editions import random_edition
from okoce.evaluation.readings.queries import read_at
from okoce.facts.models import Fact, Position
from okoce.progression.queries import readings
from okoce.progression.rules import Edition
from okoce.progression.seeded import seeded_editions
from tests.architecture.source import nothing_wrong
from tests.progression.strategies import editions

MEMBERS = 150


def assert_one_meaning(log: History, rulebooks: Sequence[Edition], positions: Sequence[int], as_of: Sequence[date]) -> int:
    """Both evaluators, at each position on each day; how many stages were found passed."""
    passed = 0
    with warehouse_of(log) as connection:
        for position in positions:
            with read_at(connection, rulebooks, position) as tables:
                columnar = Columnar(connection, tables, rulebooks, position)
            for day in as_of:
                expected = by_python(log, rulebooks, position, day)
                nothing_wrong(unequal(expected, columnar.on(day))[:5], f"Python != Ibis at position {position} on {day}")
                passed += sum(stage.passed_on is not None for answer in expected.values() for stage in answer.stages)
    return passed


@settings(max_examples=30, deadline=None)
@given(editions(), st.randoms(use_true_random=False), st.integers(1, 4), st.integers(0, 130), st.floats(0, 1))
def test_few_members(edition: Edition, random: Random, members: int, days: int, known: float) -> None:
    """Small enough for a failure to be shrunk to what causes it."""
    log = history(random, members)
    assert_one_meaning(log, [edition], [round(known * log.last)], [START + timedelta(days=days)])


@pytest.mark.slow
@settings(max_examples=8, deadline=None)
@given(st.integers(0, 2**32))
def test_many_members(seed: int) -> None:
    random = Random(seed)
    log = history(random, MEMBERS)
    rulebooks = [random_edition(random, f"RANDOM-{number}") for number in range(3)]
    positions = [log.last, random.randint(0, log.last)]
    days = [START + timedelta(days=random.randint(0, DAYS + 50)) for _ in range(2)]
    assert_one_meaning(log, rulebooks, positions, days)


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 2**32))
def test_the_shipped_editions(seed: int) -> None:
    random = Random(seed)
    log = history(random, MEMBERS, programme=True)
    days = [START + timedelta(days=random.randint(20, DAYS + 50)) for _ in range(2)]
    assert assert_one_meaning(log, seeded_editions(), [log.last, random.randint(0, log.last)], days) > MEMBERS


def test_the_whole_way_from_postgresql(db: None) -> None:
    """The evaluator's own query of live facts, of a log that arrived in any order."""
    random = Random(2024)
    log = history(random, 60, programme=True)
    recorded = [
        Fact(
            **{name: getattr(row, name) for name in Recorded.__slots__ if name not in ("measures", "position")},
            measures=json.loads(row.measures),
            details_digest=b"",
            reason="mistyped" if row.corrects else "",
        )
        for row in log.rows
    ]
    Fact.objects.bulk_create(recorded)
    Position.objects.bulk_create([Position(position=row.position, fact_id=row.id) for row in log.rows])
    with connection.cursor() as cursor:
        # Nobody can have counted rows that are not committed; taken for none, they were joined one by one for minutes.
        cursor.execute("SET LOCAL enable_nestloop = off")
    with warehouse_of(log) as columns:
        for position in (log.last, log.last // 2, log.last // 5):
            with read_at(columns, seeded_editions(), position) as tables:
                columnar = Columnar(columns, tables, seeded_editions(), position)
            for day in (START + timedelta(days=30), START + timedelta(days=DAYS + 20)):
                found = readings(seeded_editions(), as_of=day, known_at=position)
                nothing_wrong(unequal(answers_of(found), columnar.on(day))[:5], f"at position {position} on {day}")
