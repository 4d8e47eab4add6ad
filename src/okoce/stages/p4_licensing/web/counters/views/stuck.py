"""Who is stuck before a permit: by kelurahan, by name, and invited from the list."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from okoce.accounts.web.access import for_roles
from okoce.accounts.web.requests import actor_of_request
from okoce.core.decisions import NotAllowed
from okoce.core.ids import parse_id
from okoce.places.queries import refs
from okoce.stages.p4_licensing import services
from okoce.stages.p4_licensing.enums import NoLicence
from okoce.stages.p4_licensing.permissions import OFFICERS
from okoce.stages.p4_licensing.queries import stuck as queries
from okoce.stages.p4_licensing.queries.counters import open_days
from okoce.stages.p4_licensing.web.counters.forms import StuckFilter, chosen_people
from okoce.stages.p4_licensing.web.counters.pages import a_page, only_place, say_invited
from okoce.stages.p4_licensing.web.counters.texts import SENTENCES, sentence
from okoce.stages.p4_licensing.web.permits.pages import frame, places_of
from okoce.ui.components import Column, FilterWord
from okoce.ui.presentation import today


@for_roles(*OFFICERS)
@never_cache
@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """How many wait in each kelurahan; who acts over one kelurahan finds it as the one line."""
    actor, on = actor_of_request(request), today()
    days = queries.thresholds(on)
    counts = queries.by_place(queries.stuck(actor, on, days))
    values = {
        "counts": counts,
        "all": sum(item.count for item in counts),
        "days": days,
        "declined": _declined(request),
        "columns": [Column(_("Kelurahan")), Column(_("Menunggu"), numeric=True), Column(_("Paling lama sejak"))],
    }
    return render(request, "licensing/counters/places.html", {**frame(request), **values})


@for_roles(*OFFICERS)
@never_cache
@require_safe
def names(request: HttpRequest) -> HttpResponse:
    actor, on = actor_of_request(request), today()
    days = queries.thresholds(on)
    filters = StuckFilter(request.GET, places=_places(request))
    page = a_page(queries.longest_first(queries.stuck(actor, on, days, filters.narrow())), request)
    values = {
        "filters": filters,
        "words": _words(filters),
        "page": page,
        "lines": queries.lines(list(page.object_list), on),
        "days": days,
        "open_days": open_days(actor, on),
        "declined": _declined(request),
        "many": not only_place(actor),
        "kept": urlencode({name: value for name, value in request.GET.items() if name in filters.fields or name == "halaman"}),
    }
    return render(request, "licensing/counters/stuck.html", {**frame(request), **values})


@for_roles(*OFFICERS)
@require_POST
def invite(request: HttpRequest) -> HttpResponse:
    """The ticked people to a day that is planned already."""
    people, day_id = chosen_people(request.POST), parse_id(request.POST.get("hari", ""))
    back = f"{reverse('counters:stuck')}?{request.POST.get('kembali', '')[:200]}"
    if not people or day_id is None:
        messages.warning(request, str(SENTENCES["counter.nobody_chosen"]))
        return redirect(back)
    try:
        said = services.invite(by=actor_of_request(request), day_id=day_id, person_ids=people)
    except NotAllowed as refused:
        messages.warning(request, sentence(refused.decision.reasons[0]))
        return redirect(back)
    say_invited(request, said)
    return redirect("counters:day", day_id)


def _places(request: HttpRequest) -> list[tuple[str, str]]:
    """Kecamatan or kelurahan to narrow to, and the one that an address from the counts names."""
    actor, asked = actor_of_request(request), request.GET.get("wilayah", "")
    found = places_of(actor, *OFFICERS)
    known = refs().get(asked)
    if known is not None and asked not in dict(found) and actor.over(asked, OFFICERS):
        found = [*found, (asked, known.name)]
    return found


def _words(filters: StuckFilter) -> list[FilterWord]:
    """The filters in force, each with the address of the list without it."""
    chosen = {name: str(value) for name, value in filters.cleaned_data.items() if value}
    words = []
    for name, value in chosen.items():
        choices = {str(code): label for code, label in filters.fields[name].choices}  # type: ignore[attr-defined]  # all are choices
        without = urlencode({other: kept for other, kept in chosen.items() if other != name})
        words.append(FilterWord(str(filters.fields[name].label), str(choices[value]), f"?{without}"))
    return words


def _declined(request: HttpRequest) -> list[tuple[Any, int]]:
    """How many are left alone for now, by what they said."""
    on = today()
    counted = queries.declined_counts(actor_of_request(request), on, queries.thresholds(on))
    return [(NoLicence(code).label, count) for code, count in counted.items()]
