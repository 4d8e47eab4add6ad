"""The second step of signing in, and proving again who one is: by the app, a passkey, or a recovery code."""

import json
from collections.abc import Mapping
from typing import Any, cast
from uuid import UUID

from allauth.account.utils import perform_login
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from okoce.accounts import services
from okoce.accounts.models import User
from okoce.accounts.queries import factors_of
from okoce.accounts.web import pending
from okoce.accounts.web.access import for_staff, open_to_all
from okoce.accounts.web.devices import remember
from okoce.accounts.web.forms import FactorForm, PasskeyForm, PasswordForm
from okoce.accounts.web.refusals import refuse, safe_next, status_of
from okoce.accounts.web.requests import ActorRequest, client_address
from okoce.core.decisions import Decision, NotAllowed

STATE_KEY = "passkey_question"


@open_to_all
@never_cache
@sensitive_post_parameters("code", "answer")
@require_http_methods(["GET", "HEAD", "POST"])
def staff_sign_in_second(request: HttpRequest) -> HttpResponse:
    waiting = pending.found(request)
    if waiting is None:
        return redirect("accounts:staff_sign_in")
    form, decision = _answered(request, waiting.user.id)
    if decision is not None and decision.allowed:
        pending.end(request)
        done = sign_in(request, waiting.user, waiting.target)
        services.note_factor(request)
        return done
    values = {"form": form, "username": waiting.user.username, **passkey_question(request, waiting.user.id)}
    return render(request, "accounts/second_step.html", values, status=status_of(form))


@for_staff(before_factor=True)
@never_cache
@sensitive_post_parameters("code", "answer", "password")
@require_http_methods(["GET", "HEAD", "POST"])
def prove(request: ActorRequest) -> HttpResponse:
    """Prove again who she is: with her second factor where she has one, else with her password."""
    user = cast(User, request.user)
    has_factor = bool(factors_of(user.id))
    form, decision = _answered(request, user.id) if has_factor else _password(request, user)
    target = safe_next(request)
    if decision is not None and decision.allowed:
        services.note_proof(request)
        return HttpResponseRedirect(target or settings.LOGIN_REDIRECT_URL)
    asked = passkey_question(request, user.id) if has_factor else {}
    values = {"form": form, "next": target, "has_factor": has_factor, "username": user.username, **asked}
    return render(request, "accounts/prove.html", values, status=status_of(form))


def sign_in(request: HttpRequest, user: User, target: str) -> HttpResponse:
    """All that was asked was shown. allauth completes it, and the browser is known from now on."""
    address = target or settings.LOGIN_REDIRECT_URL
    done = cast(HttpResponse, perform_login(request, user, email_verification="none", redirect_url=address))
    remember(request, done, user.username or "")
    return done


def passkey_question(request: HttpRequest, user_id: UUID) -> dict[str, Any]:
    """What the page needs to ask for a passkey; each showing of the page asks anew."""
    question = services.ask_for_known(user_id=user_id, host=site_of(request))
    if question is None:
        return {"question": ""}
    request.session[STATE_KEY] = question[1]
    return {"question": json.dumps(question[0])}


def taken_state(request: HttpRequest) -> Mapping[str, Any]:
    """The question that an answer belongs to; it is asked once."""
    state: Mapping[str, Any] = request.session.pop(STATE_KEY, None) or {}
    return state


def site_of(request: HttpRequest) -> str:
    """The host that passkeys belong to: without its port."""
    return request.get_host().partition(":")[0]


@sensitive_variables("form")
def _answered(request: HttpRequest, user_id: UUID) -> tuple[FactorForm | PasskeyForm, Decision | None]:
    """The form of what was posted, with the answer to it; an empty form where nothing was."""
    if request.method != "POST":
        return FactorForm(), None
    if "answer" in request.POST:
        passkey = PasskeyForm(request.POST)
        if not passkey.is_valid():
            return passkey, None
        answer = passkey.cleaned_data["answer"]
        state = taken_state(request)
        decision = services.check_passkey(user_id=user_id, host=site_of(request), state=state, answer=answer)
        if not decision.allowed:
            refuse(passkey, decision)
        return passkey, decision
    form = FactorForm(request.POST)
    if not form.is_valid():
        return form, None
    decision = services.check_factor(user_id=user_id, typed=form.cleaned_data["code"])
    if not decision.allowed:
        refuse(form, decision, "code")
    return form, decision


@sensitive_variables("form", "password")
def _password(request: HttpRequest, user: User) -> tuple[PasswordForm, Decision | None]:
    form = PasswordForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return form, None
    password = form.cleaned_data["password"]
    # Who is signed in here is no stranger: her tries are counted under her session, and nobody else can use them up.
    device = f"signed-in-{services.session_id(request)}"
    try:
        found = services.check_password(
            username=user.username or "", password=password, address=client_address(request), device=device
        )
    except NotAllowed as refused:
        wrong = "sign_in_wrong" in refused.decision.codes
        refuse(form, Decision.no("password_wrong") if wrong else refused.decision, "password")
        return form, None
    return form, Decision.yes() if found == user else None
