"""An officer or mentor goes on with a member, on the same answers. Every page opened stands in the member's trail."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from okoce.accounts.web.access import for_roles
from okoce.accounts.web.requests import actor_of_request
from okoce.stages.p4_licensing.permissions import KEEPERS
from okoce.stages.p4_licensing.queries.answers import roadmaps_in_scope
from okoce.stages.p4_licensing.web.permits.pages import frame
from okoce.stages.p4_licensing.web.roadmap import packing, pages
from okoce.stages.p4_licensing.web.roadmap.cases import desk_case
from okoce.stages.p4_licensing.web.roadmap.started import columns, started_rows

ROWS = 50
ROADMAP, PACKET = "licence_roadmap", "licence_packet"
"""What the trail calls these pages."""


@for_roles(*KEEPERS)
@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Whose roadmaps were worked on last, among the members that this desk may open."""
    page = Paginator(roadmaps_in_scope(actor_of_request(request)), ROWS).get_page(request.GET.get("halaman"))
    values = {**frame(request), "page": page, "rows": started_rows(page.object_list), "columns": columns()}
    return render(request, "licensing/desk_home.html", values)


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
def kept(request: HttpRequest, person_id: UUID, kept_id: UUID) -> HttpResponse:
    return pages.kept(request, desk_case(request, person_id, ROADMAP), kept_id)


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
