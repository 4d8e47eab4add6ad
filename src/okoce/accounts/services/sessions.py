"""Sessions: how they begin, what they prove, which of the people who share a phone is acting, and how they end."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import login
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from okoce.accounts.models import SignedIn, User
from okoce.accounts.permissions import may_change_account
from okoce.accounts.queries import PERSON_KEY, is_open, open_sessions
from okoce.accounts.rules import Actor
from okoce.accounts.rules.devices import device_words
from okoce.accounts.rules.factors import is_fresh
from okoce.accounts.rules.limits import MEMBER_SESSION
from okoce.audit.services import log_change
from okoce.core.decisions import Decision, NotAllowed, require
from okoce.core.encryption import keyring
from okoce.core.ids import parse_id

SIGNED_IN_KEY = "signed_in"
FACTOR_KEY = "factor_at"
PROVEN_KEY = "proven_at"
SEEN_EVERY = timedelta(minutes=1)


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
    """However somebody signed in: her session is listed and ends in time, and staff leave a trace."""
    is_staff = user.username is not None
    now = timezone.now()
    _end(request)  # the same browser signed in again
    device = device_words(request.META.get("HTTP_USER_AGENT", ""))
    row = SignedIn.objects.create(user=user, device=device, began_at=now, seen_at=now)
    request.session.set_expiry(settings.OKOCE_STAFF_SESSION if is_staff else MEMBER_SESSION)
    request.session[SIGNED_IN_KEY] = str(row.id)
    request.session[PROVEN_KEY] = now.timestamp()
    request.session.pop(FACTOR_KEY, None)
    if is_staff:
        log_change(by=user.id, verb="account.signed_in", subject="account", subject_id=user.id)


def signed_out(sender: object, request: HttpRequest, **_more: Any) -> None:
    """Somebody left: her session stands in the list no longer."""
    _end(request)


def _end(request: HttpRequest) -> None:
    row_id = session_id(request)
    if row_id is not None:
        SignedIn.objects.filter(id=row_id, ended_at=None).update(ended_at=timezone.now())


def session_id(request: HttpRequest) -> UUID | None:
    """The row of this request's session."""
    return parse_id(str(request.session.get(SIGNED_IN_KEY, "")))


def keep_open(request: HttpRequest, user: User) -> bool:
    """Whether the session still opens anything: listed, not ended, neither too long idle nor too old. Notes that it was seen.

    The account of a request brings its open sessions with it (``web.backend``), so this asks the database nothing.
    """
    row_id, now = session_id(request), timezone.now()
    row = next((item for item in open_sessions(user) if item.id == row_id), None)
    if row is None or not is_open(row, now, is_staff=user.username is not None):
        return False
    if now - row.seen_at >= SEEN_EVERY:
        SignedIn.objects.filter(id=row.id).update(seen_at=now)
    return True


def note_factor(request: HttpRequest) -> None:
    """The second factor was shown in this session, which with it is another one than before."""
    request.session.cycle_key()
    request.session[FACTOR_KEY] = timezone.now().timestamp()
    note_proof(request)


def note_proof(request: HttpRequest) -> None:
    """She has just proven again who she is."""
    request.session[PROVEN_KEY] = timezone.now().timestamp()


def has_shown_factor(request: HttpRequest) -> bool:
    return FACTOR_KEY in request.session


def is_freshly_proven(request: HttpRequest) -> bool:
    """Whether she has proven who she is shortly before, as dangerous actions ask for."""
    return is_fresh(float(request.session.get(PROVEN_KEY, 0)), timezone.now().timestamp())


def end_session(*, by: Actor, session_id: UUID) -> None:
    """End one of her own sessions; what is not hers, or has ended, stays as it is. NotAllowed ``account_unknown`` for visitors."""
    _open_ones(by).filter(id=session_id).update(ended_at=timezone.now())


def end_other_sessions(*, by: Actor, kept: UUID | None) -> int:
    """End all of her sessions but one; returns how many. NotAllowed ``account_unknown`` for visitors."""
    others = _open_ones(by) if kept is None else _open_ones(by).exclude(id=kept)
    return others.update(ended_at=timezone.now())


def _open_ones(by: Actor) -> QuerySet[SignedIn]:
    if by.user_id is None:
        raise NotAllowed(Decision.no("account_unknown"))
    return SignedIn.objects.filter(user_id=by.user_id, ended_at=None)


def end_sessions_of(*, by: Actor, user_id: UUID, reason: str) -> int:
    """An administrator signs somebody out everywhere; returns how many sessions ended.

    NotAllowed: those of ``may_change_account``, ``reason_missing``.
    """
    require(may_change_account(by, user_id))
    require(Decision.yes() if reason.strip() else Decision.no("reason_missing"))
    ended = SignedIn.objects.filter(user_id=user_id, ended_at=None).update(ended_at=timezone.now())
    log_change(by=by.user_id, verb="account.sessions_ended", subject="account", subject_id=user_id, reason=reason)
    return ended
