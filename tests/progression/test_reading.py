"""Order, breaches, what is missing and the next step, by hand."""

from datetime import date

import pytest

from okoce.progression.rules import (
    AllOf,
    AnyOf,
    Condition,
    Count,
    Distinct,
    FactView,
    Gate,
    Holds,
    Missing,
    MissingParameterError,
    MonthsInARow,
    OrderBreach,
    Parameter,
    Selection,
    Sum,
    Test,
    UnusableParameterError,
    bind,
    parameters_of,
    read,
)
from tests.progression.building import day, edition, fact, read_condition

STEPS: dict[int, Condition | Gate] = {stage: Count(Selection((f"step.p{stage}",)), 1) for stage in range(1, 8)}
STRICT = edition(STEPS, order="strict")
FREE = edition(STEPS, order="free")


def steps(*done: tuple[int, str]) -> list[FactView]:
    return [fact(f"step.p{stage}", on) for stage, on in done]


def test_strict_work_done_before_its_turn_counts_from_its_turn() -> None:
    reading = read(STRICT, steps((1, "01-01"), (3, "01-05"), (2, "02-01"), (4, "03-01")), day("12-31"))
    assert [stage.passed_on for stage in reading.stages[:5]] == [
        day("01-01"), day("02-01"), day("02-01"), day("03-01"), None,
    ]  # fmt: skip
    assert reading.stages[2].completed_on == day("01-05")
    assert reading.order_breaches == (OrderBreach(3, day("01-05"), day("02-01")),)


def test_strict_work_waits_while_an_earlier_stage_is_open() -> None:
    reading = read(STRICT, steps((1, "01-01"), (3, "01-05")), day("12-31"))
    third = reading.stages[2]
    assert (third.condition_met_now, third.completed_on, third.passed_on, third.holds_now) == (
        True, day("01-05"), None, False,
    )  # fmt: skip
    assert third.missing == (Missing("stage_not_passed", 0, 1, 1, stage=2),)
    assert [missing.code for missing in reading.stages[3].missing] == ["count_short", "stage_not_passed"]
    assert [missing.code for missing in reading.stages[1].missing] == ["count_short"]
    assert reading.order_breaches == (OrderBreach(3, day("01-05"), None),)


def test_two_stages_on_one_day_are_in_order() -> None:
    reading = read(STRICT, steps((2, "01-01"), (1, "01-01")), day("12-31"))
    assert reading.order_breaches == ()
    assert reading.stages[1].passed_on == day("01-01")


def test_free_order_passes_what_is_completed() -> None:
    reading = read(FREE, steps((7, "01-05")), day("12-31"))
    assert reading.stages[6].passed_on == day("01-05")
    assert reading.order_breaches == ()


def test_ever_passed_and_holds_now_differ() -> None:
    permit = Holds(Selection(("licence.issued",)))
    reading = read_condition(permit, [fact("licence.issued", "01-10", valid_until=date(2024, 2, 1))], "03-01")
    stage = reading.stages[0]
    assert (stage.passed_on, stage.holds_now) == (day("01-10"), False)
    assert [(each.code, each.ended_on) for each in stage.missing] == [("expired", day("02-01"))]


VISIT = Selection(("mentoring.visit",))
HARD = (Test("skill", "eq", "hard"),)


@pytest.mark.parametrize(
    ("condition", "facts", "code", "have", "need", "cost"),
    [
        (Count(VISIT, 3), [fact("mentoring.visit", "01-10")], "count_short", 1, 3, 2),
        (Count(Selection(("training.attended",), HARD), 1), [fact("training.attended", "01-10", skill="soft")],
         "count_short", 0, 1, 1),
        (Count(Selection(("mentoring.visit",), within=30), 1), [fact("mentoring.visit", "01-10")],
         "count_short", 0, 1, 1),
        (Sum(VISIT, "minutes", 120), [fact("mentoring.visit", "01-10", minutes=45)], "sum_short", 45, 120, 1),
        (Distinct(VISIT, "topic", 3), [fact("mentoring.visit", "01-10", topic="x")], "distinct_short", 1, 3, 2),
        (MonthsInARow(VISIT, 3), [fact("mentoring.visit", "01-10"), fact("mentoring.visit", "03-10")],
         "months_short", 1, 3, 2),
        (Holds(VISIT), [], "not_held", 0, 1, 1),
        (Count(VISIT, 2), [fact("mentoring.visit", "01-10", grade=0), fact("mentoring.visit", "01-11")],
         "grade_short", 1, 2, 1),
        (Count(VISIT, 3), [fact("mentoring.visit", "01-10", grade=0)], "count_short", 0, 3, 3),
        (Holds(VISIT), [fact("mentoring.visit", "01-10", grade=0)], "grade_short", 0, 1, 1),
        (AnyOf((Count(VISIT, 3), Count(Selection(("market.sale",)), 2))), [], "count_short", 0, 2, 2),
    ],
)  # fmt: skip
def test_missing(condition: Condition, facts: list[FactView], code: str, have: int, need: int, cost: int) -> None:
    (missing,) = read_condition(Gate(condition, 1), facts, "12-31").stages[0].missing
    assert (missing.code, missing.have, missing.need, missing.cost) == (code, have, need, cost)
    assert missing.min_grade == 1


def test_missing_says_which_facts_would_count() -> None:
    condition = Sum(Selection(("training.attended",), HARD, 90, 2), "hours", 18)
    weak = fact("training.attended", "12-01", grade=1, skill="hard", hours=5)
    (missing,) = read_condition(condition, [weak], "12-31").stages[0].missing
    assert missing == Missing(
        code="sum_short", have=0, need=18, cost=1, kinds=("training.attended",), where=HARD, field="hours",
        within=90, min_grade=2, awaiting_grade=5,
    )  # fmt: skip


def test_all_lists_everything_that_lacks() -> None:
    parts = AllOf((Count(VISIT, 1), Count(Selection(("market.sale",)), 1), Count(Selection(("books.month",)), 1)))
    missing = read_condition(parts, [fact("market.sale", "01-10")], "12-31").stages[0].missing
    assert [each.kinds for each in missing] == [("mentoring.visit",), ("books.month",)]


def test_next_step_in_strict_order_is_the_first_open_stage() -> None:
    steep = edition({**STEPS, 2: AllOf((Count(VISIT, 9), Count(Selection(("market.sale",)), 2)))}, order="strict")
    step = read(steep, steps((1, "01-01"), (3, "01-02")), day("12-31")).next_step
    assert step is not None
    assert (step.stage, step.code, step.missing.kinds, step.again) == (2, "count_short", ("market.sale",), False)


def test_next_step_in_free_order_is_the_cheapest_open_stage() -> None:
    steep = edition({**STEPS, 2: Count(VISIT, 9), 3: Count(VISIT, 2)})
    done = steps((1, "01-01"))
    visited = [fact("mentoring.visit", "01-05")]

    def next_stage(facts: list[FactView]) -> int | None:
        step = read(steep, facts, day("12-31")).next_step
        return None if step is None else step.stage

    assert next_stage([]) == 1
    assert next_stage(done) == 4
    assert next_stage(done + visited) == 3
    assert next_stage([*done, *visited, *steps((4, "02-01"), (5, "02-01"), (6, "02-01"), (7, "02-01"))]) == 3


def test_when_nothing_is_open_the_next_step_is_what_lapsed() -> None:
    permits = edition({**STEPS, 4: Holds(Selection(("licence.issued",)))}, order="strict")
    others = steps((1, "01-01"), (2, "01-01"), (3, "01-01"), (5, "01-10"), (6, "01-10"), (7, "01-10"))
    facts = [*others, fact("licence.issued", "01-10", valid_until="2024-06-30")]
    assert read(permits, facts, day("06-30")).next_step is None
    step = read(permits, facts, day("07-01")).next_step
    assert step is not None
    assert (step.stage, step.code, step.again) == (4, "expired", True)


def test_a_member_of_whom_nothing_is_known() -> None:
    reading = read(STRICT, [], day("12-31"))
    assert not any(stage.completed_on or stage.holds_now or stage.evidence for stage in reading.stages)
    assert (reading.counts_as_entrepreneur_on, reading.counts_now) == (None, False)
    assert [missing.stage for missing in reading.entrepreneur_missing] == [1]


def test_days_at_the_end_of_time() -> None:
    late = [fact("mentoring.visit", date.max, minutes=5), fact("licence.issued", date.max, valid_until=date.max)]
    for condition in (
        Count(Selection(("mentoring.visit",), within=90), 1),
        Sum(Selection(("mentoring.visit",), within=90), "minutes", 1),
        Holds(Selection(("licence.issued",))),
    ):
        assert read_condition(condition, late, date.max).stages[0].holds_now


def test_parameters_are_bound_before_reading() -> None:
    months = MonthsInARow(Selection(("books.month",), within=Parameter("p6_window")), Parameter("p6_months"), "month")
    open_rule = edition({6: AnyOf((AllOf((months,)), Count(VISIT, 5)))}, counts=Count(VISIT, Parameter("visits")))
    assert parameters_of(open_rule) == {"p6_window", "p6_months", "visits"}
    with pytest.raises(MissingParameterError, match="p6_"):
        read(open_rule, [], day("12-31"))
    with pytest.raises(MissingParameterError, match="visits"):
        bind(open_rule, {"p6_window": 90, "p6_months": 2})
    with pytest.raises(UnusableParameterError, match="visits is 0"):
        bind(open_rule, {"p6_window": 90, "p6_months": 2, "visits": 0})
    bound = bind(open_rule, {"p6_window": 90, "p6_months": 2, "visits": 1, "unasked": -5})
    assert parameters_of(bound) == frozenset()
    assert bind(bound, {}) == bound
    books = [fact("books.month", "02-05", month="2023-12"), fact("books.month", "02-06", month="2024-01")]
    assert read(bound, books, day("03-01")).stages[5].passed_on == day("02-06")
