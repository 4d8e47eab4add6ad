"""Count where the rows of an import ended; the database refuses counts that lose one."""

from django.db.models import Count

from okoce.imports.models import SheetImport, SheetRow
from okoce.imports.rules.tally import Tally, tally


def recount(imported: SheetImport) -> Tally:
    """Write the counts of the rows as they stand, in the caller's transaction."""
    groups = SheetRow.objects.filter(sheet_import=imported).values_list("verdict", "choice", "outcome")
    found = tally(imported.rows_in, groups.annotate(count=Count("id")).order_by())
    imported.rows_stored, imported.rows_same, imported.rows_rejected = found.stored, found.same, found.rejected
    imported.rows_outside = found.outside
    imported.rows_left, imported.rows_open = found.left, found.open
    imported.rows_undone, imported.rows_stay = found.undone, found.stays
    imported.save()
    return found
