"""What the worker does with imports: read, check, store and undo, a step in a transaction, for some seconds at a time."""

import logging
import time
from uuid import UUID

from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from okoce.accounts.queries import NOBODY, Actor, actor_of_account
from okoce.core.decisions import NotAllowed
from okoce.imports.enums import ImportState, Sort
from okoce.imports.models import SheetFile, SheetImport, SheetRow
from okoce.imports.queries.judging import stored_reasons
from okoce.imports.services.checking import check_chunk
from okoce.imports.services.counting import recount
from okoce.imports.services.reading import read_rows
from okoce.imports.services.storing import store_chunk
from okoce.imports.services.undoing import undo_chunk
from okoce.stages.p4_licensing.services import end_list, withdraw_list

logger = logging.getLogger(__name__)
AT_WORK = (ImportState.READING, ImportState.STORING, ImportState.UNDOING)
SECONDS = 4.0
"""After so long the worker looks at its other duties, whatever waits here."""


def work(seconds: float = SECONDS) -> int:
    """Steps for some seconds; how many were done. Several workers share the imports, one import has one worker at a time."""
    until, steps = time.monotonic() + seconds, 0
    while time.monotonic() < until and _step():
        steps += 1
    return steps


def forget_expired() -> int:
    """Delete imported files whose days are over, and the cells of their rows; how many files."""
    expired = SheetFile.objects.filter(expires_at__lte=timezone.now())
    with transaction.atomic():
        ids = list(expired.values_list("sheet_import", flat=True))
        SheetRow.objects.filter(sheet_import__in=ids).update(cells_sealed=None, nik_hash=None)
        SheetFile.objects.filter(sheet_import__in=ids).delete()
        SheetImport.objects.filter(id__in=ids).update(file_name="")
    return len(ids)


def _step() -> bool:
    current, state = None, ""
    try:
        with transaction.atomic():
            waiting = SheetImport.objects.select_for_update(of=("self",), skip_locked=True).filter(state__in=AT_WORK)
            current = waiting.order_by("uploaded_at").first()
            if current is None:
                return False
            state = current.state
            STEPS[ImportState(state)](current)
    except (OperationalError, InterfaceError):
        raise  # the database is away: the same step is done again
    except NotAllowed as refusal:
        assert current is not None, "nothing else refuses"
        _stop(current.id, state, stored_reasons(list(refusal.decision.reasons))[0])
    except Exception as error:
        if current is None:
            raise
        # Only the kind of the error: the database's words on a refused row hold the row.
        logger.error("import %s stopped: %s", current.id, type(error).__name__)
        _stop(current.id, state, {"code": "import.stopped"})
    return True


def _read_and_check(imported: SheetImport) -> None:
    if not imported.rows_in:
        imported.rows_in = read_rows(imported)
        imported.rows_open = imported.rows_in
        imported.save(update_fields=["rows_in", "rows_open"])
    else:
        _pass(imported, check_chunk(imported, _actor(imported.mapped_by)), ImportState.CHECKED)


def _store(imported: SheetImport) -> None:
    actor = _actor(imported.stored_by)
    count = store_chunk(imported, actor)
    _pass(imported, count, ImportState.STORED)
    if not count and imported.sort == Sort.PERMITS:
        end_list(by=actor, list_id=imported.id, rejected=imported.rows_rejected)


def _undo(imported: SheetImport) -> None:
    actor = _actor(imported.undone_by)
    count = undo_chunk(imported, actor)
    _pass(imported, count, ImportState.UNDONE)
    if not count and imported.sort == Sort.PERMITS:
        withdraw_list(by=actor, list_id=imported.id)


def _pass(imported: SheetImport, count: int, then: ImportState) -> None:
    """How far a pass has come; at its end the rows are counted, and it is the next one's turn."""
    if count:
        imported.save(update_fields=["reached"])
        return
    imported.state = then
    recount(imported)


STEPS = {ImportState.READING: _read_and_check, ImportState.STORING: _store, ImportState.UNDOING: _undo}


def _actor(user_id: UUID | None) -> Actor:
    """Who said so, with the roles that hold now: a role that was taken away meanwhile stores nothing."""
    return actor_of_account(user_id) if user_id is not None else NOBODY


def _stop(import_id: UUID, state: str, fault: dict[str, object]) -> None:
    """The import waits for a person again, with the reason; what was stored stays stored."""
    imports = SheetImport.objects.filter(id=import_id)
    with transaction.atomic():
        if state == ImportState.READING:
            SheetRow.objects.filter(sheet_import=import_id).delete()
            imports.update(
                state=ImportState.FAILED,
                fault=fault,
                rows_in=0,
                rows_same=0,
                rows_outside=0,
                rows_rejected=0,
                rows_left=0,
                rows_open=0,
            )
        else:
            imports.update(state=ImportState.STORED, fault=fault)
            recount(imports.get())
