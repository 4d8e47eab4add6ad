"""Erase what imported files hold about one person."""

from uuid import UUID

from django.db import transaction

from okoce.core.personal import Subject
from okoce.imports.models import SheetFile, SheetImport
from okoce.imports.queries.people import about


@transaction.atomic
def forget_person(*, by: UUID, subject: Subject) -> int:
    """Empty the rows about a person, and delete the files in which they stand (their other rows stay); how many rows.

    For the app that decides about erasure, which has checked the right and writes down who ordered it (``by``).
    """
    rows = about(subject)
    imports = set(rows.values_list("sheet_import", flat=True))
    emptied = rows.filter(cells_sealed__isnull=False).count()
    rows.update(cells_sealed=None, nik_hash=None, content_hash=None, subject_hash=None, reasons=[])
    SheetFile.objects.filter(sheet_import__in=imports).delete()
    SheetImport.objects.filter(id__in=imports).update(file_name="")
    return emptied
