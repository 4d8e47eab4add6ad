"""One person of a counter day: what she answered, and what came of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from okoce.accounts.web.access import for_roles
from okoce.accounts.web.requests import actor_of_request
from okoce.core.decisions import NotAllowed
from okoce.stages.p4_licensing import services
from okoce.stages.p4_licensing.enums import AtCounter, CannotCome, DayState
from okoce.stages.p4_licensing.models import CounterDay
from okoce.stages.p4_licensing.permissions import OFFICERS
from okoce.stages.p4_licensing.queries.counters import InviteLine, invite_of
from okoce.stages.p4_licensing.web.counters.forms import AnswerForm, OutcomeForm, reasons
from okoce.stages.p4_licensing.web.counters.pages import day_or_404, log_shown
from okoce.stages.p4_licensing.web.permits.pages import frame, place_name, status_of
from okoce.ui.presentation import today

OFFERED = (AtCounter.ISSUED, AtCounter.APPLIED, AtCounter.PAPERS, AtCounter.DECLINED, AtCounter.NOT_COME)


@for_roles(*OFFICERS)
@never_cache
@sensitive_post_parameters("number")
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, day_id: UUID, invite_id: UUID) -> HttpResponse:
    """What came of it: ``hasil`` in the address says which form is shown; posting notes it."""
    day, line = _found(request, day_id, invite_id)
    form = OutcomeForm(request.POST if request.method == "POST" else None, issued_on=day.on, licence=day.licence)
    if form.is_bound and form.is_valid():
        try:
            services.note_outcome(by=actor_of_request(request), given=form.given(invite_id))
            messages.success(request, _("Tercatat untuk %(name)s.") % {"name": line.name})
            return redirect("counters:day", day_id)
        except NotAllowed as refused:
            form.refuse(refused.decision)
    return _page(request, day, line, form, AnswerForm())


@for_roles(*OFFICERS)
@require_POST
def answer(request: HttpRequest, day_id: UUID, invite_id: UUID) -> HttpResponse:
    day, line = _found(request, day_id, invite_id)
    form = AnswerForm(request.POST)
    if form.is_valid():
        why, coming = form.cleaned_data["cannot_come"], form.cleaned_data["coming"] == "ya"
        reason = CannotCome(why) if why else None
        try:
            services.answer(by=actor_of_request(request), invite_id=invite_id, coming=coming, reason=reason)
            messages.success(request, _("Jawaban %(name)s tercatat.") % {"name": line.name})
            return redirect("counters:day", day_id)
        except NotAllowed as refused:
            form.refuse(refused.decision)
    return _page(request, day, line, OutcomeForm(issued_on=day.on, licence=day.licence), form)


def _found(request: HttpRequest, day_id: UUID, invite_id: UUID) -> tuple[CounterDay, InviteLine]:
    day = day_or_404(request, day_id)
    line = invite_of(day, invite_id, actor_of_request(request))
    if line is None:
        raise Http404
    log_shown(request, [line.person_id], "counter_day")
    return day, line


def _page(request: HttpRequest, day: CounterDay, line: InviteLine, form: OutcomeForm, asked: AnswerForm) -> HttpResponse:
    is_on = day.state == DayState.PLANNED and day.on <= today() and line.is_open
    values: dict[str, Any] = {
        "day": day,
        "place": place_name(day.place_id),
        "line": line,
        "form": form,
        "answer_form": asked,
        "is_on": is_on,
        "may_answer": day.state == DayState.PLANNED and not line.outcome,
        "offered": [(code.value, code.label, number) for number, code in enumerate(OFFERED, start=1)],
        "chosen": _chosen(request, is_on),
        "reasons": reasons(),
        "doubt": "despite_doubt" in form.errors,
    }
    return render(request, "licensing/counters/outcome.html", {**frame(request), **values}, status=status_of(form, asked))


def _chosen(request: HttpRequest, is_on: bool) -> str:
    asked = request.POST.get("outcome", "") or request.GET.get("hasil", "")
    return asked if is_on and asked in AtCounter.values else ""
