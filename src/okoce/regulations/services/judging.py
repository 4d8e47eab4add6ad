"""The second person: approve what she has seen, which puts it into force at once, or send it back with a reason."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from okoce.accounts.queries import Actor
from okoce.core.decisions import Decision, NotAllowed, require
from okoce.regulations import rules
from okoce.regulations.enums import ChangeState, RulePreviewState, RuleStatus
from okoce.regulations.models import RuleChange, RulePreview, RuleRow
from okoce.regulations.permissions import may_judge
from okoce.regulations.queries import ChangeView, change_view, stale
from okoce.regulations.services.periods import rows_holding
from okoce.regulations.services.trail import in_words, locked, log, log_row, one_at_a_time


@transaction.atomic
def approve(*, by: Actor, change_id: UUID, preview_id: UUID) -> None:
    """Put a change into force, all of it or nothing, having seen a preview of exactly this content beside exactly these rows.

    NotAllowed: as ``may_judge``, ``rule.changed_since`` (somebody else was first: with what holds now), ``rule.preview_other``,
    as ``rules.may_follow``, ``rule.period_taken``.
    """
    one_at_a_time()
    change = locked(change_id)
    require(may_judge(by, change))
    view = change_view(change)
    if stale(view):
        raise NotAllowed(Decision.no("rule.changed_since"))
    seen = RulePreview.objects.filter(id=preview_id, change=change, state=RulePreviewState.DONE).first()
    if seen is None or seen.digest != view.digest:
        raise NotAllowed(Decision.no("rule.preview_other"))
    change.state, change.approved_preview = ChangeState.APPROVED, seen
    change.approved_by, change.approved_at = by.user_id, timezone.now()
    change.save(update_fields=["state", "approved_preview", "approved_by", "approved_at"])
    log(by, "approve", change, preview=str(seen.id), digest=view.digest)
    _end(by, view)
    for row in view.rows:
        _enforce(by, change, row)


@transaction.atomic
def send_back(*, by: Actor, change_id: UUID, reason: str) -> None:
    """Back to the author with what is to be changed. NotAllowed: as ``may_judge``, ``rule.reason_missing``."""
    change = locked(change_id)
    require(may_judge(by, change))
    words = in_words(reason)
    change.state, change.submitted_by, change.submitted_at = ChangeState.DRAFT, None, None
    change.returned_by, change.returned_at, change.return_reason = by.user_id, timezone.now(), words
    change.save(update_fields=["state", "submitted_by", "submitted_at", "returned_by", "returned_at", "return_reason"])
    log(by, "send_back", change, reason=words)


def _end(by: Actor, view: ChangeView) -> None:
    for ending in view.endings:
        row = ending.row
        require(rules.may_end(RuleStatus(row.status), row.effective_from, row.effective_to, ending.last_day))
        before = {"effective_to": str(row.effective_to or "")}
        row.effective_to = ending.last_day
        row.save(update_fields=["effective_to"])
        log_row(by, "end", row, before, view.change.reason)


def _enforce(by: Actor, change: RuleChange, row: RuleRow) -> None:
    """The row holds; the one that it replaces ends the day before, or answers for no day any more."""
    old = row.replaces
    before: dict[str, object] = {}
    if old is not None:
        before = {"row": str(old.id), "value": old.value}
        _make_room(old, row)
    if rows_holding(row).exists():
        raise NotAllowed(Decision.no("rule.period_taken"))
    row.status, row.approved_by, row.approved_at = RuleStatus.ACTIVE, change.approved_by, change.approved_at
    row.save(update_fields=["status", "approved_by", "approved_at"])
    log_row(by, "supersede" if old is not None else "add", row, before, change.reason)


def _make_room(old: RuleRow, new: RuleRow) -> None:
    last_day = None
    if old.status == RuleStatus.ACTIVE:
        period = (old.effective_from, old.effective_to, new.effective_from, new.effective_to)
        require(rules.may_follow(RuleStatus(old.status), *period))
        last_day = rules.last_day(old.effective_from, new.effective_from)
    if last_day is None:
        old.status = RuleStatus.SUPERSEDED
    else:
        old.effective_to = last_day
    old.superseded_by = new
    old.save(update_fields=["status", "effective_to", "superseded_by"])
