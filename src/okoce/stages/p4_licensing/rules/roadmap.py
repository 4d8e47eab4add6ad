"""The licence roadmap: which tasks, in which order, why, and what is still open.

`build` is a function of content, answers and day alone: no clock, no query, the same roadmap each time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from okoce.stages.p4_licensing.rules.answers import Answers
from okoce.stages.p4_licensing.rules.content import Content
from okoce.stages.p4_licensing.rules.deciding import Decided, decide
from okoce.stages.p4_licensing.rules.parts import Clause, Fee, Figure, Source, Task, Text
from okoce.stages.p4_licensing.rules.plans import Plan, facts_of, plan_for
from okoce.stages.p4_licensing.rules.scales import risk_of, sources_of_scale
from okoce.stages.p4_licensing.rules.sentences import filled, params_of
from okoce.stages.p4_licensing.rules.vocabulary import ADVISED, REQUIRED, UNANSWERED

UMK: Final = ("micro", "small")
"""Usaha mikro dan kecil, as fees and self-declared halal mean it."""


@dataclass(frozen=True, slots=True)
class Because:
    """Why a task is on the list (or blocked, or took another's place): a sentence that names the answers, and its source."""

    clause: str
    level: str
    says: Text
    answers: tuple[tuple[str, str], ...]
    """Key and value of what the clause asked: ("place", "home"), ("trait", "food_made"), ("scale", "micro")."""
    source: Source
    params: tuple[Source, ...]
    """The rows of the days and sums that it hangs on."""

    @property
    def unconfirmed(self) -> bool:
        return self.source.unconfirmed


@dataclass(frozen=True, slots=True)
class Block:
    """Why a task cannot be done now, and the tasks on the list of which any one unlocks it."""

    unlocked_by: tuple[str, ...]
    becauses: tuple[Because, ...]


@dataclass(frozen=True, slots=True)
class RoadmapTask:
    """A task on somebody's list. `needs` and `needed_by` hold only what is on the list too."""

    task: Task
    level: str
    becauses: tuple[Because, ...]
    block: Block | None
    needs: tuple[str, ...]
    needed_by: tuple[str, ...]
    fee: Fee | None
    days: Figure | None
    term: Figure | None

    @property
    def code(self) -> str:
        return self.task.code

    @property
    def required(self) -> bool:
        return self.level == REQUIRED

    @property
    def unconfirmed(self) -> bool:
        """No confirmed rule puts it on the list at this level: to be shown as "belum dipastikan"."""
        return all(because.unconfirmed for because in self.becauses if because.level == self.level)

    def waits_for(self, done: Collection[str]) -> tuple[str, ...]:
        """What is to be done before: what it needs, or, where it is blocked, any one of what unlocks it. Empty: it can be done."""
        if self.block is not None and not any(each in done for each in self.block.unlocked_by):
            return self.block.unlocked_by
        return tuple(each for each in self.needs if each not in done)

    def sources(self) -> Iterator[Source]:
        """Every rule row that this task on this list rests on."""
        yield self.task.source
        for because in (*self.becauses, *(self.block.becauses if self.block else ())):
            yield because.source
            yield from because.params
        fee = (self.fee.low, self.fee.high) if self.fee else ()
        yield from (figure.source for figure in (*fee, self.days, self.term) if figure)


@dataclass(frozen=True, slots=True)
class MayAdd:
    """An open question, and the tasks that some answer to it would add."""

    question: str
    tasks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Roadmap:
    """Tasks in order, and what it was computed from. `scale` is empty where neither capital nor sales were answered."""

    tasks: tuple[RoadmapTask, ...]
    may_add: tuple[MayAdd, ...]
    scale: str
    risk: str
    version: str
    on: date
    sources: tuple[Source, ...]
    """The rows that scale and risk were read from."""

    def get(self, code: str) -> RoadmapTask | None:
        return next((each for each in self.tasks if each.code == code), None)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(each.code for each in self.tasks)

    @property
    def row_ids(self) -> tuple[UUID, ...]:
        """The rule rows used, sorted: what a decision stores beside the version."""
        found = {source.row_id for source in self.sources}
        for each in self.tasks:
            found.update(source.row_id for source in each.sources())
        return tuple(sorted(found))

    def next_step(self, done: Collection[str]) -> RoadmapTask | None:
        """The first task that is not done and can be done now: of the required ones, else of the advised ones."""
        ready = [each for each in self.tasks if each.code not in done and not each.waits_for(done)]
        return next((each for each in ready if each.required), ready[0] if ready else None)


def build(content: Content, answers: Answers, on: date) -> Roadmap:
    """The roadmap of these answers on this day."""
    plan = plan_for(content, answers.kbli, on)
    facts, asked = facts_of(plan, answers)
    risk, risk_rows = risk_of(content.risks.get(answers.kbli, ()) if answers.kbli else (), facts["scale"], facts["place"])
    facts["risk"] = risk
    decided = decide(plan, facts)
    tasks = _tasks(content, plan, facts, decided)
    may_add = [
        MayAdd(question, tuple(code for code in content.tasks if code in found and code not in decided.present))
        for question in asked
        if (found := decided.open.get(question))
    ]
    return Roadmap(
        tasks=tasks,
        may_add=tuple(each for each in may_add if each.tasks),
        scale="" if facts["scale"] == UNANSWERED else facts["scale"],
        risk=risk,
        version=content.version,
        on=on,
        sources=(*sources_of_scale(content, facts["capital"], facts["sales"]), *risk_rows),
    )


def _tasks(content: Content, plan: Plan, facts: Mapping[str, str], decided: Decided) -> tuple[RoadmapTask, ...]:
    present = decided.present
    umk = facts["scale"] in UMK
    needs = {code: tuple(each for each in content.tasks[code].needs if each in present) for code in present}
    needed_by: dict[str, list[str]] = {code: [] for code in present}
    in_order = [code for code in content.tasks if code in present]
    for code in in_order:
        for need in needs[code]:
            needed_by[need].append(code)
    return tuple(
        RoadmapTask(
            task=content.tasks[code],
            level=REQUIRED if any(each.effect == "add" and each.level == REQUIRED for each in present[code]) else ADVISED,
            becauses=tuple(_because(content, plan, each, facts) for each in present[code]),
            block=_block(content, plan, decided.blocked[code], facts, present) if code in decided.blocked else None,
            needs=needs[code],
            needed_by=tuple(needed_by[code]),
            fee=content.fee_of(code, umk=umk),
            days=content.days.get(code),
            term=content.terms.get(code),
        )
        for code in in_order
    )


def _block(
    content: Content, plan: Plan, clauses: list[Clause], facts: Mapping[str, str], present: Mapping[str, list[Clause]]
) -> Block:
    unlocked_by = {task for clause in clauses for task in clause.unlocked_by if task in present}
    return Block(
        unlocked_by=tuple(code for code in content.tasks if code in unlocked_by),
        becauses=tuple(_because(content, plan, each, facts) for each in clauses),
    )


def _because(content: Content, plan: Plan, clause: Clause, facts: Mapping[str, str]) -> Because:
    """The reason that a clause gives for these facts; equal facts give the same one, made once."""
    given = tuple((key, facts[key]) for key in clause.when if key in facts)
    key = (clause.code, plan.traits if "trait" in clause.when else None, given)
    found = content.plans.get(key)
    if not isinstance(found, Because):
        of_class = tuple(("trait", each) for each in sorted(clause.when.get("trait", frozenset()) & plan.traits))
        found = content.plans[key] = Because(
            clause=clause.code,
            level=clause.level,
            says=filled(content, clause, facts),
            answers=(*of_class, *given),
            source=clause.source,
            params=params_of(content, clause),
        )
    return found
