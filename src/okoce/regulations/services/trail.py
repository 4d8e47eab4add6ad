"""What the services of rules share: locks, one after another, and the line on the trail."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from okoce.accounts.queries import Actor
from okoce.audit.services import log_change
from okoce.core.decisions import Decision, NotAllowed
from okoce.regulations.models import RuleChange, RuleRow, RuleStamp

SUBJECT = "rule.change"
LONGEST_REASON = 300


def locked(change_id: UUID) -> RuleChange:
    """The change, ours until the end of the transaction."""
    change = RuleChange.objects.select_for_update(of=("self",)).filter(id=change_id).first()
    if change is None:
        raise NotAllowed(Decision.no("rule.change_unknown"))
    return change


def one_at_a_time() -> None:
    """What is in force changes by one person at a time: so a preview is still of the rows that an approval finds."""
    list(RuleStamp.objects.select_for_update())


def in_words(reason: str, most: int = LONGEST_REASON) -> str:
    words = " ".join(reason.split())[:most]
    if not words:
        raise NotAllowed(Decision.no("rule.reason_missing"))
    return words


def log(by: Actor, verb: str, change: RuleChange, *, reason: str = "", **after: object) -> None:
    log_change(by=by.user_id, verb=f"rule_change.{verb}", subject=SUBJECT, subject_id=change.id, after=dict(after), reason=reason)


def log_row(by: Actor, verb: str, row: RuleRow, before: Mapping[str, object], reason: str = "") -> None:
    log_change(
        by=by.user_id,
        verb=f"rule.{verb}",
        subject=row.code,
        subject_id=row.id,
        before=before,
        after={"value": row.value, "effective_from": str(row.effective_from), "legal_basis": row.legal_basis, "trust": row.trust},
        reason=reason,
    )
