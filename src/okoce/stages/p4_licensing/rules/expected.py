"""A licence that somebody expected and does not find: why it is not on her list, and the nearest class that carries it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from okoce.stages.p4_licensing.rules.answers import Answers, ClassRef
from okoce.stages.p4_licensing.rules.content import Content
from okoce.stages.p4_licensing.rules.parts import Clause
from okoce.stages.p4_licensing.rules.plans import facts_of, plan_for
from okoce.stages.p4_licensing.rules.roadmap import build
from okoce.stages.p4_licensing.rules.vocabulary import ANSWERS, UNANSWERED

MOST = 5
"""Classes that are proposed at the most."""


@dataclass(frozen=True, slots=True)
class Wanting:
    """One answer that would have to be another: its question, what it is now (empty where open), and what would carry it."""

    question: str
    now: str
    wanted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Expected:
    """`present`: it is on the list. `by_class`: another class is needed; `nearest` are such, nearest first. `wanting`: with this
    class it would come if these answers were others. `given_way_to`: tasks that stand in its place."""

    task: str
    present: bool
    by_class: bool
    nearest: tuple[ClassRef, ...]
    wanting: tuple[Wanting, ...]
    given_way_to: tuple[str, ...]


def expected(content: Content, answers: Answers, task: str, on: date) -> Expected:
    """Where a task stands for somebody. Deterministic: nearness is the number of digits that codes share, then their order."""
    roadmap = build(content, answers, on)
    present = task in roadmap.codes
    adds = [each for each in content.clauses if each.effect == "add" and each.task == task]
    traits = content.traits_of(answers.kbli)
    mine = [each for each in adds if _fits_class(each, traits, str(answers.kbli))]
    instead = {each.by for each in content.clauses if each.effect == "replace" and each.task == task and each.by in roadmap.codes}
    by_class = not present and not mine and answers.kbli is not None
    return Expected(
        task=task,
        present=present,
        by_class=by_class,
        nearest=_nearest(content, adds, answers.kbli) if by_class and answers.kbli else (),
        wanting=() if present or by_class else _wanting(content, answers, mine, on),
        given_way_to=tuple(code for code in content.tasks if code in instead) if not present else (),
    )


def _fits_class(clause: Clause, traits: frozenset[str], kbli: str) -> bool:
    for conditions, wanted in ((clause.when, True), (clause.unless, False)):
        for key, found in (("trait", traits), ("class", frozenset({kbli}))):
            if key in conditions and bool(conditions[key] & found) is not wanted:
                return False
    return True


def _nearest(content: Content, adds: list[Clause], kbli: ClassRef) -> tuple[ClassRef, ...]:
    """Classes of the same version that carry it by themselves, by how many digits they share with this one."""
    traits = frozenset().union(*(each.when.get("trait", frozenset()) for each in adds))
    named = {ClassRef.parse(each) for clause in adds for each in clause.when.get("class", frozenset())}
    carrying = [
        each
        for each in {*content.classes_with(traits), *named}
        if each.version == kbli.version and any(_fits_class(clause, content.traits_of(each), str(each)) for clause in adds)
    ]
    return tuple(sorted(carrying, key=lambda each: (-_shared(each.code, kbli.code), abs(int(each.code) - int(kbli.code)))))[:MOST]


def _shared(one: str, other: str) -> int:
    return next((place for place, (a, b) in enumerate(zip(one, other, strict=True)) if a != b), len(one))


def _wanting(content: Content, answers: Answers, mine: list[Clause], on: date) -> tuple[Wanting, ...]:
    """The fewest answers that would have to be others, of the first clause that needs so few."""
    facts, asked = facts_of(plan_for(content, answers.kbli, on), answers)
    ways = []
    for clause in mine:
        wanting = [
            Wanting(key, "" if facts[key] == UNANSWERED else facts[key], tuple(each for each in ANSWERS[key] if each in values))
            for key, values in clause.when.items()
            if key in ANSWERS and facts.get(key) not in values
        ]
        wanting += [
            Wanting(key, facts[key], tuple(each for each in ANSWERS[key] if each not in values))
            for key, values in clause.unless.items()
            if key in ANSWERS and facts.get(key) in values
        ]
        if wanting and all(each.wanted for each in wanting):
            ways.append(tuple(wanting))
    return min(ways, key=len, default=())
