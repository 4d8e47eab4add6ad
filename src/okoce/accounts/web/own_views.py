"""One's own account: what protects it, where it is signed in, what happened to it."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from okoce.accounts import services
from okoce.accounts.models import User
from okoce.accounts.queries import factor_required, factors_of, recovery_codes_left, sessions_of
from okoce.accounts.web.access import for_staff, signed_in
from okoce.accounts.web.presentation import happened
from okoce.accounts.web.requests import ActorRequest


@for_staff()
@never_cache
@require_safe
def own(request: ActorRequest) -> HttpResponse:
    user = cast(User, request.user)
    values = {
        "factors": factors_of(user.id),
        "required": factor_required(user, request.actor),
        "codes_left": recovery_codes_left(user.id),
        "sessions": sessions_of(user.id),
        "this": services.session_id(request),
        "happened": happened(user.id),
        "username": user.username,
    }
    return render(request, "accounts/own.html", values)


@signed_in
@never_cache
@require_safe
def sessions(request: ActorRequest) -> HttpResponse:
    """The same list for members, who have nothing else to look after; staff find it on their account's page."""
    if request.actor.is_staff:
        return redirect("accounts:own")
    values = {"sessions": sessions_of(cast(User, request.user).id), "this": services.session_id(request)}
    return render(request, "accounts/sessions.html", values)


@signed_in
@require_POST
def session_end(request: ActorRequest, session_id: UUID) -> HttpResponse:
    services.end_session(by=request.actor, session_id=session_id)
    messages.success(request, _("Perangkat itu sudah keluar."))
    return redirect("accounts:sessions")


@signed_in
@require_POST
def sessions_end(request: ActorRequest) -> HttpResponse:
    count = services.end_other_sessions(by=request.actor, kept=services.session_id(request))
    said = ngettext("%(count)s perangkat lain sudah keluar.", "%(count)s perangkat lain sudah keluar.", count)
    messages.success(request, said % {"count": count})
    return redirect("accounts:sessions")
