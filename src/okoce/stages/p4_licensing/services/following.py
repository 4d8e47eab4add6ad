"""Make permits and applications from facts: at once where this app records one, later for what others recorded."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from okoce.core.decisions import NotAllowed
from okoce.core.encryption import Keyring, keyring
from okoce.members.services.locks import locked_member
from okoce.stages.p4_licensing.models import Application, Followed, Permit
from okoce.stages.p4_licensing.queries.renewing import promise_of
from okoce.stages.p4_licensing.queries.stated import stated_of
from okoce.stages.p4_licensing.rules.formats import names_a_paper
from okoce.stages.p4_licensing.rules.projecting import (
    KINDS,
    ApplicationRow,
    PermitRow,
    applications_of,
    permits_of,
    renewed,
)
from okoce.stages.p4_licensing.services.along import SECONDS, Follower, go_on

NUMBER = "permit-number"
"""What numbers of permits and applications are sealed and hashed as."""


def follow_facts(seconds: float = SECONDS) -> int:
    """Go on along the log from where this stands; how many people's rows were made again. Again after a kill changes nothing."""
    return go_on(Follower(Followed, KINDS, positions_at_once=5000, people_at_once=50, make=_make), seconds)


def _make(person_ids: Sequence[UUID]) -> None:
    for person_id in person_ids:
        try:
            locked_member(person_id)
        except NotAllowed:
            continue  # her record was closed: nothing is made of it any more
        project(person_id=person_id)


@transaction.atomic
def project(*, person_id: UUID) -> Mapping[tuple[str, str], UUID]:
    """Make the rows of one person from her facts, her record locked; the ids of her permits by licence and key of the number."""
    ring, stated = keyring(settings.SECRETS_DIR), stated_of(person_id)
    rows = permits_of(stated)
    ids = {(row.licence, row.key): _keep_permit(ring, person_id, row) for row in rows}
    _keep_renewals(rows, ids)
    _keep_applications(ring, person_id, applications_of(stated), ids)
    return ids


def hash_of(ring: Keyring, person_id: UUID, licence: str, key: str) -> bytes:
    """The hash by which a number is found; a text that names no paper is found with this person alone."""
    value = f"{licence}:{key}" if names_a_paper(key) else f"{licence}:{person_id}:{key}"
    return ring.keyed_hash(value, NUMBER)


def _keep_permit(ring: Keyring, person_id: UUID, row: PermitRow) -> UUID:
    number_hash = hash_of(ring, person_id, row.licence, row.key)
    said: dict[str, Any] = {
        "business_id": row.business_id,
        "issued_on": row.issued_on,
        "valid_until": row.valid_until,
        "state": row.state,
        "source": row.source,
        "refutation": row.refutation,
        "fact_id": row.fact_id,
        "reported_at": row.reported_at,
        "reporter": row.reporter,
        "decided_at": row.decided_at,
        "decided_by": row.decided_by,
    }
    kept = Permit.objects.filter(person_id=person_id, licence=row.licence, number_hash=number_hash).first()
    if kept is None:
        sealed = ring.seal(row.number, NUMBER)
        made = Permit.objects.create(
            person_id=person_id, licence=row.licence, number_hash=number_hash, number_sealed=sealed, **said
        )
        return made.id
    changed = {name: value for name, value in said.items() if getattr(kept, name) != value}
    if kept.number_sealed is None or ring.open(kept.number_sealed, NUMBER) != row.number:
        changed["number_sealed"] = ring.seal(row.number, NUMBER)
    if changed:
        Permit.objects.filter(id=kept.id).update(**changed)
    return kept.id


def _keep_renewals(rows: tuple[PermitRow, ...], ids: Mapping[tuple[str, str], UUID]) -> None:
    """Where only one permit can be meant, the later one stands in its place. What she said herself stays."""
    open_ids = set(Permit.objects.filter(id__in=ids.values(), renews=None).values_list("id", flat=True))
    taken = set(Permit.objects.filter(renews__in=ids.values()).values_list("renews_id", flat=True))
    for row in rows:
        permit_id, before = ids[row.licence, row.key], renewed(row, rows)
        old = ids[before.licence, before.key] if before is not None else None
        if permit_id in open_ids and old is not None and old not in taken:
            Permit.objects.filter(id=permit_id).update(renews_id=old)
            taken.add(old)


def _keep_applications(
    ring: Keyring, person_id: UUID, rows: tuple[ApplicationRow, ...], permits: Mapping[tuple[str, str], UUID]
) -> None:
    hers = Application.objects.filter(person_id=person_id)
    hers.exclude(fact_id__in=[row.fact_id for row in rows]).delete()
    known = {kept.fact_id: kept for kept in hers}
    for row in sorted(rows, key=lambda row: row.outcome == ""):  # what has ended makes room for what is open
        said: dict[str, Any] = {
            "licence": row.licence,
            "office": row.office,
            "place_code": row.place_code,
            "business_id": row.business_id,
            "submitted_on": row.submitted_on,
            "outcome": row.outcome,
            "decided_on": row.decided_on,
            "reason": row.reason,
            "permit_id": permits[row.permit] if row.permit is not None else None,
            "number_sealed": ring.seal(row.number, NUMBER) if row.number else None,
        }
        kept = known.get(row.fact_id)
        moved = kept is None or (kept.licence, kept.office, kept.submitted_on) != (row.licence, row.office, row.submitted_on)
        promised = _promised(row) if moved else {}
        Application.objects.update_or_create(fact_id=row.fact_id, defaults={"person_id": person_id, **said, **promised})


def _promised(row: ApplicationRow) -> dict[str, Any]:
    """What was promised when it was handed in; the rule's version is kept, whatever follows it."""
    promise = promise_of(row.licence, row.office, row.submitted_on)
    if promise is None:
        return {"promised_days": None, "promised_rule": None, "due_on": None}
    return {"promised_days": promise.days, "promised_rule": promise.row_id, "due_on": promise.due_on}
