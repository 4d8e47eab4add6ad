"""Browsers that signed in before: a signed cookie, so that strangers' tries do not lock somebody out of her own phone.

The cookie opens nothing. It says for which accounts this browser has signed in (keyed hashes, no name and no number), and under
which random name its tries are counted.
"""

import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from okoce.core.encryption import keyring

COOKIE = "perangkat"
SALT = "okoce.accounts.device"
LIFE = timedelta(days=180)
MOST = 8
"""Accounts that one browser is remembered for: a family's phone, an office's computer."""


def known_device(request: HttpRequest, account: str) -> str:
    """The name of this browser where it signed in with this account (user name or phone) before; else empty."""
    kept = _read(request)
    return str(kept["id"]) if _mark(account) in kept["for"] else ""


def remember(request: HttpRequest, response: HttpResponse, account: str) -> None:
    """This browser has just signed in with the account."""
    kept = _read(request)
    marks = [mark for mark in kept["for"] if mark != _mark(account)]
    value = signing.dumps({"id": kept["id"], "for": [*marks, _mark(account)][-MOST:]}, salt=SALT)
    response.set_cookie(
        COOKIE, value, max_age=LIFE, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax", path="/masuk/"
    )


def _read(request: HttpRequest) -> dict[str, Any]:
    try:
        kept: dict[str, Any] = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=LIFE)
    except signing.BadSignature:
        return {"id": secrets.token_hex(8), "for": []}
    return kept


def _mark(account: str) -> str:
    return keyring(settings.SECRETS_DIR).keyed_hash(account, "device")[:12].hex()
