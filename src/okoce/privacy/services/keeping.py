"""What the law keeps of an erased person: set aside under a key of its own, opened with a reason, destroyed in time."""

import json
import os
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from okoce.accounts.queries import Actor
from okoce.audit.services import log_change, log_opening
from okoce.core.decisions import Decision, NotAllowed, require
from okoce.core.encryption import KEY_BYTES, keyring, open_with, seal_with
from okoce.core.fortnights import jakarta_date
from okoce.core.personal import Subject
from okoce.facts.queries import opened_details
from okoce.members.queries import clean_words
from okoce.privacy.models import DataRequest, Retained
from okoce.privacy.permissions import may_open_retained
from okoce.privacy.queries.own import FINANCIAL, Keeping, gone, would_be_kept

KEY, CONTENT = "retained-key", b"retained"
SHORTEST_REASON = 10


@transaction.atomic
def set_aside(*, by: UUID | None, subject: Subject) -> int:
    """Seal what the law keeps of a person, before her key is destroyed; how many records. Again changes nothing.

    The content is who owed or earned and the details of each record with its salt, so that the digest of the fact still proves it.
    """
    keeping = would_be_kept(subject.person_id, jakarta_date(timezone.now()))
    known = set(Retained.objects.filter(person_id=subject.person_id).values_list("held", flat=True))
    rows = [_sealed(subject, item) for item in keeping if item.held not in known]
    Retained.objects.bulk_create(rows, ignore_conflicts=True)
    return sum(row.records for row in rows)


def _sealed(subject: Subject, keeping: Keeping) -> Retained:
    _rule, kinds = FINANCIAL[keeping.held]
    records = [
        {
            "fact": str(item.fact_id),
            "kind": item.kind,
            "on": item.occurred_on.isoformat(),
            "salt": item.salt.hex(),
            "details": item.details,
        }
        for item in opened_details(subject.person_id, kinds)
    ]
    content = json.dumps({"name": subject.name, "nik": subject.nik, "records": records}).encode()
    key = os.urandom(KEY_BYTES)
    return Retained(
        person_id=subject.person_id,
        held=keeping.held,
        rule_code=keeping.rule_code,
        legal_basis=keeping.legal_basis,
        article=keeping.article,
        records=keeping.records,
        kept_until=keeping.until,
        key_sealed=keyring(settings.SECRETS_DIR).seal_bytes(key, KEY),
        content_sealed=seal_with(key, content, CONTENT),
    )


@transaction.atomic
def forget_person(*, by: UUID | None, subject: Subject) -> int:
    """Empty her words and the answers in all her requests; how many. Numbers, kinds and dates stay: they prove the duty was met."""
    hers = DataRequest.objects.filter(person_id=subject.person_id)
    return hers.exclude(words_sealed=None, answer_sealed=None).update(words_sealed=None, answer_sealed=None)


@transaction.atomic
def open_retained(*, by: Actor, retained_id: UUID, reason: str) -> dict[str, object]:
    """What the law keeps of an erased person, for an officer of the city with a reason; every opening stays in the trail.

    NotAllowed: ``data.unknown``, ``data.retained_is_closed``, ``data.retained_is_destroyed``, ``data.reason_missing``.
    """
    row = Retained.objects.filter(id=retained_id).first()
    left = gone(row.person_id) if row is not None else None
    if row is None or left is None or by.user_id is None:
        raise NotAllowed(Decision.no("data.unknown"))
    require(may_open_retained(by, left.place_code))
    if row.content_sealed is None or row.key_sealed is None:
        raise NotAllowed(Decision.no("data.retained_is_destroyed"))
    if len(clean_words(reason)) < SHORTEST_REASON:
        raise NotAllowed(Decision.no("data.reason_missing"))
    words = clean_words(reason)[:200]
    log_opening(by=by.user_id, label=by.label, person_id=row.person_id, surface="retained", reason=words)
    key = keyring(settings.SECRETS_DIR).open_bytes(row.key_sealed, KEY)
    opened: dict[str, object] = json.loads(open_with(key, bytes(row.content_sealed), CONTENT))
    return opened


@transaction.atomic
def destroy_expired(*, by: UUID | None = None) -> int:
    """Destroy what the law no longer keeps: key and content go, the line that it was kept stays. How many."""
    rows = Retained.objects.select_for_update(skip_locked=True).filter(
        destroyed_at=None, kept_until__lt=jakarta_date(timezone.now())
    )
    due = list(rows.order_by("kept_until"))
    for row in due:
        row.key_sealed, row.content_sealed, row.destroyed_at = None, None, timezone.now()
        row.save(update_fields=["key_sealed", "content_sealed", "destroyed_at"])
        log_change(by=by, verb="destroy", subject="retained", subject_id=row.id, after={"held": row.held})
    return len(due)
