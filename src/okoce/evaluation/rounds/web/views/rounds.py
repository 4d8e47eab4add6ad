"""The round of a fortnight: the evaluator's page, and what she does with it."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from okoce.accounts.enums import Role
from okoce.accounts.web.access import for_roles
from okoce.accounts.web.requests import ActorRequest
from okoce.core.decisions import NotAllowed
from okoce.core.fortnights import Fortnight
from okoce.evaluation.rounds import permissions, queries, services
from okoce.evaluation.rounds.permissions import READERS
from okoce.evaluation.rounds.rules.sheet import Sheet
from okoce.evaluation.rounds.rules.tally import MEASURED, Measure
from okoce.evaluation.rounds.web.forms import DecisionForm
from okoce.evaluation.rounds.web.links import Links, whole
from okoce.evaluation.rounds.web.presentation.frame import frame
from okoce.evaluation.rounds.web.presentation.restated import restated_view
from okoce.evaluation.rounds.web.presentation.round_page import decision_rows, sheet_values
from okoce.evaluation.rounds.web.texts import refusal

EARLIEST, LATEST = -200, 2000
"""Fortnights that an address may ask for: from 2010 far into the future."""


@for_roles(*READERS)
@never_cache
@require_safe
def round_page(request: ActorRequest) -> HttpResponse:
    """The running fortnight, or one that has ended and waits to be frozen."""
    fortnight = _fortnight(request)
    sheet = queries.sheet(fortnight)
    running = Fortnight.of(queries.today())
    return render(
        request,
        "rounds/round.html",
        {
            **frame(request.actor),
            **page_values(request, sheet),
            **_since_latest(sheet),
            "data": queries.ground(),
            "is_running": fortnight == running,
            "to_freeze": queries.to_freeze(),
            "running": running,
            "may_evaluate": permissions.may_evaluate(request.actor).allowed,
            "decisions": decision_rows(queries.open_decisions(), queries.today()),
            "decision_form": DecisionForm(),
            "latest": queries.latest_pack(),
        },
    )


def page_values(request: ActorRequest, sheet: Sheet) -> dict[str, Any]:
    """A sheet as the reader asked for it: which edition and measure the table shows, and in what order."""
    edition = request.GET.get("edisi", "")
    edition = edition if edition in sheet.editions else next(reversed(tuple(sheet.editions)))
    measure = request.GET.get("ukuran", "")
    measure = measure if measure in MEASURED else Measure.STOCK
    links = Links(sheet, request.actor)
    return sheet_values(sheet, links.to, edition, measure, request.GET)


def _fortnight(request: ActorRequest) -> Fortnight:
    """The one asked for, else the one that waits to be frozen, else the running one. The future has no figures."""
    running = Fortnight.of(queries.today())
    asked = whole(request.GET.get("putaran"), LATEST)
    if EARLIEST <= asked <= running.number:
        return Fortnight(asked)
    return queries.to_freeze() or running


def _since_latest(sheet: Sheet) -> dict[str, Any]:
    """What has changed in the newest pack since it was frozen."""
    latest = queries.latest_pack()
    if latest is None:
        return {}
    found = queries.restatement(latest, sheet.position).document()
    return {"restated": restated_view(queries.sheet_of(latest), found)}


@for_roles(Role.EVALUATOR)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def freeze(request: ActorRequest) -> HttpResponse:
    """Says what will be frozen; then freezes it."""
    fortnight = _fortnight(request)
    if request.method == "POST":
        fortnight = Fortnight(max(EARLIEST, min(LATEST, whole(request.POST.get("putaran"), LATEST))))
        try:
            pack = services.freeze(by=request.actor, fortnight=fortnight)
        except NotAllowed as refused:
            return _freeze_page(request, fortnight, refused)
        return redirect("rounds:pack", number=pack.number)
    return _freeze_page(request, fortnight)


def _freeze_page(request: ActorRequest, fortnight: Fortnight, refused: NotAllowed | None = None) -> HttpResponse:
    latest = queries.latest_pack()
    newest = Fortnight(latest.fortnight) if latest else None
    decision = permissions.may_freeze(request.actor, fortnight, Fortnight.of(queries.today()), newest)
    decision = refused.decision if refused else decision
    values = {
        **frame(request.actor),
        "refusal": None if decision else refusal(decision),
        "sheet": queries.sheet(min(fortnight, Fortnight.of(queries.today()))),
        "data": queries.ground(),
        "fortnight": fortnight,
        "number": latest.number + 1 if latest else 1,
        "back": f"{reverse('rounds:round')}?{urlencode({'putaran': fortnight.number})}",
    }
    return render(request, "rounds/freeze.html", values, status=409 if refused else 200)
