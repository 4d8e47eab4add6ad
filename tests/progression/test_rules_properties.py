"""What must be true of every edition and every set of facts."""

from dataclasses import replace
from datetime import date
from random import Random
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from okoce.progression.rules import (
    Condition,
    Count,
    Edition,
    FactView,
    Gate,
    Selection,
    decode_edition,
    encode_edition,
    read,
    read_many,
    read_side_by_side,
)
from tests.progression import day_by_day
from tests.progression.building import fact, read_condition
from tests.progression.strategies import as_of_days, busy_windows, editions, fact_lists, gates

few = settings(max_examples=40, deadline=None)


@settings(max_examples=150, deadline=None)
@given(gates, fact_lists(), as_of_days)
def test_a_condition_is_what_asking_every_day_says(gate: Gate, facts: list[FactView], as_of: date) -> None:
    stage = read_condition(gate, facts, as_of).stages[0]
    assert stage.completed_on == day_by_day.first_day(gate, facts, as_of)
    assert stage.condition_met_now == day_by_day.holds_on(gate, facts, as_of)
    assert bool(stage.missing) != stage.condition_met_now


@settings(max_examples=200, deadline=None)
@given(busy_windows())
def test_a_window_is_what_asking_every_day_says(case: tuple[Condition, list[FactView], date]) -> None:
    condition, facts, as_of = case
    stage = read_condition(condition, facts, as_of).stages[0]
    assert stage.completed_on == day_by_day.first_day(Gate(condition), facts, as_of)
    assert stage.condition_met_now == day_by_day.holds_on(Gate(condition), facts, as_of)
    assert bool(stage.missing) != stage.condition_met_now


@few
@given(editions(), fact_lists(), as_of_days)
def test_an_edition_is_what_asking_every_day_says(edition: Edition, facts: list[FactView], as_of: date) -> None:
    reading = read(edition, facts, as_of)
    passed = day_by_day.passed_days(edition, facts, as_of)
    assert {stage.stage: stage.passed_on for stage in reading.stages} == passed
    counts = edition.counts_as_entrepreneur
    assert reading.counts_as_entrepreneur_on == day_by_day.first_day(counts, facts, as_of, passed)
    assert reading.counts_now == day_by_day.holds_on(counts, facts, as_of, passed)


@few
@given(editions(), fact_lists(), as_of_days, st.randoms(use_true_random=False))
def test_the_order_of_facts_does_not_matter(edition: Edition, facts: list[FactView], as_of: date, random: Random) -> None:
    shuffled = list(facts)
    random.shuffle(shuffled)
    assert read(edition, shuffled, as_of) == read(edition, facts, as_of)


@few
@given(editions(), fact_lists(), fact_lists(kinds=("z.unrelated",), most=3), as_of_days)
def test_a_fact_of_no_concern_changes_nothing(edition: Edition, facts: list[FactView], others: list[FactView], as_of: date) -> None:
    assert read(edition, facts + others, as_of) == read(edition, facts, as_of)


@few
@given(editions(), fact_lists(), as_of_days)
def test_later_facts_are_not_known_yet(edition: Edition, facts: list[FactView], as_of: date) -> None:
    assert read(edition, facts, as_of) == read(edition, [each for each in facts if each.occurred_on <= as_of], as_of)


@few
@given(editions(), fact_lists(), as_of_days, as_of_days)
def test_what_was_passed_stays_passed(edition: Edition, facts: list[FactView], one: date, other: date) -> None:
    earlier, later = read(edition, facts, min(one, other)), read(edition, facts, max(one, other))
    for before, after in zip(earlier.stages, later.stages, strict=True):
        assert before.completed_on in (None, after.completed_on)
        assert before.passed_on in (None, after.passed_on)
        assert before.completed_on is None or before.evidence == after.evidence


@few
@given(gates, fact_lists(), as_of_days)
def test_the_evidence_alone_completes_the_stage_on_the_same_day(gate: Gate, facts: list[FactView], as_of: date) -> None:
    stage = read_condition(gate, facts, as_of).stages[0]
    proof = [each for each in facts if each.id in stage.evidence]
    assert len(proof) == len(stage.evidence)
    if stage.completed_on is not None:
        assert day_by_day.holds_on(gate, proof, stage.completed_on)


@few
@given(editions("strict"), fact_lists(), as_of_days)
def test_strict_stages_are_passed_in_order(edition: Edition, facts: list[FactView], as_of: date) -> None:
    reading = read(edition, facts, as_of)
    passed = [stage.passed_on for stage in reading.stages]
    reached = [on for on in passed if on is not None]
    assert passed[: len(reached)] == reached == sorted(reached)
    assert (reading.next_step is None) == all(stage.holds_now for stage in reading.stages)
    if reading.next_step is not None and len(reached) < 7:
        assert reading.next_step.stage == len(reached) + 1
    breached = {breach.stage for breach in reading.order_breaches}
    assert breached == {stage.stage for stage in reading.stages if stage.completed_on != stage.passed_on}


@few
@given(editions("strict"), fact_lists(), as_of_days)
def test_free_order_passes_at_least_what_strict_order_does_and_never_later(
    strict: Edition, facts: list[FactView], as_of: date
) -> None:
    held, free = read(strict, facts, as_of), read(replace(strict, order="free"), facts, as_of)
    assert free.order_breaches == ()
    for in_order, at_will in zip(held.stages, free.stages, strict=True):
        assert in_order.completed_on == at_will.completed_on == at_will.passed_on
        if in_order.passed_on is not None:
            assert at_will.passed_on is not None
            assert at_will.passed_on <= in_order.passed_on


@few
@given(editions())
def test_an_edition_survives_being_written_down(edition: Edition) -> None:
    assert decode_edition(encode_edition(edition)) == edition


@few
@given(editions(), st.lists(fact_lists(), max_size=4), as_of_days)
def test_reading_many_is_reading_each(edition: Edition, groups: list[list[FactView]], as_of: date) -> None:
    named = [(UUID(int=place), facts) for place, facts in enumerate(groups)]
    assert list(read_many(edition, named, as_of)) == [(name, read(edition, facts, as_of)) for name, facts in named]


def test_facts_of_one_day_are_proof_in_order_of_their_ids() -> None:
    first, second = sorted([fact("a.first", "02-01", code="p"), fact("a.first", "02-01", code="q")], key=lambda f: f.id)
    stage = read_condition(Count(Selection(("a.first",)), 1), [second, first], "02-02").stages[0]
    assert stage.evidence == (first.id,)


@few
@given(editions(), editions(), st.sets(st.integers(0, 6)), fact_lists(), as_of_days)
def test_side_by_side_is_each_by_itself(one: Edition, other: Edition, alike: set[int], facts: list[FactView], as_of: date) -> None:
    """Editions share some stages, in whatever order they hold: what is looked up once says the same of both."""
    stages = tuple(one.stages[place] if place in alike else gate for place, gate in enumerate(other.stages))
    together = [one, replace(other, stages=stages), one]
    ((_, found),) = read_side_by_side(together, [(UUID(int=1), facts)], as_of)
    assert found == tuple(read(edition, facts, as_of) for edition in together)
