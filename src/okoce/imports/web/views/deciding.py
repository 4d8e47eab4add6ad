"""What an officer does with an import: map its columns, take and leave rows, store, undo."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from okoce.accounts.web.access import for_roles
from okoce.accounts.web.requests import ActorRequest
from okoce.core.decisions import NotAllowed
from okoce.imports.enums import Choice
from okoce.imports.queries.lists import tally_of
from okoce.imports.queries.mapping import proposal
from okoce.imports.queries.offices import OFFICERS
from okoce.imports.services import begin_storing, begin_undoing, choose, set_columns
from okoce.imports.web.choosing import SURE, choice_of, which_of
from okoce.imports.web.forms import ColumnsForm, UndoForm
from okoce.imports.web.one import found_or_404, page_response
from okoce.imports.web.presentation import frame
from okoce.imports.web.texts import refusal


@for_roles(*OFFICERS)
@require_POST
def columns(request: ActorRequest, import_id: UUID) -> HttpResponse:
    imported = found_or_404(request.actor, import_id)
    row = request.POST.get("header_row", "")
    offered = proposal(imported, request.POST.get("sheet", ""), int(row) if row.isdecimal() else None)
    if offered is None:
        return page_response(request, imported, status=409)
    form = ColumnsForm(request.POST, sort=imported.sort, kind=imported.kind, proposal=offered)
    if not form.is_valid():
        return page_response(request, imported, form=form, status=422)
    try:
        set_columns(by=request.actor, import_id=import_id, given=form.given())
    except NotAllowed as refused:
        status = 422 if refused.decision.codes[0].startswith("columns.") else 409
        return page_response(request, imported, refused=refusal(refused.decision), form=form, status=status)
    return redirect("imports:page", import_id)


@for_roles(*OFFICERS)
@require_POST
def choose_rows(request: ActorRequest, import_id: UUID) -> HttpResponse:
    imported = found_or_404(request.actor, import_id)
    choice, which = choice_of(request.POST), which_of(request.POST)
    if choice is None or which is None:
        return page_response(request, imported, refused=_("Pilih dahulu barisnya, lalu keputusannya."), status=422)
    try:
        count = choose(by=request.actor, import_id=import_id, choice=choice, which=which)
    except NotAllowed as refused:
        return page_response(request, imported, refused=refusal(refused.decision), status=409)
    messages.success(request, _("%(count)s baris: %(choice)s.") % {"count": count, "choice": choice.label})
    return redirect(f"{reverse('imports:page', args=[import_id])}?{request.POST.get('kembali', '')[:200]}")


@for_roles(*OFFICERS)
@require_POST
def store(request: ActorRequest, import_id: UUID) -> HttpResponse:
    """Store what was taken; with ``semua`` what needs no look is taken first."""
    imported = found_or_404(request.actor, import_id)
    try:
        if request.POST.get("semua"):
            choose(by=request.actor, import_id=import_id, choice=Choice.TAKE, which=SURE)
        begin_storing(by=request.actor, import_id=import_id)
    except NotAllowed as refused:
        return page_response(request, imported, refused=refusal(refused.decision), status=409)
    return redirect("imports:page", import_id)


@for_roles(*OFFICERS)
@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: ActorRequest, import_id: UUID) -> HttpResponse:
    """Says what will be undone; then undoes it, once."""
    imported = found_or_404(request.actor, import_id)
    form = UndoForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            begin_undoing(by=request.actor, import_id=import_id, reason=form.cleaned_data["reason"])
        except NotAllowed as refused:
            return page_response(request, imported, refused=refusal(refused.decision), status=409)
        return redirect("imports:page", import_id)
    values = {**frame(request.actor), "imported": imported, "tally": tally_of(imported), "form": form}
    return render(request, "imports/undo.html", values, status=422 if form.is_bound else 200)
