"""What is written about a member, and who read it."""

from collections.abc import Iterator

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from okoce.accounts.web.access import for_member
from okoce.audit.queries import openings_of
from okoce.core.fortnights import jakarta_date
from okoce.facts.enums import Channel, Correction, Grade
from okoce.facts.queries import Entry, timeline
from okoce.portal.citizen.own import own_record
from okoce.portal.citizen.texts import CHANNELS, GRADES, correction_reason
from okoce.portal.sentences import fact_sentence
from okoce.ui.components import TimelineEntry

PER_PAGE = 30


@for_member
@never_cache
@require_safe
def facts(request: HttpRequest) -> HttpResponse:
    found = own_record(request)
    lines = [line for entry in timeline(found.person_id) for line in lines_of(entry)]
    page = Paginator(lines, PER_PAGE).get_page(request.GET.get("halaman"))
    return render(request, "portal/citizen/facts.html", {"member": found, "page": page})


@for_member
@never_cache
@require_safe
def openings(request: HttpRequest) -> HttpResponse:
    found = own_record(request)
    page = Paginator(openings_of(found.person_id), PER_PAGE).get_page(request.GET.get("halaman"))
    return render(request, "portal/citizen/openings.html", {"member": found, "page": page})


def lines_of(entry: Entry) -> Iterator[TimelineEntry]:
    """What holds, then what it replaced: an old version is struck through and stays readable with the reason."""
    live, last = entry.live, entry.corrections[-1] if entry.corrections else None
    if live is not None:
        note = _("Pernah dibatalkan, lalu dipulihkan.") if last and last.correction == Correction.RESTORE else ""
        yield TimelineEntry(
            on=live.occurred_on,
            title=fact_sentence(entry.kind, live.measures),
            detail=note,
            by=str(CHANNELS[Channel(live.channel)]),
            grade=str(GRADES[Grade(live.grade)]),
        )
    if last is not None and (live is None or live.id != entry.original.id):
        yield TimelineEntry(
            on=entry.original.occurred_on,
            title=fact_sentence(entry.kind, entry.original.measures),
            by=str(CHANNELS[Channel(entry.original.channel)]),
            corrected_reason=f"{Correction(last.correction).label} ({correction_reason(last.reason)})",
            corrected_on=jakarta_date(last.captured_at),
        )
