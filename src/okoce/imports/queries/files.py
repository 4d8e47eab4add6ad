"""The file of an import and the first rows of its sheets, while they are kept."""

import json
from collections.abc import Mapping
from uuid import UUID

from django.conf import settings

from okoce.core.encryption import keyring
from okoce.imports.models import SheetFile, SheetImport
from okoce.imports.rules.files import Row, Shape, unpacked_cells

CONTENT, OUTLINE = "import-file", "import-outline"


def shape(imported: SheetImport) -> Shape:
    return Shape(imported.file_format, imported.encoding, imported.delimiter)


def content_of(import_id: UUID) -> bytes | None:
    """The file as it was sent; None once it is gone."""
    sealed = SheetFile.objects.filter(sheet_import=import_id).values_list("content_sealed", flat=True).first()
    return None if sealed is None else keyring(settings.SECRETS_DIR).open_bytes(sealed, CONTENT)


def outline_of(imported: SheetImport) -> Mapping[str, tuple[Row, ...]] | None:
    """The first rows of each sheet, by its name and in their order; None once the file is gone."""
    sealed = SheetFile.objects.filter(sheet_import=imported).values_list("outline_sealed", flat=True).first()
    if sealed is None:
        return None
    outline = json.loads(keyring(settings.SECRETS_DIR).open(sealed, OUTLINE))
    return {name: tuple(Row(number, unpacked_cells(cells)) for number, cells in rows) for name, rows in outline.items()}
