"""The worker undoes an import: each fact gets one correcting fact, registrations without anything built upon them are withdrawn."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from psycopg.types.json import Jsonb

from okoce.accounts.queries import Actor
from okoce.core.decisions import NotAllowed
from okoce.facts.enums import Channel, Correction, CorrectionReason, Grade
from okoce.facts.queries import Entry, entries
from okoce.imports.enums import Outcome, Sort
from okoce.imports.models import SheetImport, SheetRow
from okoce.members.services import FactChange, FactInput, correct_each
from okoce.stages.p1_registration.services import undo_registrations

AT_ONCE = 500
WRITE = """
    UPDATE imports_sheetrow AS r SET outcome = s.outcome, reasons = CASE WHEN s.reasons IS NULL THEN r.reasons ELSE s.reasons END
    FROM unnest(%s::uuid[], %s::text[], %s::jsonb[]) AS s (id, outcome, reasons) WHERE r.id = s.id
"""
Stays = dict[UUID, str]
"""Rows that cannot be undone, each with its reason code."""
Undo = Callable[[Actor, Sequence[SheetRow], str], Stays]


def undo_chunk(imported: SheetImport, actor: Actor) -> int:
    """Undo the next stored rows, the last first, in the caller's transaction, and return how many; 0 when none is left."""
    stored = SheetRow.objects.filter(sheet_import=imported, outcome=Outcome.STORED)
    if imported.reached:
        stored = stored.filter(number__lt=imported.reached)
    rows = list(stored.order_by("-number")[:AT_ONCE])
    if not rows:
        return 0
    undo = _registrations if imported.sort == Sort.MEMBERS else _facts
    try:
        with transaction.atomic():
            stays = undo(actor, rows, imported.undo_reason)
    except NotAllowed:
        stays = {}
        for row in rows:
            stays |= _alone(undo, actor, row, imported.undo_reason)
    _write(rows, stays)
    imported.reached = rows[-1].number
    return len(rows)


def _alone(undo: Undo, actor: Actor, row: SheetRow, reason: str) -> Stays:
    """A row whose undoing is refused stays, with the reason; the others go on."""
    try:
        with transaction.atomic():
            return undo(actor, [row], reason)
    except NotAllowed as refusal:
        return {row.id: refusal.decision.codes[0]}


def _registrations(actor: Actor, rows: Sequence[SheetRow], reason: str) -> Stays:
    return dict(undo_registrations(by=actor, registration_ids=[row.id for row in rows]))


def _facts(actor: Actor, rows: Sequence[SheetRow], reason: str) -> Stays:
    known = entries([row.fact_id for row in rows if row.fact_id])
    stays: Stays = {}
    changes = []
    for row in rows:
        assert row.fact_id is not None, "a stored row of facts names its fact"
        change = _void(known[row.fact_id], reason) if row.fact_id == row.id else _take_back(known[row.fact_id], row.id, reason)
        if isinstance(change, str):
            stays |= {row.id: change} if change else {}
        else:
            changes.append(change)
    correct_each(by=[actor] * len(changes), changes=changes)
    return stays


def _void(known: Entry, reason: str) -> FactChange | str:
    """A fact that the import recorded is voided. The empty text: it is void already. A code: somebody has corrected it since."""
    if known.live is None:
        return ""
    if known.corrections:
        return "undo.corrected_since"
    return FactChange(known.original.id, Correction.VOID, CorrectionReason.UNDO, reason, channel=Channel.IMPORT)


def _take_back(known: Entry, amendment: UUID, reason: str) -> FactChange | str:
    """A fact that the import amended says again what it said before."""
    if known.live is None:
        return ""
    if known.last_correction != amendment:
        return "undo.corrected_since"
    earlier = [known.original, *(version for version in known.corrections if version.id != amendment)]
    # A restoring correction stands for the original.
    before = known.original if earlier[-1].correction == Correction.RESTORE else earlier[-1]
    content = FactInput(
        kind=before.kind,
        occurred_on=before.occurred_on,
        grade=Grade(before.grade),
        measures=before.measures,
        details={name: text for name, text in known.details.get(before.id, {}).items() if name in known.kind.details},
        org_id=before.org_id,
    )
    return FactChange(known.original.id, Correction.AMEND, CorrectionReason.UNDO, reason, content, channel=Channel.IMPORT)


def _write(rows: Sequence[SheetRow], stays: Stays) -> None:
    columns: list[Any] = [
        [row.id for row in rows],
        [str(Outcome.STAYS if row.id in stays else Outcome.UNDONE) for row in rows],
        [Jsonb([{"code": stays[row.id]}]) if row.id in stays else None for row in rows],
    ]
    with connection.cursor() as cursor:
        cursor.execute(WRITE, columns)
