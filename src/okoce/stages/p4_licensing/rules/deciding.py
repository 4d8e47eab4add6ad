"""Which tasks stand on a list: additions, then replacements, then what is blocked; and what an open question might still add."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from okoce.stages.p4_licensing.rules.plans import Plan, Ready, Step, opened_by
from okoce.stages.p4_licensing.rules.vocabulary import ADVISED, REQUIRED

Reason = tuple[Ready, bool]
"""A clause that holds, and whether it hangs on what is not confirmed."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A task that stands on the list. `doubtful`: no confirmed rule puts it there at this level."""

    level: str
    reasons: list[Reason]
    doubtful: bool


@dataclass(slots=True)
class Decided:
    """What stands on the list, what is blocked, what gave way to what, and by task the open questions that may add it."""

    present: dict[str, Listed] = field(default_factory=dict)
    blocked: dict[str, list[Reason]] = field(default_factory=dict)
    replaced: dict[str, str] = field(default_factory=dict)
    open: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def may_come(self, questions: tuple[str, ...], task: str) -> None:
        self.open[task] = (*self.open.get(task, ()), *questions)


def decide(plan: Plan, facts: Mapping[str, str]) -> Decided:
    decided = Decided()
    carried: dict[str, list[Reason]] = {}
    for step in plan.steps:
        code = step.task.code
        found = carried.get(code, [])
        for ready in step.adds:
            opens = opens_of(plan, ready, facts, decided)
            if opens == ():
                found.append((ready, _is_doubtful(ready, decided.present)))
            elif opens:
                decided.may_come(opens, code)
        if found:
            if step.replaces and _replaced(plan, step, found, facts, decided, carried):
                continue
            decided.present[code] = _listed(found)
            if step.blocks:
                _block(plan, step, facts, decided)
        elif step.replaces and code in decided.open:
            _may_be_replaced(plan, step, facts, decided)
    return decided


def _replaced(
    plan: Plan,
    step: Step,
    found: list[Reason],
    facts: Mapping[str, str],
    decided: Decided,
    carried: dict[str, list[Reason]],
) -> bool:
    """Does another task take this one's place? Its reasons go with it, and those of the replacement."""
    code = step.task.code
    for ready in step.replaces:
        opens = opens_of(plan, ready, facts, decided)
        if opens == ():
            others = carried.setdefault(ready.clause.by, [])
            others.extend(each for each in found if each not in others)
            others.append((ready, _is_doubtful(ready, decided.present)))
            decided.replaced[code] = ready.clause.by
        elif opens:
            decided.may_come(opens, ready.clause.by)
    return code in decided.replaced


def _block(plan: Plan, step: Step, facts: Mapping[str, str], decided: Decided) -> None:
    blocks = [(ready, ready.unconfirmed) for ready in step.blocks if opens_of(plan, ready, facts, decided) == ()]
    if blocks:
        decided.blocked[step.task.code] = blocks


def _listed(reasons: list[Reason]) -> Listed:
    """Required where one addition says so. In doubt where every addition of that level is, or every replacement that led here."""
    if len(reasons) == 1:
        ready, doubt = reasons[0]
        return Listed(ready.clause.level, reasons, doubt)
    level, sure, moved, sure_move = ADVISED, False, False, False
    for ready, doubt in reasons:
        clause = ready.clause
        if clause.effect == "replace":
            moved, sure_move = True, sure_move or not doubt
        elif clause.level == level:
            sure = sure or not doubt
        elif clause.level == REQUIRED:
            level, sure = REQUIRED, not doubt
    return Listed(level, reasons, doubtful=not sure or (moved and not sure_move))


def _is_doubtful(ready: Ready, present: Mapping[str, Listed]) -> bool:
    """An unconfirmed clause, or one that follows only from tasks that are in doubt themselves."""
    if ready.unconfirmed or not ready.on_tasks:
        return ready.unconfirmed
    return all(present[code].doubtful for code in ready.on_tasks if code in present)


def _may_be_replaced(plan: Plan, step: Step, facts: Mapping[str, str], decided: Decided) -> None:
    """A task that an open question may add may also be replaced: then that question may add the other one."""
    for ready in step.replaces:
        opens = opens_of(plan, ready, facts, decided)
        if opens is not None:
            decided.may_come((*decided.open[step.task.code], *opens), ready.clause.by)


def opens_of(plan: Plan, ready: Ready, facts: Mapping[str, str], decided: Decided) -> tuple[str, ...] | None:
    """The open questions that a clause hangs on: none of them, it holds; None, no answer makes it hold."""
    opens: tuple[str, ...] = ()
    for key, values in ready.offs:
        if facts[key] in values:
            more = opened_by(plan, facts, key, values, within=False)
            if not more:
                return None
            opens += more
    if ready.off_tasks and not ready.off_tasks.isdisjoint(decided.present):
        return None
    for key, values in ready.tests:
        if facts[key] not in values:
            more = opened_by(plan, facts, key, values)
            if not more:
                return None
            opens += more
    if ready.on_tasks and ready.on_tasks.isdisjoint(decided.present):
        more = _questions(decided, ready.on_tasks)
        if not more:
            return None
        opens += more
    return opens


def _questions(decided: Decided, tasks: Collection[str]) -> tuple[str, ...]:
    return tuple(question for task in sorted(tasks) for question in decided.open.get(task, ()))
