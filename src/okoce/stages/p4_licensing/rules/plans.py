"""Clauses made ready for one kind of class on one kind of day, so that a roadmap only looks at those that may hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from okoce.stages.p4_licensing.rules import ordering, scales
from okoce.stages.p4_licensing.rules.answers import Answers, ClassRef
from okoce.stages.p4_licensing.rules.content import Content, on_or_after
from okoce.stages.p4_licensing.rules.parts import Clause, Conditions, Fee, Figure, Question, Task, Term
from okoce.stages.p4_licensing.rules.vocabulary import ANSWERS, EFFECTS, UNANSWERED, VALUES

Scales = Mapping[tuple[str, str], str]
Tests = tuple[tuple[str, frozenset[str]], ...]
FIXED: Final = ("trait", "class")
"""What a plan knows beforehand: clauses that ask it are kept without the question, or left out."""


_NOTHING: Final = dict.fromkeys(ANSWERS, "")


@dataclass(frozen=True, slots=True, eq=False)
class Ready:
    """A clause with what is still to be asked of the answers. `given` are the keys whose values its sentence may name,
    `of_class` the traits that it matched; `reasons` keeps what was said before for the same values."""

    clause: Clause
    tests: Tests
    offs: Tests
    on_tasks: frozenset[str]
    off_tasks: frozenset[str]
    given: tuple[str, ...]
    of_class: tuple[tuple[str, str], ...]
    unconfirmed: bool
    reasons: dict[object, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """What decides about one task, and what is told of it whoever has it on the list."""

    task: Task
    adds: tuple[Ready, ...]
    replaces: tuple[Ready, ...]
    blocks: tuple[Ready, ...]
    dependants: tuple[str, ...]
    fee: Fee | None
    fee_umk: Fee | None
    days: Figure | None
    term: Term | None


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """`asked` are the questions for this kind of class, each with what it still depends on. Only tasks that may come are here."""

    steps: tuple[Step, ...]
    in_order: tuple[Step, ...]
    asked: tuple[tuple[str, Tests], ...]
    scales: Scales


def plan_for(content: Content, kbli: ClassRef | None, on: date) -> Plan:
    """The plan for a class on a day; made once for all classes and days that are alike to the clauses."""
    traits, named = content.traits_of(kbli), str(kbli) if kbli else ""
    shared = _shared(content)
    holding = tuple(on_or_after(content.params, name, on) for name in shared.days)
    key = (traits, named if named in shared.classes else "", holding)
    found = content.plans.get(key)
    if not isinstance(found, Plan):
        found = content.plans[key] = _plan(content, traits, key[1], dict(zip(shared.days, holding, strict=True)), shared)
    return found


@dataclass(frozen=True, slots=True)
class _Shared:
    """What all plans of a content share."""

    days: tuple[str, ...]
    classes: frozenset[str]
    order: tuple[str, ...]
    scales: Scales


def _shared(content: Content) -> _Shared:
    found = content.plans.get("shared")
    if not isinstance(found, _Shared):
        conditions = [each for clause in content.clauses for each in (clause.when, clause.unless)]
        found = content.plans["shared"] = _Shared(
            days=tuple(sorted({each for clause in content.clauses for each in (clause.since, clause.until) if each})),
            classes=frozenset().union(*(each.get("class", frozenset()) for each in conditions)),
            order=tuple(ordering.in_order_of_deciding(content.tasks, content.clauses)),
            scales=scales.scale_table(content),
        )
    return found


def _plan(content: Content, traits: frozenset[str], kbli: str, holding: Mapping[str, bool], shared: _Shared) -> Plan:
    facts = {"trait": traits, "class": frozenset({kbli})}
    ready = [each for clause in content.clauses if (each := _ready(clause, facts, holding)) is not None]
    coming = {each.clause.by or each.clause.task for each in ready if each.clause.effect != "block"}
    steps = {code: _step(content, code, ready) for code in shared.order if code in coming}
    return Plan(
        steps=tuple(steps.values()),
        in_order=tuple(steps[code] for code in content.tasks if code in steps),
        asked=tuple((each.code, rest) for each in content.frame.questions if (rest := _rest(each, facts)) is not None),
        scales=shared.scales,
    )


def _step(content: Content, code: str, ready: list[Ready]) -> Step:
    mine = [each for each in ready if each.clause.task == code]
    parts = {effect: tuple(each for each in mine if each.clause.effect == effect) for effect in EFFECTS}
    return Step(
        task=content.tasks[code],
        adds=parts["add"],
        replaces=parts["replace"],
        blocks=parts["block"],
        dependants=tuple(other for other, task in content.tasks.items() if code in task.needs),
        fee=content.fee_of(code, umk=False),
        fee_umk=content.fee_of(code, umk=True),
        days=content.days.get(code),
        term=content.terms.get(code),
    )


def _ready(clause: Clause, facts: Mapping[str, frozenset[str]], holding: Mapping[str, bool]) -> Ready | None:
    if (clause.since and not holding[clause.since]) or (clause.until and holding[clause.until]):
        return None
    if any(key in clause.when and not clause.when[key] & facts[key] for key in FIXED):
        return None
    if any(clause.unless.get(key, frozenset()) & facts[key] for key in FIXED):
        return None
    return Ready(
        clause=clause,
        tests=_tests(clause.when),
        offs=_tests(clause.unless),
        on_tasks=clause.when.get("task", frozenset()),
        off_tasks=clause.unless.get("task", frozenset()),
        given=tuple(key for key in VALUES if key in clause.when and key not in (*FIXED, "task")),
        of_class=tuple(("trait", each) for each in sorted(clause.when.get("trait", frozenset()) & facts["trait"])),
        unconfirmed=clause.source.unconfirmed,
    )


def _rest(question: Question, facts: Mapping[str, frozenset[str]]) -> Tests | None:
    """What a question still depends on; None where it is never asked of this kind of class."""
    if any(key in question.when and not question.when[key] & facts[key] for key in FIXED):
        return None
    return _tests(question.when)


def _tests(conditions: Conditions) -> Tests:
    return tuple(sorted((key, values) for key, values in conditions.items() if key not in (*FIXED, "task")))


def facts_of(plan: Plan, answers: Answers) -> tuple[dict[str, str], tuple[str, ...]]:
    """What clauses may ask, by key, and the questions that this somebody is asked.

    An answer to a question that is not asked (any more) counts for nothing, and is kept. A question that hangs on another
    open one is open too, but not asked yet.
    """
    facts = _NOTHING.copy()
    asked = []
    for question, tests in plan.asked:
        if question not in ANSWERS:
            asked.append(question)
            continue
        if not tests or all(facts[key] in values for key, values in tests):
            asked.append(question)
            facts[question] = getattr(answers, question) or UNANSWERED
        elif any(facts[key] == UNANSWERED for key, _ in tests):
            facts[question] = UNANSWERED
    facts["scale"] = plan.scales[facts["capital"], facts["sales"]]
    return facts, tuple(asked)


def opened_by(plan: Plan, facts: Mapping[str, str], key: str, values: frozenset[str], *, within: bool = True) -> tuple[str, ...]:
    """The open questions whose answer may bring this key to one of these values (or, not `within`, away from them)."""
    if key == "scale":
        return tuple(question for question in ("capital", "sales") if _may_move(plan, facts, question, values, within))
    return (key,) if facts[key] == UNANSWERED else ()


def _may_move(plan: Plan, facts: Mapping[str, str], question: str, values: frozenset[str], within: bool) -> bool:
    if facts[question] != UNANSWERED:
        return False
    reachable = (
        plan.scales[(answer, facts["sales"]) if question == "capital" else (facts["capital"], answer)]
        for answer in ANSWERS[question]
    )
    return any((scale in values) == within for scale in reachable)
