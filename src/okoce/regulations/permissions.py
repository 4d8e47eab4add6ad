"""Who may change rules."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from okoce.accounts.enums import Role
from okoce.accounts.models import User
from okoce.core.decisions import Decision


def may_change_rules(user: User) -> Decision:
    """An administrator of the whole programme, in the period of the role."""
    today = timezone.localdate()
    holds = user.is_active and user.grants.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today),
        role=Role.ADMINISTRATOR,
        place_code="",
        org_id__isnull=True,
        valid_from__lte=today,
        revoked_at__isnull=True,
    )
    return Decision.yes() if holds and holds.exists() else Decision.no("rule_change_needs_administrator")
