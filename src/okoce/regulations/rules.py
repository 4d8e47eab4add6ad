"""Values of effective-dated rules, and when one row may replace another."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final, TypeGuard
from uuid import UUID

from okoce.core.decisions import Decision
from okoce.regulations.enums import RuleStatus, Trust

ARTICLE_UNVERIFIED: Final = "article unverified"
PROGRAMME_SETTING: Final = "programme setting"
CODE: Final = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)+")

Scalar = int | str
Value = Scalar | Mapping[str, Any]
"""What a row states: a whole number, a text, or, where its family allows it, an object of texts, whole numbers and lists."""


@dataclass(frozen=True, slots=True)
class RuleValue:
    """A rule as one row states it. Whoever decides by it stores `row_id`: the version of the rule that was used."""

    row_id: UUID
    code: str
    value: Value
    unit: str
    applies_to: str
    legal_basis: str
    article: str
    effective_from: date
    effective_to: date | None
    source_url: str
    status: RuleStatus
    note: str
    trust: Trust = Trust.PROGRAMME
    verified_on: date | None = None
    review_by: date | None = None

    @property
    def whole(self) -> int:
        """The value as a whole number; raises where it is text."""
        if isinstance(self.value, int):
            return self.value
        raise TypeError(f"rule {self.code} is text, not a whole number")

    @property
    def decimal(self) -> Decimal:
        """The value as an exact decimal number, whether kept whole or as text ("0.5")."""
        if isinstance(self.value, int | str):
            return Decimal(self.value)
        raise TypeError(f"rule {self.code} is an object, not a number")

    @property
    def text(self) -> str:
        return str(self.value)

    @property
    def parts(self) -> Mapping[str, Any]:
        """The value as an object; raises where it is a number or a text."""
        if isinstance(self.value, Mapping):
            return self.value
        raise TypeError(f"rule {self.code} is no object")

    def is_overdue(self, on: date) -> bool:
        """Should somebody have read the source again by that day?"""
        return self.review_by is not None and self.review_by < on


def is_scalar(value: object) -> TypeGuard[Scalar]:
    """A rule's value is a whole number or a text. A fraction is kept as text: JSON would make it a float."""
    return (isinstance(value, int) and not isinstance(value, bool)) or (isinstance(value, str) and value != "")


def is_object(value: object) -> TypeGuard[dict[str, Any]]:
    """An object of texts, whole numbers, yes or no, lists and further objects; never a fraction or an empty value (null)."""
    return isinstance(value, dict) and bool(value) and _is_plain(value)


def _is_plain(value: object) -> bool:
    if isinstance(value, dict):
        return all(isinstance(key, str) and _is_plain(item) for key, item in value.items())
    if isinstance(value, list | tuple):
        return all(_is_plain(item) for item in value)
    return isinstance(value, int | str)


def may_follow(status: RuleStatus, old_from: date, old_to: date | None, new_from: date, new_to: date | None) -> Decision:
    """May a row that holds from `new_from` replace this one?

    From its first day: a correction, the old row answers for no date any more. Later: the old row ends the day before.
    Never earlier, and never beyond the old row's end, where another row may hold.
    """
    if status != RuleStatus.ACTIVE:
        return Decision.no("rule.not_active")
    if new_from < old_from:
        return Decision.no("rule.starts_before_the_old_one", old_from=old_from)
    if old_to is not None and (new_from > old_to or new_to is None or new_to > old_to):
        return Decision.no("rule.old_one_has_ended", old_to=old_to)
    if new_to is not None and new_to < new_from:
        return Decision.no("rule.ends_before_it_begins")
    return Decision.yes()


def may_end(status: RuleStatus, starts: date, ends: date | None, last: date) -> Decision:
    """May a row end on that day without a successor? Not before it began: what never should have held is corrected instead."""
    if status != RuleStatus.ACTIVE:
        return Decision.no("rule.not_active")
    if last < starts:
        return Decision.no("rule.ends_before_it_begins")
    return Decision.no("rule.old_one_has_ended", old_to=ends) if ends is not None and last > ends else Decision.yes()


def is_code(code: str) -> bool:
    """Small letters, digits and underscores in parts divided by dots."""
    return len(code) <= 80 and CODE.fullmatch(code) is not None


def is_sourced(trust: Trust, legal_basis: str, article: str, verified_on: date | None, review_by: date | None) -> Decision:
    """A basis is named always; that the text was seen needs the article and the day; a review follows the reading."""
    if not legal_basis.strip() or not article.strip():
        return Decision.no("rule.basis_missing")
    if trust == Trust.SEEN and (article == ARTICLE_UNVERIFIED or verified_on is None):
        return Decision.no("rule.seen_needs_article")
    if verified_on is not None and review_by is not None and review_by <= verified_on:
        return Decision.no("rule.review_before_reading")
    return Decision.yes()


def last_day(old_from: date, new_from: date) -> date | None:
    """The last day of the old row when the new one holds from `new_from`; None where no day is left to it."""
    return new_from - timedelta(days=1) if new_from > old_from else None
