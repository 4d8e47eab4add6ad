"""The pages that all three sides share. Each takes the case and answers a request; who may look was asked before."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from okoce.core.decisions import Decision, NotAllowed
from okoce.stages.p4_licensing.queries.answers import decision, decisions_of
from okoce.stages.p4_licensing.rules import Roadmap, build
from okoce.stages.p4_licensing.rules.vocabulary import CLASS, FIRST, LATER
from okoce.stages.p4_licensing.rules.walk import walk_of
from okoce.stages.p4_licensing.web.roadmap.asking import answer_page, question_page
from okoce.stages.p4_licensing.web.roadmap.cases import ASKED, WORDS, Case
from okoce.stages.p4_licensing.web.roadmap.finding import class_words, search_page
from okoce.stages.p4_licensing.web.roadmap.history import decision_lines, decision_page
from okoce.stages.p4_licensing.web.roadmap.missing import missing_page
from okoce.stages.p4_licensing.web.roadmap.pending import pending
from okoce.stages.p4_licensing.web.roadmap.presenting import given_answers, roadmap_page
from okoce.stages.p4_licensing.web.roadmap.progress import progress_of
from okoce.stages.p4_licensing.web.roadmap.tasks import task_page
from okoce.stages.p4_licensing.web.roadmap.texts import refusal


def start(request: HttpRequest, case: Case, refused: Decision | None = None) -> HttpResponse:
    """“Usaha Anda apa?”: the search, with what it found."""
    words = " ".join(request.GET.get(WORDS, "").split())[:80]
    values = {"case": case, "search": search_page(case, words), "now": class_words(case.answers.kbli)}
    values |= {
        "refusal": refusal(refused) if refused is not None else "",
        "waiting": pending(request, case),
        "carried": hidden(case),
    }
    return render(request, "licensing/start.html", values, status=_status(refused))


def ask(request: HttpRequest, case: Case) -> HttpResponse:
    """The next open question, or the roadmap where there is none. A question that was sent without an answer is asked again."""
    asked = request.GET.get(ASKED, "")
    if asked in (*FIRST, *LATER) and asked != CLASS and not case.kept and not case.answers.given(asked):
        return question(request, case, asked, Decision.no("answer.missing"))
    following = walk_of(case.content, case.answers, case.skipped, case.on).next
    if following == CLASS:
        return HttpResponseRedirect(case.url("start"))
    return question(request, case, following) if following else HttpResponseRedirect(case.url("map"))


def question(request: HttpRequest, case: Case, code: str, refused: Decision | None = None) -> HttpResponse:
    """One question on a page of its own."""
    if code not in (*FIRST, *LATER):
        raise Http404
    if code == CLASS or case.answers.kbli is None:
        return HttpResponseRedirect(case.url("start"))
    values = {"case": case, "page": question_page(case, code), "carried": hidden(case, code)}
    values["refusal"] = refusal(refused) if refused is not None else ""
    return render(request, "licensing/question.html", values, status=_status(refused))


def answer(request: HttpRequest, case: Case, code: str) -> HttpResponse:
    """Save one answer and go on; refused, the same page says why."""
    if code not in (*FIRST, *LATER):
        raise Http404
    try:
        following = answer_page(request, case, code)
    except NotAllowed as refused:
        if code == CLASS:
            return start(request, case, refused.decision)
        return question(request, case, code, refused.decision)
    return HttpResponseRedirect(following)


def roadmap(request: HttpRequest, case: Case) -> HttpResponse:
    """The roadmap: what it is in official words, what to do in which order, and what is still open."""
    if case.answers.kbli is None:
        return HttpResponseRedirect(case.url("start"))
    found = _built(case)
    values = {"case": case, "page": roadmap_page(case, found, progress_of(case, found)), "waiting": pending(request, case)}
    return render(request, "licensing/roadmap.html", values)


def task(request: HttpRequest, case: Case, code: str) -> HttpResponse:
    """One task; of one that is not on the list, the page that says why."""
    if code not in case.content.tasks:
        raise Http404
    found = _built(case)
    each = found.get(code) if case.answers.kbli is not None else None
    if each is None:
        return HttpResponseRedirect(case.url("missing", izin=code))
    values = {"case": case, "page": task_page(case, found, each, progress_of(case, found))}
    return render(request, "licensing/task.html", values)


def missing(request: HttpRequest, case: Case) -> HttpResponse:
    """“Izin yang saya harapkan tidak ada”: choose it, and read why and what would carry it."""
    if case.answers.kbli is None:
        return HttpResponseRedirect(case.url("start"))
    values = {"case": case, "page": missing_page(case, request.GET.get("izin", "")), "carried": hidden(case)}
    return render(request, "licensing/missing.html", values)


def history(request: HttpRequest, case: Case) -> HttpResponse:
    """Roadmaps that were kept, latest first."""
    values = {"case": case, "decisions": decision_lines(case, decisions_of(case.business_id)), "answers": given_answers(case)}
    return render(request, "licensing/history.html", values)


def kept(request: HttpRequest, case: Case, decision_id: UUID) -> HttpResponse:
    """One roadmap as it was shown, and what has changed since."""
    found = decision(case.business_id, decision_id)
    if found is None:
        raise Http404
    values = {"case": case, "page": decision_page(case, found, _built(case))}
    return render(request, "licensing/decision.html", values)


def hidden(case: Case, without: str = "") -> list[tuple[str, str]]:
    """What a form carries beside its own field."""
    return [(name, value) for name, value in case.carried().items() if name != without]


def _built(case: Case) -> Roadmap:
    return build(case.content, case.answers, case.on)


def _status(refused: Decision | None) -> int:
    return HTTPStatus.UNPROCESSABLE_ENTITY if refused is not None else HTTPStatus.OK
