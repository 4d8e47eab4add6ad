"""Whether a period is free."""

from django.db.models import Q, QuerySet

from okoce.regulations.enums import RuleStatus
from okoce.regulations.models import RuleRow


def rows_holding(row: RuleRow) -> QuerySet[RuleRow]:
    """Active rows of the same rule whose period meets this row's."""
    meeting = Q(effective_to__isnull=True) | Q(effective_to__gte=row.effective_from)
    if row.effective_to is not None:
        meeting &= Q(effective_from__lte=row.effective_to)
    return RuleRow.objects.filter(meeting, code=row.code, applies_to=row.applies_to, status=RuleStatus.ACTIVE)
