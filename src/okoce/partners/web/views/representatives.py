"""Cards of representatives on the desk."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from okoce.accounts.web.access import for_roles
from okoce.accounts.web.requests import ActorRequest
from okoce.core.decisions import NotAllowed
from okoce.partners import queries, services
from okoce.partners.web.forms import RepresentativeForm
from okoce.partners.web.pages import Attempt, organisation_response, visible_or_404
from okoce.partners.web.texts import refused
from okoce.partners.web.views.organisations import KEEPERS


@for_roles(*KEEPERS)
@require_POST
def add(request: ActorRequest, organisation_id: UUID) -> HttpResponse:
    found = visible_or_404(request.actor, organisation_id)
    form = RepresentativeForm(request.POST)
    if not form.is_valid():
        return organisation_response(request, found, attempt=Attempt(representative=form))
    try:
        services.add_representative(by=request.actor, organisation_id=organisation_id, **form.cleaned_data)
    except NotAllowed as refusal:
        attempt = Attempt(refused=refused(refusal.decision), representative=form)
        return organisation_response(request, found, attempt=attempt)
    return _done(organisation_id, "add_representative")


@for_roles(*KEEPERS)
@require_POST
def revoke(request: ActorRequest, representative_id: UUID) -> HttpResponse:
    organisation_id = queries.organisation_of_card(representative_id)
    if organisation_id is None:
        raise Http404
    found = visible_or_404(request.actor, organisation_id)
    reason = request.POST.get("reason", "")[:200]
    try:
        services.revoke_representative(by=request.actor, representative_id=representative_id, reason=reason)
    except NotAllowed as refusal:
        return organisation_response(request, found, attempt=Attempt(refused=refused(refusal.decision)))
    return _done(organisation_id, "revoke_representative")


def _done(organisation_id: UUID, verb: str) -> HttpResponse:
    return redirect(reverse("partners:organisation", args=[organisation_id]) + f"?selesai={verb}#wakil")
