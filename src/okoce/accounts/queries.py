"""Reads of accounts: who acts, with the roles that hold today; the staff with their roles."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from okoce.accounts.enums import Role
from okoce.accounts.models import Invitation, RoleGrant, User
from okoce.accounts.rules import (
    EVERYWHERE,
    NOBODY,
    Actor,
    Held,
    Limit,
    within,
)
from okoce.core.encryption import CannotOpen, keyring
from okoce.core.fortnights import jakarta_date
from okoce.core.ids import parse_id
from okoce.core.personal import Item, Subject

__all__ = [
    "EVERYWHERE",
    "NOBODY",
    "Actor",
    "Grant",
    "Held",
    "Limit",
    "Staff",
    "actor_of",
    "actor_of_account",
    "grants_on",
    "names_of",
    "open_invitation",
    "person_of_session",
    "personal_data",
    "phone_of",
    "phone_of_session",
    "staff",
    "staff_member",
    "within",
]


@dataclass(frozen=True, slots=True)
class Grant:
    """A role that was granted and not revoked; ``holds`` says whether it holds today."""

    id: UUID
    role: Role
    place_code: str
    org_id: UUID | None
    valid_from: date
    valid_to: date | None
    holds: bool


@dataclass(frozen=True, slots=True)
class Staff:
    """An account with a user name, as the administrator sees it. ``invited_until`` is set while a link is open."""

    id: UUID
    username: str
    full_name: str
    is_active: bool
    last_login: datetime | None
    invited_until: datetime | None
    grants: tuple[Grant, ...]


def grants_on(user_id: UUID, day: date) -> tuple[Held, ...]:
    """Roles of an account that hold on a day: begun, not ended, not revoked."""
    holding = RoleGrant.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=day), user_id=user_id, valid_from__lte=day, revoked_at__isnull=True
    )
    return tuple(Held(grant.role, grant.place_code, grant.org_id) for grant in holding.order_by("granted_at", "id"))


def actor_of(user: User, person_id: UUID | None = None) -> Actor:
    """The actor for an account, with the roles that hold today: read at each request, so that a revoked role ends with the next.

    A phone account holds no roles (nobody grants it any), so it costs no query.
    """
    if not user.is_active:
        return NOBODY
    if user.username is None:
        return Actor(user.id, str(Role.MEMBER.label), (), person_id)
    held = grants_on(user.id, jakarta_date(timezone.now()))
    roles = ", ".join(dict.fromkeys(str(Role(item.role).label) for item in held))
    return Actor(user.id, " · ".join(part for part in (user.full_name, roles) if part), held)


def actor_of_account(user_id: UUID) -> Actor:
    """The actor for an account by its id, for work that goes on after the request: with the roles that hold today."""
    user = User.objects.filter(id=user_id).first()
    return actor_of(user) if user is not None else NOBODY


def phone_of(user_id: UUID) -> tuple[str, bytes] | None:
    """Number (E.164) and look-up hash of a phone account; None for staff."""
    row = User.objects.filter(id=user_id, phone_hash__isnull=False).values_list("phone_sealed", "phone_hash").first()
    if row is None or row[0] is None or row[1] is None:
        return None
    return keyring(settings.SECRETS_DIR).open(bytes(row[0]), "phone"), bytes(row[1])


def staff() -> tuple[Staff, ...]:
    """All accounts of staff with their roles, in the order of their names: three queries however many there are."""
    return _staff(User.objects.filter(username__isnull=False).order_by("full_name", "username"))


def staff_member(user_id: UUID) -> Staff | None:
    """One account of staff."""
    found = _staff(User.objects.filter(id=user_id, username__isnull=False))
    return found[0] if found else None


def open_invitation(token: str) -> Invitation | None:
    """The invitation of a link that still works, with its account."""
    token_hash = keyring(settings.SECRETS_DIR).keyed_hash(token, "invitation")
    open_ones = Invitation.objects.filter(used_at=None, expires_at__gt=timezone.now(), user__is_active=True)
    return open_ones.select_related("user").filter(token_hash=token_hash).first()


def _staff(users: QuerySet[User]) -> tuple[Staff, ...]:
    now = timezone.now()
    today = jakarta_date(now)
    rows = tuple(users)
    ids = [user.id for user in rows]
    granted: dict[UUID, list[Grant]] = {}
    for row in RoleGrant.objects.filter(user_id__in=ids, revoked_at=None).order_by("valid_from", "id"):
        granted.setdefault(row.user_id, []).append(_grant(row, today))
    links = Invitation.objects.filter(user_id__in=ids, used_at=None, expires_at__gt=now)
    invited = dict(links.values_list("user_id", "expires_at"))
    return tuple(
        Staff(
            id=user.id,
            username=user.username or "",
            full_name=user.full_name,
            is_active=user.is_active,
            last_login=user.last_login,
            invited_until=invited.get(user.id),
            grants=tuple(granted.get(user.id, ())),
        )
        for user in rows
    )


def _grant(row: RoleGrant, today: date) -> Grant:
    holds = row.valid_from <= today and (row.valid_to is None or row.valid_to >= today)
    return Grant(row.id, Role(row.role), row.place_code, row.org_id, row.valid_from, row.valid_to, holds)


def names_of(user_ids: Collection[UUID]) -> dict[UUID, str]:
    """How the accounts that recorded something are called, in one query; phone accounts have no name of their own."""
    if not user_ids:
        return {}
    return {user.id: str(user) for user in User.objects.filter(id__in=set(user_ids), username__isnull=False)}


PERSON_KEY, PHONE_KEY, SEALED_AS = "person_id", "sign_in_phone", "sign-in-phone"
"""What a session of a member holds: whom she picked, and the number that waits for its code, sealed."""


def person_of_session(data: Mapping[str, object]) -> UUID | None:
    """The person as whom a session acts."""
    return parse_id(str(data.get(PERSON_KEY, "")))


def phone_of_session(data: Mapping[str, object]) -> str:
    """The number (E.164) that a session has typed and not yet proven; empty where there is none."""
    try:
        sealed = bytes.fromhex(str(data.get(PHONE_KEY, "")))
        return keyring(settings.SECRETS_DIR).open(sealed, SEALED_AS)
    except (CannotOpen, ValueError):
        return ""


def personal_data(subject: Subject) -> Iterator[Item]:
    """What is kept about the account of her phone."""
    phone_hash = keyring(settings.SECRETS_DIR).keyed_hash(subject.phone, "phone")
    group = _("Akun untuk masuk")
    for user in User.objects.filter(phone_hash=phone_hash):
        yield Item("accounts.User.phone_sealed", group, _("Nomor HP untuk masuk"), subject.phone)
        yield Item("accounts.User.created_at", group, _("Akun dibuat"), user.created_at.isoformat())
        if user.last_login is not None:
            yield Item("accounts.User.last_login", group, _("Terakhir masuk"), user.last_login.isoformat())
