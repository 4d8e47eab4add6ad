"""An officer's work list of reported permits, and one of them: look at the paper, confirm or refute."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from okoce.accounts.queries import Actor, names_of
from okoce.accounts.web.access import for_roles
from okoce.accounts.web.requests import actor_of_request
from okoce.core.decisions import NotAllowed
from okoce.members.queries import Member
from okoce.stages.p4_licensing import services
from okoce.stages.p4_licensing.enums import PermitState, Refutation, Source
from okoce.stages.p4_licensing.permissions import KEEPERS, OFFICERS, may_confirm, may_report
from okoce.stages.p4_licensing.queries.permits import PermitLine, to_confirm
from okoce.stages.p4_licensing.web.permits.columns import waiting_columns
from okoce.stages.p4_licensing.web.permits.forms import FileForm, RefuteForm
from okoce.stages.p4_licensing.web.permits.pages import (
    details_of,
    frame,
    others_with,
    page_of,
    permit_or_404,
    status_of,
    views_of,
)
from okoce.stages.p4_licensing.web.permits.texts import sentence
from okoce.stages.p4_licensing.web.permits.writing import filed
from okoce.ui.presentation import today


@for_roles(*OFFICERS)
@never_cache
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    page, permits = page_of(to_confirm(actor_of_request(request)), request)
    values = {"page": page, "permits": permits, "columns": waiting_columns()}
    return render(request, "licensing/permits/waiting.html", {**frame(request), **values})


@for_roles(*KEEPERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, permit_id: UUID) -> HttpResponse:
    line, holder = permit_or_404(request, permit_id)
    action = request.POST.get("action", "") if request.method == "POST" else ""
    if action == "confirm":
        return _confirmed(request, line, holder)
    if action == "refute":
        return _refuted(request, line, holder)
    form = FileForm(request.POST, request.FILES) if action == "file" else FileForm()
    if action == "file" and form.is_valid() and filed(actor_of_request(request), permit_id, form):
        messages.success(request, _("Berkasnya tersimpan."))
        return redirect("permits:permit", permit_id)
    return _page(request, line, holder, file=form)


def _confirmed(request: HttpRequest, line: PermitLine, holder: Member) -> HttpResponse:
    source = request.POST.get("source", "")
    if source not in (Source.PAPER, Source.SITE):
        return _page(request, line, holder)
    despite = request.POST.get("despite_doubt") == "on"
    try:
        services.confirm(by=actor_of_request(request), permit=line.id, source=Source(source), on=today(), despite_doubt=despite)
    except NotAllowed as refused:
        return _page(request, line, holder, refusal=sentence(refused.decision.reasons[0]))
    messages.success(request, _("Izin %(name)s sudah dikonfirmasi dan dihitung.") % {"name": holder.name})
    return redirect("permits:waiting")


def _refuted(request: HttpRequest, line: PermitLine, holder: Member) -> HttpResponse:
    form = RefuteForm(request.POST)
    if not form.is_valid():
        return _page(request, line, holder, refute=form)
    seen = request.POST.get("seen", "")
    try:
        services.refute(
            by=actor_of_request(request),
            permit=line.id,
            reason=Refutation(form.cleaned_data["reason"]),
            note=form.cleaned_data["note"],
            seen=PermitState(seen) if seen in PermitState.values else PermitState.REPORTED,
        )
    except NotAllowed as refused:
        return _page(request, line, holder, refusal=sentence(refused.decision.reasons[0]))
    messages.success(request, _("Tersimpan. Alasannya dikirim ke HP %(name)s.") % {"name": holder.name})
    return redirect("permits:waiting")


def _page(
    request: HttpRequest,
    line: PermitLine,
    holder: Member,
    *,
    file: FileForm | None = None,
    refute: RefuteForm | None = None,
    refusal: str = "",
) -> HttpResponse:
    """One permit with what can be done about it now."""
    actor, file, refute = actor_of_request(request), file or FileForm(), refute or RefuteForm()
    values = {
        **frame(request),
        **details_of(line),
        "permit": views_of([line])[0],
        "holder": holder,
        "by": names_of([line.decided_by]).get(line.decided_by, "") if line.decided_by is not None else "",
        **_possible(actor, line, holder),
        "file": file,
        "refute": refute,
        "refusal": refusal,
    }
    return render(request, "licensing/permits/desk_one.html", values, status=409 if refusal else status_of(file, refute))


def _possible(actor: Actor, line: PermitLine, holder: Member) -> dict[str, Any]:
    """What this officer can do about the permit as it is, and why not where she cannot."""
    may = may_confirm(actor, holder)
    return {
        "others": others_with(line, actor) if line.is_doubtful else [],
        "may_confirm": may.allowed and line.state != PermitState.REFUTED,
        "why_not": "" if may.allowed else sentence(may.reasons[0]),
        "may_add": may_report(actor, holder).allowed,
    }
