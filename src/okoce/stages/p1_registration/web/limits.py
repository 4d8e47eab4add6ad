"""How often one network address may write or guess here, and the status that a refused form is answered with."""

from datetime import timedelta
from http import HTTPStatus
from typing import Final

from django import forms
from django.http import HttpRequest
from django.utils import timezone

from okoce.accounts.queries import Limit
from okoce.accounts.services import throttle
from okoce.accounts.web.requests import client_address
from okoce.core.decisions import Decision
from okoce.core.windows import FixedWindow

# A claim gives an officer work: an address may open a few in a day.
CLAIMS_PER_ADDRESS: Final = Limit("claim-address", 10, timedelta(days=1))
# Numbers that do not exist: somebody mistypes now and then, or guesses.
UNKNOWN_PER_ADDRESS: Final = Limit("receipt-unknown-address", 30, timedelta(minutes=10))


# Thousands of phones share one address of a mobile network, so a surge must pass: this only stops a program that floods. It is
# counted by each process for itself, because a row of the database that all registrations write would slow every one of them.
REGISTRATIONS: Final = FixedWindow(times=600, seconds=60)


def count_registration(request: HttpRequest) -> Decision:
    wait = REGISTRATIONS.seconds_to_wait(client_address(request))
    if wait:
        return Decision.no("too_many_tries", again_at=timezone.now() + timedelta(seconds=wait))
    return Decision.yes()


def count_claim(request: HttpRequest) -> Decision:
    return _count(CLAIMS_PER_ADDRESS, request)


def count_unknown(request: HttpRequest) -> Decision:
    return _count(UNKNOWN_PER_ADDRESS, request)


def _count(limit: Limit, request: HttpRequest) -> Decision:
    return throttle(f"{limit.name}:{client_address(request)}", limit.times, limit.window)


def status_of(form: forms.Form) -> int:
    """200 for a fresh form, 422 for a refused one, 429 for too many tries."""
    if not form.is_bound or form.is_valid():
        return HTTPStatus.OK
    codes = {error.code for errors in form.errors.as_data().values() for error in errors}
    return HTTPStatus.TOO_MANY_REQUESTS if "too_many_tries" in codes else HTTPStatus.UNPROCESSABLE_ENTITY
