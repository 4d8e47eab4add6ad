"""The way through the questions: which come before a first roadmap, which is next, and how many there can still be."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from okoce.stages.p4_licensing.rules.answers import Answers
from okoce.stages.p4_licensing.rules.content import Content
from okoce.stages.p4_licensing.rules.plans import facts_of, plan_for
from okoce.stages.p4_licensing.rules.vocabulary import CLASS, FIRST, LATER


@dataclass(frozen=True, slots=True)
class Walk:
    """`first`: the questions of this somebody before a roadmap, in order; `later`: the others; `next`: the first that is open,
    empty where the roadmap can be shown."""

    first: tuple[str, ...]
    later: tuple[str, ...]
    next: str

    def before(self, question: str) -> str:
        """The question that came before this one; empty for the first."""
        asked = (*self.first, *self.later)
        place = asked.index(question) if question in asked else 0
        return asked[place - 1] if place else ""

    def number(self, question: str) -> int:
        """Which one it is, counted from one; nought for a later question."""
        return self.first.index(question) + 1 if question in self.first else 0


def walk_of(content: Content, answers: Answers, skipped: Collection[str], on: date) -> Walk:
    """The questions for these answers. A skipped one is not asked again before the roadmap; without a class there is only that."""
    if answers.kbli is None:
        return Walk((CLASS,), (), CLASS)
    _facts, asked = facts_of(plan_for(content, answers.kbli, on), answers)
    first = tuple(each for each in FIRST if each in asked)
    later = tuple(each for each in LATER if each in asked)
    open_ones = (each for each in first if not answers.given(each) and each not in skipped)
    return Walk(first, later, next(open_ones, ""))


def still_to_come(content: Content, answers: Answers, question: str, on: date) -> int:
    """How many questions can still follow this one before the roadmap, at the most, whatever she answers."""
    if answers.kbli is None:
        return len(FIRST) - 1
    choices = content.question(question).answers
    ways = [answers.answered(question, value) for value in choices] if question in FIRST and choices else [answers]
    place = FIRST.index(question) if question in FIRST else len(FIRST)
    counts = (sum(each in FIRST[place + 1 :] for each in walk_of(content, way, (), on).first) for way in ways)
    return max(counts, default=0)
