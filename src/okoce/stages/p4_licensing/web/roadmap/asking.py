"""A question on its page, and what happens to an answer."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from okoce.accounts.web.requests import actor_of_request
from okoce.classifications.queries import exists
from okoce.core.decisions import Decision, NotAllowed
from okoce.stages.p4_licensing.enums import Occasion
from okoce.stages.p4_licensing.rules.vocabulary import CLASS, FIRST
from okoce.stages.p4_licensing.rules.walk import still_to_come, walk_of
from okoce.stages.p4_licensing.services import keep_decision, save_answers, withdraw_answer
from okoce.stages.p4_licensing.web.roadmap.cases import ASKED, Case
from okoce.stages.p4_licensing.web.roadmap.finding import class_words
from okoce.stages.p4_licensing.web.roadmap.texts import said

WITHDRAW = "tarik"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer as somebody may pick it."""

    value: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """A question with its answers; ``progress``: how far she is, in words; ``skip``: empty where there is nothing to skip to."""

    code: str
    asks: str
    helps: str
    trade: str
    choices: tuple[Choice, ...]
    progress: str
    action: str
    asked_name: str
    back: str
    skip: str
    may_withdraw: bool


def question_page(case: Case, code: str) -> QuestionPage:
    question, now = case.content.question(code), case.answers.given(code)
    walk = walk_of(case.content, case.answers, case.skipped, case.on)
    before = walk.before(code)
    trade = class_words(case.answers.kbli)
    return QuestionPage(
        code=code,
        asks=said(question.asks),
        helps=said(question.helps),
        trade=trade.name if trade else "",
        choices=tuple(Choice(value, said(text), value == now) for value, text in question.answers.items()),
        progress=_progress(case, code, walk.number(code)),
        action=case.url("question", code) if case.kept else case.url("ask").partition("?")[0],
        asked_name=ASKED,
        back=_back(case, code, before),
        skip="" if now else (case.skip(code) if code in FIRST else case.url("map")),
        may_withdraw=case.kept and bool(now) and code != CLASS,
    )


def _back(case: Case, code: str, before: str) -> str:
    """The page before: of a later question the roadmap, of the first one the search."""
    if code not in FIRST:
        return case.url("map")
    return case.url("start") if before in ("", CLASS) else case.url("question", before)


def _progress(case: Case, code: str, number: int) -> str:
    if not number:
        return _("Pertanyaan tambahan. Daftar Anda sudah ada; jawaban ini membuatnya lebih tepat.")
    left = still_to_come(case.content, case.answers, code, case.on)
    if not left:
        return _("Pertanyaan ke-%(number)s, yang terakhir sebelum daftar izin Anda.") % {"number": number}
    return ngettext(
        "Pertanyaan ke-%(number)s. Setelah ini paling banyak %(left)s lagi.",
        "Pertanyaan ke-%(number)s. Setelah ini paling banyak %(left)s lagi.",
        left,
    ) % {"number": number, "left": left}


def answer_page(request: HttpRequest, case: Case, code: str) -> str:
    """Save the posted answer, and the roadmap once it can be shown; the address to go on to. Raises NotAllowed."""
    by, person_id = actor_of_request(request), case.person_id
    if WITHDRAW in request.POST:
        withdraw_answer(by=by, person_id=person_id, question=code, content=case.content)
        return case.url("map")
    given = request.POST.get(code, "")
    if code == CLASS and given and _no_class(given):
        raise NotAllowed(Decision.no("answer.unknown"))
    save_answers(by=by, person_id=person_id, given={code: given}, content=case.content)
    after = case.answered(code, given)
    walk = walk_of(case.content, after.answers, after.skipped, after.on)
    if walk.next:
        return case.url("question", walk.next)
    if code in FIRST:
        occasion = Occasion.COUNTER if case.at_counter else Occasion.FINISHED
        keep_decision(by=by, person_id=person_id, occasion=occasion, content=case.content, on=case.on)
    return case.url("map")


def _no_class(given: str) -> bool:
    """No list knows this class."""
    version, _colon, code = given.partition(":")
    return not exists(version, code)
