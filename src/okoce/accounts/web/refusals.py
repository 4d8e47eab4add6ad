"""Turns a decision into what a form and a response say."""

from http import HTTPStatus
from urllib.parse import urlsplit

from django import forms
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from okoce.accounts.texts import sentence
from okoce.core.decisions import Decision


def refuse(form: forms.Form, decision: Decision, field: str | None = None) -> None:
    """The reasons as errors of the form, beside the field where one is at fault."""
    for reason in decision.reasons:
        form.add_error(field, forms.ValidationError(sentence(reason), code=reason.code))


def status_of(form: forms.Form) -> int:
    """200 for a fresh form, 422 for a refused one, 429 for too many tries."""
    if not form.is_bound or form.is_valid():
        return HTTPStatus.OK
    codes = {error.code for errors in form.errors.as_data().values() for error in errors}
    return HTTPStatus.TOO_MANY_REQUESTS if "too_many_tries" in codes else HTTPStatus.UNPROCESSABLE_ENTITY


def safe_next(request: HttpRequest) -> str:
    """The page to return to, if it is one of ours; else empty."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if ours else ""


def page_before(request: HttpRequest) -> str:
    """The page of ours from which a form was posted, without its host; empty where the browser does not say."""
    parts = urlsplit(request.headers.get("Referer", ""))
    return parts.path if parts.netloc == request.get_host() else ""
