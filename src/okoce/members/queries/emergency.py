"""Access outside one's scope: which is open, whose supervisor looks at it, what somebody asked for herself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from okoce.accounts.enums import Role
from okoce.accounts.queries import Actor
from okoce.core.fortnights import jakarta_date
from okoce.members.enums import EmergencyCause, Verdict
from okoce.members.models import EmergencyAccess
from okoce.members.queries.people import masked_names
from okoce.regulations.queries import rows_for

HOURS, ROLES, WORDS, PER_DAY = "emergency.hours", "emergency.roles", "emergency.reason_length", "emergency.per_day"


@dataclass(frozen=True, slots=True)
class EmergencyRules:
    """What the rules say today: for how long, for whom, with how long a reason, how often a day."""

    hours: int
    roles: frozenset[str]
    reason_length: int
    per_day: int


@dataclass(frozen=True, slots=True)
class Emergency:
    """One access that was asked for. ``name`` shows first letters only; it is empty where the number led to nobody."""

    id: UUID
    asked_by: UUID
    asked_by_label: str
    asked_at: datetime
    expires_at: datetime
    person_id: UUID | None
    name: str
    cause: EmergencyCause
    reason: str
    verdict: Verdict | None
    note: str
    is_open: bool


def emergency_rules() -> EmergencyRules:
    """The rules in force today, in one query."""
    rows = rows_for((HOURS, ROLES, WORDS, PER_DAY), jakarta_date(timezone.now()))
    roles = frozenset(part.strip() for part in rows[ROLES].text.split(","))
    return EmergencyRules(rows[HOURS].whole, roles, rows[WORDS].whole, rows[PER_DAY].whole)


def open_emergency(actor: Actor, person_id: UUID) -> Emergency | None:
    """The access by which the actor may open this record now, if there is one; a supervisor's question ends it."""
    rows = _open_now().filter(asked_by=actor.user_id, person_id=person_id) if actor.user_id else EmergencyAccess.objects.none()
    row = rows.filter(role__in=actor.roles()).order_by("-expires_at").first()
    return _shown([row])[0] if row else None


def emergencies_of(user_id: UUID, most: int = 10) -> list[Emergency]:
    """What somebody asked for herself, the latest first."""
    return _shown(list(EmergencyAccess.objects.filter(asked_by=user_id).order_by("-asked_at", "-id")[:most]))


def waiting_emergencies(actor: Actor) -> QuerySet[EmergencyAccess]:
    """What waits for this supervisor: asked in her area by those below her, and not looked at."""
    return _supervised(actor).filter(reviewed_at=None)


def emergencies_for(actor: Actor, most: int = 100) -> tuple[list[Emergency], list[Emergency]]:
    """What waits for a supervisor, the oldest first; and what was looked at last."""
    waiting = list(waiting_emergencies(actor).order_by("asked_at", "id")[:most])
    looked_at = list(_supervised(actor).exclude(reviewed_at=None).order_by("-reviewed_at", "-id")[:10])
    return _shown(waiting), _shown(looked_at)


def _supervised(actor: Actor) -> QuerySet[EmergencyAccess]:
    condition = Q(pk__in=[])
    for role in (Role.KECAMATAN, Role.CITY):
        for scope in actor.places(role):
            inside = Q(supervisor_place=scope) | Q(supervisor_place__startswith=f"{scope}.") if scope else Q()
            condition |= Q(supervisor_role=role) & inside
    rows = EmergencyAccess.objects.filter(condition)
    return rows.exclude(asked_by=actor.user_id) if actor.user_id else rows.none()


def _open_now() -> QuerySet[EmergencyAccess]:
    return EmergencyAccess.objects.filter(expires_at__gt=timezone.now()).exclude(verdict=Verdict.QUESTIONED)


def _shown(rows: list[EmergencyAccess]) -> list[Emergency]:
    names = masked_names({row.person_id for row in rows if row.person_id})
    return [_one(row, names) for row in rows]


def _one(row: EmergencyAccess, names: Mapping[UUID, str]) -> Emergency:
    return Emergency(
        id=row.id,
        asked_by=row.asked_by,
        asked_by_label=row.asked_by_label,
        asked_at=row.asked_at,
        expires_at=row.expires_at,
        person_id=row.person_id,
        name=names.get(row.person_id, "") if row.person_id else "",
        cause=EmergencyCause(row.cause),
        reason=row.reason,
        verdict=Verdict(row.verdict) if row.verdict else None,
        note=row.note,
        is_open=row.person_id is not None and row.expires_at > timezone.now() and row.verdict != Verdict.QUESTIONED,
    )
