"""The counter: register who stands here, hand over the receipt; take over who moved, take back who had left."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from okoce.accounts.queries import Actor
from okoce.accounts.web.access import for_roles
from okoce.accounts.web.requests import actor_of_request
from okoce.core.decisions import NotAllowed
from okoce.core.fortnights import jakarta_date
from okoce.members.enums import EntryStatus
from okoce.members.permissions import may_keep_record, may_move_here, may_open_record
from okoce.members.queries import Member, member, person_id_by_nik, read_nik
from okoce.members.services import move
from okoce.portal.desk.forms.counter import CounterForm, ReturnForm, TransferForm
from okoce.portal.desk.person import header
from okoce.portal.desk.scope import OFFICERS, frame, place_name
from okoce.portal.desk.views.finding import log, status_of
from okoce.stages.p1_registration.enums import Outcome
from okoce.stages.p1_registration.queries.desk import counter_receipt
from okoce.stages.p1_registration.services import register_at_counter, return_at_counter


@for_roles(*OFFICERS)
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def counter(request: HttpRequest) -> HttpResponse:
    actor = actor_of_request(request)
    form = CounterForm(request.POST or None, actor=actor)
    warnings: tuple[str, ...] = ()
    if form.is_bound and form.is_valid():
        known = _known(form.cleaned_data["nik"], form.cleaned_data["id"])
        if known is not None:
            return _known_page(request, known, form)
        warnings = form.warnings()
        if not warnings or form.cleaned_data["checked"]:
            answer = _registered(request, actor, form)
            if answer is not None:
                return answer
    values = {**frame(request), "form": form, "warnings": warnings}
    return render(request, "portal/desk/counter.html", values, status=422 if warnings else status_of(form))


@for_roles(*OFFICERS)
@never_cache
@require_safe
def receipt(request: HttpRequest, submission_id: UUID) -> HttpResponse:
    taken = counter_receipt(submission_id)
    actor = actor_of_request(request)
    if taken is None or taken.person_id is None or taken.registered_by != actor.user_id:
        raise Http404
    who = member(taken.person_id)
    assert who is not None, "a settled registration has a person (foreign key)"
    values = {
        **frame(request),
        "receipt": taken,
        "person": header(who, {}),
        "may_open": may_open_record(actor, who).allowed,
    }
    return render(request, "portal/desk/receipt.html", values)


@for_roles(*OFFICERS)
@sensitive_post_parameters()
@require_POST
def transfer(request: HttpRequest) -> HttpResponse:
    actor = actor_of_request(request)
    form = TransferForm(request.POST, actor=actor)
    known = _by_card(request)
    if form.is_valid():
        chosen = form.cleaned_data
        try:
            move(
                by=actor, person_id=known.person_id, to_place=chosen["to_place"], moved_on=_today(), fact_id=chosen["fact_id"]
            )  # fmt: skip
        except NotAllowed as refused:
            form.refuse(refused.decision)
        else:
            messages.success(request, _("Pindahnya sudah dicatat. Anggota ini sekarang ada di wilayah Anda."))
            return redirect("desk:member", known.person_id)
    return _known_page(request, known, None, transfer=form)


@for_roles(*OFFICERS)
@sensitive_post_parameters()
@require_POST
def come_back(request: HttpRequest) -> HttpResponse:
    actor = actor_of_request(request)
    form = ReturnForm(request.POST)
    known = _by_card(request)
    if form.is_valid():
        chosen = form.cleaned_data
        status = EntryStatus(chosen["entry_status"])
        try:
            return_at_counter(
                by=actor, person_id=known.person_id, entry_status=status, started_on=_today(), fact_id=chosen["fact_id"]
            )
        except NotAllowed as refused:
            form.refuse(refused.decision)
        else:
            messages.success(request, _("Ia terdaftar kembali mulai hari ini. Catatan lamanya tetap ada."))
            return redirect("desk:member", known.person_id)
    return _known_page(request, known, None, returning=form)


def _known(nik: str, submission_id: UUID) -> Member | None:
    """Who holds the NIK already; not where this very form has made her a moment ago (a double tap)."""
    person_id = person_id_by_nik(nik)
    taken = counter_receipt(submission_id) if person_id else None
    if taken is not None and taken.person_id == person_id and taken.outcome == Outcome.NEW:
        return None
    return member(person_id) if person_id else None


def _registered(request: HttpRequest, actor: Actor, form: CounterForm) -> HttpResponse | None:
    try:
        settled = register_at_counter(by=actor, submission=form.submission())
    except NotAllowed as refused:
        form.refuse(refused.decision)
        return None
    if settled.outcome == Outcome.EXISTING:  # somebody else registered the same card in this very moment
        known = member(settled.person_id)
        assert known is not None, "settling has just found this person"
        return _known_page(request, known, form)
    return redirect("desk:receipt", form.cleaned_data["id"])


def _by_card(request: HttpRequest) -> Member:
    """Whose card is at the counter: the NIK is posted, never an id from an address, so that nobody is moved from afar."""
    try:
        person_id = person_id_by_nik(read_nik(request.POST.get("nik", "")).number)
    except NotAllowed:
        person_id = None
    found = member(person_id) if person_id else None
    if found is None:
        raise Http404
    return found


def _known_page(
    request: HttpRequest,
    known: Member,
    form: CounterForm | None,
    *,
    transfer: TransferForm | None = None,
    returning: ReturnForm | None = None,
) -> HttpResponse:
    """She is registered already: since when and where, and what can be done here and now."""
    actor = actor_of_request(request)
    log(actor, known.person_id, "counter")
    nik = form.cleaned_data["nik"] if form else request.POST.get("nik", "")
    typed = form.cleaned_data if form else {}
    to_place = typed.get("place_code", "")
    moved = transfer is not None or (to_place != known.domicile and may_move_here(actor, to_place).allowed)
    again = not known.is_open and may_keep_record(actor, known).allowed
    values: dict[str, Any] = {
        **frame(request),
        "member": known,
        "place": place_name(known.domicile),
        "may_open": may_open_record(actor, known).allowed,
        "transfer": transfer or (TransferForm(actor=actor, nik=nik, to_place=to_place) if moved else None),
        "returning": returning or (ReturnForm(nik=nik, entry_status=typed.get("entry_status", "")) if again else None),
    }
    return render(request, "portal/desk/known.html", values, status=409)


def _today() -> date:
    return jakarta_date(timezone.now())
