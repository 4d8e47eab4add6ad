"""Members sign in with their phone and a one-time code. Every answer is the same for numbers that we know and do not know."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from okoce.accounts import services
from okoce.accounts.enums import CodePurpose
from okoce.accounts.queries import PHONE_KEY, SEALED_AS, phone_of_session
from okoce.accounts.web.access import open_to_all
from okoce.accounts.web.forms import CodeForm, PhoneForm
from okoce.accounts.web.refusals import refuse, safe_next, status_of
from okoce.accounts.web.requests import client_address
from okoce.core.decisions import Decision
from okoce.core.encryption import keyring
from okoce.core.phone_numbers import masked

NEXT_KEY = "sign_in_next"


@open_to_all
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    form = PhoneForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        phone = form.cleaned_data["phone"]
        decision = services.send_code(phone=phone, purpose=CodePurpose.SIGN_IN, address=client_address(request))
        if decision.allowed:
            # Sessions lie in the database, where a number may not be readable.
            request.session[PHONE_KEY] = keyring(settings.SECRETS_DIR).seal(phone, SEALED_AS).hex()
            request.session[NEXT_KEY] = safe_next(request)
            return redirect("accounts:sign_in_code")
        refuse(form, decision)
    values = {"form": form, "next": safe_next(request)}
    return render(request, "accounts/sign_in.html", values, status=status_of(form))


@open_to_all
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def sign_in_code(request: HttpRequest) -> HttpResponse:
    phone = _phone(request)
    if not phone:
        return redirect("accounts:sign_in")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        decision = services.check_code(phone=phone, code=form.cleaned_data["code"], purpose=CodePurpose.SIGN_IN)
        if decision.allowed and services.sign_in_phone(request, phone):
            return _signed_in(request)
        refuse(form, Decision.no("code_over") if decision.allowed else decision, "code")
    values = {"form": form, "phone": masked(phone), "again": "lagi" in request.GET}
    return render(request, "accounts/sign_in_code.html", values, status=status_of(form))


@open_to_all
@never_cache
@require_POST
def sign_in_code_again(request: HttpRequest) -> HttpResponse:
    phone = _phone(request)
    if not phone:
        return redirect("accounts:sign_in")
    decision = services.send_code(phone=phone, purpose=CodePurpose.SIGN_IN, address=client_address(request))
    if decision.allowed:
        return HttpResponseRedirect(reverse("accounts:sign_in_code") + "?lagi=1")
    form = CodeForm({"code": "-"})
    form.errors.clear()
    refuse(form, decision)
    return render(request, "accounts/sign_in_code.html", {"form": form, "phone": masked(phone)}, status=status_of(form))


@open_to_all
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return HttpResponseRedirect("/")


def _phone(request: HttpRequest) -> str:
    """The number that was typed on the page before; empty where the session has none."""
    return phone_of_session({PHONE_KEY: request.session.get(PHONE_KEY, "")})


def _signed_in(request: HttpRequest) -> HttpResponse:
    request.session.pop(PHONE_KEY, None)
    target = request.session.pop(NEXT_KEY, "")
    address = reverse(settings.OKOCE_AFTER_PHONE_SIGN_IN)
    return HttpResponseRedirect(address + ("?" + urlencode({"next": target}) if target else ""))
