"""Which column is which, proposed: as the office said before, else by the headers."""

from collections.abc import Mapping
from dataclasses import dataclass

from okoce.imports.models import RememberedColumns, SheetImport
from okoce.imports.queries.fields import fields_of
from okoce.imports.queries.files import outline_of
from okoce.imports.rules.files import Row
from okoce.imports.rules.headers import find_header, fingerprint, kept, mapped


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the page offers: ``header_row`` is the row's number in the sheet, None where no row looks like headers."""

    sheets: tuple[str, ...]
    sheet: str
    rows: tuple[Row, ...]
    header_row: int | None
    columns: Mapping[str, int]
    remembered: bool

    @property
    def header(self) -> Row | None:
        return next((row for row in self.rows if row.number == self.header_row), None)


def proposal(imported: SheetImport, sheet: str = "", header_row: int | None = None) -> Proposal | None:
    """The mapping to begin with: for the sheet and header row that were asked for, else the best ones; None without a file."""
    outline = outline_of(imported)
    if outline is None:
        return None
    fields = fields_of(imported.sort, imported.kind)
    found = {name: find_header([row.cells for row in rows], fields) for name, rows in outline.items()}
    if sheet not in outline:
        sheet = next((name for name, index in found.items() if index is not None), next(iter(outline)))
    rows, index = outline[sheet], found[sheet]
    if header_row is None and index is not None:
        header_row = rows[index].number
    header = next((row for row in rows if row.number == header_row), None)
    if header is None:
        return Proposal(tuple(outline), sheet, rows, None, {}, False)
    known = RememberedColumns.objects.filter(
        office=imported.office, sort=imported.sort, kind=imported.kind, fingerprint=fingerprint(header.cells)
    ).first()
    columns = kept(known.columns, len(header.cells), fields) if known else mapped(header.cells, fields)
    return Proposal(tuple(outline), sheet, rows, header.number, columns, known is not None)
