"""What officers decide about checked rows: take, leave, store, undo."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from okoce.accounts.queries import Actor
from okoce.audit.services import log_change
from okoce.core.decisions import Decision, NotAllowed, require
from okoce.imports.enums import Choice, ImportState, Outcome, Sort, Verdict
from okoce.imports.models import SheetImport, SheetRow
from okoce.imports.permissions import may_work_on
from okoce.imports.services.counting import recount
from okoce.imports.services.uploading import SUBJECT, locked

OPEN = (Verdict.NEW, Verdict.CHANGED, Verdict.DOUBTFUL)
DECIDABLE = (ImportState.CHECKED, ImportState.STORED)
LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class Which:
    """Rows by verdict, by a reason that they have, or by number; all that could be stored where nothing is said. ``only_open``:
    without those about which somebody has decided."""

    verdicts: Collection[Verdict] = OPEN
    code: str = ""
    numbers: Collection[int] | None = None
    only_open: bool = False


@transaction.atomic
def choose(*, by: Actor, import_id: UUID, choice: Choice, which: Which) -> int:
    """Decide about rows that are not stored yet; how many. NotAllowed: ``import.unknown``, ``import.other_office``,
    ``import.wrong_state``."""
    imported = _decidable(by, import_id)
    rows = SheetRow.objects.filter(sheet_import=imported, outcome=Outcome.NONE, verdict__in=set(which.verdicts) & set(OPEN))
    if which.code:
        rows = rows.filter(reasons__contains=[{"code": which.code}])
    if which.numbers is not None:
        rows = rows.filter(number__in=which.numbers)
    if which.only_open:
        rows = rows.filter(choice=Choice.OPEN)
    count = rows.update(choice=choice)
    recount(imported)
    return count


@transaction.atomic
def begin_storing(*, by: Actor, import_id: UUID) -> int:
    """Let the worker store the rows that were taken; how many. NotAllowed as :func:`choose`, and ``import.nothing_taken``."""
    imported = _decidable(by, import_id)
    taken = SheetRow.objects.filter(
        sheet_import=imported, outcome=Outcome.NONE, verdict__in=OPEN, choice__in=[Choice.TAKE, Choice.TAKE_AS_NEW]
    ).count()
    if not taken and (imported.sort != Sort.PERMITS or imported.state != ImportState.CHECKED):
        # A list of permits that says nothing new still says it as of its day.
        raise NotAllowed(Decision.no("import.nothing_taken"))
    imported.state, imported.stored_at, imported.stored_by = ImportState.STORING, timezone.now(), by.user_id
    imported.fault, imported.reached = {}, 0
    imported.save(update_fields=["state", "stored_at", "stored_by", "fault", "reached"])
    log_change(by=by.user_id, verb="import.store", subject=SUBJECT, subject_id=imported.id, after={"rows": taken})
    return taken


@transaction.atomic
def begin_undoing(*, by: Actor, import_id: UUID, reason: str) -> None:
    """Let the worker undo what was stored, once. NotAllowed: ``import.unknown``, ``import.other_office``, ``import.wrong_state``,
    ``import.nothing_stored``, ``undo.reason_missing``."""
    imported = locked(import_id)
    require(may_work_on(by, imported.office))
    if imported.state != ImportState.STORED:
        raise NotAllowed(Decision.no("import.wrong_state", state=imported.state))
    if not imported.rows_stored:
        raise NotAllowed(Decision.no("import.nothing_stored"))
    said = " ".join(reason.split())[:LONGEST_REASON]
    if not said:
        raise NotAllowed(Decision.no("undo.reason_missing"))
    imported.state, imported.undone_at, imported.undone_by, imported.undo_reason = (
        ImportState.UNDOING,
        timezone.now(),
        by.user_id,
        said,
    )
    imported.fault, imported.reached = {}, 0
    imported.save(update_fields=["state", "undone_at", "undone_by", "undo_reason", "fault", "reached"])
    log_change(by=by.user_id, verb="import.undo", subject=SUBJECT, subject_id=imported.id, reason=said)


def _decidable(by: Actor, import_id: UUID) -> SheetImport:
    imported = locked(import_id)
    require(may_work_on(by, imported.office))
    if imported.state not in DECIDABLE:
        raise NotAllowed(Decision.no("import.wrong_state", state=imported.state))
    return imported


def log_download(*, by: Actor, import_id: UUID) -> None:
    """Somebody took rows of a sheet out of the programme. NotAllowed: ``import.unknown``, ``import.other_office``."""
    imported = SheetImport.objects.filter(id=import_id).first()
    if imported is None:
        raise NotAllowed(Decision.no("import.unknown"))
    require(may_work_on(by, imported.office))
    log_change(by=by.user_id, verb="import.download", subject=SUBJECT, subject_id=import_id, after={"rows": imported.rows_rejected})
