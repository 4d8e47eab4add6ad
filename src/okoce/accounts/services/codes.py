"""One-time codes by message. Everything here does the same work for a phone that is registered and for one that is not."""

import secrets
from hmac import compare_digest

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from okoce.accounts.enums import CodePurpose
from okoce.accounts.models import OneTimeCode, User
from okoce.accounts.rules import CODE_DIGITS, CODE_LIFE, CODE_TRIES, attempts_left, clean_code
from okoce.accounts.rules.senders import Sender, code_requests, code_tries
from okoce.accounts.services.throttling import within_limits
from okoce.core.decisions import Decision
from okoce.core.encryption import keyring
from okoce.core.ids import new_id
from okoce.messaging.services import post

_REPLACE = """
INSERT INTO accounts_onetimecode (id, phone_hash, purpose, asker, code_hash, expires_at, attempts)
VALUES (%s, %s, %s, %s, %s, %s, 0)
ON CONFLICT (phone_hash, purpose, asker) DO UPDATE SET
    code_hash = excluded.code_hash, expires_at = excluded.expires_at, attempts = 0, used_at = NULL
"""
# Counting a try and reading the code is one statement: parallel guesses cannot share one try.
_TRY = """
UPDATE accounts_onetimecode SET attempts = attempts + 1
WHERE phone_hash = %s AND purpose = %s AND asker = %s AND used_at IS NULL AND expires_at > %s AND attempts < %s
RETURNING id, code_hash, attempts
"""


def send_code(*, phone: str, purpose: CodePurpose, address: str = "", device: str = "", asker: str = "") -> Decision:
    """Send a new code to a phone (E.164); an unregistered number gets a text that says so. Refusal: ``too_many_tries``.

    The answer tells nothing about the number. ``address`` is the asking address on the network, where there is one; ``device``
    names a browser that signed in with this phone before. With ``asker``, a random name of the asking browser, the code works
    there alone.
    """
    decision = within_limits(code_requests(phone, Sender(address, device)), code_group(phone))
    if decision.allowed:
        _issue(phone, purpose, asker)
    return decision


def _issue(phone: str, purpose: CodePurpose, asker: str) -> None:
    phone_hash = _phone_hash(phone)
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    values = (new_id(), phone_hash, purpose.value, asker, _code_hash(phone, purpose, code), timezone.now() + CODE_LIFE)
    with transaction.atomic():
        is_known = User.objects.filter(phone_hash=phone_hash, is_active=True).exists()
        with connection.cursor() as cursor:
            cursor.execute(_REPLACE, values)
        post(to=phone, text=_text(code) if is_known else _unknown_text(), purpose=f"code.{purpose.value}")


def _text(code: str) -> str:
    return _("Kode OK OCE Anda: %(code)s. Berlaku 10 menit. Jangan berikan kepada siapa pun, juga kepada petugas.") % {"code": code}


def _unknown_text() -> str:
    return _(
        "Nomor ini belum terdaftar di OK OCE. Daftar gratis di situs OK OCE atau di kantor kecamatan. "
        "Bukan Anda yang meminta? Abaikan pesan ini."
    )


def check_code(*, phone: str, code: str, purpose: CodePurpose, address: str = "", device: str = "", asker: str = "") -> Decision:
    """Whether this is the phone's code for the purpose; it works once. To be called outside of a transaction.

    Refusals: ``code_unreadable`` (not six digits; costs no try), ``code_wrong`` (param ``left``), ``code_over`` (expired, used or
    tried five times), ``too_many_tries``.
    """
    typed = clean_code(code)
    if not typed:
        return Decision.no("code_unreadable")
    decision = within_limits(code_tries(phone, Sender(address, device)), code_group(phone))
    # The try must count whatever happens afterwards, so it may not hang on a transaction of the caller.
    if decision.allowed:
        with transaction.atomic(durable=True):
            decision = _compare(phone, typed, purpose, asker)
    return decision


def _compare(phone: str, typed: str, purpose: CodePurpose, asker: str) -> Decision:
    with connection.cursor() as cursor:
        cursor.execute(_TRY, [_phone_hash(phone), purpose.value, asker, timezone.now(), CODE_TRIES])
        row = cursor.fetchone()
    if row is None:
        return Decision.no("code_over")
    code_id, code_hash, attempts = row
    if not compare_digest(bytes(code_hash), _code_hash(phone, purpose, typed)):
        left = attempts_left(attempts)
        return Decision.no("code_wrong", left=left) if left else Decision.no("code_over")
    used = OneTimeCode.objects.filter(id=code_id, used_at=None).update(used_at=timezone.now())
    return Decision.yes() if used else Decision.no("code_over")


def code_group(phone: str) -> str:
    """What is common to all counted tries of a phone."""
    return f"code:{phone}"


def _phone_hash(phone: str) -> bytes:
    return keyring(settings.SECRETS_DIR).keyed_hash(phone, "phone")


def _code_hash(phone: str, purpose: CodePurpose, code: str) -> bytes:
    return keyring(settings.SECRETS_DIR).keyed_hash(f"{phone}\0{code}", f"one-time-code-{purpose.value}")
