"""Accounts of phones: made when somebody registers with a number, for all who share it."""

from collections.abc import Mapping
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import connection

from okoce.accounts.models import User
from okoce.core.encryption import keyring
from okoce.core.ids import new_id

_INSERT = """
INSERT INTO accounts_user (id, password, email, full_name, phone_sealed, phone_hash, is_active, is_synthetic, created_at)
VALUES (%s, %s, '', '', %s, %s, true, %s, statement_timestamp())
ON CONFLICT (phone_hash) DO NOTHING RETURNING id
"""


def ensure_phone_account(phone_e164: str, *, is_synthetic: bool = False) -> UUID:
    """The account of a phone, made where there is none: one statement for a new phone, one more for a known one."""
    ring = keyring(settings.SECRETS_DIR)
    phone_hash = ring.keyed_hash(phone_e164, "phone")
    sealed = ring.seal(phone_e164, "phone")
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [new_id(), make_password(None), sealed, phone_hash, is_synthetic])
        row = cursor.fetchone()
    return UUID(str(row[0])) if row else User.objects.values_list("id", flat=True).get(phone_hash=phone_hash)


def ensure_phone_accounts(*, phones: Mapping[str, bool]) -> None:
    """An account for each phone (E.164) that has none, in one statement; each phone with whether it is synthetic."""
    ring = keyring(settings.SECRETS_DIR)
    rows = [
        User(
            phone_hash=ring.keyed_hash(phone, "phone"),
            phone_sealed=ring.seal(phone, "phone"),
            password=make_password(None),
            is_synthetic=is_synthetic,
        )
        for phone, is_synthetic in sorted(phones.items())  # in one order everywhere, so that two batches never lock each other out
    ]
    User.objects.bulk_create(rows, ignore_conflicts=True)


def end_sessions(user_id: UUID) -> None:
    """Sign a phone account out everywhere, for instance after its number went to somebody else.

    Sessions hold a hash of the password; a phone account has none that can be typed, so a new unusable one ends them all.
    """
    User.objects.filter(id=user_id, username=None).update(password=make_password(None))
