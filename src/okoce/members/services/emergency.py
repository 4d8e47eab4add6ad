"""Access outside one's scope: asked for with a reason, open for hours, looked at by the supervisor. It changes nothing."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from okoce.accounts.queries import Actor
from okoce.accounts.services import throttle
from okoce.audit.services import log_change
from okoce.core.decisions import Decision, NotAllowed, require
from okoce.members.enums import EmergencyCause, Verdict
from okoce.members.models import EmergencyAccess
from okoce.members.permissions import may_ask_emergency, may_open_record, may_review_emergency, supervision_of
from okoce.members.queries.emergency import emergency_rules
from okoce.members.queries.people import member
from okoce.members.rules import emergency_reason


def ask_emergency(*, by: Actor, person_id: UUID | None, cause: EmergencyCause, reason: str) -> EmergencyAccess:
    """Open one record outside the scope for some hours. To be called outside of a transaction.

    ``person_id`` is None where the number that was typed led to nobody: that is written down, counted and listed for the
    supervisor just the same, so that nobody tries numbers unseen. NotAllowed: those of ``may_ask_emergency`` and
    ``emergency_reason``, ``emergency.in_scope``, ``emergency.too_often`` (param ``again_at``).
    """
    rules = emergency_rules()
    require(may_ask_emergency(by, rules.roles))
    asked_as = supervision_of(by, rules.roles)
    assert asked_as is not None, "may_ask_emergency refuses whom nobody supervises"
    assert by.user_id is not None, "and whom nobody knows"
    require(emergency_reason(reason, rules.reason_length))
    found = member(person_id) if person_id else None
    if found is not None and may_open_record(by, found):
        raise NotAllowed(Decision.no("emergency.in_scope"))
    counted = throttle(f"emergency:{by.user_id}", rules.per_day, timedelta(days=1))
    if not counted.allowed:
        raise NotAllowed(Decision.no("emergency.too_often", **counted.reasons[0].params))
    now = timezone.now()
    with transaction.atomic():
        row = EmergencyAccess.objects.create(
            asked_by=by.user_id,
            asked_by_label=by.label,
            role=asked_as.role,
            supervisor_role=asked_as.supervisor_role,
            supervisor_place=asked_as.supervisor_place,
            person_id=found.person_id if found else None,
            cause=cause,
            reason=" ".join(reason.split()),
            asked_at=now,
            expires_at=now + timedelta(hours=rules.hours),
        )
        verb = "emergency.opened" if found else "emergency.not_found"
        after = {"cause": cause.value, "until": row.expires_at.isoformat()}
        log_change(by=by.user_id, verb=verb, subject="emergency", subject_id=row.id, after=after)
    return row


def review_emergency(*, by: Actor, access_id: UUID, verdict: Verdict, note: str = "") -> None:
    """A supervisor has looked at it: in order, or in question, which ends the access at once and needs a note.

    NotAllowed: ``emergency.unknown``, ``emergency.other_supervisor``, ``emergency.own``, ``emergency.reviewed``,
    ``emergency.note_missing``.
    """
    with transaction.atomic():
        row = EmergencyAccess.objects.select_for_update().filter(id=access_id).first()
        if row is None:
            raise NotAllowed(Decision.no("emergency.unknown"))
        require(may_review_emergency(by, row.asked_by, row.supervisor_role, row.supervisor_place))
        if row.reviewed_at is not None:
            raise NotAllowed(Decision.no("emergency.reviewed"))
        if verdict == Verdict.QUESTIONED and not note.strip():
            raise NotAllowed(Decision.no("emergency.note_missing"))
        row.reviewed_at, row.reviewed_by, row.verdict, row.note = timezone.now(), by.user_id, verdict, note.strip()
        row.save(update_fields=["reviewed_at", "reviewed_by", "verdict", "note"])
        after = {"verdict": verdict.value}
        log_change(by=by.user_id, verb="emergency.reviewed", subject="emergency", subject_id=row.id, after=after)
