"""“Izin yang saya harapkan tidak ada”: why, what would have to be different, and the nearest classes that carry it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from okoce.stages.p4_licensing.rules import Text
from okoce.stages.p4_licensing.rules.licences import LICENCE_OF
from okoce.stages.p4_licensing.rules.missing import Missing, Unmet, missing_licence
from okoce.stages.p4_licensing.rules.missing import Way as RuleWay
from okoce.stages.p4_licensing.rules.vocabulary import ANSWERS, SCALES
from okoce.stages.p4_licensing.web.roadmap.cases import Case
from okoce.stages.p4_licensing.web.roadmap.finding import ClassWords, class_words
from okoce.stages.p4_licensing.web.roadmap.texts import article_words, said


@dataclass(frozen=True, slots=True)
class Different:
    """One thing that would have to be different; ``url``: where she changes it, if that is true of her."""

    asks: str
    mine: str
    wanted: str
    url: str


@dataclass(frozen=True, slots=True)
class Way:
    """Everything that would have to be different together, and the rule that says so."""

    different: tuple[Different, ...]
    source: str
    unconfirmed: bool


@dataclass(frozen=True, slots=True)
class Nearest:
    """A class that carries the licence; ``value``: as an answer; ``url``: where a visitor takes it."""

    words: ClassWords
    value: str
    url: str


@dataclass(frozen=True, slots=True)
class MissingPage:
    """``choices``: licences that one may ask about. Without ``title`` none was chosen yet."""

    choices: tuple[tuple[str, str, bool], ...]
    title: str = ""
    task_url: str = ""
    instead: str = ""
    instead_url: str = ""
    because: tuple[str, ...] = ()
    ways: tuple[Way, ...] = ()
    classes: tuple[Nearest, ...] = ()


MOST_WAYS = 4
SCALE = "scale"


def missing_page(case: Case, task: str) -> MissingPage:
    content = case.content
    choices = tuple((code, said(each.title), code == task) for code, each in content.tasks.items() if code in LICENCE_OF)
    if task not in content.tasks:
        return MissingPage(choices)
    found, title = missing_licence(content, case.answers, case.on, task), said(content.tasks[task].title)
    if found.present:
        return MissingPage(choices, title, task_url=case.url("task", task))
    ways = tuple(_way(case, each) for each in found.ways if _within_class(each))[:MOST_WAYS]
    return MissingPage(
        choices,
        title,
        instead=said(content.tasks[found.replaced_by].title) if found.replaced_by else "",
        instead_url=case.url("task", found.replaced_by) if found.replaced_by else "",
        because=tuple(said(each.says) for each in found.replaced_because),
        ways=ways,
        classes=() if ways else _nearest(case, found),
    )


def _within_class(way: RuleWay) -> bool:
    """Other answers lead there, and the business stays what it is."""
    return not way.by_class and all(each.key in ANSWERS or each.key == SCALE for each in way.unmet)


def _way(case: Case, way: RuleWay) -> Way:
    source = f"{way.source.legal_basis}, {article_words(way.source.article)}"
    return Way(tuple(_different(case, each) for each in way.unmet), source, way.source.unconfirmed)


def _different(case: Case, each: Unmet) -> Different:
    question = "capital" if each.key == SCALE else each.key
    asks = _("Skala usaha") if each.key == SCALE else said(case.content.question(each.key).asks)
    return Different(
        asks=asks,
        mine=said(each.mine_words) if each.mine_words else _("belum dijawab"),
        wanted=_("jawaban lain") if each.hinders else "; ".join(said(words) for words in _in_order(each)),
        url=case.url("question", question),
    )


def _in_order(each: Unmet) -> list[Text]:
    """What is wanted, in the order in which the question offers it."""
    order = SCALES if each.key == SCALE else ANSWERS[each.key]
    words = dict(zip(each.wanted, each.wanted_words, strict=True))
    return [words[value] for value in order if value in words]


def _nearest(case: Case, found: Missing) -> tuple[Nearest, ...]:
    named = [(str(kbli), words) for kbli in found.classes if kbli != case.answers.kbli and (words := class_words(kbli)) is not None]
    return tuple(Nearest(words, key, "" if case.kept else case.url("ask", **{"class": key})) for key, words in named)
