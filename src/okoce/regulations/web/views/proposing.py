"""Write what is proposed: another row in the place of one in force, a new one, an ending, other content of a draft."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from okoce.accounts.web.access import for_roles
from okoce.accounts.web.requests import ActorRequest
from okoce.core.decisions import require
from okoce.regulations import permissions, queries
from okoce.regulations.families import all_families, family_of, family_with
from okoce.regulations.permissions import EDITORS
from okoce.regulations.web import saving
from okoce.regulations.web.forms import EndForm, RowForm
from okoce.regulations.web.presentation import shown
from okoce.regulations.web.saving import own_drafts, put
from okoce.regulations.web.value_forms import sections
from okoce.regulations.web.views.answers import found_row, refusing


@for_roles(*EDITORS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@refusing
def replace(request: ActorRequest, rule_id: UUID) -> HttpResponse:
    """Another value in the place of a row, from a day on."""
    require(permissions.may_propose(request.actor))
    row = found_row(rule_id)
    drafts = own_drafts(request.actor)
    form = RowForm(request.POST or None, family=family_of(row.code), before=row, drafts=drafts, start=queries.today())
    saved = put(request.actor, form, replaces=row.id) if form.is_valid() else None
    if saved and saved.change:
        return redirect("regulations:change", saved.change.id)
    values = {"form": form, "old": shown(row), "sections": sections(form, form.family), "refusal": saved and saved.refusal}
    values["others"] = queries.held_by_others(row.code, row.applies_to, None)
    return render(request, "regulations/row_form.html", values, status=422 if form.is_bound else 200)


@for_roles(*EDITORS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@refusing
def add(request: ActorRequest) -> HttpResponse:
    """A rule that there was not yet: first its family, then the row."""
    require(permissions.may_propose(request.actor))
    family = family_with(request.GET.get("kelompok", ""))
    if family is None:
        return render(request, "regulations/add.html", {"families": all_families()})
    drafts = own_drafts(request.actor)
    form = RowForm(request.POST or None, family=family, drafts=drafts, start=queries.today())
    saved = put(request.actor, form) if form.is_valid() else None
    if saved and saved.change:
        return redirect("regulations:change", saved.change.id)
    values = {"form": form, "sections": sections(form, family), "refusal": saved and saved.refusal}
    return render(request, "regulations/row_form.html", values, status=422 if form.is_bound else 200)


@for_roles(*EDITORS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@refusing
def edit(request: ActorRequest, draft_id: UUID) -> HttpResponse:
    """Other content of a row that is proposed already."""
    row = found_row(draft_id)
    if row.change is None:
        raise Http404
    require(permissions.may_change(request.actor, row.change))
    form = RowForm(request.POST or None, family=family_of(row.code), before=row, start=row.effective_from)
    saved = put(request.actor, form, draft=row) if form.is_valid() else None
    if saved and saved.change:
        return redirect("regulations:change", saved.change.id)
    values = {"form": form, "draft": row, "old": shown(row), "sections": sections(form, form.family)}
    values["refusal"] = saved and saved.refusal
    return render(request, "regulations/row_form.html", values, status=422 if form.is_bound else 200)


@for_roles(*EDITORS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@refusing
def end(request: ActorRequest, rule_id: UUID) -> HttpResponse:
    """Let a row end without a successor."""
    require(permissions.may_propose(request.actor))
    row = found_row(rule_id)
    form = EndForm(request.POST or None, initial={"last_day": queries.today()})
    form.take_drafts(own_drafts(request.actor))
    saved = saving.end(request.actor, form, row) if form.is_valid() else None
    if saved and saved.change:
        return redirect("regulations:change", saved.change.id)
    values = {"form": form, "shown": shown(row, with_parts=True), "refusal": saved and saved.refusal}
    return render(request, "regulations/end.html", values, status=422 if form.is_bound else 200)
