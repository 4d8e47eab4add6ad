"""Files by their content: what they are, how they are read, and what a broken one does."""

import zipfile
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction

from okoce.accounts.enums import Role
from okoce.core.decisions import NotAllowed
from okoce.imports.enums import ImportState, Sort
from okoce.imports.models import SheetFile, SheetImport, SheetRow
from okoce.imports.queries.apart import outline, rows
from okoce.imports.queries.files import CONTENT
from okoce.imports.queries.mapping import proposal
from okoce.imports.rules.outgoing import harmless
from okoce.imports.services import Columns, forget_expired, set_columns
from tests.imports.sheets import FACT_HEAD, checked, csv_bytes, stored, uploaded, worked, xlsx
from tests.world import World, today

ODS = """<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 office:version="1.2"><office:body><office:spreadsheet><table:table table:name="Lembar1">{rows}</table:table></office:spreadsheet>
</office:body></office:document-content>"""


def ods(lines: list[tuple[str, ...]]) -> bytes:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    drawn = "".join(f"<table:table-row>{''.join(cell.format(text) for text in line)}</table:table-row>" for line in lines)
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS.format(rows=drawn))
        manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
        archive.writestr("META-INF/manifest.xml", manifest)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file.empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "file.old_excel"),
        (b"%PDF-1.7 not a sheet", "file.unknown"),
        (b"PK\x03\x04 broken", "file.damaged"),
        (b"\x00\x01\x02", "file.unknown"),
        (xlsx([FACT_HEAD])[:900], "file.damaged"),
    ],
)
def test_what_is_no_sheet_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        outline(content)
    assert refused.value.decision.codes == (code,)


@pytest.mark.parametrize(
    ("delimiter", "encoding", "found"),
    [(";", "utf-8", "utf-8"), (",", "utf-8-sig", "utf-8-sig"), ("\t", "cp1252", "cp1252")],
)
def test_csv_says_its_encoding_and_delimiter(delimiter: str, encoding: str, found: str) -> None:
    content = csv_bytes([FACT_HEAD, ("1", "Renée", "31/12/2025", "hard", "6", "a")], delimiter=delimiter, encoding=encoding)
    shape, sheets = outline(content)
    assert (shape.format, shape.encoding, shape.delimiter) == ("csv", found, delimiter)
    assert [row.cells[1] for row in rows(content, shape, next(iter(sheets)))] == ["Nama", "Renée"]


def test_ods_is_read_with_the_numbers_of_its_rows() -> None:
    content = ods([("Judul",), (), ("NIK", "Nama"), ("3174015708900001", "Siti")])
    shape, sheets = outline(content)
    assert shape.format == "ods"
    assert [(row.number, row.cells[0]) for row in rows(content, shape, "Lembar1")] == [
        (1, "Judul"),
        (3, "NIK"),
        (4, "3174015708900001"),
    ]
    assert list(sheets) == ["Lembar1"]


@pytest.mark.parametrize("text", ["=1+1", "+62812", "-", "@SUM(A1)", "\t=1", " =1"])
def test_what_begins_like_a_formula_goes_out_as_text(text: str) -> None:
    assert harmless(text) == f"'{text}"
    assert harmless("Siti") == "Siti"


@pytest.mark.django_db
def test_the_file_is_encrypted_and_goes_when_its_days_are_over(world: World) -> None:
    officer = world.actor(Role.KECAMATAN)
    content = csv_bytes([FACT_HEAD, (world.own.nik, world.own.name, f"{today():%d/%m/%Y}", "soft", 6, "DH")])
    imported = stored(officer, checked(officer, content))
    file = SheetFile.objects.get(sheet_import=imported)
    assert world.own.nik.encode() not in bytes(file.content_sealed) + bytes(file.outline_sealed)
    cells = SheetRow.objects.get(sheet_import=imported).cells_sealed
    assert cells is not None
    assert world.own.nik.encode() not in bytes(cells)
    assert forget_expired() == 0
    SheetFile.objects.update(expires_at="2020-01-01T00:00:00Z")
    assert forget_expired() == 1
    assert not SheetFile.objects.exists()
    assert SheetRow.objects.get(sheet_import=imported).cells_sealed is None
    imported.refresh_from_db()
    assert (imported.file_name, imported.rows_stored) == ("", 1)
    assert world.client(Role.KECAMATAN).get(f"/meja/lembar/{imported.id}/").status_code == 200
    assert CONTENT == "import-file"  # files sealed under another purpose could not be opened any more


@pytest.mark.django_db
def test_columns_are_remembered_for_the_office_and_only_for_it(world: World) -> None:
    officer = world.actor(Role.KECAMATAN)
    content = xlsx([("Kartu", "Kapan", "Macam", "Jam", "Surat"), ("1", "2", "3", "4", "5")])
    columns = {"nik": 0, "date": 1, "m_skill": 2, "m_hours": 3, "d_evidence": 4}
    set_columns(by=officer, import_id=uploaded(officer, content), given=Columns("Data", 1, columns))
    again = SheetImport.objects.get(id=uploaded(officer, content))
    offered = proposal(again, "Data", 1)
    assert offered is not None
    assert (offered.remembered, dict(offered.columns)) == (True, columns)
    other = SheetImport.objects.get(id=uploaded(world.actor(Role.KELURAHAN), content))
    offered = proposal(other, "Data", 1)
    assert offered is not None
    assert not offered.remembered


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"nik": 0, "date": 2}, "columns.missing"),
        ({"date": 2, "m_skill": 3, "m_hours": 4, "d_evidence": 5}, "columns.no_person"),
        ({"nik": 0, "date": 2, "m_skill": 2, "m_hours": 4, "d_evidence": 5}, "columns.twice"),
        ({"nik": 99, "date": 2, "m_skill": 3, "m_hours": 4, "d_evidence": 5}, "columns.unknown"),
    ],
)
def test_columns_that_do_not_do(world: World, columns: dict[str, int], code: str) -> None:
    officer = world.actor(Role.KECAMATAN)
    with pytest.raises(NotAllowed) as refused:
        set_columns(by=officer, import_id=uploaded(officer, xlsx([FACT_HEAD, ("1",)])), given=Columns("Data", 1, columns))
    assert refused.value.decision.codes == (code,)


@pytest.mark.django_db
def test_the_database_refuses_counts_that_lose_a_row(world: World) -> None:
    imported = checked(world.actor(Role.KECAMATAN), xlsx([FACT_HEAD, ("123",)]))
    with pytest.raises(IntegrityError, match="imports_no_row_is_lost"), transaction.atomic():
        SheetImport.objects.filter(id=imported.id).update(rows_rejected=0)


@pytest.mark.django_db
def test_a_sheet_without_rows_waits_with_the_reason(world: World) -> None:
    officer = world.actor(Role.KECAMATAN)
    import_id = uploaded(officer, xlsx([("NIK", "Nama Lengkap", "HP", "Kelurahan", "Usaha", "Status usaha")]), sort=Sort.MEMBERS)
    found = proposal(SheetImport.objects.get(id=import_id))
    assert found is not None
    assert found.header_row == 1
    set_columns(by=officer, import_id=import_id, given=Columns(found.sheet, 1, found.columns))
    assert worked(import_id, ImportState.FAILED).fault == {"code": "sheet.no_rows"}
    assert "tidak ada baris" in world.client(Role.KECAMATAN).get(f"/meja/lembar/{import_id}/").content.decode()
