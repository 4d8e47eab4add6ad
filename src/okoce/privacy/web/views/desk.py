"""Officers' desk of requests: a list by deadline, one with its answer, taking down at the counter, the controller's page."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from okoce.accounts.web.access import for_roles
from okoce.accounts.web.requests import actor_of_request
from okoce.core.decisions import NotAllowed
from okoce.members.permissions import may_open_record
from okoce.members.queries import Member, member
from okoce.privacy import services
from okoce.privacy.permissions import COUNTER, OVERSEERS
from okoce.privacy.queries import cases_for
from okoce.privacy.queries.copies import grouped
from okoce.privacy.queries.requests import OFFICERS
from okoce.privacy.web.desk_pages import acted, case_page, overview_page, retained_page, seen, with_names
from okoce.privacy.web.forms import AskForm, ReasonForm
from okoce.privacy.web.pages import TITLES, choices, frame, kept, kind_or_404, status_of
from okoce.privacy.web.texts import EXPLAINED, sentence
from okoce.privacy.web.views.own import request_of
from okoce.ui.components import Column


@for_roles(*OFFICERS)
@never_cache
@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    actor = actor_of_request(request)
    columns = [Column(label) for label in (_("Pemohon"), _("Jawab sebelum"), _("Permintaan"), _("Keadaan"))]
    values = {
        "columns": columns,
        "lines": with_names(cases_for(actor)),
        "ended": with_names(cases_for(actor, ended=True, limit=20)),
    }
    return render(request, "privacy/desk_list.html", {**frame(actor), **values})


@for_roles(*OFFICERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, data_request_id: UUID) -> HttpResponse:
    found = seen(request, data_request_id)
    if request.method == "POST":
        return acted(request, found)
    return case_page(request, found)


@for_roles(*OFFICERS)
@never_cache
@require_http_methods(["POST"])
def handed_over(request: HttpRequest, data_request_id: UUID) -> HttpResponse:
    """The copy on the officer's screen, to be printed for her: by POST, so that no address leads to it."""
    found, form = seen(request, data_request_id), ReasonForm(request.POST)
    if form.is_valid():
        actor, reason = actor_of_request(request), form.cleaned_data["reason"]
        try:
            person_id = services.hand_over(by=actor, request_id=data_request_id, reason=reason)
        except NotAllowed as refused:
            form.refuse(refused.decision)
        else:
            groups = grouped(services.copy_of(by=person_id, person_id=person_id))
            values = {**frame(actor), "case": found, "groups": groups, "made_at": timezone.now()}
            return render(request, "privacy/desk_copy.html", values)
    return case_page(request, found, reason=form)


@for_roles(*COUNTER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("words")
def take_down(request: HttpRequest, person_id: UUID, kind: str) -> HttpResponse:
    wanted, found = kind_or_404(kind), _found(request, person_id)
    actor = actor_of_request(request)
    form = AskForm(request.POST if request.method == "POST" else None, kind=wanted, purposes=found.consents, at_counter=True)
    if form.is_bound and form.is_valid():
        try:
            asked = services.ask_for(by=actor, request=request_of(form, wanted, person_id))
        except NotAllowed as refused:
            form.refuse(refused.decision)
        else:
            messages.success(request, _("Permintaan dicatat. Berikan nomor %(receipt)s kepadanya.") % {"receipt": asked.receipt})
            return redirect("privacy:request", asked.request_id) if actor.has(*OFFICERS) else redirect("desk:member", person_id)
    values = {"member": found, "form": form, "kind": wanted, "kind_slug": kind, "title": TITLES[wanted], "text": EXPLAINED[wanted]}
    page = {**frame(actor), **values, "choices": choices(), "kept": kept(found)}
    return render(request, "privacy/desk_ask.html", page, status=status_of(form))


@for_roles(*OVERSEERS)
@never_cache
@require_safe
def controller(request: HttpRequest) -> HttpResponse:
    return overview_page(request)


@for_roles(*OFFICERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def erased(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """What is known of somebody who was erased; what the law keeps is opened by the city with a reason."""
    form = ReasonForm(request.POST if request.method == "POST" else None)
    opened, refusal = None, ""
    if form.is_bound and form.is_valid():
        try:
            opened = services.open_retained(
                by=actor_of_request(request), retained_id=_retained(request), reason=form.cleaned_data["reason"]
            )
        except NotAllowed as refused:
            refusal = sentence(refused.decision.reasons[0])
    return retained_page(request, person_id, form, opened, refusal)


def _retained(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("retained", ""))
    except ValueError:
        raise Http404 from None


def _found(request: HttpRequest, person_id: UUID) -> Member:
    found = member(person_id)
    if found is None or not may_open_record(actor_of_request(request), found):
        raise Http404
    return found
