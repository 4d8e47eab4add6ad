"""Read again and found unchanged: a new date until when it may be relied on, with the name of whoever read it."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from okoce.accounts.queries import Actor
from okoce.core.decisions import Decision, NotAllowed, require
from okoce.regulations.enums import RuleStatus
from okoce.regulations.models import RuleReview, RuleRow
from okoce.regulations.permissions import may_review
from okoce.regulations.queries import today
from okoce.regulations.services.trail import in_words, log_row, one_at_a_time

LONGEST = timedelta(days=731)
"""Nobody vouches for a regulation for longer than two years."""


@transaction.atomic
def confirm_unchanged(*, by: Actor, row_id: UUID, verified_on: date, review_by: date, note: str) -> RuleRow:
    """One person is enough: neither value nor trust changes, and the note says what she read.

    NotAllowed: as ``may_review``, ``rule.unknown``, ``rule.not_active``, ``rule.verified_in_future``,
    ``rule.verified_before``, ``rule.review_past``, ``rule.review_too_far``, ``rule.reason_missing``.
    """
    require(may_review(by))
    one_at_a_time()
    row = RuleRow.objects.select_for_update(of=("self",)).filter(id=row_id).first()
    if row is None or by.user_id is None:
        raise NotAllowed(Decision.no("rule.unknown"))
    require(_may_be_dated(row, verified_on, review_by))
    words = in_words(note)
    before = {"verified_on": str(row.verified_on or ""), "review_by": str(row.review_by or "")}
    row.verified_on, row.verified_by, row.review_by = verified_on, str(by.user_id), review_by
    row.save(update_fields=["verified_on", "verified_by", "review_by"])
    RuleReview.objects.create(
        row=row, reviewed_by=by.user_id, reviewed_at=timezone.now(), verified_on=verified_on, review_by=review_by, note=words
    )
    log_row(by, "review", row, before, words)
    return row


def _may_be_dated(row: RuleRow, verified_on: date, review_by: date) -> Decision:
    if row.status != RuleStatus.ACTIVE:
        return Decision.no("rule.not_active")
    if verified_on > today():
        return Decision.no("rule.verified_in_future")
    if row.verified_on is not None and verified_on < row.verified_on:
        return Decision.no("rule.verified_before", day=row.verified_on)
    if review_by <= today():
        return Decision.no("rule.review_past")
    return Decision.no("rule.review_too_far") if review_by > verified_on + LONGEST else Decision.yes()
