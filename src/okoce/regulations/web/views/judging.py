"""The second person: approve what she has seen, or send it back with a reason."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from okoce.accounts.web.access import for_roles
from okoce.accounts.web.requests import ActorRequest
from okoce.core.decisions import Decision, NotAllowed
from okoce.core.ids import parse_id
from okoce.regulations import services
from okoce.regulations.permissions import EDITORS
from okoce.regulations.web.views.answers import refusing


@for_roles(*EDITORS)
@require_POST
@refusing
def approve(request: ActorRequest, change_id: UUID) -> HttpResponse:
    """From the page of the preview, which names itself."""
    preview_id = parse_id(request.POST.get("preview", ""))
    if preview_id is None:
        raise NotAllowed(Decision.no("rule.preview_other"))
    services.approve(by=request.actor, change_id=change_id, preview_id=preview_id)
    return redirect("regulations:change", change_id)


@for_roles(*EDITORS)
@require_POST
@refusing
def send_back(request: ActorRequest, change_id: UUID) -> HttpResponse:
    """With what is to be changed."""
    services.send_back(by=request.actor, change_id=change_id, reason=request.POST.get("reason", ""))
    return redirect("regulations:change", change_id)
