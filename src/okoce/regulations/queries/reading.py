"""Which rule holds on a date."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from okoce.core.fortnights import jakarta_date
from okoce.regulations.enums import RuleStatus, Trust
from okoce.regulations.models import RuleRow, RuleStamp
from okoce.regulations.rules import RuleValue


class RuleMissingError(LookupError):
    """No active row of that code holds on that date: a defect of the data, never a reason to guess a value."""


def today() -> date:
    """The day in Jakarta."""
    return jakarta_date(timezone.now())


def value(code: str, on: date, applies_to: str = "") -> RuleValue:
    """The rule in force on that date; raises :class:`RuleMissingError`. Drafts are never in force."""
    return rows_for((code,), on, applies_to)[code]


def number(code: str, on: date, applies_to: str = "") -> int:
    """The whole number that a rule sets on that date; raises as :func:`value` does."""
    return int(str(value(code, on, applies_to).value))


def numbers(code: str, days: Collection[date], applies_to: str = "") -> dict[date, int]:
    """As :func:`number` for several days, in one query."""
    rows = [row for row in history(code, applies_to) if row.status == RuleStatus.ACTIVE]
    found = {}
    for day in days:
        holding = [row for row in rows if row.effective_from <= day and (row.effective_to is None or day <= row.effective_to)]
        if not holding:
            raise RuleMissingError(f"no rule in force on {day} for {applies_to or 'everybody'}: {code}")
        found[day] = int(str(holding[-1].value))
    return found


def rows_for(codes: Collection[str], on: date, applies_to: str = "") -> Mapping[str, RuleValue]:
    """The rules of these codes in force on that date, in one query; raises where one is missing."""
    rows = RuleRow.objects.filter(
        Q(effective_to__isnull=True) | Q(effective_to__gte=on),
        code__in=codes,
        applies_to=applies_to,
        status=RuleStatus.ACTIVE,
        effective_from__lte=on,
    )
    found = {row.code: as_value(row) for row in rows}
    missing = sorted(set(codes) - found.keys())
    if missing:
        raise RuleMissingError(f"no rule in force on {on} for {applies_to or 'everybody'}: {', '.join(missing)}")
    return found


def whole_numbers(on: date) -> dict[str, int]:
    """The rules for everybody whose value in force on a day is a whole number of at least 1, by code and in its order."""
    rows = RuleRow.objects.filter(
        Q(effective_to__isnull=True) | Q(effective_to__gte=on), applies_to="", status=RuleStatus.ACTIVE, effective_from__lte=on
    )
    return {row.code: row.value for row in rows.order_by("code") if type(row.value) is int and row.value >= 1}


def in_force(prefix: str, on: date) -> tuple[RuleValue, ...]:
    """Every rule whose code begins so, in force on a day, by code and whom it is for; in one query."""
    rows = RuleRow.objects.filter(
        Q(effective_to__isnull=True) | Q(effective_to__gte=on),
        code__startswith=prefix,
        status=RuleStatus.ACTIVE,
        effective_from__lte=on,
    )
    return tuple(as_value(row) for row in rows)


def stamp() -> str:
    """Changes with every change of any rule row, and only then: for whoever keeps what follows from rules. One cheap query.

    Read it before the rows: what is kept under it is then never older than it says.
    """
    return "".join(str(token) for token in RuleStamp.objects.values_list("token", flat=True))


def history(code: str, applies_to: str = "") -> tuple[RuleValue, ...]:
    """Every row of a code by date, drafts and replaced ones too, each with its status."""
    return tuple(as_value(row) for row in RuleRow.objects.filter(code=code, applies_to=applies_to))


def row(row_id: UUID) -> RuleRow | None:
    return RuleRow.objects.select_related("change", "superseded_by").filter(id=row_id).first()


def as_value(row: RuleRow) -> RuleValue:
    return RuleValue(
        row_id=row.id,
        code=row.code,
        value=row.value,
        unit=row.unit,
        applies_to=row.applies_to,
        legal_basis=row.legal_basis,
        article=row.article,
        effective_from=row.effective_from,
        effective_to=row.effective_to,
        source_url=row.source_url,
        status=RuleStatus(row.status),
        note=row.note,
        trust=Trust(row.trust),
        verified_on=row.verified_on,
        review_by=row.review_by,
    )


def by_subject(codes: Collection[str], on: date) -> dict[tuple[str, str], RuleValue]:
    """The rules of these codes in force on a day by code and by what they apply to ("" is everybody), in one query; what no row
    says is missing."""
    rows = RuleRow.objects.filter(
        Q(effective_to__isnull=True) | Q(effective_to__gte=on), code__in=codes, status=RuleStatus.ACTIVE, effective_from__lte=on
    )
    return {(row.code, row.applies_to): as_value(row) for row in rows}
