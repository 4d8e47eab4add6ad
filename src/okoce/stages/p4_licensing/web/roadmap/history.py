"""Roadmaps that were kept: as they were shown then, and what has changed since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from okoce.facts.enums import Channel
from okoce.stages.p4_licensing.enums import Occasion
from okoce.stages.p4_licensing.queries.answers import DecisionLine
from okoce.stages.p4_licensing.rules import Answers, Roadmap, Text, build
from okoce.stages.p4_licensing.rules.comparing import changes, snapshot
from okoce.stages.p4_licensing.web.roadmap.cases import Case
from okoce.stages.p4_licensing.web.roadmap.presenting import answer_words
from okoce.stages.p4_licensing.web.roadmap.texts import CHANGES, LEVELS, said


@dataclass(frozen=True, slots=True)
class KeptLine:
    """One line of the list of roadmaps that were kept."""

    url: str
    on: date
    occasion: str
    channel: str
    tasks: int
    version: str
    same_rules: bool


@dataclass(frozen=True, slots=True)
class KeptTask:
    """A task as it was shown then."""

    title: str
    level: str
    blocked: bool
    unconfirmed: bool
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeptPage:
    """``by_rules``: what other rules would say to the answers of then; ``by_answers``: what other answers add to that."""

    line: KeptLine
    id: UUID
    tasks: tuple[KeptTask, ...]
    answers: tuple[tuple[str, str], ...]
    by_rules: tuple[str, ...]
    by_answers: tuple[str, ...]


def decision_lines(case: Case, found: Iterable[DecisionLine]) -> tuple[KeptLine, ...]:
    return tuple(_line(case, each) for each in found)


def decision_page(case: Case, found: DecisionLine, now: Roadmap) -> KeptPage:
    """Rules and answers are told apart: the answers of then are laid before the rules of today."""
    content = case.content
    then_now = snapshot(build(content, Answers.of(found.answers), case.on))
    names = {str(each["code"]): said(Text(**each["title"])) for each in (*found.tasks, *then_now, *snapshot(now))}
    return KeptPage(
        line=_line(case, found),
        id=found.id,
        tasks=tuple(_task(each) for each in found.tasks),
        answers=tuple(
            (said(content.question(question).asks), answer_words(content, question, value))
            for question, value in Answers.of(found.answers).saved().items()
        ),
        by_rules=_said(changes(found.tasks, then_now), names),
        by_answers=_said(changes(then_now, snapshot(now)), names),
    )


def _line(case: Case, each: DecisionLine) -> KeptLine:
    return KeptLine(
        url=case.url("kept", each.id),
        on=each.decided_on,
        occasion=str(Occasion(each.occasion).label),
        channel=str(Channel(each.channel).label),
        tasks=len(each.tasks),
        version=each.content_version[:8],
        same_rules=each.content_version == case.content.version,
    )


def _task(each: Mapping[str, Any]) -> KeptTask:
    return KeptTask(
        title=said(Text(**each["title"])),
        level=str(LEVELS[each["level"]]),
        blocked=each["blocked"],
        unconfirmed=each["unconfirmed"],
        because=tuple(said(Text(**says)) for says in each["because"]),
    )


def _said(found: Iterable[Any], names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(str(CHANGES[change.what]) % {"task": names[change.task]} for change in found)
