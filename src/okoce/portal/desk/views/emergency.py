"""Opening a record outside the scope: asked for with a reason, listed for the supervisor."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from okoce.accounts.enums import Role
from okoce.accounts.web.access import for_roles
from okoce.accounts.web.requests import actor_of_request
from okoce.core.decisions import NotAllowed
from okoce.members.enums import EmergencyCause, Verdict
from okoce.members.permissions import may_ask_emergency
from okoce.members.queries import emergencies_for, emergencies_of, emergency_rules
from okoce.members.services import ask_emergency, review_emergency
from okoce.portal.desk.forms.emergency import EmergencyForm, VerdictForm
from okoce.portal.desk.numbers import person_of_number
from okoce.portal.desk.scope import DESK, frame
from okoce.portal.desk.texts import sentence
from okoce.portal.desk.views.finding import status_of

SUPERVISORS = (Role.KECAMATAN, Role.CITY)


@for_roles(*DESK)
@never_cache
@sensitive_post_parameters("number")
@require_http_methods(["GET", "HEAD", "POST"])
def emergency(request: HttpRequest) -> HttpResponse:
    actor, rules = actor_of_request(request), emergency_rules()
    form = EmergencyForm(request.POST or None)
    if form.is_bound and form.is_valid():
        answer = _asked(request, form)
        if answer is not None:
            return answer
    may = may_ask_emergency(actor, rules.roles)
    assert actor.user_id is not None, "the desks are closed to who is not signed in"
    values = {
        **frame(request),
        "form": form,
        "rules": rules,
        "own": emergencies_of(actor.user_id),
        "why_not": "" if may.allowed else sentence(may.reasons[0]),
    }
    return render(request, "portal/desk/emergency.html", values, status=status_of(form))


def _asked(request: HttpRequest, form: EmergencyForm) -> HttpResponse | None:
    """Where the answer leads; None where it was refused, with the reason in the form."""
    chosen = form.cleaned_data
    person_id = person_of_number(chosen["number"])
    try:
        row = ask_emergency(
            by=actor_of_request(request),
            person_id=person_id,
            cause=EmergencyCause(chosen["cause"]),
            reason=chosen["reason"],
        )
    except NotAllowed as refused:
        if "emergency.in_scope" in refused.decision.codes and person_id is not None:
            return redirect("desk:member", person_id)
        form.refuse(refused.decision)
        return None
    if row.person_id is not None:
        return redirect("desk:member", row.person_id)
    messages.warning(request, _("Tidak ada anggota dengan nomor itu. Permintaan Anda tercatat, dan atasan Anda melihatnya."))
    return redirect("desk:emergency")


@for_roles(*SUPERVISORS)
@never_cache
@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    return _reviews(request)


@for_roles(*SUPERVISORS)
@never_cache
@require_POST
def review(request: HttpRequest, access_id: UUID) -> HttpResponse:
    form = VerdictForm(request.POST)
    if form.is_valid():
        verdict, note = Verdict(form.cleaned_data["verdict"]), form.cleaned_data["note"]
        try:
            review_emergency(by=actor_of_request(request), access_id=access_id, verdict=verdict, note=note)
        except NotAllowed as refused:
            if "emergency.unknown" in refused.decision.codes or "emergency.other_supervisor" in refused.decision.codes:
                raise Http404 from refused
            form.refuse(refused.decision)
        else:
            messages.success(request, _("Pendapat Anda sudah tercatat. Petugas itu membacanya."))
            return redirect("desk:emergency_reviews")
    return _reviews(request, form)


def _reviews(request: HttpRequest, form: VerdictForm | None = None) -> HttpResponse:
    waiting, looked_at = emergencies_for(actor_of_request(request))
    values = {**frame(request), "waiting": waiting, "looked_at": looked_at, "form": form, "verdicts": Verdict}
    return render(request, "portal/desk/emergency_reviews.html", values, status=status_of(form) if form else 200)
