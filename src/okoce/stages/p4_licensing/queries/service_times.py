"""How long each office takes for each kind of permit, within the places that somebody watches."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from okoce.accounts.queries import EVERYWHERE, Actor
from okoce.regulations.queries import number
from okoce.stages.p4_licensing.enums import WATCHERS, Licence, Office
from okoce.stages.p4_licensing.models import Application
from okoce.stages.p4_licensing.rules.service import Handled, ServiceTime, service_time


@dataclass(frozen=True, slots=True)
class OfficeTime:
    """One line: a kind of permit at an office."""

    licence: Licence
    office: Office
    time: ServiceTime


def window_days(today: date) -> int:
    return number("permits.service_window_days", today)


def service_times(actor: Actor, today: date, place: str = "") -> tuple[OfficeTime, ...]:
    """A line for each kind of permit and office of which somebody applied within the window, those with most applications first."""
    since = today - timedelta(days=window_days(today))
    rows = Application.objects.filter(_within(actor), submitted_on__gt=since, submitted_on__lte=today)
    if place:
        rows = rows.filter(Q(place_code=place) | Q(place_code__startswith=f"{place}."))
    groups: dict[tuple[str, str], list[Handled]] = defaultdict(list)
    columns = ("licence", "office", "submitted_on", "due_on", "promised_days", "outcome", "decided_on")
    for licence, office, *handled in rows.values_list(*columns):
        groups[licence, office].append(Handled(*handled))
    found = [OfficeTime(Licence(one), Office(other), service_time(items, today)) for (one, other), items in groups.items()]
    return tuple(sorted(found, key=lambda line: (-line.time.applications, line.licence, line.office)))


def _within(actor: Actor) -> Q:
    """Applications of people who lived there when they applied; nothing without one of the roles."""
    condition = Q(pk__in=[])
    for scope in actor.places(*WATCHERS):
        if scope == EVERYWHERE:
            return Q()
        condition |= Q(place_code=scope) | Q(place_code__startswith=f"{scope}.")
    return condition
