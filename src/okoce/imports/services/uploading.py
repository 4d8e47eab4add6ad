"""Take a file in: look at what it is, keep it encrypted until it expires, and say which column is which."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from okoce.accounts.queries import Actor
from okoce.audit.services import log_change
from okoce.core.decisions import Decision, NotAllowed, require
from okoce.core.encryption import keyring
from okoce.core.fortnights import jakarta_date
from okoce.facts.kinds import kind_of
from okoce.imports.enums import ImportState, Sort
from okoce.imports.models import RememberedColumns, SheetFile, SheetImport, SheetRow
from okoce.imports.permissions import may_upload, may_work_on, office_of
from okoce.imports.queries.apart import outline
from okoce.imports.queries.fields import fields_of
from okoce.imports.queries.files import CONTENT, OUTLINE, outline_of
from okoce.imports.rules.cells import Cell
from okoce.imports.rules.headers import fingerprint, missing, twice
from okoce.regulations.queries import number
from okoce.stages.p4_licensing.enums import Office

SUBJECT = "import"
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent. ``kind``: the kind of fact that its rows state, empty for others. ``as_of``, ``source``: of which day
    and which office (a code of ``p4_licensing.enums.Office``) a list of permits is."""

    sort: Sort
    kind: str
    file_name: str
    content: bytes
    is_synthetic: bool = False
    as_of: date | None = None
    source: str = ""


def upload(*, by: Actor, given: Upload) -> UUID:
    """Keep a file and return the import's id. NotAllowed: ``import.officers_only``, ``fact.not_by_officer``, those of
    ``rules.files`` (``file.…``), ``sheet.empty``, ``list.day_missing``,
    ``list.day_in_future``."""
    require(may_upload(by))
    if given.sort == Sort.FACTS and not kind_of(given.kind).by_officer:
        raise NotAllowed(Decision.no("fact.not_by_officer", kind=given.kind))
    require(_has_its_day(given))
    found, sheets = outline(given.content)
    if not any(sheets.values()):
        raise NotAllowed(Decision.no("sheet.empty"))
    assert by.user_id is not None, "may_upload lets in who is signed in"
    ring, today = keyring(settings.SECRETS_DIR), jakarta_date(timezone.now())
    with transaction.atomic():
        imported = SheetImport.objects.create(
            sort=given.sort,
            kind=given.kind if given.sort == Sort.FACTS else "",
            office=office_of(by),
            as_of=given.as_of,
            source=given.source,
            uploaded_by=by.user_id,
            file_name=given.file_name[-LONGEST_NAME:],
            file_digest=sha256(given.content).digest(),
            file_format=found.format,
            encoding=found.encoding,
            delimiter=found.delimiter,
            is_synthetic=given.is_synthetic,
        )
        SheetFile.objects.create(
            sheet_import=imported,
            content_sealed=ring.seal_bytes(given.content, CONTENT),
            outline_sealed=ring.seal(json.dumps(sheets), OUTLINE),
            expires_at=timezone.now() + timedelta(days=number("imports.keep_days", today)),
        )
        log_change(by=by.user_id, verb="import.upload", subject=SUBJECT, subject_id=imported.id, after={"sort": given.sort})
    return imported.id


def _has_its_day(given: Upload) -> Decision:
    if given.sort != Sort.PERMITS:
        return Decision.yes()
    if given.as_of is None or given.source not in Office.values:
        return Decision.no("list.day_missing")
    if given.as_of > jakarta_date(timezone.now()):
        return Decision.no("list.day_in_future")
    return Decision.yes()


@dataclass(frozen=True, slots=True)
class Columns:
    """Which sheet is read, from which header row (its number in the sheet), and which column is which field (from 0)."""

    sheet: str
    header_row: int
    columns: Mapping[str, int]
    consent_attested: bool = False


@transaction.atomic
def set_columns(*, by: Actor, import_id: UUID, given: Columns) -> None:
    """Say what the columns are, remember it for the office, and let the worker check the rows; again, until something is stored.

    NotAllowed: ``import.unknown``, ``import.other_office``, ``import.wrong_state``, ``import.file_gone``, ``sheet.unknown``,
    ``header.unknown``, ``columns.missing``, ``columns.twice``, ``columns.no_person``.
    """
    imported = locked(import_id)
    require(may_work_on(by, imported.office))
    if imported.state not in (ImportState.UPLOADED, ImportState.CHECKED, ImportState.FAILED) or imported.rows_stored:
        raise NotAllowed(Decision.no("import.wrong_state", state=imported.state))
    header = _header(imported, given)
    require(_columns_fit(imported, given, len(header)))
    SheetRow.objects.filter(sheet_import=imported).delete()
    imported.sheet, imported.header_row, imported.columns = given.sheet, given.header_row, dict(given.columns)
    imported.consent_attested, imported.reached = given.consent_attested, 0
    imported.mapped_at, imported.mapped_by, imported.state, imported.fault = timezone.now(), by.user_id, ImportState.READING, {}
    for name in ("in", "stored", "same", "outside", "rejected", "left", "open", "undone", "stay"):
        setattr(imported, f"rows_{name}", 0)
    imported.save()
    assert by.user_id is not None, "may_work_on lets in who is signed in"
    RememberedColumns.objects.update_or_create(
        office=imported.office,
        sort=imported.sort,
        kind=imported.kind,
        fingerprint=fingerprint(header),
        defaults={"columns": dict(given.columns), "saved_at": timezone.now(), "saved_by": by.user_id},
    )
    after = {"sheet": given.sheet, "header_row": given.header_row, "consent_attested": given.consent_attested}
    log_change(by=by.user_id, verb="import.columns", subject=SUBJECT, subject_id=imported.id, after=after)


def locked(import_id: UUID) -> SheetImport:
    """The import, locked until the transaction ends. NotAllowed ``import.unknown``."""
    found = SheetImport.objects.select_for_update(of=("self",)).filter(id=import_id).first()
    if found is None:
        raise NotAllowed(Decision.no("import.unknown"))
    return found


def _header(imported: SheetImport, given: Columns) -> tuple[Cell, ...]:
    sheets = outline_of(imported)
    if sheets is None:
        raise NotAllowed(Decision.no("import.file_gone"))
    if given.sheet not in sheets:
        raise NotAllowed(Decision.no("sheet.unknown", sheet=given.sheet))
    row = next((row for row in sheets[given.sheet] if row.number == given.header_row), None)
    if row is None:
        raise NotAllowed(Decision.no("header.unknown", row=given.header_row))
    return row.cells


def _columns_fit(imported: SheetImport, given: Columns, width: int) -> Decision:
    fields = fields_of(imported.sort, imported.kind)
    if any(not 0 <= column < width for column in given.columns.values()) or given.columns.keys() - {item.name for item in fields}:
        return Decision.no("columns.unknown")
    lacking = missing(given.columns, fields)
    if lacking:
        return Decision.no("columns.missing", fields=", ".join(item.label for item in lacking))
    if twice(given.columns):
        return Decision.no("columns.twice")
    if imported.sort == Sort.FACTS and not given.columns.keys() & {"nik", "member"}:
        return Decision.no("columns.no_person")
    return Decision.yes()
