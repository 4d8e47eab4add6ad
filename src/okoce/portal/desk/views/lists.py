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
from okoce.portal.desk import worklists
from okoce.portal.desk.forms.search import FilterForm, SearchForm
from okoce.portal.desk.numbers import person_of_number
from okoce.portal.desk.people import UNSORTED, ListPage, looking_like, page_of
from okoce.portal.desk.scope import DESK, OFFICERS, frame
from okoce.ui.components import Column

KECAMATAN_CODE = 8


@for_roles(*DESK)
@require_safe
def worklist(request: HttpRequest, code: str) -> HttpResponse:
    actor, today = actor_of_request(request), _today()
    item = next((item for item in worklists.offered(actor) if item.code == code), None)
    if item is None:
        raise Http404
    days = worklists.thresholds(today)
    first = {"since": "sejak", "-since": "-sejak"}[item.order]
    filters = FilterForm(request.GET, actor=actor)
    rows = filters.filters().narrow(worklists.people_on(item, actor, today, days))
    values = {"title": str(item.title) % {"days": days[code]}, "todo": item.todo, "empty": item.empty}
    page = page_of(rows, actor, request.GET.get("urut", first), _after(request), today)
    return render(request, "portal/desk/worklist.html", {**_list(request, filters, page, first, "desk:home"), **values})


@for_roles(*DESK)
@sensitive_post_parameters("cari")
@require_http_methods(["GET", "HEAD", "POST"])
def members(request: ActorRequest) -> HttpResponse:
    if request.method == "POST":
        return _search(request)
    actor = actor_of_request(request)
    filters = FilterForm(request.GET, actor=actor)
    rows = filters.filters().narrow(worklists.enrolled(actor))
    page = page_of(rows, actor, request.GET.get("urut", "nama"), _after(request), _today())
    values = {**_list(request, filters, page, "nama", "desk:members"), "search": SearchForm()}
    return render(request, "portal/desk/members.html", values)


def _search(request: ActorRequest) -> HttpResponse:
    """A number leads to its person, a name to those who are called so. Nothing of what was typed gets into an address."""
    actor = actor_of_request(request)
    form = SearchForm(request.POST)
    text = form.cleaned_data["cari"] if form.is_valid() else ""
    person_id = _by_number(text, actor)
    if person_id is not None:
        address = reverse("desk:member", args=[person_id])
        return HttpResponseClientRedirect(address) if request.htmx else redirect(address)
    filters = FilterForm({}, actor=actor)
    is_number = sum(sign.isdigit() for sign in text) > len(text) / 2
    rows = () if is_number else looking_like(text, actor, _today())
    page = ListPage(rows, None, is_first=True)
    values = {**_list(request, filters, page, "nama", "desk:members"), "search": form, "searched": text, "is_number": is_number}
    return render(request, "portal/desk/members.html", {**values, "columns": columns("", {}, "nama")})


def _by_number(text: str, actor: Actor) -> UUID | None:
    person_id = person_of_number(text)
    return person_id if person_id and visible_to(actor).filter(pk=person_id).exists() else None


def _list(request: HttpRequest, filters: FilterForm, page: ListPage, first: str, current: str) -> dict[str, Any]:
    order = request.GET.get("urut", first)
    kept = filters.query()
    following = {**kept, "urut": order, "sesudah": str(page.next_after)}
    return {
        **frame(request),
        # Within one kecamatan its name in each row says nothing.
        "wide": any(len(scope) < KECAMATAN_CODE for scope in actor_of_request(request).places(*OFFICERS)),
        "filters": filters,
        "words": filters.words(),
        "page": page,
        "order": order,
        "columns": columns(order, kept, first),
        "next_url": f"?{urlencode(following)}" if page.next_after else "",
        "first_url": f"?{urlencode({**kept, 'urut': order})}",
    }


def columns(order: str, kept: dict[str, str], first: str) -> list[Column]:
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


def _after(request: HttpRequest) -> UUID | None:
    return parse_id(request.GET.get("sesudah", ""))


def _today() -> date:
    return jakarta_date(timezone.now())
