"""The permit that somebody expected and does not find: what would have to be different, and the classes that carry it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from okoce.stages.p4_licensing.rules.answers import VERSIONS, Answers, ClassRef
from okoce.stages.p4_licensing.rules.content import Content, on_or_after
from okoce.stages.p4_licensing.rules.parts import Clause, Conditions, Source, Text
from okoce.stages.p4_licensing.rules.plans import facts_of, plan_for
from okoce.stages.p4_licensing.rules.roadmap import Because, Roadmap, build
from okoce.stages.p4_licensing.rules.sentences import words_of
from okoce.stages.p4_licensing.rules.vocabulary import CLASS, UNANSWERED

NEAREST: Final = 5
"""How many classes are proposed at most."""
OF_CLASS: Final = (CLASS, "trait")


@dataclass(frozen=True, slots=True)
class Unmet:
    """A condition that is not met. `key` is a question, `scale`, `risk`, `trait`, `class` or `task`; `wanted` would meet it, in
    words where there are any; `mine` is what was answered, empty where nothing was. `hinders`: `mine` is what keeps it away, and
    any other answer would do."""

    key: str
    wanted: tuple[str, ...]
    wanted_words: tuple[Text, ...]
    mine: str
    mine_words: Text | None
    hinders: bool


@dataclass(frozen=True, slots=True)
class Way:
    """One way onto the list: a clause with its source, and what of it is not met."""

    clause: str
    source: Source
    unmet: tuple[Unmet, ...]

    @property
    def by_class(self) -> bool:
        """Only another class of business leads this way."""
        return any(each.key in OF_CLASS for each in self.unmet)


@dataclass(frozen=True, slots=True)
class Missing:
    """Why a task is not on the list. `present`: it is. `replaced_by`: another one stands in its place, for these reasons.

    `ways` begin with the one that misses least. `classes` lead to the task with all other answers as they are (see `carrying`).
    """

    task: str
    present: bool
    replaced_by: str
    replaced_because: tuple[Because, ...]
    ways: tuple[Way, ...]
    classes: tuple[ClassRef, ...]


def missing_licence(content: Content, answers: Answers, on: date, task: str) -> Missing:
    """Why these answers do not lead to a task, and what would."""
    roadmap = build(content, answers, on)
    if roadmap.get(task) is not None:
        return Missing(task, present=True, replaced_by="", replaced_because=(), ways=(), classes=())
    by, because = _replacement(roadmap, task)
    facts, _ = facts_of(plan_for(content, answers.kbli, on), answers)
    facts["risk"] = roadmap.risk
    ways = [_way(content, answers, clause, facts, roadmap) for clause in _clauses(content, task, on)]
    return Missing(
        task=task,
        present=False,
        replaced_by=by,
        replaced_because=because,
        ways=tuple(sorted(ways, key=_distance)),
        classes=carrying(content, answers, on, task)[:NEAREST],
    )


def carrying(content: Content, answers: Answers, on: date, task: str) -> tuple[ClassRef, ...]:
    """The named classes of the same KBLI version (both, where none was chosen) that lead to a task with these answers, or that
    open a question which may add it. Those that share most leading digits with the present class come first."""
    versions = (answers.kbli.version,) if answers.kbli else VERSIONS
    mine = answers.kbli.code if answers.kbli else ""
    wanted = frozenset(
        trait for clause in content.clauses if task in (clause.task, clause.by) for trait in clause.when.get("trait", frozenset())
    )
    found = [
        kbli
        for kbli in content.classes_with(wanted)
        if kbli.version in versions and _leads_to(build(content, answers.answered(CLASS, str(kbli)), on), task)
    ]
    return tuple(sorted(found, key=lambda kbli: (-_alike(mine, kbli.code), kbli)))


def _leads_to(roadmap: Roadmap, task: str) -> bool:
    """It stands on the list, or an open question may add it."""
    return task in roadmap.codes or any(task in each.tasks for each in roadmap.may_add)


def _alike(one: str, other: str) -> int:
    """How many leading digits two codes share: the levels of the classification."""
    return next(
        (place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), min(len(one), len(other))
    )


def _clauses(content: Content, task: str, on: date) -> Iterator[Clause]:
    """What may bring a task on that day: additions of its own, and replacements that lead to it."""
    for clause in content.clauses:
        if clause.since and not on_or_after(content.params, clause.since, on):
            continue
        if clause.until and on_or_after(content.params, clause.until, on):
            continue
        if (clause.effect == "add" and clause.task == task) or clause.by == task:
            yield clause


def _replacement(roadmap: Roadmap, task: str) -> tuple[str, tuple[Because, ...]]:
    for each in roadmap.tasks:
        found = tuple(because for because in each.becauses if because.effect == "replace" and because.task == task)
        if found:
            return each.code, found
    return "", ()


def _way(content: Content, answers: Answers, clause: Clause, facts: dict[str, str], roadmap: Roadmap) -> Way:
    unmet = [*_not_met(content, answers, clause.when, facts, roadmap), *_hindering(content, answers, clause.unless, facts, roadmap)]
    if clause.effect == "replace":
        unmet.append(Unmet("task", (clause.task,), (content.tasks[clause.task].title,), "", None, hinders=False))
    return Way(clause.code, clause.source, tuple(unmet))


def _not_met(content: Content, answers: Answers, when: Conditions, facts: dict[str, str], roadmap: Roadmap) -> Iterator[Unmet]:
    for key, values in when.items():
        if values.isdisjoint(_mine(content, answers, key, facts, roadmap)):
            wanted = tuple(sorted(values - {UNANSWERED}))
            given = facts.get(key, "")
            mine = "" if given == UNANSWERED else given
            words = tuple(words_of(content, key, value) for value in wanted)
            yield Unmet(key, wanted, words, mine, words_of(content, key, mine) if mine else None, hinders=False)


def _hindering(content: Content, answers: Answers, unless: Conditions, facts: dict[str, str], roadmap: Roadmap) -> Iterator[Unmet]:
    for key, values in unless.items():
        for mine in sorted(values & _mine(content, answers, key, facts, roadmap)):
            yield Unmet(key, (), (), mine, words_of(content, key, mine), hinders=True)


def _mine(content: Content, answers: Answers, key: str, facts: dict[str, str], roadmap: Roadmap) -> frozenset[str]:
    """What holds for somebody under a key of conditions."""
    if key == "trait":
        return content.traits_of(answers.kbli)
    if key == "task":
        return frozenset(roadmap.codes)
    return frozenset({answers.given(CLASS) if key == CLASS else facts[key]})


def _distance(way: Way) -> tuple[int, bool, str]:
    """Fewest unmet conditions first; another answer is nearer than another class."""
    return len(way.unmet), way.by_class, way.clause
