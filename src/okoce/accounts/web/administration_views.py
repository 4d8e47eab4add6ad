"""The administrator looks after accounts of staff: invites, grants and revokes roles, ends and recovers accounts."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from okoce.accounts import queries, services
from okoce.accounts.enums import Role
from okoce.accounts.web.access import for_roles
from okoce.accounts.web.forms import GrantForm, InviteForm, ReasonForm
from okoce.accounts.web.presentation import staff_card, staff_columns
from okoce.accounts.web.refusals import refuse, status_of
from okoce.accounts.web.requests import ActorRequest
from okoce.core.decisions import NotAllowed


@for_roles(Role.ADMINISTRATOR)
@never_cache
@require_GET
def staff_list(request: ActorRequest) -> HttpResponse:
    values = {"cards": [staff_card(one) for one in queries.staff()], "columns": staff_columns()}
    return render(request, "accounts/staff_list.html", values)


@for_roles(Role.ADMINISTRATOR, fresh=True)
@never_cache
@require_http_methods(["GET", "POST"])
def staff_new(request: ActorRequest) -> HttpResponse:
    form = InviteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            invited = services.invite(
                by=request.actor, username=values["username"], full_name=values["full_name"], grants=[form.grant()]
            )
        except NotAllowed as refused:
            refuse(form, refused.decision)
        else:
            return _show_link(request, invited)
    return render(request, "accounts/staff_new.html", {"form": form}, status=status_of(form))


@for_roles(Role.ADMINISTRATOR, fresh=True)
@never_cache
@require_GET
def staff_page(request: ActorRequest, user_id: UUID) -> HttpResponse:
    return _staff_page(request, user_id)


@for_roles(Role.ADMINISTRATOR, fresh=True)
@require_POST
def staff_grant(request: ActorRequest, user_id: UUID) -> HttpResponse:
    form = GrantForm(request.POST)
    if form.is_valid():
        return _do(request, user_id, form, lambda: services.grant_role(by=request.actor, user_id=user_id, grant=form.grant()))
    return _staff_page(request, user_id, grant_form=form)


@for_roles(Role.ADMINISTRATOR, fresh=True)
@require_POST
def staff_revoke(request: ActorRequest, user_id: UUID, grant_id: UUID) -> HttpResponse:
    form = ReasonForm(request.POST)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        return _do(request, user_id, form, lambda: services.revoke_role(by=request.actor, grant_id=grant_id, reason=reason))
    return _staff_page(request, user_id, refused=form)


@for_roles(Role.ADMINISTRATOR, fresh=True)
@require_POST
def staff_deactivate(request: ActorRequest, user_id: UUID) -> HttpResponse:
    form = ReasonForm(request.POST)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        return _do(request, user_id, form, lambda: services.deactivate(by=request.actor, user_id=user_id, reason=reason))
    return _staff_page(request, user_id, refused=form)


@for_roles(Role.ADMINISTRATOR, fresh=True)
@require_POST
def staff_factors(request: ActorRequest, user_id: UUID) -> HttpResponse:
    form = ReasonForm(request.POST)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        return _do(request, user_id, form, lambda: services.reset_factors(by=request.actor, user_id=user_id, reason=reason))
    return _staff_page(request, user_id, refused=form)


@for_roles(Role.ADMINISTRATOR, fresh=True)
@require_POST
def staff_sessions(request: ActorRequest, user_id: UUID) -> HttpResponse:
    form = ReasonForm(request.POST)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        return _do(request, user_id, form, lambda: services.end_sessions_of(by=request.actor, user_id=user_id, reason=reason))
    return _staff_page(request, user_id, refused=form)


@for_roles(Role.ADMINISTRATOR, fresh=True)
@require_POST
def staff_activate(request: ActorRequest, user_id: UUID) -> HttpResponse:
    return _do(request, user_id, _blank(), lambda: services.activate(by=request.actor, user_id=user_id))


@for_roles(Role.ADMINISTRATOR, fresh=True)
@require_POST
def staff_unlock(request: ActorRequest, user_id: UUID) -> HttpResponse:
    return _do(request, user_id, _blank(), lambda: services.unlock(by=request.actor, user_id=user_id))


@for_roles(Role.ADMINISTRATOR, fresh=True)
@never_cache
@require_POST
def staff_link(request: ActorRequest, user_id: UUID) -> HttpResponse:
    try:
        return _show_link(request, services.new_link(by=request.actor, user_id=user_id))
    except NotAllowed as refused:
        form = _blank()
        refuse(form, refused.decision)
        return _staff_page(request, user_id, refused=form)


def _do(request: ActorRequest, user_id: UUID, form: forms.Form, write: Callable[[], Any]) -> HttpResponse:
    try:
        write()
    except NotAllowed as refused:
        refuse(form, refused.decision)
        shown = {"grant_form": form} if isinstance(form, GrantForm) else {"refused": form}
        return _staff_page(request, user_id, **shown)
    return redirect("accounts:staff", user_id)


def _staff_page(
    request: ActorRequest, user_id: UUID, *, grant_form: forms.Form | None = None, refused: forms.Form | None = None
) -> HttpResponse:
    found = queries.staff_member(user_id)
    if found is None:
        raise Http404
    at_fault = grant_form or refused
    values = {
        "card": staff_card(found),
        "grant_form": grant_form or GrantForm(),
        "refused": refused or ReasonForm(),
        "is_own": request.actor.user_id == user_id,
    }
    return render(request, "accounts/staff.html", values, status=status_of(at_fault) if at_fault else 200)


def _show_link(request: ActorRequest, invited: services.Invited) -> HttpResponse:
    link = request.build_absolute_uri(reverse("accounts:invitation", args=[invited.token]))
    return render(request, "accounts/staff_link.html", {"link": link, "user_id": invited.user_id})


def _blank() -> forms.Form:
    """A form that holds nothing but what a service refuses."""
    return forms.Form({})
