"""Forget a person in what P1 keeps: receipts, what communities wrote, claims about her NIK, submissions that still wait."""

import json
import os
from collections.abc import Iterator
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from okoce.core.encryption import CannotOpen, keyring
from okoce.core.personal import Subject
from okoce.core.receipts import receipt_from
from okoce.stages.p1_registration.enums import ClaimState, RequestState
from okoce.stages.p1_registration.models import CommunityRequest, IdentityClaim, Registration
from okoce.stages.p1_registration.services.intake import BODY

DIGEST_BYTES = 32


@transaction.atomic
def forget_person(*, by: UUID, subject: Subject) -> int:
    """How many rows changed or went. Registrations stay as counts, under other receipt numbers: the paper leads nowhere now."""
    return _registrations(subject) + _waiting(subject) + _requests(by, subject) + _claims(subject)


def _registrations(subject: Subject) -> int:
    empty = bytes(DIGEST_BYTES)
    rows = list(Registration.objects.filter(person_id=subject.person_id).exclude(body_digest=empty))
    for row in rows:
        row.receipt, row.body_digest = receipt_from(os.urandom(16)), empty
        row.save(update_fields=["receipt", "body_digest"])
    return len(rows)


def _waiting(subject: Subject) -> int:
    """Submissions of her that were never settled: they came before she asked to be forgotten."""
    gone, _by_model = Registration.objects.filter(id__in=list(_unsettled(subject.nik))).delete()
    return gone


def _unsettled(nik: str) -> Iterator[UUID]:
    ring = keyring(settings.SECRETS_DIR)
    rows = Registration.objects.filter(outcome="", sealed_body__isnull=False)
    for row_id, sealed in rows.values_list("id", "sealed_body"):
        try:
            body = json.loads(ring.open(sealed or b"", BODY))
        except CannotOpen:
            continue
        if nik and body["nik"] == nik:
            yield row_id


def _requests(by: UUID, subject: Subject) -> int:
    hers = CommunityRequest.objects.filter(enrolment__person_id=subject.person_id)
    standing = hers.filter(state__in=[RequestState.WAITING, RequestState.ACCEPTED])
    closed = standing.update(state=RequestState.WITHDRAWN, decided_at=timezone.now(), decided_by=by)
    return closed + hers.exclude(note="").update(note="")


def _claims(subject: Subject) -> int:
    """Answered claims about her NIK. An open one has stopped the erasure before it began."""
    if not subject.nik:
        return 0
    nik_hash = keyring(settings.SECRETS_DIR).keyed_hash(subject.nik, "nik")
    answered = IdentityClaim.objects.filter(~Q(state=ClaimState.OPEN), nik_hash=nik_hash)
    gone, _by_model = answered.delete()
    return gone
