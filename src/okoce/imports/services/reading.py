"""The worker reads the rows of a sheet into the table of rows: streamed, each encrypted, in one COPY."""

from django.conf import settings
from django.db import connection

from okoce.core.decisions import Decision, NotAllowed
from okoce.core.encryption import keyring
from okoce.core.ids import new_id
from okoce.imports.models import SheetImport, SheetRow
from okoce.imports.queries.apart import raw_rows
from okoce.imports.queries.files import content_of, shape
from okoce.imports.queries.judging import CELLS

MOST_ROWS = 100_000
COPY = "COPY imports_sheetrow (id, sheet_import_id, number, cells_sealed, verdict, choice, outcome, reasons) FROM STDIN"


def read_rows(imported: SheetImport) -> int:
    """Read all rows below the header, in the caller's transaction, and return how many there are.

    NotAllowed: ``import.file_gone``, ``sheet.too_many_rows``, ``sheet.no_rows``, and those of ``rules.files.rows_of``.
    """
    content = content_of(imported.id)
    if content is None:
        raise NotAllowed(Decision.no("import.file_gone"))
    SheetRow.objects.filter(sheet_import=imported).delete()
    ring = keyring(settings.SECRETS_DIR)
    header, count = imported.header_row or 0, 0
    with connection.cursor() as cursor, cursor.copy(COPY) as copy:
        for number, cells in raw_rows(content, shape(imported), imported.sheet):
            if number <= header:
                continue
            count += 1
            if count > MOST_ROWS:
                raise NotAllowed(Decision.no("sheet.too_many_rows", most=MOST_ROWS))
            sealed = ring.seal(cells, CELLS)
            copy.write_row((new_id(), imported.id, number, sealed, "unread", "open", "none", "[]"))
    if not count:
        raise NotAllowed(Decision.no("sheet.no_rows"))
    return count
