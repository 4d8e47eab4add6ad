"""Accept, decline, or leave waiting; see who belongs. Every name that is shown leaves a line in that person's trail."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from okoce.accounts.enums import Role
from okoce.accounts.queries import Actor
from okoce.accounts.web.access import for_roles
from okoce.accounts.web.requests import actor_of_request
from okoce.audit.services import log_openings
from okoce.core.decisions import NotAllowed
from okoce.core.fortnights import jakarta_date
from okoce.core.ids import parse_id
from okoce.members.enums import EntryStatus
from okoce.portal.community.forms import DeclineForm
from okoce.portal.desk.scope import frame, place_name
from okoce.portal.desk.texts import sentence
from okoce.portal.desk.views.finding import log, status_of
from okoce.stages.p1_registration.enums import DeclineReason, RequestState
from okoce.stages.p1_registration.permissions import may_answer_for
from okoce.stages.p1_registration.queries.desk import Applicant, applicant, applicants, how_many
from okoce.stages.p1_registration.services import accept, decline

PAGE = 50
SURFACE = "community_list"


@for_roles(Role.COMMUNITY)
@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    actor, today = actor_of_request(request), jakarta_date(timezone.now())
    own = actor.organisations(Role.COMMUNITY)
    after = parse_id(request.GET.get("sesudah", ""))
    waiting = applicants(own, RequestState.WAITING, limit=PAGE)
    accepted = applicants(own, RequestState.ACCEPTED, after=after, limit=PAGE)
    _log(actor, [*waiting[:PAGE], *accepted[:PAGE]])
    values = {
        **frame(request),
        "waiting": [_row(item, today) for item in waiting[:PAGE]],
        "waiting_count": how_many(own, RequestState.WAITING),
        "accepted": [_row(item, today) for item in accepted[:PAGE]],
        "accepted_count": how_many(own, RequestState.ACCEPTED),
        "next_after": accepted[PAGE - 1].request_id if len(accepted) > PAGE else None,
        "is_first": after is None,
    }
    return render(request, "portal/community/home.html", values)


@for_roles(Role.COMMUNITY)
@require_POST
def accept_one(request: HttpRequest, request_id: UUID) -> HttpResponse:
    asked = _asked(request, request_id)
    try:
        accept(by=actor_of_request(request), request_id=request_id)
    except NotAllowed as refused:
        messages.warning(request, sentence(refused.decision.reasons[0]))
    else:
        messages.success(request, _("%(name)s sekarang anggota komunitas Anda. Kabarnya sudah kami kirim.") % {"name": asked.name})
    return redirect("community:home")


@for_roles(Role.COMMUNITY)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def decline_one(request: HttpRequest, request_id: UUID) -> HttpResponse:
    asked = _asked(request, request_id)
    form = DeclineForm(request.POST or None)
    if form.is_bound and form.is_valid():
        reason, note = DeclineReason(form.cleaned_data["reason"]), form.cleaned_data["note"]
        try:
            decline(by=actor_of_request(request), request_id=request_id, reason=reason, note=note)
        except NotAllowed as refused:
            messages.warning(request, sentence(refused.decision.reasons[0]))
        else:
            messages.success(request, _("Jawaban terkirim. Ia membaca alasannya dan dapat memilih komunitas lain."))
        return redirect("community:home")
    if request.method != "POST":
        log(actor_of_request(request), asked.person_id, "community_answer")
    values = {**frame(request), "form": form, "asked": _row(asked, jakarta_date(timezone.now()))}
    return render(request, "portal/community/decline.html", values, status=status_of(form))


def _asked(request: HttpRequest, request_id: UUID) -> Applicant:
    """A request to the reader's own community; another one's does not exist for her."""
    found = applicant(request_id)
    if found is None or not may_answer_for(actor_of_request(request), found.community_id):
        raise Http404
    return found


def _log(actor: Actor, shown: list[Applicant]) -> None:
    assert actor.user_id is not None, "the desk is closed to who is not signed in"
    log_openings(by=actor.user_id, label=actor.label, person_ids=[item.person_id for item in shown], surface=SURFACE)


def _row(item: Applicant, today: date) -> dict[str, Any]:
    return {
        "asked": item,
        "place": place_name(item.domicile),
        "entry_status": EntryStatus(item.entry_status).label,
        "late": item.due_on < today,
    }
