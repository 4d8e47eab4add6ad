"""Lists of the permit office, as tests upload them."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from okoce.accounts.queries import Actor
from okoce.imports.enums import Choice, ImportState, Sort
from okoce.imports.models import SheetImport
from okoce.imports.queries.mapping import proposal
from okoce.imports.services import Columns, Upload, Which, begin_storing, choose, set_columns, upload
from okoce.stages.p4_licensing.models import OfficeEntry
from tests.imports.sheets import worked, xlsx
from tests.world import today

LIST_HEAD = ("No", "NIK", "Nama", "Jenis Izin", "Nomor Izin", "Tanggal Terbit", "Berlaku Sampai")
ISSUED = date(2026, 3, 2)


def listed(nik: str, name: str, number: Any, on: date = ISSUED, *, licence: str = "NIB", until: str = "") -> tuple[Any, ...]:
    return ("1", nik, name, licence, number, f"{on:%d/%m/%Y}", until)


def list_upload(lines: Sequence[Sequence[Any]], as_of: date | None = None, *, is_synthetic: bool = False) -> Upload:
    content = xlsx([LIST_HEAD, *lines])
    return Upload(Sort.PERMITS, "", "ptsp.xlsx", content, is_synthetic, as_of or today(), "ptsp")


def mapped(by: Actor, given: Upload) -> UUID:
    """Uploaded, its columns as proposed; the worker has not begun."""
    import_id = upload(by=by, given=given)
    found = proposal(SheetImport.objects.get(id=import_id))
    assert found is not None
    assert found.header_row is not None
    set_columns(by=by, import_id=import_id, given=Columns(found.sheet, found.header_row, found.columns))
    return import_id


def checked_list(by: Actor, *lines: Sequence[Any], as_of: date | None = None) -> SheetImport:
    return worked(mapped(by, list_upload(lines, as_of)), ImportState.CHECKED)


def take(by: Actor, imported: SheetImport, which: Which | None = None) -> SheetImport:
    """The rows that may be stored are taken, the list is matched."""
    choose(by=by, import_id=imported.id, choice=Choice.TAKE, which=which or Which())
    begin_storing(by=by, import_id=imported.id)
    return worked(imported.id, ImportState.STORED)


def entries_of(imported: SheetImport) -> list[str]:
    rows = OfficeEntry.objects.filter(office_list=imported.id).order_by("number")
    return list(rows.values_list("match", flat=True))
