"""The seven stages as a member sees them, made of a reading of her facts."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from okoce.facts.enums import Grade
from okoce.facts.queries import LiveFact
from okoce.portal.citizen.texts import GRADES, STAGES, lacks
from okoce.progression.queries import Reading
from okoce.progression.rules import NextStep, StageReading
from okoce.ui.components import StageMark
from okoce.ui.enums import StageState

NO_LOAN_WANTED = "loan.declined"
LOANS = 7


def unwanted_stages(facts: Sequence[LiveFact]) -> frozenset[int]:
    """Stages that she has said no to: a loan is an offer, not a duty."""
    return frozenset({LOANS}) if any(fact.kind == NO_LOAN_WANTED for fact in facts) else frozenset()


def step_of(reading: Reading, unwanted: frozenset[int]) -> NextStep | None:
    """The reading's next step, unless it is one that she does not want: then the first other one that is open."""
    step = reading.next_step
    if step is None or step.stage not in unwanted:
        return step
    still_open = [stage for stage in reading.stages if stage.passed_on is None and stage.stage not in unwanted]
    return NextStep(still_open[0].stage, still_open[0].missing[0]) if still_open else None


def stage_marks(
    reading: Reading, facts: Sequence[LiveFact], step: NextStep | None, unwanted: frozenset[int]
) -> tuple[StageMark, ...]:
    grades = {fact.id: fact.grade for fact in facts}
    return tuple(_mark(stage, grades, step, unwanted) for stage in reading.stages)


def _mark(stage: StageReading, grades: Mapping[UUID, int], step: NextStep | None, unwanted: frozenset[int]) -> StageMark:
    is_now = step is not None and step.stage == stage.stage
    missing = " ".join(lacks(item) for item in stage.missing)
    code, name = f"P{stage.stage}", str(STAGES[stage.stage])
    if stage.passed_on is not None:
        state = StageState.NOW if is_now else StageState.DONE
        return StageMark(code, name, state, on=stage.passed_on, grade=_grade(stage, grades), note=missing)
    if stage.stage in unwanted:
        return StageMark(code, name, StageState.NOT_WANTED)
    return StageMark(code, name, StageState.NOW if is_now else StageState.NOT_YET, note=missing)


def _grade(stage: StageReading, grades: Mapping[UUID, int]) -> str:
    """The weakest evidence decides how well the whole is evidenced."""
    found = [grades[fact] for fact in stage.evidence if fact in grades]
    return str(GRADES[Grade(min(found))]) if found else ""
