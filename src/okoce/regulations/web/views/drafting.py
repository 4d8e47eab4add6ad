"""One proposal: what it says, what it waits for; hand it in, take it back, throw it away."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from okoce.accounts.web.access import for_roles
from okoce.accounts.web.requests import ActorRequest
from okoce.core.ids import parse_id
from okoce.regulations import queries, services
from okoce.regulations.permissions import EDITORS
from okoce.regulations.web.change_page import page_of
from okoce.regulations.web.forms import WhyForm
from okoce.regulations.web.views.answers import found_change, refusing


@for_roles(*EDITORS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@refusing
def change(request: ActorRequest, change_id: UUID) -> HttpResponse:
    """The whole proposal. What is sent is another reason for it."""
    record = found_change(request, change_id)
    form = WhyForm(request.POST or None, initial={"reason": record.reason})
    if form.is_valid():
        services.reword(by=request.actor, change_id=record.id, reason=form.cleaned_data["reason"])
        return redirect("regulations:change", record.id)
    values = {**page_of(request.actor, record), "why_form": form}
    return render(request, "regulations/change.html", values, status=422 if form.is_bound else 200)


@for_roles(*EDITORS)
@require_POST
@refusing
def drop(request: ActorRequest, change_id: UUID) -> HttpResponse:
    """Take a row, or an ending, out of the proposal."""
    rule_id = parse_id(request.POST.get("row", ""))
    if rule_id is not None and queries.ending(change_id, rule_id) is not None:
        services.drop_ending(by=request.actor, change_id=change_id, row_id=rule_id)
    elif rule_id is not None:
        services.drop_row(by=request.actor, change_id=change_id, row_id=rule_id)
    return redirect("regulations:change", change_id)


@for_roles(*EDITORS)
@require_POST
@refusing
def adopt(request: ActorRequest, change_id: UUID) -> HttpResponse:
    """Set it beside what holds now."""
    services.adopt(by=request.actor, change_id=change_id)
    return redirect("regulations:change", change_id)


@for_roles(*EDITORS)
@require_POST
@refusing
def submit(request: ActorRequest, change_id: UUID) -> HttpResponse:
    """Hand it to a second person."""
    services.submit(by=request.actor, change_id=change_id, seen=request.POST.get("seen", ""))
    return redirect("regulations:change", change_id)


@for_roles(*EDITORS)
@require_POST
@refusing
def withdraw(request: ActorRequest, change_id: UUID) -> HttpResponse:
    """Take it back."""
    services.withdraw(by=request.actor, change_id=change_id)
    return redirect("regulations:change", change_id)


@for_roles(*EDITORS)
@require_POST
@refusing
def discard(request: ActorRequest, change_id: UUID) -> HttpResponse:
    """Throw it away."""
    services.discard(by=request.actor, change_id=change_id)
    return redirect("regulations:rules")
