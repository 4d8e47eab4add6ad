"""Frozen packs: the history, one pack from its own record alone, and what changed since."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from okoce.accounts.web.access import for_roles
from okoce.accounts.web.requests import ActorRequest
from okoce.core.fortnights import Fortnight
from okoce.evaluation.rounds import queries, services
from okoce.evaluation.rounds.models import Pack
from okoce.evaluation.rounds.permissions import READERS
from okoce.evaluation.rounds.services import PAGE
from okoce.evaluation.rounds.web.documents.paper import paper
from okoce.evaluation.rounds.web.documents.workbook import workbook
from okoce.evaluation.rounds.web.links import whole
from okoce.evaluation.rounds.web.presentation.document import Document, pack_document
from okoce.evaluation.rounds.web.presentation.frame import frame
from okoce.evaluation.rounds.web.presentation.restated import changed_row, restated_view
from okoce.evaluation.rounds.web.views.rounds import page_values
from okoce.ui.presentation import language


@for_roles(*READERS)
@never_cache
@require_safe
def packs(request: ActorRequest) -> HttpResponse:
    rows = [(item, Fortnight(item.fortnight)) for item in queries.packs()]
    return render(request, "rounds/packs.html", {**frame(request.actor), "packs": rows})


@for_roles(*READERS)
@never_cache
@require_safe
def pack(request: ActorRequest, number: int) -> HttpResponse:
    """A pack as it was frozen, and what it restated of the one before."""
    found = _pack(number)
    before = queries.pack(number - 1)
    values: dict[str, Any] = {"pack": found, "before": before, "may_change": False}
    if before is not None:
        values["restated"] = restated_view(queries.sheet_of(before), found.restatements)
    sheet = queries.sheet_of(found)
    return render(request, "rounds/pack.html", {**frame(request.actor), **page_values(request, sheet), **values})


@for_roles(*READERS)
@never_cache
@require_safe
def pack_pdf(request: ActorRequest, number: int) -> HttpResponse:
    """What the page of a pack shows, on paper."""
    found = _pack(number)
    words = {"seal": _("Segel"), "page": _("Halaman"), "planned": _("Rencana"), "reached": _("Tercapai")}
    words |= {"stage": _("Tahap"), "people": _("orang")}
    content = paper(_document(found), made_at=found.frozen_at, words=words, language=language())
    return _file(content, f"ok-oce-paket-{number}.pdf", "application/pdf")


@for_roles(*READERS)
@never_cache
@require_safe
def pack_xlsx(request: ActorRequest, number: int) -> HttpResponse:
    """What the page of a pack shows, as a workbook."""
    content = workbook(_document(_pack(number)))
    return _file(content, f"ok-oce-paket-{number}.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")


def _document(found: Pack) -> Document:
    before = queries.pack(found.number - 1)
    restated = restated_view(queries.sheet_of(before), found.restatements) if before else None
    return pack_document(found, queries.sheet_of(found), before.number if before else None, restated)


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@for_roles(*READERS)
@never_cache
@require_safe
def restatement(request: ActorRequest, number: int) -> HttpResponse:
    """What a pack says at a later position: at the next pack's where that is asked for, else now."""
    found, after = _pack(number), queries.pack(number + 1)
    until_next = after is not None and request.GET.get("sampai") == "paket"
    position = after.position if after is not None and until_next else queries.position_now()
    opened = services.open_changed(by=request.actor, pack=found, position=position, page=whole(request.GET.get("halaman"), 1))
    sheet = queries.sheet_of(found)
    rows = [changed_row(sheet, person, shown.name, _record(person.person_id, shown.may_open)) for person, shown in opened.rows]
    values = {
        "pack": found,
        "after": after if until_next else None,
        "sheet": sheet,
        "restated": restated_view(sheet, opened.restatement.document()),
        "rows": rows,
        "opened": opened,
        "page": Paginator(range(opened.visible), PAGE).get_page(opened.page),
    }
    return render(request, "rounds/restatement.html", {**frame(request.actor), **values})


def _pack(number: int) -> Pack:
    found = queries.pack(number)
    if found is None:
        raise Http404
    return found


def _record(person_id: object, may_open: bool) -> str:
    return reverse("desk:member", args=[person_id]) if may_open else ""
