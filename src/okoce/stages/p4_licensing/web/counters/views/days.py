"""Counter days: the list, a plan, one day with its people, the sheet for paper, the end."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from okoce.accounts.web.access import for_roles
from okoce.accounts.web.requests import actor_of_request
from okoce.core.decisions import NotAllowed
from okoce.core.ids import new_id
from okoce.partners.queries import centre_of
from okoce.stages.p4_licensing import services
from okoce.stages.p4_licensing.enums import DayState
from okoce.stages.p4_licensing.models import CounterDay
from okoce.stages.p4_licensing.permissions import OFFICERS
from okoce.stages.p4_licensing.queries.counters import counted, days, free_turns, invites
from okoce.stages.p4_licensing.rules.turns import is_weekend
from okoce.stages.p4_licensing.web.counters.forms import CancelForm, PlanForm, WalkInForm, chosen_people
from okoce.stages.p4_licensing.web.counters.pages import a_page, day_or_404, kelurahan_of, log_shown, only_place, say_invited
from okoce.stages.p4_licensing.web.counters.summaries import told
from okoce.stages.p4_licensing.web.counters.texts import sentence
from okoce.stages.p4_licensing.web.permits.pages import frame, place_name, status_of
from okoce.ui.presentation import today


@for_roles(*OFFICERS)
@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    page = a_page(days(actor_of_request(request)), request)
    values = {"page": page, "rows": counted(list(page.object_list)), "today": today()}
    return render(request, "licensing/counters/days.html", {**frame(request), **values})


@for_roles(*OFFICERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    """A plan, begun with the people who were ticked on the list; saving it invites them."""
    actor, people = actor_of_request(request), chosen_people(request.POST)
    saves = request.method == "POST" and "simpan" in request.POST
    form = PlanForm(request.POST if saves else None, places=kelurahan_of(actor), **_begun(request, len(people)))
    if saves and form.is_valid():
        try:
            day_id = services.plan_day(by=actor, given=form.given())
            said = services.invite(by=actor, day_id=day_id, person_ids=people)
        except NotAllowed as refused:
            form.refuse(refused.decision)
        else:
            say_invited(request, said)
            if is_weekend(form.cleaned_data["on"]):
                messages.warning(request, _("Hari itu Sabtu atau Minggu, ketika kantor tutup. Pastikan petugasnya ada."))
            return redirect("counters:day", day_id)
    values = {"form": form, "people": people}
    return render(request, "licensing/counters/plan.html", {**frame(request), **values}, status=status_of(form))


def _begun(request: HttpRequest, people: int) -> dict[str, Any]:
    """What the form begins with: her own kelurahan and centre, room for those who were ticked, a day that she chooses."""
    place = only_place(actor_of_request(request))
    centre = centre_of(place) if place else None
    return {
        "place_code": place,
        "address": centre.address if centre is not None else "",
        "organiser": _("UP PTSP %(place)s") % {"place": place_name(place)} if place else "",
        "capacity": max(people, 20),
    }


@for_roles(*OFFICERS)
@never_cache
@sensitive_post_parameters("nik")
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, day_id: UUID) -> HttpResponse:
    """A day with its people; posting a NIK adds somebody who came without an invitation."""
    day = day_or_404(request, day_id)
    form = WalkInForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            invite_id = services.add_walk_in(by=actor_of_request(request), day_id=day_id, nik=form.cleaned_data["nik"])
            return redirect("counters:outcome", day_id, invite_id)
        except NotAllowed as refused:
            form.refuse(refused.decision)
    people = invites(day, actor_of_request(request))
    log_shown(request, [line.person_id for line in people if line.name], "counter_day")
    values = {**_day(day), "people": people, "walk_in": form, "form_ids": [new_id() for _line in people]}
    values["rows"] = list(zip(people, values["form_ids"], strict=True))
    return render(request, "licensing/counters/day.html", {**frame(request), **values}, status=status_of(form))


def _day(day: CounterDay) -> dict[str, Any]:
    on, summary = today(), told(day)
    return {
        "day": day,
        "place": place_name(day.place_id),
        "free": free_turns(day.id),
        "summary": summary,
        "is_planned": day.state == DayState.PLANNED,
        "is_on": day.state == DayState.PLANNED and day.on <= on,
        "weekend": is_weekend(day.on),
    }


@for_roles(*OFFICERS)
@never_cache
@require_safe
def sheet(request: HttpRequest, day_id: UUID) -> HttpResponse:
    """The list of a day on paper, with room to tick."""
    day = day_or_404(request, day_id)
    people = invites(day, actor_of_request(request))
    log_shown(request, [line.person_id for line in people if line.name], "counter_sheet")
    values = {**_day(day), "people": people, "empty_rows": range(5)}
    return render(request, "licensing/counters/sheet.html", {**frame(request), **values})


@for_roles(*OFFICERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, day_id: UUID) -> HttpResponse:
    """Says what the day came to and who goes back to the list; then closes it."""
    day = day_or_404(request, day_id)
    refusal = ""
    if request.method == "POST":
        try:
            services.close_day(by=actor_of_request(request), day_id=day_id)
        except NotAllowed as refused:
            refusal = sentence(refused.decision.reasons[0])
        else:
            messages.success(request, _("Hari loket ditutup. Yang belum selesai kembali ke daftar jemput bola."))
            return redirect("counters:day", day_id)
    values = {**_day(day), "refusal": refusal, "missing": sum(not line.outcome for line in invites(day, actor_of_request(request)))}
    return render(request, "licensing/counters/close.html", {**frame(request), **values}, status=409 if refusal else 200)


@for_roles(*OFFICERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, day_id: UUID) -> HttpResponse:
    day = day_or_404(request, day_id)
    form = CancelForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            services.cancel_day(by=actor_of_request(request), day_id=day_id, reason=form.cleaned_data["reason"])
            messages.success(request, _("Hari loket dibatalkan. Yang sudah dikirimi pesan diberi tahu."))
            return redirect("counters:day", day_id)
        except NotAllowed as refused:
            form.refuse(refused.decision)
    values = {**_day(day), "form": form}
    return render(request, "licensing/counters/cancel.html", {**frame(request), **values}, status=status_of(form))
