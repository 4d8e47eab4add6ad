""" "Somebody used my NIK": anybody may open a claim, an officer must answer it."""

import os
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from okoce.accounts.queries import Actor
from okoce.audit.services import log_change
from okoce.core.decisions import Decision, NotAllowed, Reason, require
from okoce.core.encryption import keyring
from okoce.core.fortnights import jakarta_date
from okoce.core.phone_numbers import NotAPhone, normalise
from okoce.members.queries import clean_name, member, person_id_by_nik, read_nik
from okoce.members.services import release_identity
from okoce.messaging.services import post
from okoce.places.queries import may_be_domicile
from okoce.regulations.queries import number
from okoce.stages.p1_registration.enums import ClaimState
from okoce.stages.p1_registration.messages import claim_answered_text
from okoce.stages.p1_registration.models import IdentityClaim
from okoce.stages.p1_registration.permissions import may_answer_claim
from okoce.stages.p1_registration.rules import may_settle_claim, receipt_from


@dataclass(frozen=True, slots=True)
class ClaimForm:
    """What the claimant writes; the page answers the same whether the NIK is known or not."""

    id: UUID
    name: str
    nik: str
    phone: str
    place_code: str
    is_synthetic: bool = False


def open_claim(*, form: ClaimForm) -> str:
    """Store a claim and return its receipt number; the same form twice is one claim. NotAllowed as in ``submit``."""
    reasons: list[Reason] = []
    if not may_be_domicile(form.place_code):
        reasons.append(Reason("place.unknown"))
    try:
        phone = normalise(form.phone)
    except NotAPhone:
        phone = ""
        reasons.append(Reason("phone.not_mobile"))
    if reasons:
        raise NotAllowed(Decision(False, tuple(reasons)))
    nik, name = read_nik(form.nik).number, clean_name(form.name)
    ring = keyring(settings.SECRETS_DIR)
    today = jakarta_date(timezone.now())
    row = IdentityClaim(
        id=form.id,
        receipt=receipt_from(os.urandom(16)),
        nik_hash=ring.keyed_hash(nik, "nik"),
        nik_sealed=ring.seal(nik, "nik"),
        name=name,
        phone_sealed=ring.seal(phone, "phone"),
        place_code=form.place_code,
        is_synthetic=form.is_synthetic,
        due_on=today + timedelta(days=number("registration.claim_answer_days", today)),
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:  # the same form again
        return IdentityClaim.objects.get(id=form.id).receipt
    return row.receipt


@transaction.atomic
def answer_claim(*, by: Actor, claim_id: UUID, state: ClaimState, answer: str) -> None:
    """An officer answers: upheld ends the wrong enrolment and frees the NIK, rejected says why; the claimant is written to.

    NotAllowed: ``claim.unknown``, ``claim.other_office``, ``claim.already_answered``, ``claim.answer_missing``.
    """
    claim = IdentityClaim.objects.select_for_update(of=("self",)).filter(id=claim_id).first()
    if claim is None:
        raise NotAllowed(Decision.no("claim.unknown"))
    ring = keyring(settings.SECRETS_DIR)
    person_id = person_id_by_nik(ring.open(claim.nik_sealed, "nik"))
    found = member(person_id) if person_id else None
    require(may_answer_claim(by, claim.place_code, found.domicile if found else ""))
    require(may_settle_claim(ClaimState(claim.state), state))
    if not answer.strip():
        raise NotAllowed(Decision.no("claim.answer_missing"))
    claim.state, claim.answer = state, answer.strip()[:300]
    claim.answered_at, claim.answered_by = timezone.now(), by.user_id
    claim.save(update_fields=["state", "answer", "answered_at", "answered_by"])
    if state == ClaimState.UPHELD and person_id is not None:
        release_identity(by=by, person_id=person_id)
    # The words stay with the claim alone: the trail cannot be rewritten, and they may name people.
    log_change(by=by.user_id, verb="answer_claim", subject="claim", subject_id=claim.id, after={"state": state})
    if not claim.is_synthetic:  # the number is nobody's
        post(to=ring.open(claim.phone_sealed, "phone"), text=claim_answered_text(claim.receipt, claim.answer), purpose="claim")
