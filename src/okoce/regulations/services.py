"""Changing rules: never by overwriting. And loading the rows that the project ships."""

from __future__ import annotations

import logging
import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from okoce.accounts.queries import Actor
from okoce.audit.services import log_change
from okoce.core.decisions import Decision, NotAllowed, require
from okoce.regulations import families, permissions, rules
from okoce.regulations.enums import RuleStatus
from okoce.regulations.models import RuleRow
from okoce.regulations.queries import as_value
from okoce.regulations.rules import RuleValue, Scalar

SHIPPED: Final = Path(__file__).parent / "data" / "rules.toml"

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LoadedRules:
    """What a load did. A shipped row whose period another active row holds already is left out and named."""

    created: int
    kept: int
    left_out: tuple[str, ...]


def supersede(
    *,
    by: Actor,
    row: UUID,
    value: Scalar,
    effective_from: date,
    effective_to: date | None = None,
    legal_basis: str,
    article: str = rules.ARTICLE_UNVERIFIED,
    source_url: str = "",
    note: str = "",
) -> RuleValue:
    """Put another value in the place of an active row from a date on; returns the new rule.

    From the old row's first day the old one is replaced altogether (a correction); later it ends the day before. An
    open end is the old row's end, so that a period never grows over a row that follows.
    """
    require(permissions.may_change_rules(by))
    if not rules.is_scalar(value):
        raise NotAllowed(Decision.no("rule.value_unreadable"))
    with transaction.atomic():
        old = RuleRow.objects.select_for_update().get(id=row)
        until = effective_to or old.effective_to
        require(rules.may_follow(RuleStatus(old.status), old.effective_from, old.effective_to, effective_from, until))
        new = RuleRow(
            code=old.code,
            value=value,
            unit=old.unit,
            applies_to=old.applies_to,
            legal_basis=legal_basis,
            article=article,
            effective_from=effective_from,
            effective_to=until,
            source_url=source_url,
            note=note,
            created_by=by.user_id,
        )
        new.save(force_insert=True)  # as a draft: two active rows may not hold at once, not even within a transaction
        _make_room(old, new)
        new.status = RuleStatus.ACTIVE
        new.save(update_fields=["status"])
        _log(by, "supersede", new, before={"row": str(old.id), "value": old.value})
    return as_value(new)


def confirm(*, by: Actor, row: UUID, verified_on: date, article: str = "") -> RuleValue:
    """Make a draft active after an official has read the regulation. Refused while another active row holds."""
    require(permissions.may_change_rules(by))
    with transaction.atomic():
        draft = RuleRow.objects.select_for_update().get(id=row)
        if draft.status != RuleStatus.DRAFT:
            raise NotAllowed(Decision.no("rule.not_draft"))
        if _holding(draft).exists():
            raise NotAllowed(Decision.no("rule.period_taken"))
        draft.status = RuleStatus.ACTIVE
        draft.article = article or draft.article
        draft.verified_on = verified_on
        draft.verified_by = str(by.user_id)
        draft.save(update_fields=["status", "article", "verified_on", "verified_by"])
        _log(by, "confirm", draft, before={})
    return as_value(draft)


def load_shipped_rules(path: Path = SHIPPED) -> LoadedRules:
    """Add the shipped rows of a file that are not there yet. What officials have changed since is never touched."""
    with path.open("rb") as file:
        shipped = [_shipped_row(content) for content in tomllib.load(file, parse_float=Decimal)["rule"]]
    with transaction.atomic():
        there = list(RuleRow.objects.filter(code__in={row.code for row in shipped}).defer("value"))
        known = {(row.code, row.applies_to, row.effective_from) for row in there}
        new = [row for row in shipped if (row.code, row.applies_to, row.effective_from) not in known]
        taken = [row for row in new if row.status == RuleStatus.ACTIVE and any(_meet(row, other) for other in there)]
        out = {row.id for row in taken}
        RuleRow.objects.bulk_create(row for row in new if row.id not in out)
    left_out = tuple(f"{row.code} {row.effective_from}" for row in taken)
    if left_out:
        logger.warning("shipped rules left out, another row holds: %s", ", ".join(left_out))
    return LoadedRules(created=len(new) - len(taken), kept=len(shipped) - len(new), left_out=left_out)


def _meet(one: RuleRow, other: RuleRow) -> bool:
    """Is the other an active row of the same rule whose period meets this one's?"""
    return (
        (one.code, one.applies_to, other.status) == (other.code, other.applies_to, RuleStatus.ACTIVE)
        and (other.effective_to is None or one.effective_from <= other.effective_to)
        and (one.effective_to is None or other.effective_from <= one.effective_to)
    )


def _log(by: Actor, verb: str, row: RuleRow, before: dict[str, object]) -> None:
    log_change(
        by=by.user_id,
        verb=f"rule.{verb}",
        subject=row.code,
        subject_id=row.id,
        before=before,
        after={"value": row.value, "effective_from": str(row.effective_from), "legal_basis": row.legal_basis},
        reason=row.note,
    )


def _make_room(old: RuleRow, new: RuleRow) -> None:
    last_day = rules.last_day(old.effective_from, new.effective_from)
    if last_day is None:
        old.status = RuleStatus.SUPERSEDED
    else:
        old.effective_to = last_day
    old.superseded_by = new
    old.save(update_fields=["status", "effective_to", "superseded_by"])


def _holding(row: RuleRow) -> QuerySet[RuleRow]:
    """Active rows of the same rule whose period meets this row's."""
    meeting = Q(effective_to__isnull=True) | Q(effective_to__gte=row.effective_from)
    if row.effective_to is not None:
        meeting &= Q(effective_from__lte=row.effective_to)
    return RuleRow.objects.filter(meeting, code=row.code, applies_to=row.applies_to, status=RuleStatus.ACTIVE)


def _shipped_row(content: dict[str, Any]) -> RuleRow:
    value = content["value"]
    if isinstance(value, Decimal):
        content = {**content, "value": str(value)}
    elif wrong := families.check(content["code"], value).codes:
        raise ValueError(f"{content['code']}: {', '.join(wrong)}")
    row = RuleRow(**content)
    row.clean_fields(exclude=["id", "superseded_by", "created_by", "approved_by", "approved_at"])
    return row
