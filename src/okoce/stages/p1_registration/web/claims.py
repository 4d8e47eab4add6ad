""" "Somebody used my NIK": one neutral answer with the officer's deadline; the officer's words only after the code."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from okoce.accounts.web.access import open_to_all
from okoce.accounts.web.requests import client_address
from okoce.core.decisions import Decision, NotAllowed
from okoce.stages.p1_registration.queries import Claim, claim, read_receipt
from okoce.stages.p1_registration.services import open_claim, open_claim_answer, send_claim_code
from okoce.stages.p1_registration.web.forms import ClaimForm, CodeForm
from okoce.stages.p1_registration.web.limits import count_claim, count_unknown, status_of
from okoce.stages.p1_registration.web.outcomes import place_name
from okoce.stages.p1_registration.web.texts import sentence


@open_to_all
@never_cache
@sensitive_post_parameters("name", "nik", "phone")
@require_http_methods(["GET", "POST"])
def report_misuse(request: HttpRequest) -> HttpResponse:
    form = ClaimForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        number = _opened(request, form)
        if number:
            return redirect("registration:claim", number)
    return render(request, "registration/claim_form.html", {"form": form}, status=status_of(form))


@open_to_all
@never_cache
@require_safe
def show_claim(request: HttpRequest, number: str) -> HttpResponse:
    found = claim(read_receipt(number))
    return _unknown(request) if found is None else _claim_page(request, found)


@open_to_all
@never_cache
@require_POST
def ask_claim_code(request: HttpRequest, number: str) -> HttpResponse:
    found = claim(read_receipt(number))
    if found is None:
        return _unknown(request)
    decision = send_claim_code(receipt=found.number, address=client_address(request))
    return redirect("registration:claim_code", found.number) if decision else _claim_page(request, found, decision)


@open_to_all
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def enter_claim_code(request: HttpRequest, number: str) -> HttpResponse:
    """The answer is shown with the right code and at no other address: nothing stays open afterwards."""
    found = claim(read_receipt(number))
    if found is None:
        return _unknown(request)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        decision = open_claim_answer(receipt=found.number, code=form.cleaned_data["code"])
        if decision:
            values = {"claim": found, "place": place_name(found.place_code)}
            return render(request, "registration/claim_answer.html", values)
        form.refuse(decision)
    values = {"form": form, "number": found.number, "is_claim": True}
    return render(request, "registration/code.html", values, status=status_of(form))


def _opened(request: HttpRequest, form: ClaimForm) -> str:
    """The number of the claim, or nothing with the refusal on the form."""
    decision = count_claim(request)
    if not decision:
        form.refuse(decision)
        return ""
    try:
        return open_claim(form=form.values())
    except NotAllowed as refused:
        form.refuse(refused.decision)
        return ""


def _claim_page(request: HttpRequest, found: Claim, refusal: Decision | None = None) -> HttpResponse:
    values = {"claim": found, "refusal": sentence(refusal.reasons[0]) if refusal is not None else ""}
    status = HTTPStatus.TOO_MANY_REQUESTS if refusal is not None else HTTPStatus.OK
    return render(request, "registration/claim.html", values, status=status)


def _unknown(request: HttpRequest) -> HttpResponse:
    decision = count_unknown(request)
    reason = (decision if not decision else Decision.no("claim.unknown")).reasons[0]
    status = HTTPStatus.NOT_FOUND if decision else HTTPStatus.TOO_MANY_REQUESTS
    return render(request, "registration/claim_unknown.html", {"refusal": sentence(reason)}, status=status)
