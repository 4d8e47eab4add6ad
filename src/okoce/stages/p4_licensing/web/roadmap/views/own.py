"""A member's own roadmap: her answers are saved, and the same on every phone."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from okoce.accounts.web.access import for_member
from okoce.accounts.web.requests import actor_of_request
from okoce.core.decisions import NotAllowed
from okoce.stages.p4_licensing.enums import Occasion
from okoce.stages.p4_licensing.services import keep_decision, save_answers
from okoce.stages.p4_licensing.web.roadmap import packing, pages
from okoce.stages.p4_licensing.web.roadmap.cases import answers_in, own_case
from okoce.stages.p4_licensing.web.roadmap.pending import forget


@for_member
@never_cache
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    return pages.start(request, own_case(request))


@for_member
@never_cache
@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    return pages.ask(request, own_case(request))


@for_member
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, code: str) -> HttpResponse:
    page = pages.answer if request.method == "POST" else pages.question
    return page(request, own_case(request), code)


@for_member
@never_cache
@require_safe
def roadmap(request: HttpRequest) -> HttpResponse:
    return pages.roadmap(request, own_case(request))


@for_member
@never_cache
@require_safe
def task(request: HttpRequest, code: str) -> HttpResponse:
    return pages.task(request, own_case(request), code)


@for_member
@never_cache
@require_safe
def missing(request: HttpRequest) -> HttpResponse:
    return pages.missing(request, own_case(request))


@for_member
@never_cache
@require_safe
def history(request: HttpRequest) -> HttpResponse:
    return pages.history(request, own_case(request))


@for_member
@never_cache
@require_safe
def kept(request: HttpRequest, kept_id: UUID) -> HttpResponse:
    return pages.kept(request, own_case(request), kept_id)


@for_member
@never_cache
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """What was tried without an account becomes hers; the answers that she had and did not try stay."""
    case, given = own_case(request), answers_in(request.POST).saved()
    by = actor_of_request(request)
    try:
        save_answers(by=by, person_id=case.person_id, given=given, content=case.content)
        keep_decision(by=by, person_id=case.person_id, occasion=Occasion.SAVED, content=case.content, on=case.on)
    except NotAllowed as refused:
        return pages.start(request, case, refused.decision)
    response = redirect("roadmap:own_map")
    forget(response)
    return response


@for_member
@never_cache
@require_safe
def packet(request: HttpRequest) -> HttpResponse:
    return packing.show(request, own_case(request))


@for_member
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def packet_edit(request: HttpRequest) -> HttpResponse:
    return packing.edit(request, own_case(request))


@for_member
@never_cache
@require_POST
def packet_pdf(request: HttpRequest) -> HttpResponse:
    return packing.pdf(request, own_case(request))
