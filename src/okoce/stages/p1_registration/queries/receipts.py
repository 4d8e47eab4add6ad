"""What a receipt number shows: dates to anybody, the outcome to the person herself."""

from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from okoce.core.fortnights import jakarta_date
from okoce.regulations.queries import number
from okoce.stages.p1_registration.models import Registration
from okoce.stages.p1_registration.rules import ReceiptPhase, receipt_phase


@dataclass(frozen=True, slots=True)
class ReceiptState:
    """``phase`` is public. The rest is for the person herself: a page shows it only where the actor is ``person_id``."""

    number: str
    phase: ReceiptPhase
    outcome: str
    person_id: UUID | None
    enrolment_id: UUID | None

    @property
    def is_settled(self) -> bool:
        return self.person_id is not None


def receipt_state(receipt: str) -> ReceiptState | None:
    """The state of a receipt in its stored form, in two queries whatever it led to; None where nobody was given that number."""
    row = Registration.objects.filter(receipt=receipt).first()
    if row is None:
        return None
    received_on = jakarta_date(row.submitted_at)
    days = number("community.answer_days", received_on)
    phase = receipt_phase(received_on, days, jakarta_date(timezone.now()))
    return ReceiptState(row.receipt, phase, row.outcome, row.person_id, row.enrolment_id)
