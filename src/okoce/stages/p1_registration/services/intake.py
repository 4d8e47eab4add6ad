"""Accept a submission: check it, seal it, store it in one statement, hand out the receipt."""

import json
import os
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
from okoce.members.queries import clean_name, read_nik
from okoce.places.queries import may_be_domicile
from okoce.stages.p1_registration.enums import Referral
from okoce.stages.p1_registration.models import Registration
from okoce.stages.p1_registration.rules import receipt_from

BODY = "registration-body"
ACCEPT = """
    INSERT INTO p1_registration_registration
        (id, receipt, submitted_at, body_digest, sealed_body, place_code, entry_status, community_id, referral, channel,
         registered_by, outcome)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, '')
    ON CONFLICT (id) DO NOTHING
"""


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
    ``name.too_long``, ``place.unknown``, ``business.missing``, ``consent.programme_missing``; ``registration.id_reused`` where
    the id came before with another content.
    """
    body = _clean(submission)
    ring = keyring(settings.SECRETS_DIR)
    content = {**body, "place": submission.place_code, "status": submission.entry_status, "community": submission.community_id}
    digest = ring.keyed_hash(canonical_bytes(content).decode(), BODY)
    number, now = receipt_from(os.urandom(16)), at or timezone.now()
    row: list[Any] = [
        submission.id,
        number,
        now,
        digest,
        ring.seal(json.dumps(body), BODY),
        submission.place_code,
        str(submission.entry_status),
        submission.community_id,
        str(submission.referral),
        str(channel),
        by.user_id if channel != Channel.SELF else None,
    ]
    with connection.cursor() as cursor:
        cursor.execute(ACCEPT, row)
        if cursor.rowcount:
            return Receipt(number, submission.id, now)
    return _known(submission.id, digest)


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
    if not submission.business.strip():
        reasons.append(Reason("business.missing"))
    if Purpose.PROGRAMME not in submission.consents:
        reasons.append(Reason("consent.programme_missing"))
    if reasons:
        raise NotAllowed(Decision(False, tuple(reasons)))
    return {
        "nik": nik,
        "phone": phone,
        "name": name,
        "business": " ".join(submission.business.split()),
        "consents": sorted(submission.consents),
        "note": submission.referral_note.strip(),
        "birth_on": submission.birth_on.isoformat() if submission.birth_on else None,
        "synthetic": submission.is_synthetic,
    }
