"""Claims of misused identity as the claimant may see them."""

from dataclasses import dataclass
from datetime import date, datetime

from okoce.core.fortnights import jakarta_date
from okoce.stages.p1_registration.enums import ClaimState
from okoce.stages.p1_registration.models import IdentityClaim


@dataclass(frozen=True, slots=True)
class Claim:
    """Dates are public to whoever holds the number; state and answer only after the code."""

    number: str
    told_on: date
    due_on: date
    place_code: str
    state: ClaimState
    answer: str
    answered_at: datetime | None


def claim(receipt: str) -> Claim | None:
    """The claim of a receipt in its stored form, in one query."""
    row = IdentityClaim.objects.filter(receipt=receipt).first()
    if row is None:
        return None
    return Claim(
        number=row.receipt,
        told_on=jakarta_date(row.told_at),
        due_on=row.due_on,
        place_code=row.place_code,
        state=ClaimState(row.state),
        answer=row.answer,
        answered_at=row.answered_at,
    )
