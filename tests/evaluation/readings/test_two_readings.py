"""The evaluator of one member and the columnar one give the same answers, whatever the edition and the history."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from bench.proof.comparing import Columnar, by_python, unequal, warehouse_of
from bench.proof.histories import DAYS, START, History, history
from bench.proof.random_editions import random_edition
from okoce.evaluation.readings.queries import read_at
from okoce.progression.rules import Edition
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


@settings(max_examples=40, deadline=None)
@given(editions(), st.randoms(use_true_random=False), st.integers(1, 4), st.integers(0, 130), st.floats(0, 1))
def test_few_members(edition: Edition, random: Random, members: int, days: int, known: float) -> None:
    """Small enough for a failure to be shrunk to what causes it."""
    log = history(random, members)
    assert_one_meaning(log, [edition], [round(known * log.last)], [START + timedelta(days=days)])


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 2**32))
def test_many_members(seed: int) -> None:
    random = Random(seed)
    log = history(random, MEMBERS)
    rulebooks = [random_edition(random, f"RANDOM-{number}") for number in range(3)]
    positions = [log.last, random.randint(0, log.last)]
    days = [START + timedelta(days=random.randint(0, DAYS + 50)) for _ in range(2)]
    assert_one_meaning(log, rulebooks, positions, days)
