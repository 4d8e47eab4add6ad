"""Rules as lists: for officials with search and filters, for citizens by family, and what is to be read again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from okoce.regulations.enums import RuleStatus
from okoce.regulations.families import Family, all_families, family_of
from okoce.regulations.models import RuleReview, RuleRow
from okoce.regulations.queries.reading import today


@dataclass(frozen=True, slots=True)
class RuleFilter:
    """What a list shows: words anywhere in a row, a family, a status, how far it is trusted, whether it is to be read again."""

    words: str = ""
    family: Family | None = None
    status: str = ""
    trust: str = ""
    overdue: bool = False
    called: Collection[str] = ()
    """Codes whose names have the words."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A family with the number of its rules in force, and of those whose review is overdue."""

    family: Family
    rules: int
    overdue: int


def rows_of(wanted: RuleFilter) -> QuerySet[RuleRow]:
    """In order of code, whom it is for, and day. Without a status: what holds or may hold. What has ended is found with what was
    replaced."""
    gone = Q(status=RuleStatus.SUPERSEDED) | Q(status=RuleStatus.ACTIVE, effective_to__lt=today())
    rows = RuleRow.objects.select_related("change")
    rows = rows.filter(gone) if wanted.status == RuleStatus.SUPERSEDED else rows.exclude(gone)
    if wanted.status in (RuleStatus.DRAFT, RuleStatus.ACTIVE):
        rows = rows.filter(status=wanted.status)
    if wanted.family is not None:
        rows = rows.filter(_of_family(wanted.family))
    if wanted.trust:
        rows = rows.filter(trust=wanted.trust)
    if wanted.overdue:
        rows = rows.filter(_overdue(today()), status=RuleStatus.ACTIVE)
    for word in wanted.words.split():
        rows = rows.annotate(said=Cast("value", TextField())).filter(_says(word) | Q(code__in=wanted.called))
    return rows


def _says(word: str) -> Q:
    places = ("code", "applies_to", "legal_basis", "article", "note", "said")
    said = Q()
    for place in places:
        said |= Q(**{f"{place}__icontains": word})
    return said


def _of_family(family: Family) -> Q:
    """Rows that this family owns: not those of a longer prefix, and of no family where it has none."""
    inside = Q(code__startswith=family.prefix) if family.prefix else Q()
    others = [item.prefix for item in all_families() if item.prefix != family.prefix and item.prefix.startswith(family.prefix)]
    for prefix in others:
        inside &= ~Q(code__startswith=prefix)
    return inside


def _overdue(on: date) -> Q:
    return Q(review_by__lt=on) & (Q(effective_to__isnull=True) | Q(effective_to__gte=on))


def holding(rows: QuerySet[RuleRow], on: date) -> QuerySet[RuleRow]:
    """Those of them whose period has that day."""
    return rows.filter(Q(effective_to__isnull=True) | Q(effective_to__gte=on), effective_from__lte=on)


def history_rows(code: str) -> tuple[RuleRow, ...]:
    """Every row of a code, for everybody and for each group: the latest period first, of one period what holds."""
    rows = RuleRow.objects.select_related("change", "superseded_by").filter(code=code)
    return tuple(rows.order_by("applies_to", "-effective_from", "status", "-created_at", "-id"))


def due_reviews() -> int:
    """Rules in force whose source should have been read again by now."""
    return RuleRow.objects.filter(_overdue(today()), status=RuleStatus.ACTIVE).count()


def listed(on: date) -> tuple[Listed, ...]:
    """Every family that citizens see, with its rules in force on a day; in one query."""
    rows = holding(RuleRow.objects.filter(status=RuleStatus.ACTIVE), on)
    counted: dict[str, list[bool]] = {}
    for code, review_by in rows.values_list("code", "review_by"):
        counted.setdefault(family_of(code).prefix, []).append(review_by is not None and review_by < on)
    return tuple(
        Listed(family, len(counted[family.prefix]), sum(counted[family.prefix]))
        for family in all_families()
        if family.public and family.prefix in counted
    )


def reviews_of(code: str) -> tuple[RuleReview, ...]:
    """Every time somebody read the source of a code again, the latest first."""
    return tuple(RuleReview.objects.select_related("row").filter(row__code=code).order_by("-reviewed_at", "-id"))
