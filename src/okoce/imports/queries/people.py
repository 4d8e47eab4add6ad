"""What imported files hold about one person, for her rights over her data."""

from collections.abc import Iterator

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from okoce.core.encryption import keyring
from okoce.core.personal import Item, Subject
from okoce.imports.models import SheetRow
from okoce.imports.queries.judging import cells_of


def about(subject: Subject) -> QuerySet[SheetRow]:
    """Rows that led to a person or name her NIK; a row whose NIK cannot be read belongs to nobody until its file expires."""
    hers = Q(person_id=subject.person_id)
    if subject.nik:
        hers |= Q(nik_hash=keyring(settings.SECRETS_DIR).keyed_hash(subject.nik, "nik"))
    return SheetRow.objects.filter(hers)


def personal_data(subject: Subject) -> Iterator[Item]:
    """Her rows of uploaded sheets as they were typed; rows whose file has expired are empty and left out."""
    rows = about(subject).filter(cells_sealed__isnull=False).select_related("sheet_import")
    for row in rows.order_by("-sheet_import__uploaded_at", "number"):
        typed = "; ".join(str(cell) for cell in cells_of(row) if cell not in (None, ""))
        yield Item("imports.SheetRow.cells_sealed", _("Lembar kerja kantor"), row.sheet_import.uploaded_at.isoformat(), typed)
