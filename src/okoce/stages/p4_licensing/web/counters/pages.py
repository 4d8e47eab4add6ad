"""What the pages of counter days and lists have in common."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from okoce.accounts.queries import EVERYWHERE, Actor
from okoce.accounts.web.requests import actor_of_request
from okoce.audit.services import log_openings
from okoce.places.queries import kelurahan_choices, refs
from okoce.stages.p4_licensing.models import CounterDay
from okoce.stages.p4_licensing.permissions import OFFICERS
from okoce.stages.p4_licensing.queries.counters import day_of
from okoce.stages.p4_licensing.services import Invited
from okoce.stages.p4_licensing.web.counters.texts import LEFT_OUT
from okoce.ui.formats import number
from okoce.ui.presentation import language

PER_PAGE = 50
KELURAHAN_CODE = 13


def day_or_404(request: HttpRequest, day_id: UUID) -> CounterDay:
    found = day_of(actor_of_request(request), day_id)
    if found is None:
        raise Http404
    return found


def kelurahan_of(actor: Actor) -> list[tuple[str, Any]]:
    """The kelurahan at which an officer may hold a counter day, grouped as choices are."""
    found: list[tuple[str, Any]] = []
    for scope in actor.places(*OFFICERS):
        if scope == EVERYWHERE:
            return list(kelurahan_choices())
        known = refs().get(scope)
        found += [(scope, known.name)] if known is not None and len(scope) == KELURAHAN_CODE else list(kelurahan_choices(scope))
    return found


def only_place(actor: Actor) -> str:
    """The one kelurahan over which somebody acts; empty where there are several."""
    scopes = actor.places(*OFFICERS)
    return next(iter(scopes)) if len(scopes) == 1 and all(len(scope) == KELURAHAN_CODE for scope in scopes) else ""


def a_page(rows: Any, request: HttpRequest) -> Any:
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("halaman"))


def say_invited(request: HttpRequest, said: Invited) -> None:
    """What became of a list of people, in one sentence, and why some were left out in another."""
    if said.invited:
        text = _("%(count)s orang diundang, %(told)s dikirimi pesan.")
        messages.success(request, text % {"count": number(said.invited, language()), "told": number(said.told, language())})
    if said.left_out:
        parts = [f"{number(count, language())} {LEFT_OUT.get(code, code)}" for code, count in said.left_out.items()]
        messages.warning(request, _("Tidak diundang: %(parts)s.") % {"parts": ", ".join(parts)})


def log_shown(request: HttpRequest, person_ids: list[UUID], surface: str) -> None:
    """A list with names left the screen or stands on paper: one line for each person in the trail that she can read."""
    actor = actor_of_request(request)
    if person_ids and actor.user_id is not None and request.method in ("GET", "HEAD"):
        log_openings(by=actor.user_id, label=actor.label, person_ids=person_ids, surface=surface)
