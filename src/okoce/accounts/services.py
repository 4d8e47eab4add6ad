"""Writes of accounts."""

from collections.abc import Iterable

from django.conf import settings

from okoce.accounts.models import User
from okoce.core.encryption import keyring

NO_PASSWORD = "!"  # opens nothing: phone accounts sign in by code


def ensure_phone_accounts(*, phones: Iterable[str]) -> None:
    """An account for each phone (E.164) that has none, in one statement."""
    ring = keyring(settings.SECRETS_DIR)
    rows = [
        User(phone_hash=ring.keyed_hash(phone, "phone"), phone_sealed=ring.seal(phone, "phone"), password=NO_PASSWORD)
        for phone in sorted(set(phones))
    ]
    User.objects.bulk_create(rows, ignore_conflicts=True)
