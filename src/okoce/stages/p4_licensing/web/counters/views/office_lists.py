"""Lists of the permit office: what they say of members' permits, both ways, and whose a permit is."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from okoce.accounts.queries import names_of
from okoce.accounts.web.access import for_roles
from okoce.accounts.web.requests import actor_of_request
from okoce.audit.services import log_openings
from okoce.members.queries import person_id_by_nik
from okoce.stages.p4_licensing.enums import ListState, Match, Office
from okoce.stages.p4_licensing.models import OfficeList
from okoce.stages.p4_licensing.permissions import OFFICERS
from okoce.stages.p4_licensing.queries import office_lists as queries
from okoce.stages.p4_licensing.queries.permits import by_person, in_scope
from okoce.stages.p4_licensing.web.counters.forms import OwnerForm
from okoce.stages.p4_licensing.web.counters.pages import a_page
from okoce.stages.p4_licensing.web.permits.pages import frame, page_of, place_name, status_of, with_names
from okoce.ui.components import Column


@for_roles(*OFFICERS)
@never_cache
@sensitive_post_parameters("number", "nik")
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: HttpRequest) -> HttpResponse:
    """The lists, and the question whose permit it is. What was asked for stands in no address."""
    form = OwnerForm(request.POST if request.method == "POST" else None)
    answer = _answer(request, form) if form.is_bound and form.is_valid() else {}
    page = a_page(queries.lists(actor_of_request(request)), request)
    values = {"form": form, **answer, "page": page, "lists": [(row, Office(row.source).label, queries.counts(row)) for row in page]}
    return render(request, "licensing/counters/office_lists.html", {**frame(request), **values}, status=status_of(form))


def _answer(request: HttpRequest, form: OwnerForm) -> dict[str, Any]:
    """Whose a number is, or what a member holds; each member who is shown can read that she was."""
    actor, said = actor_of_request(request), form.cleaned_data
    if said["nik"]:
        person_id = person_id_by_nik(said["nik"])
        seen = person_id is not None and in_scope(actor).filter(person=person_id).exists()
        found, as_of, stranger = (by_person(person_id) if seen and person_id else ()), None, False
    else:
        whose = queries.owner(actor, said["licence"], said["number"])
        found, as_of, stranger = whose.permits, whose.as_of, whose.is_stranger
    ids = sorted({line.person_id for line in found})
    if ids and actor.user_id is not None:
        log_openings(by=actor.user_id, label=actor.label, person_ids=ids, surface="permit_owner")
    return {"asked": True, "owners": with_names(found), "as_of": as_of, "is_stranger": stranger}


@for_roles(*OFFICERS)
@never_cache
@require_safe
def one(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """One list: what it confirms (``lihat=ada``), what it does not hold (``lihat=tidak``), and by kelurahan."""
    actor = actor_of_request(request)
    found = queries.lists(actor).filter(id=list_id).first()
    if found is None:
        raise Http404
    shows_missing = request.GET.get("lihat") == "tidak"
    rows = queries.not_held(actor, found) if shows_missing else queries.confirmed(actor, found)
    page, permits = page_of(rows, request)
    counts = queries.counts(found)
    values = {
        **_head(found),
        "counts": counts,
        "matches": [(str(Match(code).label), count) for code, count in counts.by_match.items() if count],
        "shares": queries.shares(found),
        "shows_missing": shows_missing,
        "missing": queries.not_held(actor, found).count(),
        "page": page,
        "permits": permits,
    }
    return render(request, "licensing/counters/office_list.html", {**frame(request), **values})


def _head(found: OfficeList) -> dict[str, Any]:
    """Whose list it is, and the headings of its tables."""
    return {
        "list": found,
        "source": Office(found.source).label,
        "office": place_name(found.place_code) if found.place_code else _("seluruh program"),
        "uploader": names_of([found.uploaded_by]).get(found.uploaded_by, ""),
        "is_matched": found.state == ListState.MATCHED,
        "columns": [Column(_("Anggota")), Column(_("Izin")), Column(_("Terbit")), Column(_("Keadaan"))],
        "share_columns": [Column(_("Kelurahan")), Column(_("Izin")), Column(_("Jumlah"), numeric=True)],
    }
