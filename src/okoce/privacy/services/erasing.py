"""Carry out what was ordered: each app forgets in a transaction of its own, so that a kill at any moment loses nothing.

The order stands in the database and in the log of erasures; what was done so far stands with it. Whoever comes next goes on there.
"""

import logging
from pathlib import Path
from uuid import UUID

from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import timezone

from okoce.members.queries import subject_of
from okoce.members.services import close_person
from okoce.privacy.enums import RequestState
from okoce.privacy.models import DataRequest, Erasure
from okoce.privacy.services.erasure_file import note_erasure, noted_erasures
from okoce.privacy.services.holders import HOLDERS, Holder

logger = logging.getLogger(__name__)
NOTED = "noted"
LOCK = 8202
"""Advisory lock of cleaning: one process at a time."""


def erase_due(*, by: UUID | None = None) -> int:
    """Carry out every order that is not done; how many came to their end. Called by the worker at each look."""
    waiting = Erasure.objects.filter(done_at=None).order_by("ordered_at").values_list("id", flat=True)
    return sum(_carry_out_alone(by, erasure_id) for erasure_id in list(waiting))


def _carry_out_alone(by: UUID | None, erasure_id: UUID) -> bool:
    """One that fails is reported and waits, and holds up nobody."""
    try:
        return carry_out(by=by, erasure_id=erasure_id)
    except (OperationalError, InterfaceError):
        raise  # the database is away: the same would happen to each
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one, the others go on
        # The words of an error may hold a row, and a row her name: only its kind goes into the log.
        logger.error("erasure %s cannot be carried out and waits: %s", erasure_id, type(error).__name__)
        return False


def carry_out(*, by: UUID | None = None, erasure_id: UUID) -> bool:
    """Go on with one order from where it stands; whether it is done. Another worker on the same order is left alone."""
    erasure = Erasure.objects.get(id=erasure_id)
    if erasure.done_at is not None:
        return True
    if NOTED not in erasure.steps:
        note_erasure(person_id=erasure.person_id, at=erasure.ordered_at)
        _mark(erasure_id, NOTED, 0)
    for holder in HOLDERS:
        if not _step(erasure_id, holder):
            return False
    return _finish(erasure_id)


@transaction.atomic
def _step(erasure_id: UUID, holder: Holder) -> bool:
    """One app forgets; False where it must be asked again, or somebody else is at it."""
    erasure = Erasure.objects.select_for_update(skip_locked=True).filter(id=erasure_id, done_at=None).first()
    if erasure is None:
        return False
    if holder.name in erasure.steps:
        return True
    subject = subject_of(erasure.person_id)
    # Nobody to forget any more: the record was emptied, or a restored backup is older than the person.
    changed = holder.forget(erasure, subject) if subject is not None else 0
    if changed is None:
        return False
    _write(erasure, holder.name, changed)
    return True


@transaction.atomic
def _mark(erasure_id: UUID, step: str, changed: int) -> None:
    erasure = Erasure.objects.select_for_update().get(id=erasure_id)
    if step not in erasure.steps:
        _write(erasure, step, changed)


def _write(erasure: Erasure, step: str, changed: int) -> None:
    erasure.steps = [*erasure.steps, step]
    erasure.counts = {**erasure.counts, step: changed}
    erasure.save(update_fields=["steps", "counts"])


@transaction.atomic
def _finish(erasure_id: UUID) -> bool:
    erasure = Erasure.objects.select_for_update().get(id=erasure_id)
    if erasure.done_at is not None:
        return True
    now = timezone.now()
    erasure.done_at = now
    erasure.save(update_fields=["done_at"])
    DataRequest.objects.filter(person_id=erasure.person_id, state=RequestState.ORDERED).update(
        state=RequestState.ANSWERED, ended_at=now, ended_by=erasure.ordered_by
    )
    return True


def replay_erasures(*, by: UUID | None = None, log: Path | None = None) -> int:
    """After a restore: erase again whom the log names and the restored database still knows. How many were erased.

    ``log``: the copy of ``erasures.log`` that was kept apart from the backup; the one of this installation where it is None.
    """
    for at, person_id in noted_erasures(log):
        with transaction.atomic():
            if subject_of(person_id) is None:
                continue
            Erasure.objects.get_or_create(person_id=person_id, defaults={"ordered_at": at, "ordered_by": by})
            close_person(by=by, person_id=person_id)
    return erase_due(by=by)


def clean_up(*, by: UUID | None = None) -> int:
    """Free the space of rows that erasures emptied, so that nothing reads them from the tables' files; how many erasures.

    VACUUM runs outside of a transaction. Where the server gives the application no right to (before PostgreSQL 17), the server's
    own vacuum does it later.
    """
    waiting = list(Erasure.objects.filter(done_at__isnull=False, cleaned_at=None).values_list("id", flat=True))
    if not waiting or connection.in_atomic_block:
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            return 0
        try:
            cursor.execute(f"VACUUM (ANALYZE) {', '.join(TOUCHED)}")
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
    return Erasure.objects.filter(id__in=waiting).update(cleaned_at=timezone.now())


TOUCHED = (
    "imports_sheetrow",
    "imports_sheetfile",
    "imports_sheetimport",
    "members_person",
    "members_business",
    "facts_factdetails",
    "facts_personkey",
    "p1_registration_registration",
    "p1_registration_communityrequest",
    "p1_registration_identityclaim",
    "p4_licensing_permit",
    "p4_licensing_permitfile",
    "p4_licensing_application",
    "p4_licensing_packetentry",
    "p4_licensing_officeentry",
    "messaging_message",
    "accounts_user",
    "accounts_onetimecode",
    "accounts_throttle",
    "django_session",
    "audit_opening",
    "audit_change",
    "privacy_datarequest",
)
"""Tables in which an erasure leaves dead rows; their owner gives the application the right to vacuum them (migration)."""
