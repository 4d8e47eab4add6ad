"""What lies between the pages of setting up: the secret of an app that is not proven yet, and what follows once it is."""

import secrets

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from okoce.accounts import services
from okoce.accounts.rules.totp import SECRET_BYTES
from okoce.accounts.web.requests import ActorRequest
from okoce.core.encryption import CannotOpen, keyring

KEY = "app_secret"
SEALED_AS = "totp-unproven"


def new_secret(request: HttpRequest) -> bytes:
    """A new one with each showing of the page, sealed, because sessions lie in the database."""
    secret = secrets.token_bytes(SECRET_BYTES)
    request.session[KEY] = keyring(settings.SECRETS_DIR).seal(secret.hex(), SEALED_AS).hex()
    return secret


def secret_of(request: HttpRequest) -> bytes:
    """The one that the page showed; empty where there is none."""
    try:
        sealed = bytes.fromhex(request.session.get(KEY, ""))
        return bytes.fromhex(keyring(settings.SECRETS_DIR).open(sealed, SEALED_AS))
    except (CannotOpen, ValueError):
        return b""


def set_up(request: ActorRequest, codes: tuple[str, ...]) -> HttpResponse:
    """A factor was added and shown just now. Her first one makes recovery codes, and ends sessions that never showed one."""
    request.session.pop(KEY, None)
    services.note_factor(request)
    if not codes:
        messages.success(request, _("Langkah kedua yang baru sudah terpasang."))
        return redirect("accounts:own")
    services.end_other_sessions(by=request.actor, kept=services.session_id(request))
    return render(request, "accounts/recovery_codes.html", {"codes": codes, "is_first": True})
