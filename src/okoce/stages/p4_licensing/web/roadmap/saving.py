"""Before a tried roadmap is saved: what becomes new, and which saved answers would change."""

from __future__ import annotations

from dataclasses import dataclass

from okoce.stages.p4_licensing.web.roadmap.cases import Case
from okoce.stages.p4_licensing.web.roadmap.presenting import answer_words
from okoce.stages.p4_licensing.web.roadmap.texts import said


@dataclass(frozen=True, slots=True)
class Coming:
    """One answer that is going to be saved; ``before``: what is saved now, empty where nothing is."""

    asks: str
    answer: str
    before: str


@dataclass(frozen=True, slots=True)
class SavingPage:
    new: tuple[Coming, ...]
    changed: tuple[Coming, ...]
    map_url: str


def saving_page(tried: Case, own: Case) -> SavingPage:
    """Answers that were not tried stay as they are saved; what is equal is not named."""
    coming = [
        Coming(
            said(tried.content.question(question).asks),
            answer_words(tried.content, question, value),
            answer_words(tried.content, question, before) if (before := own.answers.given(question)) else "",
        )
        for question, value in tried.answers.saved().items()
        if own.answers.given(question) != value
    ]
    new = tuple(each for each in coming if not each.before)
    return SavingPage(new, tuple(each for each in coming if each.before), own.url("map"))
