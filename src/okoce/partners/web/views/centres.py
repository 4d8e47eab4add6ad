"""Where the centres are, who is there, and whether they are open."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from okoce.accounts.web.access import open_to_all
from okoce.accounts.web.requests import actor_of_request
from okoce.partners import permissions, queries
from okoce.partners.enums import Weekday
from okoce.partners.rules import opening_now
from okoce.partners.web.texts import clock, opening_sentence


@dataclass(frozen=True, slots=True)
class Line:
    """A centre in the list, with the sentence that says whether it is open."""

    card: queries.CentreCard
    is_open: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class Day:
    """A weekday of the table; ``hours`` is empty when the centre is closed."""

    label: str
    hours: str
    is_today: bool


@open_to_all
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    cities: dict[str, list[Line]] = {}
    for card in queries.centres():
        opening = opening_now(card.hours, now)
        line = Line(card, opening.is_open, opening_sentence(opening))
        cities.setdefault(card.city, []).append(line)
    return render(request, "partners/centres.html", {"cities": cities, "now": now})


@open_to_all
@require_safe
def page(request: HttpRequest, place_code: str) -> HttpResponse:
    found = queries.centre(place_code)
    if found is None:
        raise Http404
    now = timezone.now()
    opening = opening_now(found.card.hours, now)
    values = {
        "centre": found,
        "opening": opening,
        "sentence": opening_sentence(opening),
        "days": _days(found.card, now),
        "communities": queries.verified_communities(place_code),
        "may_edit": bool(permissions.may_save_centre(actor_of_request(request), place_code)),
    }
    return render(request, "partners/centre.html", values)


def _days(card: queries.CentreCard, now: datetime) -> list[Day]:
    today = timezone.localtime(now).isoweekday()
    hours = {item.weekday: f"{clock(item.opens_at)}–{clock(item.closes_at)}" for item in card.hours}
    return [Day(str(day.label), hours.get(day.value, ""), day.value == today) for day in Weekday]
