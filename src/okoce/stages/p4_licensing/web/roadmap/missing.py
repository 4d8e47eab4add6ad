"""“Izin yang saya harapkan tidak ada”: why, what would have to be different, and the nearest classes that carry it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from okoce.stages.p4_licensing.rules.licences import LICENCE_OF
from okoce.stages.p4_licensing.rules.missing import Missing, Unmet, missing_licence
from okoce.stages.p4_licensing.rules.vocabulary import ANSWERS
from okoce.stages.p4_licensing.web.roadmap.cases import Case
from okoce.stages.p4_licensing.web.roadmap.finding import ClassWords, class_words
from okoce.stages.p4_licensing.web.roadmap.texts import article_words, said


@dataclass(frozen=True, slots=True)
class Different:
    """What would have to be different, as a sentence; ``url``: where she changes it, if that is true of her."""

    says: str
    url: str


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
    different: tuple[Different, ...] = ()
    by_class: bool = False
    source: str = ""
    unconfirmed: bool = False
    classes: tuple[Nearest, ...] = ()


def missing_page(case: Case, task: str) -> MissingPage:
    content = case.content
    choices = tuple((code, said(each.title), code == task) for code, each in content.tasks.items() if code in LICENCE_OF)
    if task not in content.tasks:
        return MissingPage(choices)
    found, title = missing_licence(content, case.answers, case.on, task), said(content.tasks[task].title)
    if found.present:
        return MissingPage(choices, title, task_url=case.url("task", task))
    way = found.ways[0] if found.ways else None
    return MissingPage(
        choices,
        title,
        instead=said(content.tasks[found.replaced_by].title) if found.replaced_by else "",
        instead_url=case.url("task", found.replaced_by) if found.replaced_by else "",
        because=tuple(said(each.says) for each in found.replaced_because),
        different=tuple(_different(case, each) for each in way.unmet if each.key in ANSWERS) if way else (),
        by_class=way.by_class if way else False,
        source=f"{way.source.legal_basis}, {article_words(way.source.article)}" if way else "",
        unconfirmed=way.source.unconfirmed if way else False,
        classes=_nearest(case, found),
    )


def _different(case: Case, each: Unmet) -> Different:
    asks = said(case.content.question(each.key).asks)
    mine = said(each.mine_words) if each.mine_words else _("belum dijawab")
    if each.hinders:
        says = _("“%(question)s” Jawaban Anda: %(mine)s. Dengan jawaban itu, izin ini tidak dipakai.")
        return Different(says % {"question": asks, "mine": mine}, case.url("question", each.key))
    wanted = _(" atau ").join(said(words) for words in each.wanted_words)
    says = _("“%(question)s” Jawaban Anda: %(mine)s. Izin ini untuk: %(wanted)s.")
    return Different(says % {"question": asks, "mine": mine, "wanted": wanted}, case.url("question", each.key))


def _nearest(case: Case, found: Missing) -> tuple[Nearest, ...]:
    named = [(str(kbli), words) for kbli in found.classes if kbli != case.answers.kbli and (words := class_words(kbli)) is not None]
    return tuple(Nearest(words, key, "" if case.kept else case.url("ask", **{"class": key})) for key, words in named)
