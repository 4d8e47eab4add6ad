"""Applications at offices and declined permits, as pages need them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from okoce.core.encryption import keyring
from okoce.core.fortnights import jakarta_date
from okoce.stages.p4_licensing.enums import Licence, NoLicence, Office, Outcome
from okoce.stages.p4_licensing.models import Application
from okoce.stages.p4_licensing.queries.stated import stated_of
from okoce.stages.p4_licensing.rules.projecting import DECLINED, outcome_of


@dataclass(frozen=True, slots=True)
class ApplicationLine:
    """One application as a page shows it."""

    id: UUID
    person_id: UUID
    licence: Licence
    office: Office
    number: str
    submitted_on: date
    promised_days: int | None
    due_on: date | None
    outcome: str
    decided_on: date | None
    reason: str
    today: date

    @property
    def is_open(self) -> bool:
        return not self.outcome

    @property
    def late(self) -> bool:
        """The office has not answered and its promise is over."""
        return self.is_open and self.due_on is not None and self.due_on < self.today

    @property
    def outcome_label(self) -> str:
        return str(Outcome(self.outcome).label) if self.outcome else ""

    @property
    def reason_label(self) -> str:
        return str(NoLicence(self.reason).label) if self.reason else ""


@dataclass(frozen=True, slots=True)
class Declined:
    """The last word about a permit that she does not want or cannot get."""

    licence: Licence
    reason: NoLicence
    on: date


def applications_of_person(person_id: UUID) -> tuple[ApplicationLine, ...]:
    """All of a person, what is open first, then the latest."""
    rows = [_line(row) for row in Application.objects.filter(person_id=person_id).order_by("-submitted_on", "-id")]
    return tuple(sorted(rows, key=lambda line: not line.is_open))


def application(application_id: UUID) -> ApplicationLine | None:
    row = Application.objects.filter(id=application_id).first()
    return _line(row) if row is not None else None


def _line(row: Application) -> ApplicationLine:
    ring = keyring(settings.SECRETS_DIR)
    return ApplicationLine(
        id=row.id,
        person_id=row.person_id,
        licence=Licence(row.licence),
        office=Office(row.office),
        number=ring.open(row.number_sealed, "permit-number") if row.number_sealed is not None else "",
        submitted_on=row.submitted_on,
        promised_days=row.promised_days,
        due_on=row.due_on,
        outcome=row.outcome,
        decided_on=row.decided_on,
        reason=row.reason,
        today=jakarta_date(timezone.now()),
    )


def declined_of(person_id: UUID) -> tuple[Declined, ...]:
    """Permits that she has said no to, one line for each kind: the last word, unless something was done about it since."""
    words = sorted((item for item in stated_of(person_id) if item.holds), key=lambda item: (item.occurred_on, item.first_at))
    last = {item.licence: item for item in words}
    return tuple(
        Declined(Licence(item.licence), NoLicence(item.reason), item.occurred_on)
        for item in last.values()
        if item.kind == DECLINED and not outcome_of(item)
    )
