"""Lists over many members: permits that end, and how long offices take."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from okoce.accounts.web.access import for_roles
from okoce.accounts.web.requests import actor_of_request
from okoce.stages.p4_licensing.permissions import KEEPERS, OFFICERS, WATCHERS
from okoce.stages.p4_licensing.queries.permits import ending as ending_rows
from okoce.stages.p4_licensing.queries.service_times import service_times, window_days
from okoce.stages.p4_licensing.web.permits.columns import ending_columns, service_columns
from okoce.stages.p4_licensing.web.permits.forms import EndingFilter
from okoce.stages.p4_licensing.web.permits.pages import frame, page_of, places_of
from okoce.ui.components import FilterWord
from okoce.ui.presentation import today


@for_roles(*KEEPERS)
@never_cache
@require_safe
def ending(request: HttpRequest) -> HttpResponse:
    """Permits that end soon or have just ended and were not renewed, the nearest first."""
    actor = actor_of_request(request)
    filters = EndingFilter(request.GET, places=places_of(actor, *OFFICERS))
    days, licence, place = filters.chosen()
    page, permits = page_of(ending_rows(actor, today(), days, [licence] if licence else [], place), request)
    values = {"filters": filters, "words": _words(filters), "days": days, "page": page, "permits": permits}
    return render(request, "licensing/permits/ending.html", {**frame(request), **values, "columns": ending_columns()})


def _words(filters: EndingFilter) -> list[FilterWord]:
    """The filters in force, each with the address of the list without it."""
    chosen = {name: str(value) for name, value in filters.cleaned_data.items() if value and name in filters.data}
    words = []
    for name in ("jenis", "wilayah"):
        if name in chosen:
            choices = dict(filters.fields[name].choices)  # type: ignore[attr-defined]  # both are choice fields
            without = urlencode({other: value for other, value in chosen.items() if other != name})
            words.append(FilterWord(str(filters.fields[name].label), str(choices[chosen[name]]), f"?{without}"))
    return words


@for_roles(*WATCHERS)
@never_cache
@require_safe
def service(request: HttpRequest) -> HttpResponse:
    """How long offices take against what they promised; numbers alone, nobody's name."""
    actor, on = actor_of_request(request), today()
    places = places_of(actor, *WATCHERS)
    place = request.GET.get("wilayah", "")
    place = place if place in dict(places) else ""
    values = {
        "lines": service_times(actor, on, place),
        "columns": service_columns(),
        "days": window_days(on),
        "today": on,
        "places": places,
        "place": place,
    }
    return render(request, "licensing/permits/service_times.html", {**frame(request), **values})
