"""Make members, many at once: one NIK is one person, whoever comes first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils import timezone

from okoce.core.encryption import keyring
from okoce.core.ids import new_id
from okoce.members.models import Business, Consent, Enrolment, Person
from okoce.members.rules import read_nik

WORDING = "2026-11"  # version of the consent sentences on the form


PERSON = {
    "id": "uuid",
    "name": "text",
    "nik_sealed": "bytea",
    "nik_hash": "bytea",
    "phone_sealed": "bytea",
    "phone_hash": "bytea",
    "birth_on": "date",
    "sex": "text",
    "domicile_id": "text",
    "is_synthetic": "boolean",
}
# An array for each column: reading a statement with a placeholder for each value costs the driver more than the insert itself.
INSERT_PERSONS = (
    f"INSERT INTO members_person ({', '.join(PERSON)}) "  # noqa: S608 - constants
    f"SELECT * FROM unnest({', '.join(f'%s::{kind}[]' for kind in PERSON.values())}) ON CONFLICT DO NOTHING"
)


@dataclass(frozen=True, slots=True)
class NewMember:
    """What a registration says about a person; checked by the app that took it. ``phone`` is E.164, ``domicile`` a place code."""

    nik: str
    phone: str
    name: str
    domicile: str
    entry_status: str
    business: str
    consents: frozenset[str]
    started_on: date
    taken_by: UUID | None = None
    given_at: datetime | None = None
    birth_on: date | None = None
    is_synthetic: bool = False
    person_id: UUID = field(default_factory=new_id)
    enrolment_id: UUID = field(default_factory=new_id)
    business_id: UUID = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class Enrolled:
    """Whom a registration led to. Not created: she was known already, and nothing about her was changed."""

    person_id: UUID
    enrolment_id: UUID | None
    business_id: UUID | None
    created: bool


def enrol_many(*, by: UUID | None, members: Sequence[NewMember]) -> tuple[Enrolled, ...]:
    """Person, enrolment, business and consents for each NIK that nobody has yet; the known person for the others.

    In the caller's transaction. The same NIK twice in one call is one person: the first wins. ``by`` took the consents.
    """
    ring = keyring(settings.SECRETS_DIR)
    hashes = [ring.keyed_hash(member.nik, "nik") for member in members]
    first: dict[bytes, NewMember] = {}
    for nik_hash, member in zip(hashes, members, strict=True):
        first.setdefault(nik_hash, member)
    holders = _claim(first)
    created = [member for nik_hash, member in first.items() if holders[nik_hash] == member.person_id]
    _begin(created, by)
    known_ids = {holders[nik_hash] for nik_hash in first} - {member.person_id for member in created}
    open_enrolments = _open_enrolments(known_ids) | {member.person_id: member.enrolment_id for member in created}
    new_ids = {id(member) for member in created}
    return tuple(
        Enrolled(member.person_id, member.enrolment_id, member.business_id, True)
        if id(member) in new_ids
        else Enrolled(holders[nik_hash], open_enrolments.get(holders[nik_hash]), None, False)
        for nik_hash, member in zip(hashes, members, strict=True)
    )


def _claim(first: Mapping[bytes, NewMember]) -> dict[bytes, UUID]:
    """Insert the persons whose NIK is free; who holds each NIK afterwards."""
    # In one order everywhere: two calls that meet the same NIKs wait for each other instead of locking each other out.
    rows = [person_values(member, nik_hash) for nik_hash, member in sorted(first.items(), key=lambda item: item[0])]
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(INSERT_PERSONS, [list(column) for column in zip(*rows, strict=True)])
    stored = Person.objects.filter(nik_hash__in=list(first)).values_list("nik_hash", "id")
    return {bytes(nik_hash): person_id for nik_hash, person_id in stored if nik_hash is not None}


def person_values(member: NewMember, nik_hash: bytes) -> tuple[Any, ...]:
    """The values of :data:`PERSON`."""
    ring = keyring(settings.SECRETS_DIR)
    reading = read_nik(member.nik)
    return (
        member.person_id,
        member.name,
        ring.seal(member.nik, "nik"),
        nik_hash,
        ring.seal(member.phone, "phone"),
        ring.keyed_hash(member.phone, "phone"),
        member.birth_on or reading.birth_on,
        reading.sex,
        member.domicile,
        member.is_synthetic,
    )


def _begin(created: Sequence[NewMember], by: UUID | None) -> None:
    Enrolment.objects.bulk_create(
        [Enrolment(id=m.enrolment_id, person_id=m.person_id, started_on=m.started_on, entry_status=m.entry_status) for m in created]
    )
    Business.objects.bulk_create([Business(id=m.business_id, person_id=m.person_id, description=m.business) for m in created])
    now = timezone.now()
    Consent.objects.bulk_create(
        [
            Consent(person_id=m.person_id, purpose=p, wording=WORDING, taken_by=by or m.taken_by, given_at=m.given_at or now)
            for m in created
            for p in sorted(m.consents)
        ]
    )


def _open_enrolments(person_ids: set[UUID]) -> dict[UUID, UUID]:
    if not person_ids:
        return {}
    still_open = Enrolment.objects.filter(person_id__in=person_ids, ended_on__isnull=True)
    return dict(still_open.values_list("person_id", "id"))
