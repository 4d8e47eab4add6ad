"""An officer or mentor goes on with a member, on the same answers. Every page opened stands in the member's trail."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from okoce.accounts.web.access import for_roles
from okoce.stages.p4_licensing.permissions import KEEPERS
from okoce.stages.p4_licensing.web.roadmap import packing, pages
from okoce.stages.p4_licensing.web.roadmap.cases import desk_case

ROADMAP, PACKET = "licence_roadmap", "licence_packet"
"""What the trail calls these pages."""


@for_roles(*KEEPERS)
@never_cache
@require_safe
def start(request: HttpRequest, person_id: UUID) -> HttpResponse:
    return pages.start(request, desk_case(request, person_id, ROADMAP))


@for_roles(*KEEPERS)
@never_cache
@require_safe
def ask(request: HttpRequest, person_id: UUID) -> HttpResponse:
    return pages.ask(request, desk_case(request, person_id, ROADMAP))


@for_roles(*KEEPERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, person_id: UUID, code: str) -> HttpResponse:
    page = pages.answer if request.method == "POST" else pages.question
    return page(request, desk_case(request, person_id, ROADMAP), code)


@for_roles(*KEEPERS)
@never_cache
@require_safe
def roadmap(request: HttpRequest, person_id: UUID) -> HttpResponse:
    return pages.roadmap(request, desk_case(request, person_id, ROADMAP))


@for_roles(*KEEPERS)
@never_cache
@require_safe
def task(request: HttpRequest, person_id: UUID, code: str) -> HttpResponse:
    return pages.task(request, desk_case(request, person_id, ROADMAP), code)


@for_roles(*KEEPERS)
@never_cache
@require_safe
def missing(request: HttpRequest, person_id: UUID) -> HttpResponse:
    return pages.missing(request, desk_case(request, person_id, ROADMAP))


@for_roles(*KEEPERS)
@never_cache
@require_safe
def history(request: HttpRequest, person_id: UUID) -> HttpResponse:
    return pages.history(request, desk_case(request, person_id, ROADMAP))


@for_roles(*KEEPERS)
@never_cache
@require_safe
def kept(request: HttpRequest, person_id: UUID, decision_id: UUID) -> HttpResponse:
    return pages.kept(request, desk_case(request, person_id, ROADMAP), decision_id)


@for_roles(*KEEPERS)
@never_cache
@require_safe
def packet(request: HttpRequest, person_id: UUID) -> HttpResponse:
    return packing.show(request, desk_case(request, person_id, PACKET))


@for_roles(*KEEPERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def packet_edit(request: HttpRequest, person_id: UUID) -> HttpResponse:
    return packing.edit(request, desk_case(request, person_id, PACKET))


@for_roles(*KEEPERS)
@never_cache
@require_POST
def packet_pdf(request: HttpRequest, person_id: UUID) -> HttpResponse:
    return packing.pdf(request, desk_case(request, person_id, PACKET))
