"""Propose a change: several rows together, each new or in the place of one in force, and rows that end."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from okoce.accounts.queries import Actor
from okoce.core.decisions import Decision, NotAllowed, require
from okoce.regulations import families, rules
from okoce.regulations.enums import ChangeState, RulePreviewState, RuleStatus, Trust
from okoce.regulations.models import RuleChange, RuleEnding, RulePreview, RuleRow
from okoce.regulations.permissions import may_change, may_propose, may_withdraw
from okoce.regulations.queries import change_view, stale, successor_of
from okoce.regulations.rules import Value
from okoce.regulations.services.periods import rows_holding
from okoce.regulations.services.trail import in_words, locked, log

LONGEST_WHY = 500


@dataclass(frozen=True, slots=True)
class RowContent:
    """Everything that an official says of a row."""

    code: str
    value: Value
    unit: str
    legal_basis: str
    effective_from: date
    applies_to: str = ""
    article: str = rules.ARTICLE_UNVERIFIED
    effective_to: date | None = None
    source_url: str = ""
    trust: Trust = Trust.PROGRAMME
    verified_on: date | None = None
    review_by: date | None = None
    note: str = ""


@transaction.atomic
def start_change(*, by: Actor, reason: str) -> RuleChange:
    """A draft without rows, with its reason. NotAllowed: as ``may_propose``, ``rule.reason_missing``."""
    require(may_propose(by))
    if by.user_id is None:
        raise NotAllowed(Decision.no("rule.editors_only"))
    words = in_words(reason, LONGEST_WHY)
    change = RuleChange.objects.create(reason=words, drafted_by=by.user_id, drafted_at=timezone.now())
    log(by, "draft", change, reason=words)
    return change


@transaction.atomic
def reword(*, by: Actor, change_id: UUID, reason: str) -> None:
    """Another reason. NotAllowed: as ``may_change``, ``rule.reason_missing``."""
    change = _mine(by, change_id)
    change.reason = in_words(reason, LONGEST_WHY)
    change.save(update_fields=["reason"])
    log(by, "reword", change, reason=change.reason)


@transaction.atomic
def put_row(
    *, by: Actor, change_id: UUID, content: RowContent, replaces: UUID | None = None, draft_id: UUID | None = None
) -> RuleRow:
    """Put a row into a draft, or other content into one that is there (``draft_id``).

    With ``replaces`` it takes the place of that row from its first day on; without, no other row may hold in its time.
    NotAllowed: as ``may_change``, what the family's check says, ``rule.unknown``, ``rule.period_taken``, ``rule.other_code``,
    ``rule.twice_in_change``, as ``rules.is_sourced`` and ``rules.may_follow``.
    """
    change = _mine(by, change_id)
    _well_formed(content)
    old = RuleRow.objects.filter(id=replaces).first() if replaces else None
    if replaces and old is None:
        raise NotAllowed(Decision.no("rule.unknown"))
    until = _fits(content, old)
    row = _draft(change, draft_id)
    for field in fields(content):
        setattr(row, field.name, getattr(content, field.name))
    row.effective_to, row.replaces, row.created_by = until, old, by.user_id
    row.verified_by = str(by.user_id) if content.verified_on else ""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise NotAllowed(Decision.no("rule.twice_in_change")) from error
    log(by, "put", change, code=row.code, applies_to=row.applies_to, value=row.value)
    return row


@transaction.atomic
def drop_row(*, by: Actor, change_id: UUID, row_id: UUID) -> None:
    """Take a row out of a draft. NotAllowed: as ``may_change``."""
    change = _mine(by, change_id)
    for row in RuleRow.objects.filter(id=row_id, change=change):
        log(by, "drop", change, code=row.code, applies_to=row.applies_to)
        row.delete()


@transaction.atomic
def put_ending(*, by: Actor, change_id: UUID, row_id: UUID, last_day: date) -> None:
    """Let a row in force end without a successor. NotAllowed: as ``may_change``, ``rule.unknown``, as ``rules.may_end``."""
    change = _mine(by, change_id)
    row = RuleRow.objects.filter(id=row_id).first()
    if row is None:
        raise NotAllowed(Decision.no("rule.unknown"))
    require(rules.may_end(RuleStatus(row.status), row.effective_from, row.effective_to, last_day))
    RuleEnding.objects.update_or_create(change=change, row=row, defaults={"last_day": last_day})
    log(by, "end", change, code=row.code, applies_to=row.applies_to, last_day=str(last_day))


@transaction.atomic
def drop_ending(*, by: Actor, change_id: UUID, row_id: UUID) -> None:
    """Let the row go on after all. NotAllowed: as ``may_change``."""
    change = _mine(by, change_id)
    if RuleEnding.objects.filter(change=change, row_id=row_id).delete()[0]:
        log(by, "keep", change, row=str(row_id))


@transaction.atomic
def adopt(*, by: Actor, change_id: UUID) -> None:
    """Set a draft beside the rows that hold now, where others have changed those that it named. NotAllowed: as ``may_change``."""
    change = _mine(by, change_id)
    view = change_view(change)
    was = {item.was.id for item in stale(view)}
    for row in view.rows:
        if row.replaces_id in was:
            now = successor_of(row, row.effective_from)
            row.replaces, row.effective_to = now, row.effective_to or (now.effective_to if now else None)
            row.save(update_fields=["replaces", "effective_to"])
    for ending in view.endings:
        if ending.row_id in was:
            now = successor_of(ending.row, ending.last_day)
            ending.delete()
            if now is not None:
                RuleEnding.objects.update_or_create(change=change, row=now, defaults={"last_day": ending.last_day})
    log(by, "adopt", change)


@transaction.atomic
def discard(*, by: Actor, change_id: UUID) -> None:
    """Throw a draft away; the trail keeps that it was there. NotAllowed: as ``may_change``."""
    change = _mine(by, change_id)
    log(by, "discard", change, reason=change.reason, codes=sorted(change.rows.values_list("code", flat=True)))
    change.rows.all().delete()
    change.delete()


@transaction.atomic
def submit(*, by: Actor, change_id: UUID, seen: str) -> None:
    """Hand a draft to a second person, with a finished preview of exactly this content.

    NotAllowed: as ``may_change``, ``rule.change_empty``, ``rule.changed_since``, ``rule.changed_meanwhile``,
    ``rule.preview_missing``.
    """
    change = _mine(by, change_id)
    view = change_view(change)
    if view.is_empty:
        raise NotAllowed(Decision.no("rule.change_empty"))
    if stale(view):
        raise NotAllowed(Decision.no("rule.changed_since"))
    if view.digest != seen:
        raise NotAllowed(Decision.no("rule.changed_meanwhile"))
    if not RulePreview.objects.filter(change=change, digest=view.digest, state=RulePreviewState.DONE).exists():
        raise NotAllowed(Decision.no("rule.preview_missing"))
    change.state, change.submitted_by, change.submitted_at = ChangeState.SUBMITTED, by.user_id, timezone.now()
    change.returned_by, change.returned_at, change.return_reason = None, None, ""
    change.save(update_fields=["state", "submitted_by", "submitted_at", "returned_by", "returned_at", "return_reason"])
    log(by, "submit", change, digest=view.digest)


@transaction.atomic
def withdraw(*, by: Actor, change_id: UUID) -> None:
    """The author takes a submitted change back to go on with it. NotAllowed: as ``may_withdraw``."""
    change = locked(change_id)
    require(may_withdraw(by, change))
    change.state, change.submitted_by, change.submitted_at = ChangeState.DRAFT, None, None
    change.save(update_fields=["state", "submitted_by", "submitted_at"])
    log(by, "withdraw", change)


def _mine(by: Actor, change_id: UUID) -> RuleChange:
    change = locked(change_id)
    require(may_change(by, change))
    return change


def _draft(change: RuleChange, draft_id: UUID | None) -> RuleRow:
    if draft_id is None:
        return RuleRow(change=change)
    row = RuleRow.objects.filter(id=draft_id, change=change).first()
    if row is None:
        raise NotAllowed(Decision.no("rule.unknown"))
    return row


def _well_formed(content: RowContent) -> None:
    if not rules.is_code(content.code):
        raise NotAllowed(Decision.no("rule.code_form"))
    require(families.check(content.code, content.value))
    require(rules.is_sourced(content.trust, content.legal_basis, content.article, content.verified_on, content.review_by))
    if content.effective_to is not None and content.effective_to < content.effective_from:
        raise NotAllowed(Decision.no("rule.ends_before_it_begins"))


def _fits(content: RowContent, old: RuleRow | None) -> date | None:
    """The end of the period of a proposed row beside those that hold; refused where it cannot stand there."""
    if old is not None and (old.code, old.applies_to) != (content.code, content.applies_to):
        raise NotAllowed(Decision.no("rule.other_code"))
    if old is not None and old.status == RuleStatus.ACTIVE:
        until = content.effective_to or old.effective_to
        require(rules.may_follow(RuleStatus(old.status), old.effective_from, old.effective_to, content.effective_from, until))
        return until
    if old is not None and (old.status != RuleStatus.DRAFT or old.created_by is not None):
        raise NotAllowed(Decision.no("rule.not_active"))
    wanted = RuleRow(
        code=content.code,
        applies_to=content.applies_to,
        effective_from=content.effective_from,
        effective_to=content.effective_to,
    )
    return _free(wanted)


def _free(wanted: RuleRow) -> date | None:
    """No other row may hold in its time; an open end before a later row becomes the day before that row begins."""
    following = RuleRow.objects.filter(
        code=wanted.code, applies_to=wanted.applies_to, status=RuleStatus.ACTIVE, effective_from__gt=wanted.effective_from
    )
    next_one = following.order_by("effective_from").first()
    if wanted.effective_to is None and next_one is not None:
        wanted.effective_to = next_one.effective_from - timedelta(days=1)
    if rows_holding(wanted).exists():
        raise NotAllowed(Decision.no("rule.period_taken"))
    return wanted.effective_to
