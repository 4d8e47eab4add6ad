"""Loading the rows that the project ships."""

from __future__ import annotations

import logging
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from django.db import transaction

from okoce.regulations import families
from okoce.regulations.enums import RuleStatus
from okoce.regulations.models import RuleRow

SHIPPED: Final = Path(__file__).parent.parent / "data" / "rules.toml"

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LoadedRules:
    """What a load did. A shipped row whose period another active row holds already is left out and named."""

    created: int
    kept: int
    left_out: tuple[str, ...]


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


def _shipped_row(content: dict[str, Any]) -> RuleRow:
    value = content["value"]
    if isinstance(value, Decimal):
        content = {**content, "value": str(value)}
    elif wrong := families.check(content["code"], value).codes:
        raise ValueError(f"{content['code']}: {', '.join(wrong)}")
    row = RuleRow(**content)
    row.clean_fields(exclude=["id", "superseded_by", "created_by", "approved_by", "approved_at", "change", "replaces"])
    return row
