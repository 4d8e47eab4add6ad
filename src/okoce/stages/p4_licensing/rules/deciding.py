"""Which tasks stand on a list: additions, then replacements, then what is blocked; and what an open question might still add."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from okoce.stages.p4_licensing.rules.parts import Clause
from okoce.stages.p4_licensing.rules.plans import Plan, Ready, Step, opened_by


@dataclass(slots=True)
class Decided:
    """By task: the clauses that put it on the list and those that block it; what was replaced by what; and by open question
    the tasks that it may add."""

    present: dict[str, list[Clause]] = field(default_factory=dict)
    blocked: dict[str, list[Clause]] = field(default_factory=dict)
    replaced: dict[str, str] = field(default_factory=dict)
    open: dict[str, set[str]] = field(default_factory=dict)

    def questions_of(self, tasks: Collection[str]) -> tuple[str, ...]:
        return tuple(question for question, found in self.open.items() if not found.isdisjoint(tasks))

    def may_come(self, questions: Collection[str], task: str) -> None:
        for question in questions:
            self.open.setdefault(question, set()).add(task)


def decide(plan: Plan, facts: Mapping[str, str]) -> Decided:
    decided = Decided()
    carried: dict[str, list[Clause]] = {}
    for step in plan.steps:
        found = carried.pop(step.task, [])
        for ready in step.adds:
            opens = _opens(plan, ready, facts, decided)
            if opens == ():
                found.append(ready.clause)
            elif opens:
                decided.may_come(opens, step.task)
        if found:
            _replace_or_keep(plan, step, found, facts, decided, carried)
        else:
            _may_be_replaced(plan, step, facts, decided)
    return decided


def _replace_or_keep(
    plan: Plan,
    step: Step,
    found: list[Clause],
    facts: Mapping[str, str],
    decided: Decided,
    carried: dict[str, list[Clause]],
) -> None:
    reasons: dict[str, list[Clause]] = {}
    for ready in step.replaces:
        opens = _opens(plan, ready, facts, decided)
        if opens == ():
            reasons.setdefault(ready.clause.by, []).append(ready.clause)
        elif opens:
            decided.may_come(opens, ready.clause.by)
    if reasons:
        for by, clauses in reasons.items():
            carried.setdefault(by, []).extend((*found, *clauses))
        decided.replaced[step.task] = min(reasons)
        return
    decided.present[step.task] = found
    blocks = [ready.clause for ready in step.blocks if _opens(plan, ready, facts, decided) == ()]
    if blocks:
        decided.blocked[step.task] = blocks


def _may_be_replaced(plan: Plan, step: Step, facts: Mapping[str, str], decided: Decided) -> None:
    """A task that an open question may add may also be replaced: then that question may add the other one."""
    questions = decided.questions_of((step.task,))
    if not questions:
        return
    for ready in step.replaces:
        opens = _opens(plan, ready, facts, decided)
        if opens is not None:
            decided.may_come({*questions, *opens}, ready.clause.by)


def _opens(plan: Plan, ready: Ready, facts: Mapping[str, str], decided: Decided) -> tuple[str, ...] | None:
    """The open questions that a clause hangs on: none of them, it holds; None, no answer makes it hold."""
    for key, values in ready.offs:
        if facts[key] in values:
            return None
    if ready.off_tasks and not ready.off_tasks.isdisjoint(decided.present):
        return None
    opens: tuple[str, ...] = ()
    for key, values in ready.tests:
        if facts[key] in values:
            continue
        more = opened_by(plan, facts, key, values)
        if not more:
            return None
        opens += more
    if ready.on_tasks and ready.on_tasks.isdisjoint(decided.present):
        more = decided.questions_of(ready.on_tasks)
        if not more:
            return None
        opens += more
    return opens

