"""Claims of misused identity: a list by deadline, and an answer whose consequences are read before it is sent."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from okoce.accounts.web.access import for_roles
from okoce.accounts.web.requests import actor_of_request
from okoce.core.decisions import NotAllowed
from okoce.core.fortnights import jakarta_date
from okoce.facts.queries import live_facts_of
from okoce.members.queries import member
from okoce.portal.desk.forms.keeping import ClaimForm
from okoce.portal.desk.scope import CLAIM_OFFICERS, frame, place_name
from okoce.portal.desk.views.finding import log, status_of
from okoce.stages.p1_registration.enums import ClaimState
from okoce.stages.p1_registration.queries.desk import ClaimCase, answered_claims, claim_case, open_claims
from okoce.stages.p1_registration.services import answer_claim


@for_roles(*CLAIM_OFFICERS)
@never_cache
@require_safe
def claims(request: HttpRequest) -> HttpResponse:
    actor, today = actor_of_request(request), jakarta_date(timezone.now())
    rows = [{"claim": row, "place": place_name(row.place_code), "late": row.due_on < today} for row in open_claims(actor)[:100]]
    values = {**frame(request), "rows": rows, "answered": answered_claims(actor)}
    return render(request, "portal/desk/claims.html", values)


@for_roles(*CLAIM_OFFICERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    case = claim_case(actor_of_request(request), claim_id)
    if case is None:
        raise Http404
    form = ClaimForm(request.POST or None)
    ready = form.is_bound and form.is_valid() and "back" not in request.POST
    if ready and "confirmed" in request.POST and _answered(request, claim_id, form):
        return redirect("desk:claims")
    if request.method != "POST" and case.person_id is not None:
        log(actor_of_request(request), case.person_id, "claim")
    values = {**frame(request), "case": case, "form": form, **_subject(case)}
    name = "claim_confirm" if ready and not form.errors else "claim"
    return render(request, f"portal/desk/{name}.html", values, status=status_of(form))


def _answered(request: HttpRequest, claim_id: UUID, form: ClaimForm) -> bool:
    chosen = form.cleaned_data
    try:
        answer_claim(by=actor_of_request(request), claim_id=claim_id, state=ClaimState(chosen["state"]), answer=chosen["answer"])
    except NotAllowed as refused:
        form.refuse(refused.decision)
        return False
    messages.success(request, _("Jawaban sudah dikirim ke HP pelapor dan tercatat atas nama Anda."))
    return True


def _subject(case: ClaimCase) -> dict[str, Any]:
    """Who stands in the register under the NIK, and how much depends on it."""
    holder = member(case.person_id) if case.person_id else None
    return {
        "place": place_name(case.place_code),
        "holder": holder,
        "holder_place": place_name(holder.domicile) if holder else "",
        "facts": len(live_facts_of(holder.person_id)) if holder else 0,
        "late": case.due_on < jakarta_date(timezone.now()),
        "is_open": case.state == ClaimState.OPEN,
    }
