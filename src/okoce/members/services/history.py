"""Take over a register of members as it stands: persons with all their enrolments, written with COPY."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from okoce.audit.services import Changed, log_changes
from okoce.core.copying import copy_rows
from okoce.core.encryption import keyring
from okoce.core.ids import new_id
from okoce.members.services.enrolling import PERSON, WORDING, NewMember, person_values

ENROLMENT = ("id", "person_id", "started_on", "entry_status", "ended_on", "end_reason", "mentor_id")
BUSINESS = ("id", "person_id", "description")
CONSENT = ("id", "person_id", "purpose", "wording", "given_at", "taken_by")


@dataclass(frozen=True, slots=True)
class Stay:
    """One enrolment as it stands: still open, or ended with a reason."""

    id: UUID
    started_on: date
    entry_status: str
    ended_on: date | None = None
    end_reason: str = ""
    mentor_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class PastMember:
    """A member as registered, where she lives now, her enrolments in order, and the trail of what was changed by whom."""

    member: NewMember
    domicile: str
    stays: tuple[Stay, ...]
    trail: tuple[tuple[UUID | None, Changed], ...] = ()


@transaction.atomic
def enrol_history(*, by: UUID | None, members: Sequence[PastMember]) -> int:
    """Persons, enrolments, businesses, consents and trail of people whom nobody has yet; how many. All or none.

    The rows are those that enrolling, moving, ending and returning leave behind; the facts are recorded apart. A NIK that is
    known, or twice in one call, refuses everything (IntegrityError). The caller has the right to load a register; ``by`` took the
    consents that name nobody.
    """
    ring = keyring(settings.SECRETS_DIR)
    persons = []
    for item in members:
        values = dict(zip(PERSON, person_values(item.member, ring.keyed_hash(item.member.nik, "nik")), strict=True))
        persons.append(tuple((values | {"domicile_id": item.domicile}).values()))
    with connection.cursor() as cursor:
        copy_rows(cursor, "members_person", tuple(PERSON), persons)
        copy_rows(
            cursor,
            "members_enrolment",
            ENROLMENT,
            (
                (stay.id, item.member.person_id, stay.started_on, stay.entry_status, stay.ended_on, stay.end_reason, stay.mentor_id)
                for item in members
                for stay in item.stays
            ),
        )
        found = [item.member for item in members]
        copy_rows(cursor, "members_business", BUSINESS, ((one.business_id, one.person_id, one.business) for one in found))
        consents = (
            (new_id(), one.person_id, purpose, WORDING, one.given_at, by or one.taken_by)
            for one in found
            for purpose in sorted(one.consents)
        )
        copy_rows(cursor, "members_consent", CONSENT, consents)
    trail = [entry for item in members for entry in item.trail]
    log_changes(by=[author for author, _changed in trail], changes=[changed for _author, changed in trail])
    return len(members)
