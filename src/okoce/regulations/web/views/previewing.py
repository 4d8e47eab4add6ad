"""What a proposal would do: ask for a preview, read it, decide below it."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from okoce.accounts.web.access import for_roles
from okoce.accounts.web.requests import ActorRequest
from okoce.core.decisions import require
from okoce.regulations import permissions, queries, services
from okoce.regulations.permissions import EDITORS
from okoce.regulations.web.forms import ReturnForm
from okoce.regulations.web.presentation import proposed, tables_of
from okoce.regulations.web.views.answers import refusing


@for_roles(*EDITORS)
@require_POST
@refusing
def ask(request: ActorRequest, change_id: UUID) -> HttpResponse:
    """Make one, or hand it to the worker."""
    return redirect("regulations:preview", services.ask_preview(by=request.actor, change_id=change_id).id)


@for_roles(*EDITORS)
@never_cache
@require_safe
@refusing
def preview(request: ActorRequest, rule_preview_id: UUID) -> HttpResponse:
    """Before and after, who gains and loses, and below it the buttons of whoever may act."""
    require(permissions.may_propose(request.actor))
    asked = queries.preview(rule_preview_id)
    if asked is None:
        raise Http404
    change = asked.change
    view = queries.change_view(change)
    values = {
        "preview": asked,
        "change": change,
        "view": view,
        "items": proposed(view),
        "fresh": asked.digest == view.digest or change.approved_preview_id == asked.id,
        "tables": tables_of(asked),
        "may_judge": permissions.may_judge(request.actor, change).allowed,
        "may_change": permissions.may_change(request.actor, change).allowed,
        "return_form": ReturnForm(),
    }
    return render(request, "regulations/preview.html", values)
