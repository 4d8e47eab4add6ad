"""Everything that counter days and lists can keep of one person, for the tests of her rights over her data."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from okoce.core.encryption import keyring
from okoce.core.ids import new_id
from okoce.members.queries import Member
from okoce.stages.p4_licensing.models import CounterDay, CounterInvite, LicenceWait, OfficeEntry, OfficeList
from tests.world import today


def keep_everything(of: Member, by: UUID) -> None:
    assert of.enrolment_id is not None, "a member of the world"
    LicenceWait.objects.create(
        person_id=of.person_id,
        enrolment_id=of.enrolment_id,
        trained_on=today(),
        mentored_on=today(),
        declined_on=today(),
        declined_reason="cost",
    )
    noted: dict[str, Any] = {
        "noted_at": timezone.now(),
        "noted_by": by,
        "since": today(),
        "invited_by": by,
        "person_id": of.person_id,
    }
    answered: dict[str, Any] = {"answer": "cannot", "cannot_come": "ill", "answered_at": timezone.now(), "answered_by": by}
    declined: dict[str, Any] = {"why": "trained", "outcome": "declined", "reason": "cost", "fact_id": new_id(), **answered}
    lacking: dict[str, Any] = {"why": "mentored", "outcome": "papers", "papers": ["ktp"]}
    for number, said in enumerate((declined, lacking)):
        day = CounterDay.objects.create(
            place_id=of.domicile,
            address=f"Balai warga {number}",
            organiser="UP PTSP",
            on=today(),
            opens="09:00",
            closes="12:00",
            capacity=1,
            planned_by=by,
        )
        CounterInvite.objects.create(day=day, **noted, **said)
    found = OfficeList.objects.create(
        source="ptsp", as_of=today(), uploaded_by=by, expires_at=timezone.now() + timedelta(days=1)
    )  # fmt: skip
    OfficeEntry.objects.create(
        id=new_id(),
        office_list=found,
        number=2,
        licence="nib",
        issued_on=today(),
        valid_until=today(),
        number_hash=b"h" * 32,
        number_sealed=sealed_number(),
        match="new",
        person_id=of.person_id,
        likeness=90,
    )


def sealed_number() -> bytes:
    return keyring(settings.SECRETS_DIR).seal("8120001234567", "permit-number")
