"""Reads of accounts: who acts, with the roles that hold today."""

from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from okoce.accounts.enums import Role
from okoce.accounts.models import RoleGrant, User
from okoce.accounts.rules import EVERYWHERE, NOBODY, Actor, Held, within
from okoce.core.fortnights import jakarta_date

__all__ = ["EVERYWHERE", "NOBODY", "Actor", "Held", "actor_of", "grants_on", "within"]


def grants_on(user_id: UUID, day: date) -> tuple[Held, ...]:
    """Roles of an account that hold on a day: begun, not ended, not revoked."""
    holding = RoleGrant.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=day), user_id=user_id, valid_from__lte=day, revoked_at__isnull=True
    )
    return tuple(Held(grant.role, grant.place_code, grant.org_id) for grant in holding.order_by("granted_at", "id"))


def actor_of(user: User, person_id: UUID | None = None) -> Actor:
    """The actor for an account, with the roles that hold today: one query, so that a revoked role ends with the next request."""
    held = grants_on(user.id, jakarta_date(timezone.now())) if user.is_active else ()
    roles = ", ".join(dict.fromkeys(str(Role(item.role).label) for item in held))
    return Actor(user.id, " · ".join(part for part in (user.full_name, roles) if part), held, person_id)
