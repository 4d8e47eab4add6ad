"""Somebody of staff looks after her own account: second factor, recovery codes, password."""

import json
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from okoce.accounts import services
from okoce.accounts.enums import FactorKind
from okoce.accounts.models import User
from okoce.accounts.queries import factors_of
from okoce.accounts.rules import totp
from okoce.accounts.texts import sentence
from okoce.accounts.web.access import for_staff
from okoce.accounts.web.drawing import qr_svg
from okoce.accounts.web.forms import AppCodeForm, NewPasskeyForm, NewPasswordForm
from okoce.accounts.web.presentation import factor_resets
from okoce.accounts.web.refusals import refuse, status_of
from okoce.accounts.web.requests import ActorRequest
from okoce.accounts.web.second_step import STATE_KEY, site_of, taken_state
from okoce.accounts.web.setting_up import new_secret, secret_of, set_up
from okoce.core.decisions import NotAllowed


@for_staff(fresh=True, before_factor=True)
@never_cache
@require_safe
def factor_setup(request: ActorRequest) -> HttpResponse:
    """Which second factor she wants; here she is led when her role needs one."""
    user_id = cast(User, request.user).id
    has_app = any(item.kind is FactorKind.TOTP for item in factors_of(user_id))
    values = {"due": request.actor.factor_due, "has_app": has_app, "resets": factor_resets(user_id)}
    return render(request, "accounts/factor_setup.html", values)


@for_staff(fresh=True, before_factor=True)
@never_cache
@sensitive_post_parameters("code")
@sensitive_variables("secret", "codes")
@require_http_methods(["GET", "HEAD", "POST"])
def totp_setup(request: ActorRequest) -> HttpResponse:
    form = AppCodeForm(request.POST if request.method == "POST" else None)
    secret = secret_of(request) if request.method == "POST" else new_secret(request)
    if secret and form.is_bound and form.is_valid():
        try:
            codes = services.add_totp(by=request.actor, secret=secret, code=form.cleaned_data["code"])
        except NotAllowed as refused:
            refuse(form, refused.decision, "code")
        else:
            return set_up(request, codes)
    if not secret:
        return redirect("accounts:totp_setup")
    address = totp.address_of(secret, cast(User, request.user).username or "", "OK OCE")
    drawn = qr_svg(address, _("Gambar untuk kamera: kunci rahasia aplikasi kode. Tertulis juga di bawah."))
    values = {"form": form, "drawn": drawn, "address": address, "secret": totp.in_fours(totp.as_text(secret))}
    return render(request, "accounts/totp_setup.html", values, status=status_of(form))


@for_staff(fresh=True, before_factor=True)
@never_cache
@sensitive_variables("codes")
@require_http_methods(["GET", "HEAD", "POST"])
def passkey_setup(request: ActorRequest) -> HttpResponse:
    form = NewPasskeyForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        state, host = taken_state(request), site_of(request)
        try:
            codes = services.add_passkey(by=request.actor, host=host, state=state, **form.cleaned_data)
        except NotAllowed as refused:
            refuse(form, refused.decision)
        else:
            return set_up(request, codes)
    question, request.session[STATE_KEY] = services.ask_for_new(by=request.actor, host=site_of(request))
    values = {"form": form, "question": json.dumps(question)}
    return render(request, "accounts/passkey_setup.html", values, status=status_of(form))


@for_staff(fresh=True)
@never_cache
@sensitive_variables("codes")
@require_POST
def recovery_codes(request: ActorRequest) -> HttpResponse:
    try:
        codes = services.new_recovery_codes(by=request.actor)
    except NotAllowed as refused:
        messages.error(request, sentence(refused.decision.reasons[0]))
        return redirect("accounts:own")
    return render(request, "accounts/recovery_codes.html", {"codes": codes})


@for_staff(fresh=True)
@require_POST
def factor_remove(request: ActorRequest, factor_id: UUID) -> HttpResponse:
    try:
        services.remove_factor(by=request.actor, factor_id=factor_id)
    except NotAllowed as refused:
        messages.error(request, sentence(refused.decision.reasons[0]))
    else:
        messages.success(request, _("Langkah kedua itu sudah dihapus."))
    return redirect("accounts:own")


@for_staff(fresh=True)
@never_cache
@sensitive_post_parameters("password", "repeated")
@sensitive_variables("form")
@require_http_methods(["GET", "HEAD", "POST"])
def own_password(request: ActorRequest) -> HttpResponse:
    form = NewPasswordForm(request.POST if request.method == "POST" else None, user=cast(User, request.user))
    if form.is_bound and form.is_valid():
        services.change_password(request, form.cleaned_data["password"])
        messages.success(request, _("Kata sandi baru sudah tersimpan. Semua perangkat lain sudah keluar."))
        return redirect("accounts:own")
    values = {"form": form, "username": cast(User, request.user).username}
    return render(request, "accounts/own_password.html", values, status=status_of(form))
