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
from okoce.stages.p4_licensing.rules.deciding import Decided, Listed, Reason, decide
from okoce.stages.p4_licensing.rules.parts import Fee, Figure, Source, Task, Term, Text
from okoce.stages.p4_licensing.rules.plans import Plan, Ready, facts_of, plan_for
from okoce.stages.p4_licensing.rules.scales import risk_of, sources_of_scale
from okoce.stages.p4_licensing.rules.sentences import filled, params_of
from okoce.stages.p4_licensing.rules.vocabulary import REQUIRED, UNANSWERED

UMK: Final = ("micro", "small")
"""Usaha mikro dan kecil, as fees and self-declared halal mean it."""


@dataclass(frozen=True, slots=True)
class Because:
    """Why a task is on the list (or blocked, or took another's place): a sentence that names the answers, and its source."""

    clause: str
    task: str
    """The task that the clause speaks of: with `replace` the one that gave way."""
    effect: str
    """`add`, `replace` (it took another's place) or `block`."""
    level: str
    says: Text
    answers: tuple[tuple[str, str], ...]
    """Key and value of what the clause asked: ("place", "home"), ("trait", "food_made"), ("scale", "micro")."""
    source: Source
    params: tuple[Source, ...]
    """The rows of the days and sums that it hangs on."""
    unconfirmed: bool
    """The clause is, or it follows only from tasks that are."""


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
    term: Term | None
    unconfirmed: bool
    """No confirmed rule puts it on the list at this level: to be shown as "belum dipastikan"."""

    @property
    def code(self) -> str:
        return self.task.code

    @property
    def required(self) -> bool:
        return self.level == REQUIRED

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
    return Roadmap(
        tasks=_tasks(content, plan, facts, decided),
        may_add=_may_add(content, asked, decided),
        scale="" if facts["scale"] == UNANSWERED else facts["scale"],
        risk=risk,
        version=content.version,
        on=on,
        sources=(*sources_of_scale(content, facts["capital"], facts["sales"]), *risk_rows),
    )


def _may_add(content: Content, asked: tuple[str, ...], decided: Decided) -> tuple[MayAdd, ...]:
    tasks = [code for code in content.tasks if code in decided.open and code not in decided.present] if decided.open else []
    if not tasks:
        return ()
    found = [MayAdd(question, tuple(code for code in tasks if question in decided.open[code])) for question in asked]
    return tuple(each for each in found if each.tasks)


def _tasks(content: Content, plan: Plan, facts: Mapping[str, str], decided: Decided) -> tuple[RoadmapTask, ...]:
    present, blocked, umk = decided.present, decided.blocked, facts["scale"] in UMK
    tasks = []
    for step in plan.in_order:
        task = step.task
        listed = present.get(task.code)
        if listed is not None:
            tasks.append(
                RoadmapTask(
                    task=task,
                    level=listed.level,
                    becauses=tuple([_because(content, ready, facts, doubt) for ready, doubt in listed.reasons]),
                    block=_block(content, blocked[task.code], facts, present) if task.code in blocked else None,
                    needs=tuple([code for code in task.needs if code in present]),
                    needed_by=tuple([code for code in step.dependants if code in present]),
                    fee=step.fee_umk if umk else step.fee,
                    days=step.days,
                    term=step.term,
                    unconfirmed=listed.doubtful,
                )
            )
    return tuple(tasks)


def _block(content: Content, reasons: list[Reason], facts: Mapping[str, str], present: Mapping[str, Listed]) -> Block:
    unlocked_by = {task for ready, _ in reasons for task in ready.clause.unlocked_by if task in present}
    return Block(
        unlocked_by=tuple(code for code in content.tasks if code in unlocked_by),
        becauses=tuple(_because(content, ready, facts, doubt) for ready, doubt in reasons),
    )


def _because(content: Content, ready: Ready, facts: Mapping[str, str], doubt: bool) -> Because:
    """The reason that a clause gives for these facts; the same facts give the same one, worded once."""
    values = tuple([facts[key] for key in ready.given])
    found = ready.reasons.get((values, doubt))
    if not isinstance(found, Because):
        clause = ready.clause
        found = ready.reasons[values, doubt] = Because(
            clause=clause.code,
            task=clause.task,
            effect=clause.effect,
            level=clause.level,
            says=filled(content, clause, facts),
            answers=(*ready.of_class, *zip(ready.given, values, strict=True)),
            source=clause.source,
            params=params_of(content, clause),
            unconfirmed=doubt,
        )
    return found
