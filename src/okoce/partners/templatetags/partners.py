"""Small parts of partners' own pages: {% load partners %}."""

import re

from django import template

from okoce.partners import models
from okoce.partners.enums import OrganisationState
from okoce.partners.queries.desk import OrganisationRow, row_of
from okoce.partners.web.texts import STATE_TONES

register = template.Library()
_TELEPHONE = re.compile(r"\+?[\d\s().-]{6,}")


@register.filter
def contact_address(contact: str) -> str:
    """What a tap on a public contact opens: a call or a letter; empty for anything else."""
    text = contact.strip()
    if _TELEPHONE.fullmatch(text):
        return "tel:" + "".join(sign for sign in text if sign.isdigit() or sign == "+")
    return f"mailto:{text}" if re.fullmatch(r"[^@\s]+@[^@\s]+\.[a-z]+", text) else ""


@register.filter
def organisation_row(row: models.Organisation) -> OrganisationRow:
    return row_of(row)


@register.inclusion_tag("ui/components/badge.html")
def state_badge(*, state: str) -> dict[str, str]:
    """The state of an organisation as a badge."""
    known = OrganisationState(state)
    return {"tone": STATE_TONES[known].value, "label": str(known.label)}
