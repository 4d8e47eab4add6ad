"""Record and correct facts. Rights over the person are checked by the app that owns the person, before it calls these."""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from psycopg.types.json import Jsonb

from okoce.core.canonical import canonical_bytes
from okoce.core.decisions import Decision, NotAllowed, Reason, require
from okoce.core.encryption import KEY_BYTES, keyring, seal_with
from okoce.core.ids import new_id
from okoce.facts.enums import Channel, Correction, CorrectionReason, Grade
from okoce.facts.kinds import Kind, clean_measures, kind_of
from okoce.facts.models import Fact, PersonKey
from okoce.facts.rules.canonical import SALT_BYTES
from okoce.facts.rules.corrections import Dates, bounded_capture, may_be_dated

ROWS_AT_ONCE = 1000
# Types as arrays: a statement with one placeholder a column is read by the driver at once, one with a placeholder a value is not.
COLUMNS = {
    "id": "uuid",
    "kind": "text",
    "person_id": "uuid",
    "enrolment_id": "uuid",
    "business_id": "uuid",
    "occurred_on": "date",
    "captured_at": "timestamptz",
    "recorded_by": "uuid",
    "on_behalf_of": "uuid",
    "channel": "text",
    "place_id": "text",
    "org_id": "uuid",
    "grade": "int",
    "measures": "jsonb",
    "details_digest": "bytea",
    "corrects": "uuid",
    "correction": "text",
    "reason": "text",
}
INSERT = (
    f"INSERT INTO facts_fact ({', '.join(COLUMNS)}) "  # noqa: S608 - constants
    f"SELECT * FROM unnest({', '.join(f'%s::{kind}[]' for kind in COLUMNS.values())}) ON CONFLICT (id) DO NOTHING RETURNING id"
)
_json = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode
INSERT_DETAILS = "INSERT INTO facts_factdetails (fact_id, sealed) SELECT * FROM unnest(%s::uuid[], %s::bytea[])"


@dataclass(frozen=True, slots=True)
class FactDraft:
    """What somebody states. ``id`` is made by whoever writes it down first; the same draft twice is one fact."""

    kind: str
    person_id: UUID
    occurred_on: date
    place_id: str
    channel: Channel
    grade: Grade
    id: UUID = field(default_factory=new_id)
    enrolment_id: UUID | None = None
    business_id: UUID | None = None
    captured_at: datetime | None = None
    on_behalf_of: UUID | None = None
    org_id: UUID | None = None
    measures: Mapping[str, object] = field(default_factory=dict)
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """A fact as it is stored: the values of :data:`COLUMNS`, and its sealed details where it has any."""

    values: tuple[Any, ...]
    sealed_details: bytes | None


@dataclass(frozen=True, slots=True)
class CorrectionDraft:
    """What somebody states about a fact that stands already. ``draft`` is the new content of an amendment."""

    original: UUID
    correction: Correction
    reason: CorrectionReason
    note: str = ""
    draft: FactDraft | None = None
    id: UUID = field(default_factory=new_id)
    captured_at: datetime | None = None
    channel: Channel = Channel.COUNTER


def append(*, by: UUID | None, drafts: Sequence[FactDraft]) -> tuple[UUID, ...]:
    """Record facts in the caller's transaction and return their ids, in order.

    A draft whose id is known with the same content is accepted and changes nothing (a retry). Raises NotAllowed:
    ``fact.unknown_kind``, ``fact.in_future``, ``fact.missing_measure``, ``fact.wrong_measure``, ``fact.unknown_measure``,
    ``fact.missing_detail``, ``fact.unknown_detail``, ``fact.id_reused``.
    """
    return append_each(by=[by] * len(drafts), drafts=drafts)


def append_each(*, by: Sequence[UUID | None], drafts: Sequence[FactDraft]) -> tuple[UUID, ...]:
    """As :func:`append`, each draft by its own author, in as few statements."""
    now = timezone.now()
    keys = person_keys({draft.person_id for draft in drafts if draft.details})
    rows = [fact_row(author, draft, now, keys.get(draft.person_id)) for author, draft in zip(by, drafts, strict=True)]
    with transaction.atomic():
        _insert(rows)
    return tuple(draft.id for draft in drafts)


def correct(
    *,
    by: UUID,
    original: UUID,
    correction: Correction,
    reason: CorrectionReason,
    note: str = "",
    draft: FactDraft | None = None,
    correction_id: UUID | None = None,
    captured_at: datetime | None = None,
    channel: Channel = Channel.COUNTER,
) -> UUID:
    """Record a correction of an original and return its id; the original stays readable.

    ``draft`` is the new content of an amendment (same kind and person). Raises NotAllowed: ``fact.unknown``,
    ``fact.is_correction`` (corrections point at originals), ``fact.amend_other_subject``, and those of :func:`append`.
    """
    given = CorrectionDraft(original, correction, reason, note, draft, correction_id or new_id(), captured_at, channel)
    return correct_each(by=[by], corrections=[given])[0]


def correct_each(*, by: Sequence[UUID], corrections: Sequence[CorrectionDraft]) -> tuple[UUID, ...]:
    """As :func:`correct`, several at once, each by its own author."""
    now = timezone.now()
    firsts = Fact.objects.in_bulk([given.original for given in corrections])
    contents = [_corrected(firsts.get(given.original), given) for given in corrections]
    keys = person_keys({content.person_id for content in contents if content.details})
    rows = [
        fact_row(author, content, now, keys.get(content.person_id), Correcting(given.original, given.correction, given.reason))
        for author, given, content in zip(by, corrections, contents, strict=True)
    ]
    with transaction.atomic():
        _insert(rows)
    return tuple(content.id for content in contents)


def _corrected(first: Fact | None, given: CorrectionDraft) -> FactDraft:
    """The content of a correction: the new one of an amendment, otherwise the original's."""
    if first is None:
        raise NotAllowed(Decision.no("fact.unknown"))
    if first.corrects is not None:
        raise NotAllowed(Decision.no("fact.is_correction", original=first.corrects))
    return corrected(draft_of(first), given)


def corrected(first: FactDraft, given: CorrectionDraft) -> FactDraft:
    """The content of a correction of what an original says (its details left out, they stay the original's)."""
    content = given.draft if given.correction == Correction.AMEND and given.draft is not None else first
    if (content.kind, content.person_id) != (first.kind, first.person_id):
        raise NotAllowed(Decision.no("fact.amend_other_subject"))
    return replace(
        content,
        id=given.id,
        captured_at=given.captured_at,
        channel=given.channel,
        enrolment_id=first.enrolment_id,
        business_id=first.business_id,
        details={**content.details, **({"note": given.note} if given.note else {})},
    )


@dataclass(frozen=True, slots=True)
class Correcting:
    """What a correcting row says beside its content; nothing for an original."""

    original: UUID | None = None
    correction: str = ""
    reason: str = ""


def draft_of(fact: Fact) -> FactDraft:
    """What a stored fact says, as a draft without details."""
    return FactDraft(
        kind=fact.kind,
        person_id=fact.person_id,
        enrolment_id=fact.enrolment_id,
        business_id=fact.business_id,
        occurred_on=fact.occurred_on,
        place_id=fact.place_id,
        channel=Channel(fact.channel),
        grade=Grade(fact.grade),
        org_id=fact.org_id,
        measures=fact.measures,
    )


NOTHING = Correcting()


def fact_row(by: UUID | None, draft: FactDraft, now: datetime, key: bytes | None, correcting: Correcting = NOTHING) -> Row:
    """A draft as it is stored, checked against its kind; ``key`` is the person's. NotAllowed as :func:`append`."""
    kind = kind_of(draft.kind)
    captured_at = bounded_capture(draft.captured_at or now, now)
    if draft.occurred_on >= now.date():  # earlier in UTC is earlier in Jakarta, and history is mostly long ago
        require(may_be_dated(Dates(draft.occurred_on, captured_at, now)))
    measures = clean_measures(kind, draft.measures)
    details = _clean_details(kind, draft.details, is_correction=correcting.original is not None)
    digest, sealed = _seal_details(details, key, draft.id)
    values = (
        draft.id,
        kind.code,
        draft.person_id,
        draft.enrolment_id,
        draft.business_id,
        draft.occurred_on,
        captured_at,
        by,
        draft.on_behalf_of,
        str(draft.channel),
        draft.place_id,
        draft.org_id,
        int(draft.grade),
        Jsonb(measures, _json),
        digest,
        correcting.original,
        str(correcting.correction),
        str(correcting.reason),
    )
    return Row(values, sealed)


def _clean_details(kind: Kind, given: Mapping[str, str], *, is_correction: bool) -> dict[str, str]:
    if not given and not kind.needs_details:
        return {}
    details = {name: text.strip() for name, text in given.items() if text and text.strip()}
    allowed = set(kind.details) | {"note"}
    reasons = [Reason("fact.unknown_detail", {"detail": name}) for name in sorted(details.keys() - allowed)]
    if not is_correction:
        missing = [name for name in kind.needs_details if name not in details]
        reasons += [Reason("fact.missing_detail", {"detail": name}) for name in missing]
    if reasons:
        raise NotAllowed(Decision(False, tuple(reasons)))
    return details


def _seal_details(details: Mapping[str, str], key: bytes | None, fact_id: UUID) -> tuple[bytes, bytes | None]:
    """Digest and encrypted salt with details; both empty where a fact has no details."""
    if not details or key is None:
        return b"", None
    plain = os.urandom(SALT_BYTES) + canonical_bytes(details)
    return sha256(plain).digest(), seal_with(key, plain, f"fact:{fact_id}".encode())


def person_keys(person_ids: set[UUID]) -> dict[UUID, bytes]:
    """The keys of persons, made where missing; two makers at once agree on the one that was stored."""
    if not person_ids:
        return {}
    ring = keyring(settings.SECRETS_DIR)
    known = set(PersonKey.objects.filter(person_id__in=person_ids).values_list("person_id", flat=True))
    PersonKey.objects.bulk_create(
        [
            PersonKey(person_id=person, sealed_key=ring.seal_bytes(os.urandom(KEY_BYTES), f"person-key:{person}"))
            for person in person_ids - known
        ],
        ignore_conflicts=True,
    )
    stored = PersonKey.objects.filter(person_id__in=person_ids)
    return {row.person_id: ring.open_bytes(row.sealed_key, f"person-key:{row.person_id}") for row in stored}


def _insert(rows: Sequence[Row]) -> None:
    for start in range(0, len(rows), ROWS_AT_ONCE):
        _insert_chunk(rows[start : start + ROWS_AT_ONCE])


def _insert_chunk(rows: Sequence[Row]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [list(column) for column in zip(*(row.values for row in rows), strict=True)])
        inserted = {row[0] for row in cursor.fetchall()}
        details = [(row.values[0], row.sealed_details) for row in rows if row.sealed_details and row.values[0] in inserted]
        if details:
            cursor.execute(INSERT_DETAILS, [[fact_id for fact_id, _sealed in details], [sealed for _id, sealed in details]])
    if len(inserted) < len(rows):
        _refuse_reused_ids([row for row in rows if row.values[0] not in inserted])


def _refuse_reused_ids(rows: Sequence[Row]) -> None:
    """What must be equal for a second arrival of an id to be the same fact; times and salts may differ."""
    stored = Fact.objects.in_bulk([row.values[0] for row in rows])
    for row in rows:
        fact, given = stored[row.values[0]], dict(zip(COLUMNS, row.values, strict=True))
        same = all(getattr(fact, name) == given[name] for name in ("kind", "person_id", "occurred_on", "corrects", "correction"))
        if not same or fact.measures != given["measures"].obj:
            raise NotAllowed(Decision.no("fact.id_reused"))
