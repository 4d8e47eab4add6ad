"""What a plan is made of: versions, sharing, and nothing slow before it is needed."""

import subprocess
import sys
from dataclasses import replace
from random import Random

import pytest

from bench.proof.comparing import warehouse_of
from bench.proof.histories import history
from okoce.evaluation.readings.queries import read_at, version_of
from okoce.evaluation.readings.queries.evaluating import plan_of
from okoce.progression.rules import (
    Count,
    Edition,
    MissingParameterError,
    MonthsInARow,
    Parameter,
    Selection,
    StagePassed,
    Sum,
    Test,
    bind,
)
from okoce.progression.seeded import seeded_editions
from tests.architecture.source import PROJECT
from tests.progression.building import edition

LARGEST = 10**15
LONGEST = 36_600


def counting(at_least: int | Parameter) -> Edition:
    return edition({1: Count(Selection(("a.first",)), at_least)})


def flagged(value: bool | int) -> Edition:
    return edition({1: Count(Selection(("a.first",), (Test("flag", "eq", value),)), 1)})


def test_the_version_changes_with_a_threshold_and_with_the_type_of_a_value() -> None:
    unbound = counting(Parameter("needed"))
    assert version_of(bind(unbound, {"needed": 2})) == version_of(counting(2)) != version_of(bind(unbound, {"needed": 3}))
    assert version_of(flagged(True)) != version_of(flagged(1))
    assert version_of(counting(1)) != version_of(replace(counting(1), code="OTHER"))


def test_what_editions_ask_alike_is_one_table() -> None:
    one, other, third = seeded_editions()
    alone = len(plan_of([one]).steps)
    assert len(plan_of([one, other, third]).steps) < 2 * alone


def test_true_and_one_are_two_questions() -> None:
    plan = plan_of([flagged(True), replace(flagged(1), code="OTHER")])
    assert sum("flag" in step.sql and "leaf" in step.name for step in plan.steps) == 2


def test_an_edition_that_is_not_bound_has_no_plan() -> None:
    with pytest.raises(MissingParameterError):
        plan_of([counting(Parameter("needed"))])


def test_a_stage_cannot_ask_for_a_stage() -> None:
    with pytest.raises(ValueError, match="stage_passed"):
        plan_of([edition({2: StagePassed(1)})])


def test_the_largest_thresholds_are_never_reached_and_break_nothing() -> None:
    selection = Selection(("a.first", "registration.submitted"))
    window = replace(selection, within=LONGEST)
    never = [
        edition(
            {
                1: Count(some, LARGEST),
                2: Sum(some, "amount", LARGEST),
                3: MonthsInARow(some, LARGEST),
                4: MonthsInARow(some, LARGEST, "month"),
                5: Count(some, 1),
            },
            code=code,
            counts=Count(some, LARGEST),
        )
        for some, code in ((selection, "EVER"), (window, "WINDOW"))
    ]
    log = history(Random(5), 20)
    with warehouse_of(log) as connection, read_at(connection, never, log.last) as tables:
        found = connection.execute(f"SELECT DISTINCT edition, stage FROM {tables.holding} ORDER BY ALL").fetchall()
    assert found == [("EVER", 5), ("WINDOW", 5)]


def test_a_process_that_reads_nothing_loads_neither_ibis_nor_duckdb() -> None:
    script = (
        "import sys, django; django.setup()\n"
        "import okoce.evaluation.readings.services, okoce.evaluation.readings.queries\n"
        "print(sorted({'ibis', 'duckdb', 'pyarrow', 'pandas'} & sys.modules.keys()))"
    )
    run = subprocess.run([sys.executable, "-c", script], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
