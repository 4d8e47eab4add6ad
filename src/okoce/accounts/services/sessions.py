"""Sessions: signing a phone in, and which of the people who share the phone is acting."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest

from okoce.accounts.models import User
from okoce.accounts.queries import PERSON_KEY
from okoce.accounts.rules.limits import MEMBER_SESSION, STAFF_SESSION
from okoce.audit.services import log_change
from okoce.core.decisions import Decision, require
from okoce.core.encryption import keyring


def sign_in_phone(request: HttpRequest, phone: str) -> bool:
    """Sign in with a phone whose code was right; False where the number has no account, or only an ended one."""
    phone_hash = keyring(settings.SECRETS_DIR).keyed_hash(phone, "phone")
    user = User.objects.filter(phone_hash=phone_hash, username=None, is_active=True).first()
    if user is None:
        return False
    login(request, user)
    # Whoever signs in picks herself anew: the phone may have changed hands within the family.
    request.session.pop(PERSON_KEY, None)
    return True


def act_as(request: HttpRequest, person_id: UUID) -> None:
    """The signed-in phone account acts as this person from the next request on.

    The caller has made sure that the person has this phone: accounts does not know people. NotAllowed:
    ``not_a_phone_account`` for staff and visitors.
    """
    user = request.user
    is_phone = isinstance(user, User) and user.is_active and user.phone_hash is not None and user.username is None
    require(Decision.yes() if is_phone else Decision.no("not_a_phone_account"))
    # What the session may do grows: a session id known from before must not grow with it.
    request.session.cycle_key()
    request.session[PERSON_KEY] = str(person_id)


def signed_in(sender: object, request: HttpRequest, user: User, **_more: Any) -> None:
    """However somebody signed in: her session ends in time, and staff leave a trace."""
    is_staff = user.username is not None
    request.session.set_expiry(STAFF_SESSION if is_staff else MEMBER_SESSION)
    if is_staff:
        log_change(by=user.id, verb="account.signed_in", subject="account", subject_id=user.id)
