"""Values of effective-dated rules, and when one row may replace another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, TypeGuard
from uuid import UUID

from okoce.core.decisions import Decision
from okoce.regulations.enums import RuleStatus

ARTICLE_UNVERIFIED: Final = "article unverified"
PROGRAMME_SETTING: Final = "programme setting"

Scalar = int | str


@dataclass(frozen=True, slots=True)
class RuleValue:
    """A rule as one row states it. Whoever decides by it stores `row_id`: the version of the rule that was used."""

    row_id: UUID
    code: str
    value: Scalar
    unit: str
    applies_to: str
    legal_basis: str
    article: str
    effective_from: date
    effective_to: date | None
    source_url: str
    status: RuleStatus
    note: str

    @property
    def whole(self) -> int:
        """The value as a whole number; raises where it is text."""
        if isinstance(self.value, int):
            return self.value
        raise TypeError(f"rule {self.code} is text, not a whole number")

    @property
    def decimal(self) -> Decimal:
        """The value as an exact decimal number, whether kept whole or as text ("0.5")."""
        return Decimal(self.value)

    @property
    def text(self) -> str:
        return str(self.value)


def is_scalar(value: object) -> TypeGuard[Scalar]:
    """A rule's value is a whole number or a text. A fraction is kept as text: JSON would make it a float."""
    return (isinstance(value, int) and not isinstance(value, bool)) or (isinstance(value, str) and value != "")


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


def last_day(old_from: date, new_from: date) -> date | None:
    """The last day of the old row when the new one holds from `new_from`; None where no day is left to it."""
    return new_from - timedelta(days=1) if new_from > old_from else None
