"""The rules that citizens meet: what holds today, on which legal basis, and how far it may be trusted."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from okoce.accounts.web.access import open_to_all
from okoce.regulations import queries
from okoce.regulations.families import family_with
from okoce.regulations.queries import RuleFilter
from okoce.regulations.web.presentation import shown

PAGE = 15


@open_to_all
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The families, with how many rules hold and how many are to be read again."""
    return render(request, "regulations/public.html", {"families": queries.listed(queries.today())})


@open_to_all
@require_safe
def family(request: HttpRequest, family: str) -> HttpResponse:
    """The rules of one family in force today, some on a page."""
    found = family_with(family)
    if found is None or not found.public:
        raise Http404
    rows = queries.holding(queries.rows_of(RuleFilter(family=found, status="active")), queries.today())
    page = Paginator(rows, PAGE).get_page(request.GET.get("halaman"))
    values = {"family": found, "page": page, "rules": [shown(row) for row in page.object_list]}
    return render(request, "regulations/public_family.html", values)
