"""Receipts: dates for anybody with the number; what it led to only after the code on the registered phone."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from okoce.accounts.services import act_as, sign_in_phone
from okoce.accounts.web.access import open_to_all
from okoce.accounts.web.requests import actor_of_request, client_address
from okoce.core.decisions import Decision
from okoce.stages.p1_registration.queries import ReceiptState, read_receipt, receipt_state
from okoce.stages.p1_registration.services import open_receipt, send_receipt_code
from okoce.stages.p1_registration.web.forms import CodeForm, NumberForm
from okoce.stages.p1_registration.web.limits import count_unknown, status_of
from okoce.stages.p1_registration.web.outcomes import outcome_of
from okoce.stages.p1_registration.web.texts import sentence

UNKNOWN = Decision.no("receipt.unknown")


@open_to_all
@never_cache
@require_safe
def find_receipt(request: HttpRequest) -> HttpResponse:
    """Ask for a number. It is no secret of its own, so it may stand in the address and be kept as a bookmark."""
    form = NumberForm(request.GET if "nomor" in request.GET else None)
    if form.is_bound and form.is_valid():
        return redirect("registration:receipt", form.cleaned_data["nomor"])
    return render(request, "registration/find_receipt.html", {"form": form}, status=status_of(form))


@open_to_all
@never_cache
@require_safe
def show_receipt(request: HttpRequest, number: str) -> HttpResponse:
    """The same page for a new member and a known one, but for whom it belongs to."""
    state = receipt_state(read_receipt(number))
    if state is None:
        return _unknown(request, number)
    return _receipt_page(request, state)


@open_to_all
@never_cache
@require_POST
def ask_code(request: HttpRequest, number: str) -> HttpResponse:
    """Send a code to the registered phone; the answer tells nothing about it."""
    receipt = read_receipt(number)
    decision = send_receipt_code(receipt=receipt, address=client_address(request))
    if decision:
        return redirect("registration:receipt_code", receipt)
    state = receipt_state(receipt)
    return _unknown(request, number) if state is None else _receipt_page(request, state, decision)


@open_to_all
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def enter_code(request: HttpRequest, number: str) -> HttpResponse:
    receipt = read_receipt(number)
    if not receipt:
        return _unknown(request, number)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        opened = open_receipt(receipt=receipt, code=form.cleaned_data["code"])
        if opened.person_id is not None and sign_in_phone(request, opened.phone):
            act_as(request, opened.person_id)
            return redirect("registration:receipt", receipt)
        form.refuse(opened.decision if not opened.decision else Decision.no("code_over"))
    return render(request, "registration/code.html", {"form": form, "number": receipt}, status=status_of(form))


def _receipt_page(request: HttpRequest, state: ReceiptState, refusal: Decision | None = None) -> HttpResponse:
    actor = actor_of_request(request)
    is_hers = state.person_id is not None and actor.person_id == state.person_id
    values = {
        "receipt": state,
        "outcome": outcome_of(state) if is_hers else None,
        "refusal": sentence(refusal.reasons[0]) if refusal is not None else "",
        "is_waiting": refusal is not None and "receipt.not_settled" in refusal.codes,
    }
    limited = refusal is not None and "too_many_tries" in refusal.codes
    status = HTTPStatus.TOO_MANY_REQUESTS if limited else HTTPStatus.OK
    return render(request, "registration/receipt.html", values, status=status)


def _unknown(request: HttpRequest, number: str) -> HttpResponse:
    """No such receipt: said plainly, the number kept for correcting; whoever guesses on is slowed down."""
    decision = count_unknown(request)
    form = NumberForm({"nomor": number})
    if form.is_valid():
        form.add_error("nomor", sentence((decision if not decision else UNKNOWN).reasons[0]))
    status = HTTPStatus.NOT_FOUND if decision else HTTPStatus.TOO_MANY_REQUESTS
    return render(request, "registration/find_receipt.html", {"form": form}, status=status)
