"""Work lists, the list of members, and search."""

from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import HttpResponseClientRedirect

from okoce.accounts.queries import Actor
from okoce.accounts.web.access import for_roles
from okoce.accounts.web.requests import ActorRequest, actor_of_request
from okoce.core.fortnights import jakarta_date
from okoce.core.ids import parse_id
from okoce.members.queries import visible_to
from okoce.portal.desk.forms.search import SearchForm
from okoce.portal.desk.listing import Listing, members_list, work_list
from okoce.portal.desk.numbers import person_of_number
from okoce.portal.desk.people import UNSORTED, ListPage, looking_like, page_of
from okoce.portal.desk.scope import DESK, OFFICERS, frame
from okoce.portal.desk.worklists import Worklist, offered
from okoce.ui.components import Column

KECAMATAN_CODE = 8


@for_roles(*DESK)
@require_safe
def worklist(request: HttpRequest, code: str) -> HttpResponse:
    actor = actor_of_request(request)
    item = offered_or_404(actor, code)
    listing = work_list(item, request.GET, actor, _today())
    values = {"title": listing.title, "todo": item.todo, "empty": item.empty}
    address = reverse("desk:worklist_sheet", args=[code])
    return render(request, "portal/desk/worklist.html", {**_list(request, listing, _page(request, listing), address), **values})


def offered_or_404(actor: Actor, code: str) -> Worklist:
    """A work list that can hold somebody for the reader."""
    item = next((item for item in offered(actor) if item.code == code), None)
    if item is None:
        raise Http404
    return item


@for_roles(*DESK)
@sensitive_post_parameters("cari")
@require_http_methods(["GET", "HEAD", "POST"])
def members(request: ActorRequest) -> HttpResponse:
    if request.method == "POST":
        return _search(request)
    listing = members_list(request.GET, actor_of_request(request), _today())
    values = _list(request, listing, _page(request, listing), reverse("desk:members_sheet"))
    return render(request, "portal/desk/members.html", {**values, "search": SearchForm()})


def _search(request: ActorRequest) -> HttpResponse:
    """A number leads to its person, a name to those who are called so. Nothing of what was typed gets into an address."""
    actor = actor_of_request(request)
    form = SearchForm(request.POST)
    text = form.cleaned_data["cari"] if form.is_valid() else ""
    person_id = _by_number(text, actor)
    if person_id is not None:
        address = reverse("desk:member", args=[person_id])
        return HttpResponseClientRedirect(address) if request.htmx else redirect(address)
    listing = members_list({}, actor, _today())
    is_number = sum(sign.isdigit() for sign in text) > len(text) / 2
    rows = () if is_number else looking_like(text, actor, _today())
    page = ListPage(rows, None, is_first=True)
    values = {**_list(request, listing, page, ""), "search": form, "searched": text, "is_number": is_number}
    return render(request, "portal/desk/members.html", {**values, "columns": columns("", {})})


def _by_number(text: str, actor: Actor) -> UUID | None:
    person_id = person_of_number(text)
    return person_id if person_id and visible_to(actor).filter(pk=person_id).exists() else None


def _page(request: HttpRequest, listing: Listing) -> ListPage:
    after = parse_id(request.GET.get("sesudah", ""))
    return page_of(listing.rows, listing.actor, listing.order, after, listing.today)


def _list(request: HttpRequest, listing: Listing, page: ListPage, sheet: str) -> dict[str, Any]:
    """What a list's template needs; ``sheet``: where the same list is downloaded, if anywhere."""
    kept = listing.filters.query()
    ordered = urlencode({**kept, "urut": listing.order})
    following = urlencode({**kept, "urut": listing.order, "sesudah": str(page.next_after)})
    return {
        **frame(request),
        # Within one kecamatan its name in each row says nothing.
        "wide": any(len(scope) < KECAMATAN_CODE for scope in listing.actor.places(*OFFICERS)),
        "filters": listing.filters,
        "words": listing.filters.words(),
        "page": page,
        "order": listing.order,
        "columns": columns(listing.order, kept),
        "next_url": f"?{following}" if page.next_after else "",
        "first_url": f"?{ordered}",
        "sheet_url": f"{sheet}?{ordered}" if sheet else "",
    }


def columns(order: str, kept: dict[str, str]) -> list[Column]:
    """The headings; name and date sort, each the other way when it sorts already."""

    def sorting(label: str, code: str) -> Column:
        following = f"-{code}" if order == code else code
        state = {code: "ascending", f"-{code}": "descending"}.get(order, "")
        return Column(label, url=f"?{urlencode({**kept, 'urut': following})}", sorted=state) if order else Column(label)

    return [
        sorting(_("Nama"), "nama"),
        Column(_("Kelurahan")),
        sorting(_("Terdaftar"), UNSORTED),
        Column(_("Saat mendaftar")),
        Column(_("Tujuh tahap")),
        Column(_("Langkah berikutnya")),
    ]


def _today() -> date:
    return jakarta_date(timezone.now())
