"""Grant and revoke roles. A role is never changed: it is revoked and another one is granted, so that its history stays."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from okoce.accounts.enums import Role
from okoce.accounts.models import RoleGrant, User
from okoce.accounts.permissions import may_change_account
from okoce.accounts.rules import EVERYWHERE, Actor, grant_scope
from okoce.audit.services import log_change
from okoce.core.decisions import Decision, NotAllowed, require
from okoce.core.fortnights import jakarta_date
from okoce.places.queries import refs


@dataclass(frozen=True, slots=True)
class NewGrant:
    """A role over a place, an organisation or the whole programme, for a period; open-ended without ``valid_to``."""

    role: Role
    place_code: str = EVERYWHERE
    org_id: UUID | None = None
    valid_from: date | None = None
    valid_to: date | None = None


def grant_role(*, by: Actor, user_id: UUID, grant: NewGrant) -> UUID:
    """Grant a role to an account of staff; returns the grant's id.

    NotAllowed: ``accounts_need_administrator``, ``accounts_never_own``, ``account_unknown``, ``account_inactive``,
    ``grant_place_unknown``, ``grant_exists`` and those of ``rules.grant_scope``.
    """
    require(may_change_account(by, user_id))
    require(scope_decision(grant))
    with transaction.atomic():
        locked = locked_staff(user_id)
        if not locked.is_active:
            raise NotAllowed(Decision.no("account_inactive"))
        return write_grant(locked, grant, by.user_id)


def revoke_role(*, by: Actor, grant_id: UUID, reason: str = "") -> None:
    """End a role now; it is gone with the next request. Twice is once.

    NotAllowed: those of ``may_change_account``, ``grant_unknown``.
    """
    with transaction.atomic():
        grant = RoleGrant.objects.select_for_update().filter(id=grant_id).first()
        if grant is None:
            raise NotAllowed(Decision.no("grant_unknown"))
        require(may_change_account(by, grant.user_id))
        if grant.revoked_at is None:
            grant.revoked_at, grant.revoked_by = timezone.now(), by.user_id
            grant.save(update_fields=["revoked_at", "revoked_by"])
            log_change(
                by=by.user_id,
                verb="account.role_revoked",
                subject="account",
                subject_id=grant.user_id,
                before=_shown(grant),
                reason=reason,
            )


def scope_decision(grant: NewGrant) -> Decision:
    """Whether the role may be held over its scope, and whether the place exists."""
    first = grant.valid_from or jakarta_date(timezone.now())
    decision = grant_scope(grant.role, grant.place_code, grant.org_id, first, grant.valid_to)
    if decision.allowed and grant.place_code != EVERYWHERE and grant.place_code not in refs():
        return Decision.no("grant_place_unknown", place=grant.place_code)
    return decision


def locked_staff(user_id: UUID) -> User:
    """The account of staff, its row locked until the transaction ends. NotAllowed ``account_unknown``."""
    user = User.objects.select_for_update().filter(id=user_id, username__isnull=False).first()
    if user is None:
        raise NotAllowed(Decision.no("account_unknown"))
    return user


def write_grant(user: User, grant: NewGrant, granted_by: UUID | None) -> UUID:
    """Write a grant whose permission and scope were checked; the account's row is locked or new."""
    today = jakarta_date(timezone.now())
    same = RoleGrant.objects.filter(user=user, role=grant.role, place_code=grant.place_code, org_id=grant.org_id, revoked_at=None)
    if same.exclude(valid_to__lt=today).exists():
        raise NotAllowed(Decision.no("grant_exists"))
    row = RoleGrant.objects.create(
        user=user,
        role=grant.role,
        place_code=grant.place_code,
        org_id=grant.org_id,
        valid_from=grant.valid_from or today,
        valid_to=grant.valid_to,
        granted_by=granted_by,
    )
    log_change(by=granted_by, verb="account.role_granted", subject="account", subject_id=user.id, after=_shown(row))
    return row.id


def _shown(grant: RoleGrant) -> dict[str, object]:
    return {
        "grant": str(grant.id),
        "role": str(grant.role),
        "place": grant.place_code,
        "organisation": str(grant.org_id or ""),
        "from": grant.valid_from.isoformat(),
        "to": grant.valid_to.isoformat() if grant.valid_to else "",
    }
