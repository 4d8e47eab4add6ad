"""Accounts of phones: made when somebody registers with a number, for all who share it."""

import secrets
from collections.abc import Mapping
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import connection
from django.utils import timezone

from okoce.accounts.models import SignedIn, User
from okoce.core.encryption import keyring
from okoce.core.ids import new_id

_INSERT = """
INSERT INTO accounts_user (id, password, email, full_name, phone_sealed, phone_hash, is_active, is_synthetic, created_at)
SELECT id, password, '', '', phone_sealed, phone_hash, true, is_synthetic, statement_timestamp()
FROM unnest(%s::uuid[], %s::text[], %s::bytea[], %s::bytea[], %s::boolean[])
    AS new (id, password, phone_sealed, phone_hash, is_synthetic)
ON CONFLICT (phone_hash) DO NOTHING RETURNING id
"""


def ensure_phone_account(phone_e164: str, *, is_synthetic: bool = False) -> UUID:
    """The account of a phone, made where there is none: one statement for a new phone, one more for a known one."""
    made = _insert({phone_e164: is_synthetic})
    phone_hash = keyring(settings.SECRETS_DIR).keyed_hash(phone_e164, "phone")
    return made[0] if made else User.objects.values_list("id", flat=True).get(phone_hash=phone_hash)


def ensure_phone_accounts(*, phones: Mapping[str, bool]) -> None:
    """An account for each phone (E.164) that has none, in one statement; each phone with whether it is synthetic."""
    if phones:
        _insert(phones)


def _insert(phones: Mapping[str, bool]) -> list[UUID]:
    ring = keyring(settings.SECRETS_DIR)
    ordered = sorted(phones)  # in one order everywhere, so that two batches never lock each other out
    columns = (
        [new_id() for _phone in ordered],
        [_no_password() for _phone in ordered],
        [ring.seal(phone, "phone") for phone in ordered],
        [ring.keyed_hash(phone, "phone") for phone in ordered],
        [phones[phone] for phone in ordered],
    )
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, columns)
        return [UUID(str(row[0])) for row in cursor.fetchall()]


def _no_password() -> str:
    """What Django's ``make_password(None)`` gives, in one read of the system's random source instead of forty."""
    return UNUSABLE_PASSWORD_PREFIX + secrets.token_urlsafe(30)


def end_sessions(user_id: UUID) -> None:
    """Sign a phone account out everywhere, for instance after its number went to somebody else.

    Sessions hold a hash of the password; a phone account has none that can be typed, so a new unusable one ends them all.
    """
    User.objects.filter(id=user_id, username=None).update(password=_no_password())
    SignedIn.objects.filter(user_id=user_id, user__username=None, ended_at=None).update(ended_at=timezone.now())
