"""The public register of communities, and the check of whoever claims to come from OK OCE."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from okoce.accounts.web.access import open_to_all
from okoce.core.fortnights import jakarta_date
from okoce.partners import queries
from okoce.partners.enums import CheckAnswer, OrganisationKind
from okoce.partners.web.check_texts import told
from okoce.partners.web.forms import CheckForm, RegisterFilter

A_PAGE = 20


@open_to_all
@require_safe
def communities(request: HttpRequest) -> HttpResponse:
    form = RegisterFilter(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    place_code, text = chosen.get("kecamatan", ""), chosen.get("cari", "")
    found = queries.verified_communities(place_code or None, text)
    values = {
        "form": RegisterFilter(initial=chosen),
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("halaman")),
        "filtered": bool(place_code or text),
        "centre": queries.centre_of(place_code) if place_code else None,
        "today": jakarta_date(timezone.now()),
    }
    return render(request, "partners/communities.html", values)


@open_to_all
@require_safe
def community(request: HttpRequest, number: str) -> HttpResponse:
    found = queries.by_register_number(number)
    if found is None or not found.is_public:
        raise Http404
    today = jakarta_date(timezone.now())
    verdict = queries.Check(CheckAnswer(found.state), found)
    values = {
        "organisation": found,
        "is_community": found.kind == OrganisationKind.COMMUNITY,
        "told": told(verdict, found.name),
        "cards": [card for card in queries.representatives_of(found.id, today) if card.is_valid],
        "centre": queries.centre_near(found),
    }
    return render(request, "partners/community.html", values)


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """A code printed on a letter may lead here with the number in the address; a person's name comes in the body only."""
    asked = request.POST if request.method == "POST" else request.GET
    form = CheckForm({**asked.dict(), "nama": request.POST.get("nama", "")} if "nomor" in asked else None)
    values: dict[str, object] = {"form": form}
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        on = jakarta_date(timezone.now())
        answer = queries.check(given["nomor"], on=on, person=given["nama"], place_code=given["kecamatan"])
        values |= {"answer": answer, "told": told(answer, given["nomor"])}
    return render(request, "partners/check.html", values)
