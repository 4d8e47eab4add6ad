"""The number that she keeps: dates to anybody who holds it, and what an erasure left, because nobody can sign in any more."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from okoce.accounts.web.access import open_to_all
from okoce.core.receipts import read_receipt
from okoce.privacy.enums import RequestKind, RequestState
from okoce.privacy.queries import case_by_receipt
from okoce.privacy.queries.own import gone
from okoce.privacy.web.forms import NumberForm
from okoce.privacy.web.pages import line, status_of


@open_to_all
@never_cache
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    form = NumberForm(request.GET if "nomor" in request.GET else None)
    if form.is_bound and form.is_valid() and read_receipt(form.cleaned_data["nomor"]):
        return redirect("privacy:receipt", read_receipt(form.cleaned_data["nomor"]))
    return render(request, "privacy/find_receipt.html", {"form": form}, status=status_of(form))


@open_to_all
@never_cache
@require_safe
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    found = case_by_receipt(read_receipt(number))
    if found is None:
        return render(request, "privacy/find_receipt.html", {"form": NumberForm({"nomor": number}), "unknown": True}, status=404)
    erased = found.kind == RequestKind.ERASURE and found.state in (RequestState.ORDERED, RequestState.ANSWERED)
    left = gone(found.row.person_id) if erased else None
    return render(request, "privacy/receipt.html", {"case": found, "line": line(found), "gone": left})
