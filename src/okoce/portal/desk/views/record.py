"""The record of one member: who she is, how far she is, what happened; and small changes of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from okoce.accounts.enums import Role
from okoce.accounts.queries import names_of, staff
from okoce.accounts.web.access import for_roles
from okoce.accounts.web.requests import actor_of_request
from okoce.core.decisions import NotAllowed
from okoce.core.fortnights import jakarta_date
from okoce.facts.queries import timeline
from okoce.members.enums import EndReason
from okoce.members.permissions import may_keep_record, may_record_fact
from okoce.members.queries import Member, full_nik
from okoce.members.services import end_enrolment, set_mentor
from okoce.portal.desk.forms.keeping import LeaveForm, MentorForm, NikForm
from okoce.portal.desk.history import line, recorders
from okoce.portal.desk.person import header
from okoce.portal.desk.scope import CLAIM_OFFICERS, DESK, OFFICERS, frame
from okoce.portal.desk.stages import progress_of
from okoce.portal.desk.texts import sentence
from okoce.portal.desk.views.finding import found, log, opened_anyhow, status_of
from okoce.privacy.queries import was_erased
from okoce.stages.p4_licensing.queries.permits import by_person
from okoce.stages.p4_licensing.web.permits.pages import views_of


@for_roles(*DESK)
@never_cache
@require_safe
def record(request: HttpRequest, person_id: UUID) -> HttpResponse:
    actor = actor_of_request(request)
    try:
        member, emergency = opened_anyhow(request, person_id)
    except Http404:
        if was_erased(person_id):  # its page says what happened to whoever has the right to know
            return redirect("privacy:erased", person_id)
        raise
    may = may_record_fact(actor, member)
    entries = timeline(person_id)
    names = names_of({*recorders(entries), *([member.mentor_id] if member.mentor_id else [])})
    values = {
        **frame(request),
        **_progress(member),
        "person": header(member, names),
        "permits": views_of(by_person(person_id)),
        "history": [line(entry, names, can_change=may_keep_record(actor, member).allowed) for entry in entries],
        "emergency": emergency,
        "may_record": may.allowed and member.is_open,
        "why_not": "" if may.allowed or emergency else sentence(may.reasons[0]),
        "may_take_down": actor.over(member.domicile, OFFICERS),
        "may_keep": member.is_open and actor.over(member.domicile, OFFICERS),
        "may_set_mentor": member.is_open and actor.over(member.domicile, CLAIM_OFFICERS),
    }
    return render(request, "portal/desk/record.html", values)


@for_roles(*DESK)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def nik(request: HttpRequest, person_id: UUID) -> HttpResponse:
    member = found(request, person_id)
    form = NikForm(request.POST if request.method == "POST" else None)
    shown = ""
    if form.is_bound and form.is_valid():
        log(actor_of_request(request), person_id, "nik", form.cleaned_data["reason"])
        shown = full_nik(person_id)
    values = {**frame(request), "form": form, "member": member, "nik": shown}
    return render(request, "portal/desk/nik.html", values, status=status_of(form))


@for_roles(*CLAIM_OFFICERS)
@require_http_methods(["GET", "HEAD", "POST"])
def mentor(request: HttpRequest, person_id: UUID) -> HttpResponse:
    member = found(request, person_id)
    form = MentorForm(request.POST or None, mentors=_mentors(member), current=str(member.mentor_id or ""))
    if form.is_bound and form.is_valid():
        try:
            set_mentor(by=actor_of_request(request), person_id=person_id, mentor_id=UUID(form.cleaned_data["mentor_id"]))
        except NotAllowed as refused:
            form.refuse(refused.decision)
        else:
            messages.success(request, _("Pendamping sudah ditunjuk. Ia melihat anggota ini di mejanya mulai sekarang."))
            return redirect("desk:member", person_id)
    values = {**frame(request), "form": form, "member": member}
    return render(request, "portal/desk/mentor.html", values, status=status_of(form))


@for_roles(*OFFICERS)
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, person_id: UUID) -> HttpResponse:
    member = found(request, person_id)
    form = LeaveForm(request.POST or None)
    if form.is_bound and form.is_valid():
        chosen = form.cleaned_data
        try:
            end_enrolment(
                by=actor_of_request(request),
                person_id=person_id,
                reason=EndReason(chosen["reason"]),
                ended_on=chosen["ended_on"],
                fact_id=chosen["fact_id"],
            )
        except NotAllowed as refused:
            form.refuse(refused.decision)
        else:
            messages.success(request, _("Keluarnya sudah dicatat. Semua catatannya tetap ada; ia dapat kembali lewat loket."))
            return redirect("desk:member", person_id)
    values = {**frame(request), "form": form, "member": member}
    return render(request, "portal/desk/leave.html", values, status=status_of(form))


def _progress(member: Member) -> dict[str, Any]:
    if member.enrolment_id is None:
        return {"progress": None}
    on = jakarta_date(timezone.now())
    return {"progress": progress_of({member.person_id: member.enrolment_id}, on)[member.person_id]}


def _mentors(member: Member) -> list[tuple[str, str]]:
    """Mentors who hold their role over the place where she lives, or over no place at all."""
    held = [
        (person, [grant for grant in person.grants if grant.holds and grant.role == Role.MENTOR])
        for person in staff()
        if person.is_active
    ]
    return [
        (str(person.id), person.full_name or person.username)
        for person, grants in held
        if any(member.domicile == grant.place_code or member.domicile.startswith(grant.place_code) for grant in grants)
    ]
