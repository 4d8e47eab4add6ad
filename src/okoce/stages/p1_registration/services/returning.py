"""Somebody who left comes back: a new enrolment begins at the counter, with its own fact of registration."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from okoce.accounts.queries import Actor
from okoce.facts.enums import Channel, Grade
from okoce.facts.services import FactDraft, append
from okoce.members.enums import EntryStatus
from okoce.members.queries import member
from okoce.members.services import reenrol
from okoce.places.queries import is_resident


@transaction.atomic
def return_at_counter(
    *,
    by: Actor,
    person_id: UUID,
    entry_status: EntryStatus,
    started_on: date,
    fact_id: UUID,
    noted_at: datetime | None = None,
) -> UUID:
    """Begin a new enrolment of a known person and return its id. ``noted_at``: when it was written down, now where it is None.

    NotAllowed as ``members.services.reenrol``.
    """
    enrolment_id = reenrol(by=by, person_id=person_id, entry_status=entry_status, started_on=started_on)
    found = member(person_id)
    assert found is not None, "reenrol has just locked this person"
    draft = FactDraft(
        id=fact_id,
        kind="registration.submitted",
        person_id=person_id,
        enrolment_id=enrolment_id,
        business_id=found.business_id,
        occurred_on=started_on,
        captured_at=noted_at,
        on_behalf_of=person_id,
        place_id=found.domicile,
        channel=Channel.COUNTER,
        grade=Grade.CONFIRMED,
        measures={"entry_status": entry_status, "resident": int(is_resident(found.domicile))},
    )
    append(by=by.user_id, drafts=[draft])
    return enrolment_id
