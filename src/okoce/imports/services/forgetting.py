"""Erase what imported files hold about one person."""

from uuid import UUID

from django.db import transaction

from okoce.imports.models import SheetFile, SheetImport
from okoce.imports.queries.people import about


@transaction.atomic
def forget_person(person_id: UUID) -> int:
    """Empty the rows about a person, and delete the files in which they stand (their other rows stay); how many rows.

    For the app that decides about erasure, which has checked the right and writes it down. Called before her NIK is erased: rows
    that were rejected are found by it alone.
    """
    rows = about(person_id)
    imports = set(rows.values_list("sheet_import", flat=True))
    count = rows.update(cells_sealed=None, nik_hash=None, reasons=[])
    SheetFile.objects.filter(sheet_import__in=imports).delete()
    SheetImport.objects.filter(id__in=imports).update(file_name="")
    return count
