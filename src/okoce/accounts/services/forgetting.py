"""Forget a phone and the sessions of somebody: what is left of a person here when she wants to be forgotten."""

from collections.abc import Iterator
from uuid import UUID

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection, transaction

from okoce.accounts.models import OneTimeCode, User
from okoce.accounts.queries import person_of_session, phone_of_session
from okoce.accounts.rules.limits import (
    CODE_TRIES_PER_PHONE,
    CODES_PER_PHONE,
    CODES_PER_PHONE_AND_DAY,
)
from okoce.accounts.services.throttling import reset
from okoce.core.encryption import keyring
from okoce.core.personal import Subject

AT_ONCE = 5000


@transaction.atomic
def forget_person(*, by: UUID | None, subject: Subject) -> int:
    """Her sessions, and her phone's account with codes and counted tries where nobody shares the phone. Rows that went."""
    gone = _forget_sessions(subject)
    return gone if subject.shares_phone else gone + forget_phone(by=by, phone=subject.phone)


def forget_phone(*, by: UUID | None, phone: str) -> int:
    """Delete the account of a phone (E.164) that serves nobody any more, with its codes and counted tries; rows that went."""
    phone_hash = keyring(settings.SECRETS_DIR).keyed_hash(phone, "phone")
    for limit in (CODES_PER_PHONE, CODES_PER_PHONE_AND_DAY, CODE_TRIES_PER_PHONE):
        reset(limit, phone)
    codes, _by_model = OneTimeCode.objects.filter(phone_hash=phone_hash).delete()
    users, _by_model = User.objects.filter(phone_hash=phone_hash, username=None).delete()
    return codes + users


def _forget_sessions(subject: Subject) -> int:
    """Sessions have no column of a person: they are read one by one, a few seconds for several hundred thousand."""
    phones = set() if subject.shares_phone else {subject.phone}
    store = SessionStore()
    gone = [key for key, data in _sessions() if _is_hers(store.decode(data), subject.person_id, phones)]
    deleted, _by_model = Session.objects.filter(session_key__in=gone).delete()
    return deleted


def _is_hers(data: dict[str, object], person_id: UUID, phones: set[str]) -> bool:
    return person_of_session(data) == person_id or phone_of_session(data) in phones


def _sessions() -> Iterator[tuple[str, str]]:
    """Key and data of all sessions, in bunches, so that memory does not grow with their number."""
    last = ""
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT session_key, session_data FROM django_session WHERE session_key > %s ORDER BY session_key LIMIT %s",
                [last, AT_ONCE],
            )
            rows = cursor.fetchall()
        if not rows:
            return
        yield from rows
        last = rows[-1][0]
