"""What a member does about her own data: see what is kept, ask, follow the clock, change her mind."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from okoce.accounts.web.access import for_member
from okoce.accounts.web.requests import actor_of_request
from okoce.core.decisions import NotAllowed
from okoce.facts.queries import live_facts_of
from okoce.members.enums import Purpose
from okoce.privacy import services
from okoce.privacy.enums import Field, RequestKind
from okoce.privacy.queries import Case, case, cases_of
from okoce.privacy.queries.requests import opens_until
from okoce.privacy.services import Request
from okoce.privacy.web.forms import AskForm
from okoce.privacy.web.pages import (
    TITLES,
    choices,
    kept,
    kind_or_404,
    line,
    own_or_404,
    place_name,
    status_of,
    stops,
)
from okoce.privacy.web.texts import EXPLAINED, sentence


@for_member
@never_cache
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    found = own_or_404(actor_of_request(request))
    values = {
        "member": found,
        "place": place_name(found.domicile),
        "facts": len(live_facts_of(found.person_id)),
        "choices": choices(),
        "lines": [line(item) for item in cases_of(found.person_id)],
    }
    return render(request, "privacy/own.html", values)


@for_member
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, kind: str) -> HttpResponse:
    wanted, found = kind_or_404(kind), own_or_404(actor_of_request(request))
    form = AskForm(request.POST if request.method == "POST" else None, kind=wanted, purposes=found.consents)
    if form.is_bound and form.is_valid():
        try:
            asked = services.ask(by=actor_of_request(request), request=request_of(form, wanted, found.person_id))
        except NotAllowed as refused:
            form.refuse(refused.decision)
        else:
            return redirect("privacy:own_request", asked.request_id)
    values = {"member": found, "form": form, "kind": wanted, "title": TITLES[wanted], "text": EXPLAINED[wanted]}
    if wanted == RequestKind.ERASURE:
        values["kept"] = kept(found)
    return render(request, "privacy/ask.html", values, status=status_of(form))


def request_of(form: AskForm, kind: RequestKind, person_id: UUID) -> Request:
    given = form.cleaned_data
    return Request(
        kind=kind,
        person_id=person_id,
        words=given.get("words", ""),
        purpose=Purpose(given["purpose"]) if given.get("purpose") else None,
        about=Field(given["about"]) if given.get("about") else None,
        id=given["form_id"],
    )


@for_member
@never_cache
@require_safe
def own_request(request: HttpRequest, data_request_id: UUID) -> HttpResponse:
    found = own_case(request, data_request_id)
    return render(request, "privacy/own_request.html", _status(request, found))


@for_member
@require_POST
def cancel(request: HttpRequest, data_request_id: UUID) -> HttpResponse:
    found = own_case(request, data_request_id)
    try:
        services.cancel(by=actor_of_request(request), request_id=data_request_id)
    except NotAllowed as refused:
        values = {**_status(request, found), "refused": sentence(refused.decision.reasons[0])}
        return render(request, "privacy/own_request.html", values, status=409)
    return redirect("privacy:own_request", data_request_id)


def own_case(request: HttpRequest, data_request_id: UUID) -> Case:
    """Her own request; somebody else's is 404, as if it did not exist."""
    found = case(data_request_id)
    if found is None or found.row.person_id != actor_of_request(request).person_id:
        raise Http404
    return found


def _status(request: HttpRequest, found: Case) -> dict[str, object]:
    return {
        "member": own_or_404(actor_of_request(request)),
        "case": found,
        "line": line(found),
        "title": TITLES[found.kind],
        "stops": stops(found.row.purpose),
        "opens": opens_until(found, timezone.now()),
    }
