"""Correct what is kept about a member herself, and close and empty her record when she wants to be forgotten."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from okoce.accounts.queries import Actor
from okoce.accounts.services import ensure_phone_accounts, forget_phone
from okoce.audit.services import log_change
from okoce.core.decisions import Decision, NotAllowed, require
from okoce.core.encryption import keyring
from okoce.core.fortnights import jakarta_date
from okoce.core.personal import Subject
from okoce.core.phone_numbers import NotAPhone, normalise
from okoce.members.enums import EndReason, Purpose
from okoce.members.models import Business, Consent, Enrolment, Person
from okoce.members.permissions import may_open_record
from okoce.members.queries.people import subject_of
from okoce.members.rules import clean_name, clean_words, read_nik
from okoce.members.services.locks import locked_member

LONGEST_BUSINESS = 200


@dataclass(frozen=True, slots=True)
class Corrected:
    """What is right; None leaves a thing as it is. NIK, phone and name as typed."""

    name: str | None = None
    nik: str | None = None
    birth_on: date | None = None
    phone: str | None = None
    business: str | None = None

    def fields(self) -> Iterator[str]:
        return (name for name in ("name", "nik", "birth_on", "phone", "business") if getattr(self, name) is not None)


@transaction.atomic
def correct_person(*, by: Actor, person_id: UUID, to: Corrected) -> None:
    """Write down what is right about a person. The trail names the fields, never what stood or stands in them.

    NotAllowed: ``record.unknown``, ``record.outside_scope``, ``record.own``, ``nik.length``, ``nik.not_digits``, ``nik.taken``,
    ``name.no_letter``, ``name.too_long``, ``phone.not_mobile``, ``business.missing``, ``business.too_long``.
    """
    found = locked_member(person_id)
    if by.person_id == person_id:
        raise NotAllowed(Decision.no("record.own"))
    require(may_open_record(by, found))
    before = subject_of(person_id)
    changes = _changes(to)
    try:
        with transaction.atomic():
            if changes:
                Person.objects.filter(id=person_id).update(**changes)
    except IntegrityError:
        raise NotAllowed(Decision.no("nik.taken")) from None
    if to.business is not None and found.business_id is not None:
        Business.objects.filter(id=found.business_id).update(description=_business(to.business))
    if "phone_hash" in changes and before is not None:
        ensure_phone_accounts(phones={normalise(to.phone or ""): found.is_synthetic})
        if not before.shares_phone:
            forget_phone(by=by.user_id, phone=before.phone)
    log_change(by=by.user_id, verb="correct", subject="person", subject_id=person_id, after={"fields": list(to.fields())})


def _changes(to: Corrected) -> dict[str, Any]:
    """The columns of Person that change."""
    ring = keyring(settings.SECRETS_DIR)
    changes: dict[str, Any] = {}
    if to.name is not None:
        changes["name"] = clean_name(to.name)
    if to.birth_on is not None:
        changes["birth_on"] = to.birth_on
    if to.nik is not None:
        reading = read_nik(to.nik)
        changes |= {"nik_sealed": ring.seal(reading.number, "nik"), "nik_hash": ring.keyed_hash(reading.number, "nik")}
        changes["sex"] = reading.sex
    if to.phone is not None:
        try:
            phone = normalise(to.phone)
        except NotAPhone:
            raise NotAllowed(Decision.no("phone.not_mobile")) from None
        changes |= {"phone_sealed": ring.seal(phone, "phone"), "phone_hash": ring.keyed_hash(phone, "phone")}
    return changes


def _business(text: str) -> str:
    business = clean_words(text)
    if not business:
        raise NotAllowed(Decision.no("business.missing"))
    if len(business) > LONGEST_BUSINESS:
        raise NotAllowed(Decision.no("business.too_long", longest=LONGEST_BUSINESS))
    return business


@transaction.atomic
def withdraw_for(*, by: Actor, person_id: UUID, purpose: Purpose) -> None:
    """An officer withdraws a consent for who stands before her. NotAllowed ``record.unknown``, ``record.outside_scope``."""
    require(may_open_record(by, locked_member(person_id)))
    standing = Consent.objects.filter(person_id=person_id, purpose=purpose, withdrawn_at__isnull=True)
    standing.update(withdrawn_at=timezone.now())
    log_change(by=by.user_id, verb="withdraw", subject="person", subject_id=person_id, after={"purpose": str(purpose)})


@transaction.atomic
def close_person(*, by: UUID | None, person_id: UUID) -> None:
    """Nothing finds her any more and nothing is added to her: the first act of an erasure. Again changes nothing.

    The hash of the NIK goes here: who registers with it from now on is a new person, whom nothing ties to this one.
    """
    now = timezone.now()
    rows = Person.objects.select_for_update(of=("self",)).filter(id=person_id, closed_at__isnull=True)
    if not rows.values_list("id", flat=True):
        return
    Person.objects.filter(id=person_id).update(closed_at=now, nik_hash=None, phone_hash=None)
    Consent.objects.filter(person_id=person_id, withdrawn_at__isnull=True).update(withdrawn_at=now)
    today = jakarta_date(now)
    for enrolment in Enrolment.objects.filter(person_id=person_id, ended_on__isnull=True):
        enrolment.ended_on, enrolment.end_reason = max(today, enrolment.started_on), EndReason.ERASED
        enrolment.save(update_fields=["ended_on", "end_reason"])
    log_change(by=by, verb="close", subject="person", subject_id=person_id)


@transaction.atomic
def forget_person(*, by: UUID | None, subject: Subject) -> int:
    """Empty a closed record: what stays is a pseudonym to which the facts belong. Returns the number of rows that changed."""
    empty = {"name": "", "nik_sealed": None, "phone_sealed": None, "birth_on": None, "sex": "", "erased_at": timezone.now()}
    people = Person.objects.filter(id=subject.person_id, closed_at__isnull=False, erased_at__isnull=True).update(**empty)
    return people + Business.objects.filter(person_id=subject.person_id).exclude(description="").update(description="")
