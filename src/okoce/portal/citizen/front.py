"""The public front: what the programme is, what it gives and does not give, and the ways in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from okoce.accounts.web.access import open_to_all


@open_to_all
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/citizen/front.html")
