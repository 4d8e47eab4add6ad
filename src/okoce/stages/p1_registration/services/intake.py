"""Accept a submission: check it, seal it, store it in one statement, hand out the receipt."""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils import timezone

from okoce.accounts.queries import Actor
from okoce.core.canonical import canonical_bytes
from okoce.core.decisions import Decision, NotAllowed, Reason
from okoce.core.encryption import keyring
from okoce.core.phone_numbers import NotAPhone, normalise
from okoce.facts.enums import Channel
from okoce.members.enums import EntryStatus, Purpose
from okoce.members.queries import clean_name, clean_words, read_nik
from okoce.places.queries import may_be_domicile
from okoce.stages.p1_registration.enums import Referral
from okoce.stages.p1_registration.models import Registration
from okoce.stages.p1_registration.rules import receipt_from

BODY = "registration-body"
LONGEST_BUSINESS = 200
"""What is accepted must be storable when it is settled: one that is not would hold up all behind it."""
COLUMNS = {
    "id": "uuid",
    "receipt": "text",
    "submitted_at": "timestamptz",
    "body_digest": "bytea",
    "sealed_body": "bytea",
    "place_code": "text",
    "entry_status": "text",
    "community_id": "uuid",
    "referral": "text",
    "channel": "text",
    "registered_by": "uuid",
}
ACCEPT = (
    f"INSERT INTO p1_registration_registration ({', '.join(COLUMNS)}, outcome) "  # noqa: S608 - constants
    f"SELECT *, '' FROM unnest({', '.join(f'%s::{kind}[]' for kind in COLUMNS.values())}) ON CONFLICT (id) DO NOTHING RETURNING id"
)


@dataclass(frozen=True, slots=True)
class Submission:
    """The form as filled. ``id`` was made with the form, so that a double tap is one submission. ``nik`` and ``phone`` as typed."""

    id: UUID
    name: str
    nik: str
    phone: str
    place_code: str
    business: str
    entry_status: EntryStatus
    referral: Referral
    consents: frozenset[str]
    community_id: UUID | None = None
    referral_note: str = ""
    birth_on: date | None = None
    is_synthetic: bool = field(default=False)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What she keeps."""

    number: str
    submission_id: UUID
    submitted_at: datetime


def submit(*, by: Actor, submission: Submission, channel: Channel = Channel.SELF, at: datetime | None = None) -> Receipt:
    """Accept a submission and return its receipt; the same submission again returns the same receipt.

    NotAllowed with one reason per wrong field: ``nik.length``, ``nik.not_digits``, ``phone.not_mobile``, ``name.no_letter``,
    ``name.too_long``, ``place.unknown``, ``business.missing``, ``business.too_long``, ``consent.programme_missing``;
    ``registration.id_reused`` where the id came before with another content.
    """
    return submit_each(by=[by], given=[Arrived(submission, channel, at)])[0]


@dataclass(frozen=True, slots=True)
class Arrived:
    """One submission with the way and the time at which it came; now where no time is given (paper forms bear theirs)."""

    submission: Submission
    channel: Channel = Channel.SELF
    at: datetime | None = None


def submit_each(*, by: Sequence[Actor], given: Sequence[Arrived]) -> tuple[Receipt, ...]:
    """As :func:`submit`, several submissions in one statement, each by its own actor; all or none."""
    now = timezone.now()
    rows = [registration_values(actor, item, now) for actor, item in zip(by, given, strict=True)]
    if not rows:
        return ()
    with connection.cursor() as cursor:
        cursor.execute(ACCEPT, [list(column) for column in zip(*rows, strict=True)])
        accepted = {row[0] for row in cursor.fetchall()}
    return tuple(Receipt(row[1], row[0], row[2]) if row[0] in accepted else _known(row[0], row[3]) for row in rows)


def registration_values(by: Actor, item: Arrived, now: datetime) -> tuple[Any, ...]:
    """The values of :data:`COLUMNS`."""
    submission = item.submission
    body = _clean(submission)
    ring = keyring(settings.SECRETS_DIR)
    content = {**body, "place": submission.place_code, "status": submission.entry_status, "community": submission.community_id}
    return (
        submission.id,
        receipt_from(os.urandom(16)),
        item.at or now,
        ring.keyed_hash(canonical_bytes(content).decode(), BODY),
        ring.seal(json.dumps(body), BODY),
        submission.place_code,
        str(submission.entry_status),
        submission.community_id,
        str(submission.referral),
        str(item.channel),
        by.user_id if item.channel != Channel.SELF else None,
    )


def _known(submission_id: UUID, digest: bytes) -> Receipt:
    known = Registration.objects.get(id=submission_id)
    if bytes(known.body_digest) != digest:
        raise NotAllowed(Decision.no("registration.id_reused"))
    return Receipt(known.receipt, known.id, known.submitted_at)


def _clean(submission: Submission) -> dict[str, object]:
    """The personal part of a submission, as it is sealed; every wrong field is told at once."""
    reasons: list[Reason] = []
    nik = phone = name = ""
    try:
        nik = read_nik(submission.nik).number
    except NotAllowed as refused:
        reasons += refused.decision.reasons
    try:
        phone = normalise(submission.phone)
    except NotAPhone:
        reasons.append(Reason("phone.not_mobile"))
    try:
        name = clean_name(submission.name)
    except NotAllowed as refused:
        reasons += refused.decision.reasons
    if not may_be_domicile(submission.place_code):
        reasons.append(Reason("place.unknown"))
    business = clean_words(submission.business)
    if not business:
        reasons.append(Reason("business.missing"))
    elif len(business) > LONGEST_BUSINESS:
        reasons.append(Reason("business.too_long", {"longest": LONGEST_BUSINESS}))
    if Purpose.PROGRAMME not in submission.consents:
        reasons.append(Reason("consent.programme_missing"))
    if reasons:
        raise NotAllowed(Decision(False, tuple(reasons)))
    return {
        "nik": nik,
        "phone": phone,
        "name": name,
        "business": business,
        "consents": sorted(submission.consents),
        "note": clean_words(submission.referral_note),
        "birth_on": submission.birth_on.isoformat() if submission.birth_on else None,
        "synthetic": submission.is_synthetic,
    }
