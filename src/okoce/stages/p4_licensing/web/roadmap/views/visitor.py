"""Anybody, without an account: answers travel in the address, and nothing is kept."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from okoce.accounts.web.access import open_to_all
from okoce.accounts.web.requests import actor_of_request
from okoce.stages.p4_licensing.web.roadmap import pages
from okoce.stages.p4_licensing.web.roadmap.cases import own_case, visitor_case
from okoce.stages.p4_licensing.web.roadmap.pending import remember
from okoce.stages.p4_licensing.web.roadmap.saving import saving_page


@open_to_all
@never_cache
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    return pages.start(request, visitor_case(request))


@open_to_all
@never_cache
@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    return pages.ask(request, visitor_case(request))


@open_to_all
@never_cache
@require_safe
def question(request: HttpRequest, code: str) -> HttpResponse:
    return pages.question(request, visitor_case(request), code)


@open_to_all
@never_cache
@require_safe
def roadmap(request: HttpRequest) -> HttpResponse:
    return pages.roadmap(request, visitor_case(request))


@open_to_all
@never_cache
@require_safe
def task(request: HttpRequest, code: str) -> HttpResponse:
    return pages.task(request, visitor_case(request), code)


@open_to_all
@never_cache
@require_safe
def missing(request: HttpRequest) -> HttpResponse:
    return pages.missing(request, visitor_case(request))


@open_to_all
@never_cache
@require_safe
def save(request: HttpRequest) -> HttpResponse:
    """“Simpan peta ini”: a member confirms; anybody else signs in or registers, and the answers wait in this browser."""
    case = visitor_case(request)
    if case.answers.kbli is None:
        return pages.start(request, case)
    if actor_of_request(request).person_id is not None:
        values = {"case": case, "page": saving_page(case, own_case(request)), "carried": pages.hidden(case)}
        return render(request, "licensing/save.html", values)
    sign_in = f"{reverse('accounts:sign_in')}?{urlencode({'next': request.get_full_path()})}"
    response = render(request, "licensing/save_first.html", {"case": case, "sign_in": sign_in})
    remember(response, case)
    return response
