"""Reads of accounts: who acts, with the roles that hold today; the staff with their roles."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from okoce.accounts.enums import FactorKind, Role
from okoce.accounts.models import Invitation, RecoveryCode, RoleGrant, SecondFactor, SignedIn, User
from okoce.accounts.rules import (
    EVERYWHERE,
    NOBODY,
    Actor,
    Held,
    Limit,
    within,
)
from okoce.accounts.rules.factors import FACTOR_ROLES, needs_factor
from okoce.accounts.rules.limits import MEMBER_SESSION
from okoce.core.encryption import CannotOpen, keyring
from okoce.core.fortnights import jakarta_date
from okoce.core.ids import parse_id
from okoce.core.personal import Item, Subject

__all__ = [
    "EVERYWHERE",
    "NOBODY",
    "Actor",
    "Factor",
    "FactorCounts",
    "Grant",
    "Held",
    "Limit",
    "Session",
    "Staff",
    "actor_of",
    "actor_of_account",
    "actor_of_name",
    "factor_counts",
    "factor_required",
    "factors_of",
    "grants_on",
    "is_open",
    "names_of",
    "open_invitation",
    "open_sessions",
    "person_of_session",
    "personal_data",
    "phone_of",
    "phone_of_session",
    "recovery_codes_left",
    "sessions_of",
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
    factors: int


@dataclass(frozen=True, slots=True)
class Factor:
    """A second factor as its owner sees it."""

    id: UUID
    kind: FactorKind
    name: str
    made_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in browser as its owner sees it."""

    id: UUID
    device: str
    began_at: datetime
    seen_at: datetime


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
    return Actor(user.id, " · ".join(part for part in (user.full_name, roles) if part), held, is_staff=True)


def actor_of_account(user_id: UUID) -> Actor:
    """The actor for an account by its id, for work that goes on after the request: with the roles that hold today."""
    user = User.objects.filter(id=user_id).first()
    return actor_of(user) if user is not None else NOBODY


def actor_of_name(username: str) -> Actor:
    """The actor for an account of staff by its user name, for commands; nobody where there is none."""
    user = User.objects.filter(username=username).first()
    return actor_of(user) if user is not None else NOBODY


def phone_of(user_id: UUID) -> tuple[str, bytes] | None:
    """Number (E.164) and look-up hash of a phone account; None for staff."""
    row = User.objects.filter(id=user_id, phone_hash__isnull=False).values_list("phone_sealed", "phone_hash").first()
    if row is None or row[0] is None or row[1] is None:
        return None
    return keyring(settings.SECRETS_DIR).open(bytes(row[0]), "phone"), bytes(row[1])


def staff() -> tuple[Staff, ...]:
    """All accounts of staff with their roles, in the order of their names: four queries however many there are."""
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
    factors = Counter(SecondFactor.objects.filter(user_id__in=ids).values_list("user_id", flat=True))
    return tuple(
        Staff(
            id=user.id,
            username=user.username or "",
            full_name=user.full_name,
            is_active=user.is_active,
            last_login=user.last_login,
            invited_until=invited.get(user.id),
            grants=tuple(granted.get(user.id, ())),
            factors=factors[user.id],
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


def factor_required(user: User, actor: Actor) -> bool:
    """Whether the roles that she holds need a second factor. Synthetic accounts are let off where the installation says so."""
    is_let_off = user.is_synthetic and settings.OKOCE_DEMO_WITHOUT_FACTOR
    return not is_let_off and needs_factor(actor.roles())


def factors_of(user_id: UUID) -> tuple[Factor, ...]:
    """Her second factors, oldest first."""
    rows = SecondFactor.objects.filter(user_id=user_id).order_by("made_at", "id")
    return tuple(Factor(row.id, FactorKind(row.kind), row.name, row.made_at, row.used_at) for row in rows)


@dataclass(frozen=True, slots=True)
class FactorCounts:
    """Active accounts with a password whose role of today needs a second factor."""

    having: int
    lacking: int
    let_off: int


def factor_counts() -> FactorCounts:
    """For whoever runs the installation: who has a second factor, who is led to it next time, who is let off."""
    today = jakarta_date(timezone.now())
    holding = RoleGrant.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today), role__in=FACTOR_ROLES, valid_from__lte=today, revoked_at=None
    )
    needing = User.objects.filter(is_active=True, id__in=holding.values("user")).exclude(
        password__startswith=UNUSABLE_PASSWORD_PREFIX
    )
    let_off = needing.filter(is_synthetic=True) if settings.OKOCE_DEMO_WITHOUT_FACTOR else needing.none()
    asked = needing.exclude(id__in=let_off.values("id"))
    having = asked.filter(id__in=SecondFactor.objects.values("user")).count()
    return FactorCounts(having, asked.count() - having, let_off.count())


def recovery_codes_left(user_id: UUID) -> int:
    return RecoveryCode.objects.filter(user_id=user_id, used_at=None).count()


def open_sessions(user: User) -> tuple[Session, ...]:
    """Her sessions that were not ended; those that a request's account brought with it where it did."""
    brought = getattr(user, "open_sessions", None)
    if brought is None:
        rows = SignedIn.objects.filter(user=user, ended_at=None)
        return tuple(Session(row.id, row.device, row.began_at, row.seen_at) for row in rows)
    return tuple(
        Session(UUID(row["id"]), "", datetime.fromisoformat(row["began"]), datetime.fromisoformat(row["seen"])) for row in brought
    )


def is_open(row: Session, now: datetime, *, is_staff: bool) -> bool:
    """Whether a session that was not ended still opens anything at an instant."""
    idle, whole = _lives(is_staff)
    return now - row.seen_at < idle and now - row.began_at < whole


def sessions_of(user_id: UUID) -> tuple[Session, ...]:
    """Her open sessions, the latest seen first."""
    user = User.objects.get(id=user_id)
    now, is_staff = timezone.now(), user.username is not None
    rows = (row for row in open_sessions(user) if is_open(row, now, is_staff=is_staff))
    return tuple(sorted(rows, key=lambda row: row.seen_at, reverse=True))


def _lives(is_staff: bool) -> tuple[timedelta, timedelta]:
    """How long a session may be idle, and how long it may last."""
    if is_staff:
        return settings.OKOCE_STAFF_IDLE, settings.OKOCE_STAFF_SESSION
    return MEMBER_SESSION, MEMBER_SESSION


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
        devices = _("Perangkat yang masuk")
        for row in SignedIn.objects.filter(user=user).order_by("began_at"):
            yield Item("accounts.SignedIn.device", devices, _("Jenis perangkat"), row.device)
            yield Item("accounts.SignedIn.began_at", devices, _("Masuk pada"), row.began_at.isoformat())
            yield Item("accounts.SignedIn.seen_at", devices, _("Terakhir terlihat"), row.seen_at.isoformat())
