"""The pages of spreadsheets as an officer uses them: upload, columns, rows, decisions, storing, the rejected rows back, undoing."""

import io
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import load_workbook

from okoce.accounts.enums import Role
from okoce.facts.queries import live_facts_of
from okoce.imports.enums import ImportState
from okoce.imports.models import SheetImport
from tests.imports.sheets import FACT_HEAD, worked, xlsx
from tests.world import World, today

pytestmark = pytest.mark.django_db
HOME = "/meja/lembar/"


def post_file(client: Client, content: bytes, name: str = "latihan.xlsx", about: str = "training.attended") -> str:
    """The address of the import's page."""
    answer = client.post(HOME, {"about": about, "file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def id_in(address: str) -> UUID:
    return UUID(address.rstrip("/").rsplit("/", 1)[-1])


def test_from_upload_to_undo(world: World) -> None:
    client = world.client(Role.KECAMATAN)
    good = (world.own.nik, world.own.name, f"{today():%d/%m/%Y}", "soft", 6, "DH-7")
    page = post_file(client, xlsx([("Daftar hadir",), (), FACT_HEAD, good, ("123", "=1+1", "kemarin", "hard", 6, "DH-8")]))
    columns = client.get(page)
    assert columns.context["offered"].header_row == 3
    form = columns.context["form"]
    answer = client.post(f"{page}kolom/", {name: form[name].value() or "" for name in form.fields})
    assert answer.status_code == 302
    assert "sedang" in client.get(page).content.decode()
    worked(id_in(page), ImportState.CHECKED)
    rows = client.get(f"{page}?lihat=rejected")
    text = rows.content.decode()
    assert "NIK terdiri dari 16 angka, di sini ada 3" in text
    assert "C5 (Tanggal)" in text
    assert client.post(f"{page}simpan/", {"semua": "1"}).status_code == 302
    worked(id_in(page), ImportState.STORED)
    assert [fact.measures["hours"] for fact in live_facts_of(world.own.person_id) if fact.channel == "import"] == [6]
    back = client.get(f"{page}ditolak/")
    sheet = load_workbook(io.BytesIO(back.content)).get_sheet_by_name("Data").to_python(skip_empty_area=False)
    assert sheet[0][0] == "Daftar hadir"
    assert sheet[-1][1] == "'=1+1"
    assert "NIK terdiri dari 16 angka" in str(sheet[-1][6])
    assert sheet[-1][7] == 5
    assert client.get(f"{page}batal/").status_code == 200
    assert client.post(f"{page}batal/", {"reason": "salah berkas"}).status_code == 302
    done = worked(id_in(page), ImportState.UNDONE)
    assert (done.rows_stored, done.rows_undone, done.rows_rejected) == (1, 1, 1)
    assert not [fact for fact in live_facts_of(world.own.person_id) if fact.channel == "import"]
    assert "Dibatalkan" in client.get(page).content.decode()
    assert client.post(f"{page}batal/", {"reason": "lagi"}).status_code == 409


def test_a_file_that_is_no_sheet_says_what_to_do(world: World) -> None:
    client = world.client(Role.KELURAHAN)
    answer = client.post(HOME, {"about": "members", "file": SimpleUploadedFile("a.xlsx", b"%PDF-1.7 x")})
    assert answer.status_code == 422
    assert "Simpan sebagai XLSX, ODS, atau CSV" in answer.content.decode()
    assert not SheetImport.objects.exists()


@pytest.mark.parametrize("about", ["members", "training.attended", "books.month", "loan.refused"])
def test_templates_are_read_back_as_their_own_columns(world: World, about: str) -> None:
    client = world.client(Role.CITY)
    content = client.get(f"{HOME}templat/{about}.xlsx").content
    page = post_file(client, content, about=about)
    columns = client.get(page)
    offered = columns.context["offered"]
    assert offered.sheet == "Data"
    assert list(offered.columns.values()) == list(range(len(offered.header.cells)))
