"""Page, PDF and workbook of a pack say the same: every table, cell by cell. Text of users is never read as markup or formula."""

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
import typst
from django.test import Client
from django.utils import translation
from lxml import html
from python_calamine import CalamineWorkbook

from okoce.accounts.enums import Role
from okoce.evaluation.rounds.models import Pack
from okoce.evaluation.rounds.queries import sheet_of
from okoce.evaluation.rounds.rules.tally import MEASURED
from okoce.evaluation.rounds.services import freeze
from okoce.evaluation.rounds.web.documents.paper import TEMPLATE, inputs, paper
from okoce.evaluation.rounds.web.documents.workbook import HEADINGS, NAME_ROOM, workbook
from okoce.evaluation.rounds.web.presentation.document import Cell, Document, Row, Section, Table
from okoce.evaluation.rounds.web.views.packs import _document
from tests.evaluation.building import DAY, EVALUATOR, ended, seal_here, someone
from tests.world import KECAMATAN, OTHER_KELURAHAN, make_account, sign_in

pytestmark = pytest.mark.django_db
WORDS = {"seal": "Segel", "page": "Halaman", "planned": "Rencana", "reached": "Tercapai", "stage": "Tahap", "people": "orang"}
NOON = datetime(2026, 1, 5, 5, tzinfo=UTC)
Grid = list[list[str]]


@pytest.fixture(autouse=True)
def indonesian() -> Iterator[None]:
    """Whatever language a request of an earlier test spoke."""
    with translation.override("id"):
        yield


@pytest.fixture
def second() -> Document:
    """The second pack of a small programme: it restates the first, and counts under every edition."""
    first, before = ended(), ended().next(-1)
    people = [someone(n, before.first_day - n * DAY) for n in range(1, 7)]
    for person in people[:4]:
        person.trained(before.first_day)
    someone(7, first.first_day, OTHER_KELURAHAN)
    seal_here()
    freeze(by=EVALUATOR, fortnight=before)
    people[4].trained(before.first_day)
    people[0].did("licence.issued", first.first_day, licence="nib")
    seal_here()
    return _document(freeze(by=EVALUATOR, fortnight=first))


@pytest.fixture
def evaluator() -> Client:
    return sign_in(make_account("penilai", Role.EVALUATOR))


def shown(document: Document) -> dict[str, Grid]:
    """Tables by title, as rows of texts."""
    return {table.title: [_texts(row) for row in table.rows] for table in document.tables}


def _texts(row: Row) -> list[str]:
    return [row.name, *([cell.text for cell in row.cells] or [row.note])]


def on_page(client: Client, url: str) -> list[Grid]:
    """Bodies of the tables of a page, in order."""
    page = html.fromstring(client.get(url).content.decode())
    return [
        [[" ".join(cell.text_content().split()) for cell in row.xpath("./th|./td")] for row in table.xpath(".//tbody/tr")]
        for table in page.xpath("//table")
    ]


def in_pdf(document: Document) -> list[str]:
    """Every cell of every table that the compiler has laid out, in order."""

    def words(content: Any) -> str:
        if isinstance(content, list):
            return "".join(map(words, content))
        if isinstance(content, dict):
            inner = content.get("text", "") if content.get("func") == "text" else ""
            parts = (value for key, value in content.items() if key in ("body", "child", "children"))
            return str(inner if not isinstance(inner, dict) else words(inner)) + "".join(words(part) for part in parts)
        return ""

    found = json.loads(typst.query(TEMPLATE, "table", ignore_system_fonts=True, sys_inputs=inputs(document, WORDS, "id")))
    return [
        words(cell)
        for table in found
        for cell in table["children"]
        if cell.get("func") != "header" and table["children"][0].get("func") == "header"
    ]


def test_every_table_of_the_page_is_in_the_document(second: Document, evaluator: Client) -> None:
    page = on_page(evaluator, "/evaluasi/paket/2/")
    tables = shown(second)
    for title in ("Angka yang berubah", "Capaian dan rencana menurut setiap aturan"):
        assert tables[title] in page, title
    assert tables["Orang per tahap: pernah lulus, baru dalam dua minggu ini, masih berlaku"] in page
    places = [table for table in second.tables if "per kota dan kecamatan" in table.title]
    codes = list(sheet_of(Pack.objects.get(number=2)).editions)
    assert len(places) == len(codes) * len(MEASURED) == 9
    for table, (code, measure) in zip(places, [(code, measure) for code in codes for measure in MEASURED], strict=True):
        of_page = on_page(evaluator, f"/evaluasi/paket/2/?edisi={code}&ukuran={measure}")
        assert [_texts(row) for row in table.rows] in of_page, table.title
        assert len(table.rows) > 40


def test_every_sentence_of_the_document_is_on_the_page(second: Document, evaluator: Client) -> None:
    page = " ".join(html.fromstring(evaluator.get("/evaluasi/paket/2/").content.decode()).text_content().split())
    headlines = [item for section in second.sections for item in section.headlines]
    assert len(headlines) == 3
    for item in headlines:
        for text in (item.title, item.cell.text, item.change, item.explanation):
            assert text in page
    for section in second.sections:
        for text in (*section.texts, *(chart.title for chart in section.charts[-1:]), *(bars.title for bars in section.bars)):
            assert text in page, text
    quality = next(section for section in second.sections if section.title == "Mutu data")
    assert all(text in page for text in quality.items)
    assert second.title in page
    assert dict(second.about)["Segel"] in page


def test_the_pdf_lays_out_every_cell(second: Document) -> None:
    expected = [text for rows in shown(second).values() for row in rows for text in row]
    laid_out = in_pdf(second)
    assert len(expected) > 400
    bars = [text for section in second.sections for item in section.bars for row in item.rows for text in row]
    left = [text for text in laid_out if text]
    for text in (*expected, *(text for text in bars if text)):
        left.remove(text)
    assert left == [], "nothing else stands in a table"


def test_the_pdf_is_tagged_and_the_same_again(second: Document) -> None:
    made = paper(second, made_at=NOON, words=WORDS, language="id")
    assert made.startswith(b"%PDF-1.7")
    for mark in (b"/StructTreeRoot", b"/MarkInfo", b"pdfuaid", b"/Lang(id)"):
        assert mark in made
    assert paper(second, made_at=NOON, words=WORDS, language="id") == made


def test_the_workbook_reads_back_as_the_document(second: Document) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook(second)))
    tables = list(second.tables)
    assert len(book.sheet_names) == len(tables) + 1
    assert all(len(name) <= NAME_ROOM for name in book.sheet_names)
    for name, table in zip(book.sheet_names[1:], tables, strict=True):
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        assert rows[0][0] == table.title
        assert [text for text in rows[HEADINGS] if text != ""] == list(table.flat_heads)
        read = [[cell for cell in row if cell != ""] for row in rows[HEADINGS + 1 :]]
        assert read == [_values(row) for row in table.rows]


def _values(row: Row) -> list[object]:
    cells = [cell.text if cell.value is None else float(cell.value) for cell in row.cells]
    return [row.name, *(cells or [row.note])]


def test_a_file_is_given_to_who_may_read_the_page(second: Document, evaluator: Client) -> None:
    for ending, start in (("pdf", b"%PDF"), ("xlsx", b"PK")):
        answer = evaluator.get(f"/evaluasi/paket/2/paket.{ending}")
        assert (answer.status_code, answer.content[: len(start)]) == (200, start)
        assert answer.headers["Content-Disposition"] == f'attachment; filename="ok-oce-paket-2.{ending}"'
        assert evaluator.get(f"/evaluasi/paket/9/paket.{ending}").status_code == 404
        assert f"/evaluasi/paket/2/paket.{ending}" in evaluator.get("/evaluasi/paket/2/").content.decode()
        assert Client().get(f"/evaluasi/paket/2/paket.{ending}").status_code == 302


def test_files_speak_english_too(second: Document) -> None:
    officer = sign_in(make_account("petugas", Role.KECAMATAN, place=KECAMATAN))
    answer = officer.get("/evaluasi/paket/2/paket.xlsx", headers={"Accept-Language": "en"})
    assert CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).sheet_names[0] == "Summary"


HOSTILE = (
    '=HYPERLINK("http://x")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    '#eval("1")',
    '*bold* $x$ @ref <a> = h \\ #read("/etc/passwd")',
)


def hostile(text: str) -> Document:
    table = Table(text, text, text, (text, text), (Row(text, (Cell(text),)),))
    return Document(
        1, "Paket 1", text, text, (("Putaran", text), ("Segel", "ab" * 32)), (Section(text, (text,), (text,), tables=(table,)),)
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_text_stays_text(text: str) -> None:
    document = hostile(text)
    assert in_pdf(document) == [text, text]
    assert paper(document, made_at=NOON, words=WORDS, language="id").startswith(b"%PDF")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(workbook(document))).get_sheet_by_index(1).to_python(skip_empty_area=False)
    read = str(rows[HEADINGS + 1][1])
    assert read.removeprefix("'") == text
    assert not read.lstrip().startswith(("=", "+", "-", "@"))


def test_sheets_of_one_name_are_told_apart() -> None:
    document = hostile("Wilayah")
    twice = replace(document, sections=(*document.sections, *document.sections))
    names = CalamineWorkbook.from_filelike(io.BytesIO(workbook(twice))).sheet_names
    assert names == ["Ringkasan", "Wilayah", "Wilayah 2"]
