"""What imported files hold about one person, for her rights over her data."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from okoce.core.encryption import keyring
from okoce.imports.models import SheetRow
from okoce.imports.queries.judging import cells_of
from okoce.imports.rules.cells import Cell
from okoce.members.queries import full_nik


@dataclass(frozen=True, slots=True)
class RowOfPerson:
    """One row of an uploaded sheet that is about her: when it came, from which office, and its cells as they were typed."""

    import_id: UUID
    uploaded_at: datetime
    office: str
    number: int
    outcome: str
    cells: tuple[Cell, ...]


def about(person_id: UUID) -> QuerySet[SheetRow]:
    """Rows that led to a person or name her NIK; a row whose NIK cannot be read belongs to nobody until its file expires."""
    nik = full_nik(person_id)
    hers = Q(person_id=person_id)
    if nik:
        hers |= Q(nik_hash=keyring(settings.SECRETS_DIR).keyed_hash(nik, "nik"))
    return SheetRow.objects.filter(hers)


def rows_of_person(person_id: UUID) -> tuple[RowOfPerson, ...]:
    """Everything that uploaded sheets hold about a person, latest first; rows whose file has expired are empty and left out."""
    rows = about(person_id).filter(cells_sealed__isnull=False).select_related("sheet_import")
    return tuple(
        RowOfPerson(
            row.sheet_import_id, row.sheet_import.uploaded_at, row.sheet_import.office, row.number, row.outcome, cells_of(row)
        )
        for row in rows.order_by("-sheet_import__uploaded_at", "number")
    )
