"""Two spreadsheets of the Tebet office: an attendance list that was stored, and registrations with dirt that wait for a decision.

Their people are made up, as their file names, titles and records say.
"""

import io
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from uuid import UUID

import xlsxwriter

from okoce.accounts.queries import Actor
from okoce.demo import identities
from okoce.demo.partners import TEBET
from okoce.demo.staff import Staff
from okoce.imports.enums import Choice, ImportState, Sort, Verdict
from okoce.imports.queries.lists import found, visible
from okoce.imports.queries.mapping import proposal
from okoce.imports.services import Columns, Upload, Which, begin_storing, choose, set_columns, upload, work
from okoce.members.queries import full_nik, visible_to

Cell = str | int | float | date
ATTENDANCE, REGISTRATIONS = "daftar-hadir-contoh.xlsx", "pendaftaran-contoh.xlsx"
WARNING = "DATA CONTOH: orang di lembar ini tidak ada"
TRAINED, LEAST = 8, 2
MEMBER_HEAD = ("NIK", "Nama Lengkap", "No. HP", "Kelurahan", "Usaha", "Status usaha", "Tgl lahir", "Persetujuan")
FACT_HEAD = ("No", "NIK", "Nama", "Tanggal", "Jenis pelatihan", "Lama (jam)", "Daftar hadir")
PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class Known:
    """A member whom the office writes into its sheets."""

    name: str
    nik: str


def upload_sheets(staff: Staff, today: date) -> None:
    """Both sheets, each once; none where Tebet has too few members."""
    officer, long_ago = staff.officers[TEBET], today - timedelta(days=60)
    members = visible_to(officer).filter(enrolments__ended_on=None, enrolments__started_on__lt=long_ago)
    people = [Known(name, full_nik(pk)) for pk, name in members.order_by("name", "birth_on").values_list("pk", "name")[:TRAINED]]
    there = set(visible(officer).values_list("file_name", flat=True))
    if len(people) >= LEAST and ATTENDANCE not in there:
        import_id = _checked(officer, Upload(Sort.FACTS, "training.attended", ATTENDANCE, _attendance(people, today), True))
        choose(by=officer, import_id=import_id, choice=Choice.TAKE, which=Which(verdicts=(Verdict.NEW,)))
        begin_storing(by=officer, import_id=import_id)
        _wait_for(officer, import_id, ImportState.STORED)
    if len(people) >= LEAST and REGISTRATIONS not in there:
        _checked(officer, Upload(Sort.MEMBERS, "", REGISTRATIONS, _registrations(people, today), True))


def _checked(officer: Actor, given: Upload) -> UUID:
    """A sheet whose columns were confirmed as proposed and whose rows were checked."""
    import_id = upload(by=officer, given=given)
    imported = found(officer, import_id)
    offered = proposal(imported) if imported is not None else None
    if offered is None or offered.header_row is None:
        raise RuntimeError(f"no columns were recognised in {given.file_name}")
    set_columns(by=officer, import_id=import_id, given=Columns(offered.sheet, offered.header_row, offered.columns))
    _wait_for(officer, import_id, ImportState.CHECKED)
    return import_id


def _wait_for(officer: Actor, import_id: UUID, state: ImportState) -> None:
    """Do the worker's duty, which a worker of the installation may be doing already."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        work()
        imported = found(officer, import_id)
        if imported is not None and imported.state == state:
            return
        time.sleep(0.05)
    raise RuntimeError(f"the import {import_id} does not become {state}")


def _attendance(people: Sequence[Known], today: date) -> bytes:
    """A signed list of one class as it was typed: a number that a spreadsheet has spoilt, a stranger, and a line twice."""
    on = today - timedelta(days=3)
    rows: list[Sequence[Cell]] = [(f"Daftar hadir pelatihan foto produk, Tebet. {WARNING}",), (), FACT_HEAD]
    spellings = (f"{on:%d/%m/%Y}", f"{on:%Y-%m-%d}", f"{on:%d-%m-%Y}")
    lines: list[tuple[Cell, ...]] = [
        (one.nik, one.name, spellings[n % 3], "hard", 6, "DH-CONTOH-01") for n, one in enumerate(people)
    ]
    first, last = lines[0], lines[-1]
    lines += [first, (float(str(last[0])), *last[1:]), (_line(30, Random("stranger"), today)[0], "Orang Tak Dikenal", *first[2:])]  # noqa: S311 - plausible, not secret
    return _workbook([*rows, *((n, *line) for n, line in enumerate(lines, 1))])


def _registrations(people: Sequence[Known], today: date) -> bytes:
    """What a kelurahan has typed from paper: good lines, and one of each sort of dirt that offices know."""
    chance, known = Random("sheets"), people[0]  # noqa: S311 - plausible, not secret
    good = [_line(n, chance, today) for n in range(5)]
    short, spoilt, phone, town, place, born, denied, status, nameless = (_line(n, chance, today) for n in range(10, 19))
    rows: list[Sequence[Cell]] = [
        *good,
        _with(_line(20, chance, today), name="NA"),
        good[1],
        _with(_line(21, chance, today), nik=known.nik, name=known.name),
        _with(_line(22, chance, today), nik=known.nik, name="Nama Lain"),
        _with(short, nik=str(short[0])[:15]),
        _with(spoilt, nik=float(str(spoilt[0]))),
        _with(phone, phone="0812-34"),
        _with(town, place="Pisangan Baru"),
        _with(place, place="Tebet Tenggara"),
        _with(born, born="17/08/1945"),
        _with(denied, consent="tidak"),
        _with(status, status="ramai"),
        _with(nameless, name=""),
    ]
    return _workbook([(f"Pendaftaran dari loket kelurahan. {WARNING}",), (), MEMBER_HEAD, *rows])


def _line(number: int, chance: Random, today: date) -> tuple[Cell, ...]:
    """A registration as it should be."""
    number, woman = identities.SHEETS + number, chance.random() < 0.6
    born = identities.born_on(number, chance, today)
    nik, name = identities.nik(TEBET.replace(".", ""), number, born, woman=woman), identities.name(chance, woman=woman)
    phone = "0" + identities.phone(number).removeprefix("+62")
    spelt = chance.choice((f"{born:%d/%m/%Y}", f"{born:%Y-%m-%d}"))
    return (nik, name, phone, "Tebet Timur", chance.choice(identities.BUSINESSES), "Sudah berjualan, belum punya izin", spelt, "ya")


def _with(line: Sequence[Cell], **changes: Cell) -> tuple[Cell, ...]:
    columns = ("nik", "name", "phone", "place", "business", "status", "born", "consent")
    return tuple(changes.get(column, cell) for column, cell in zip(columns, line, strict=True))


def _workbook(rows: Sequence[Sequence[Cell]]) -> bytes:
    """The sheet as an office's program writes it: what is text stays text, what is a number is one."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False}) as book:
        page = book.add_worksheet("Data")
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return buffer.getvalue()
