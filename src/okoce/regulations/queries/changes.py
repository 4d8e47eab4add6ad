"""Proposed changes: what they say, beside which rows, whether those are still the same, and what was previewed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q, QuerySet

from okoce.core.canonical import canonical_bytes
from okoce.regulations.enums import ChangeState, RuleStatus
from okoce.regulations.families import consequences_of
from okoce.regulations.models import RuleChange, RuleEnding, RulePreview, RuleRow
from okoce.regulations.queries.reading import as_value, in_force, today
from okoce.regulations.rules import RuleValue, may_end, may_follow

ROW_FIELDS = (
    "code", "applies_to", "value", "unit", "legal_basis", "article", "source_url", "trust", "verified_on", "review_by",
    "effective_from", "effective_to", "note",
)  # fmt: skip
"""What somebody approves of a row."""


@dataclass(frozen=True, slots=True)
class Stale:
    """A row that a change replaces or ends and that was changed since; ``now``: the row that holds in its place, if one does."""

    code: str
    applies_to: str
    was: RuleRow
    now: RuleRow | None


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A change with what it proposes."""

    change: RuleChange
    rows: tuple[RuleRow, ...]
    endings: tuple[RuleEnding, ...]
    digest: str

    @property
    def codes(self) -> frozenset[str]:
        return frozenset({row.code for row in self.rows} | {ending.row.code for ending in self.endings})

    @property
    def is_empty(self) -> bool:
        return not self.rows and not self.endings


def change(change_id: UUID) -> RuleChange | None:
    return RuleChange.objects.select_related("approved_preview").filter(id=change_id).first()


def changes(*states: ChangeState) -> tuple[RuleChange, ...]:
    """The newest first, with their rows and endings at hand."""
    found = RuleChange.objects.filter(state__in=states).prefetch_related("rows", "endings__row")
    return tuple(found.order_by("-drafted_at", "-id"))


def change_view(change: RuleChange) -> ChangeView:
    rows = tuple(change.rows.select_related("replaces__superseded_by").order_by("code", "applies_to", "id"))
    endings = tuple(change.endings.select_related("row__superseded_by"))
    return ChangeView(change, rows, endings, digest_of(change, rows, endings))


def ending(change_id: UUID, row_id: UUID) -> RuleEnding | None:
    return RuleEnding.objects.filter(change_id=change_id, row_id=row_id).first()


def preview(preview_id: UUID) -> RulePreview | None:
    return RulePreview.objects.select_related("change").filter(id=preview_id).first()


def previews_of(change: RuleChange) -> tuple[RulePreview, ...]:
    return tuple(change.previews.order_by("-asked_at", "-id"))


def digest_of(change: RuleChange, rows: Iterable[RuleRow], endings: Iterable[RuleEnding]) -> str:
    """Names exactly this content beside exactly these rows in force: an approval elsewhere makes a preview out of date."""
    rows, endings = tuple(rows), tuple(endings)
    codes = frozenset({row.code for row in rows} | {ending.row.code for ending in endings})
    content = {
        "reason": change.reason,
        "rows": [{**{name: getattr(row, name) for name in ROW_FIELDS}, "replaces": row.replaces_id} for row in rows],
        "endings": [{"row": ending.row_id, "last_day": ending.last_day} for ending in endings],
        "beside": list(_beside(codes).values_list("id", "effective_to")) if codes else [],
    }
    return hashlib.sha256(canonical_bytes(content)).hexdigest()


def _beside(codes: frozenset[str]) -> QuerySet[RuleRow]:
    wanted = [Q(code__in=codes), *(Q(code__startswith=known.within) for known in consequences_of(codes))]
    return RuleRow.objects.filter(reduce(or_, wanted), status=RuleStatus.ACTIVE).order_by("id")


def stale(view: ChangeView) -> tuple[Stale, ...]:
    """Rows of a change that wait for what is no more: somebody else replaced or ended them first."""
    found = []
    for row in view.rows:
        old = row.replaces
        if old is not None and old.status != RuleStatus.DRAFT and not _follows(row, old):
            found.append(Stale(old.code, old.applies_to, old, successor_of(old, row.effective_from)))
    for ending in view.endings:
        old = ending.row
        if not may_end(RuleStatus(old.status), old.effective_from, old.effective_to, ending.last_day):
            found.append(Stale(old.code, old.applies_to, old, successor_of(old, ending.last_day)))
    return tuple(found)


def _follows(row: RuleRow, old: RuleRow) -> bool:
    periods = (old.effective_from, old.effective_to, row.effective_from, row.effective_to)
    return bool(may_follow(RuleStatus(old.status), *periods))


def successor_of(old: RuleRow, day: date) -> RuleRow | None:
    """The row of the same rule in force on a day."""
    holding = RuleRow.objects.filter(
        Q(effective_to__isnull=True) | Q(effective_to__gte=day),
        code=old.code,
        applies_to=old.applies_to,
        status=RuleStatus.ACTIVE,
        effective_from__lte=day,
    )
    return holding.select_related("change").first()


def held_by_others(code: str, applies_to: str, change_id: UUID | None) -> tuple[RuleChange, ...]:
    """Other open changes that touch the same rule."""
    proposing = Q(rows__code=code, rows__applies_to=applies_to) | Q(endings__row__code=code, endings__row__applies_to=applies_to)
    found = RuleChange.objects.filter(proposing, state__in=(ChangeState.DRAFT, ChangeState.SUBMITTED))
    return tuple(each for each in found.distinct().order_by("drafted_at", "id") if each.id != change_id)


def preview_day(view: ChangeView) -> date:
    """The first day, from today on, on which all of a change holds."""
    starts = [row.effective_from for row in view.rows]
    ends = [ending.last_day + timedelta(days=1) for ending in view.endings]
    return max([today(), *starts, *ends])


def rows_before(within: str, on: date) -> tuple[RuleValue, ...]:
    """The rules that work together, as they stand on a day without the change."""
    return in_force(within, on)


def rows_after(view: ChangeView, within: str, on: date) -> tuple[RuleValue, ...]:
    """The same rules with the change. A proposed row has its own id already, which it keeps when it is approved."""
    proposed = [row for row in view.rows if row.code.startswith(within) and _holds(row, on)]
    gone = {row.replaces_id for row in view.rows} | {ending.row_id for ending in view.endings if ending.last_day < on}
    new = {(row.code, row.applies_to): replace(as_value(row), status=RuleStatus.ACTIVE) for row in proposed}
    kept = [row for row in in_force(within, on) if row.row_id not in gone and (row.code, row.applies_to) not in new]
    return tuple(sorted([*kept, *new.values()], key=_place))


def _holds(row: RuleRow, on: date) -> bool:
    return row.effective_from <= on and (row.effective_to is None or on <= row.effective_to)


def _place(rule: RuleValue) -> tuple[str, str]:
    return rule.code, rule.applies_to
