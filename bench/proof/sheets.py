"""A spreadsheet of many rows on its whole way: read, checked, stored by the worker of a programme of its own.

The raw limit beside it is what nothing can beat: the same rows read by the same library and copied into a table of plain text.
"""

import io
import json
import subprocess
import sys
import time
from collections.abc import Iterator

import psycopg
import xlsxwriter
from python_calamine import load_workbook

from bench.figures import Measured
from bench.registrants import KELURAHAN, nik
from bench.stack import Stack, stack

MANY, FEW = 50_000, 5_000
QUICK_MANY, QUICK_FEW = 10_000, 1_000
ODD = 100
"""Every so-manieth row is wrong, so that rejecting is measured too."""
PREPARE = """
import django; django.setup()
import sys
from datetime import date
from okoce.accounts.enums import Role
from okoce.accounts.models import RoleGrant, User
from okoce.core.ids import new_id
from okoce.members.services import NewMember, enrol_many
from bench.registrants import KELURAHAN, nik
user = User.objects.create(username="ukur.lembar", full_name="Ukur")
RoleGrant.objects.create(user=user, role=Role.KECAMATAN, place_code=KELURAHAN[:8], valid_from=date(2018, 1, 1))
for start in range(0, {count}, 1000):
    enrol_many(by=None, members=[
        NewMember(nik(n), f"+62899{{n:07}}", f"Contoh Ukur {{n}}", KELURAHAN, "trading", "gorengan",
                  frozenset({{"programme"}}), date(2018, 1, 2), is_synthetic=True)
        for n in range(start, min(start + 1000, {count}))
    ])
"""
RUN = """
import django; django.setup()
import json, resource, sys, time
from pathlib import Path
from okoce.accounts.models import User
from okoce.accounts.queries import actor_of
from okoce.imports.enums import Choice, ImportState, Sort
from okoce.imports.models import SheetImport
from okoce.imports.queries.mapping import proposal
from okoce.imports.services import Columns, Upload, Which, begin_storing, choose, set_columns, upload, work
import okoce.config.management.commands.work
by = actor_of(User.objects.get(username="ukur.lembar"))
content = Path("{path}").read_bytes()
before = time.perf_counter()
import_id = upload(by=by, given=Upload(Sort.{sort}, "{kind}", "ukur.xlsx", content))
del content
found = proposal(SheetImport.objects.get(id=import_id))
set_columns(by=by, import_id=import_id, given=Columns(found.sheet, found.header_row, found.columns, True))
while work(): pass
checked = time.perf_counter() - before
choose(by=by, import_id=import_id, choice=Choice.TAKE, which=Which())
begin_storing(by=by, import_id=import_id)
while work(): pass
seconds = time.perf_counter() - before
done = SheetImport.objects.get(id=import_id)
assert done.state == ImportState.STORED, (done.state, done.fault)
print(json.dumps({{
    "seconds": seconds, "checked": checked, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
    "rows": done.rows_in, "stored": done.rows_stored, "rejected": done.rows_rejected,
    "other": done.rows_same + done.rows_left + done.rows_open,
}}))
"""


def measure(quick: bool) -> Iterator[Measured]:
    many, few = (QUICK_MANY, QUICK_FEW) if quick else (MANY, FEW)
    with stack() as programme:
        programme.python(PREPARE.format(count=many))
        small_file = facts(few, day="13/03/2018")
        small = _run(programme, small_file, "FACTS", "training.attended")
        large_file = facts(many, day="14/03/2018")
        large = _run(programme, large_file, "FACTS", "training.attended")
        members = _run(programme, registrations(few, start=many), "MEMBERS", "")
        raw = _raw(programme, large_file)
        scale = MANY / many
        beside = (
            f"{many} rows in {large['seconds']:.1f} s, {large['checked']:.1f} s of it until checked; raw limit (calamine and COPY) "
            f"{raw:.1f} s; {few} registrations in {members['seconds']:.1f} s"
        )
        yield Measured("proof.sheet.time", round(large["seconds"] * scale, 1), beside)
        # The worker and the process that reads the file for it, as if both had their peaks at once.
        reader_large, reader_small = _reader_peak(programme, large_file), _reader_peak(programme, small_file)
        high, low = large["peak"] + reader_large, small["peak"] + reader_small
        memory = (
            f"{high / 1024:.0f} MB for {many} rows, {low / 1024:.0f} MB for {few}; of the worker itself "
            f"{large['peak'] / 1024:.0f} and {small['peak'] / 1024:.0f} MB"
        )
        yield Measured("proof.sheet.memory", round(high / low, 2), memory)
        lost, said = 0, []
        for run, rows in ((small, few), (large, many), (members, few)):
            lost += abs(rows - int(run["stored"]) - int(run["rejected"]))
            said.append(f"{run['stored']:.0f} stored + {run['rejected']:.0f} rejected of {rows}")
        facts_in = _count(programme, "SELECT count(*) FROM facts_fact WHERE channel = 'import' AND corrects IS NULL")
        lost += abs(facts_in - int(small["stored"] + large["stored"] + members["stored"]))
        yield Measured("proof.sheet.lost", lost, f"{'; '.join(said)}; {facts_in} facts in the log")


def facts(count: int, *, day: str) -> bytes:
    """A sheet of trainings, one row a member; every hundredth has an impossible date."""
    head = ("NIK", "Nama", "Tanggal", "Jenis pelatihan", "Lama (jam)", "Bukti")
    rows = ((nik(n), f"Contoh Ukur {n}", "31/02/2018" if n % ODD == 0 else day, "hard", n % 8 + 1, f"DH-{n}") for n in range(count))
    return _sheet(head, rows)


def registrations(count: int, *, start: int) -> bytes:
    """A sheet of new members; every hundredth has a short NIK."""
    head = ("NIK", "Nama", "No HP", "Kelurahan", "Usaha", "Status usaha")
    rows = (
        (nik(n)[:15] if n % ODD == 0 else nik(n), f"Contoh Daftar {n}", f"0899{n:07}", KELURAHAN, "gorengan", "trading")
        for n in range(start, start + count)
    )
    return _sheet(head, rows)


def _sheet(head: tuple[str, ...], rows: Iterator[tuple[object, ...]]) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"constant_memory": True})
    page = book.add_worksheet("Data")
    page.write_row(0, 0, head)
    for number, row in enumerate(rows, start=1):
        page.write_row(number, 0, row)
    book.close()
    return buffer.getvalue()


def _run(programme: Stack, content: bytes, sort: str, kind: str) -> dict[str, float]:
    """One import in a process of its own, whose peak memory is the worker's."""
    path = programme.var / "ukur.xlsx"
    path.write_bytes(content)
    printed = programme.python(RUN.format(path=path, sort=sort, kind=kind))
    found: dict[str, float] = json.loads(printed.splitlines()[-1])
    return found


READER_PEAK = """
import sys
from okoce.imports.rules.reader import main
main(sys.stdin.buffer, open("/dev/null", "wb"))
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


def _reader_peak(programme: Stack, content: bytes) -> int:
    """Kilobytes of the process that reads a file; what the one that started it had is not counted (its own mark begins anew)."""
    order = json.dumps({"do": "rows", "sheet": "Data", "shape": ["xlsx", "", ""]}).encode() + b"\n"
    command = [sys.executable, "-c", READER_PEAK]
    done = subprocess.run(command, env=programme.environment, input=order + content, check=True, capture_output=True)
    return int(done.stdout)


def _raw(programme: Stack, content: bytes) -> float:
    """Seconds to read the sheet and to copy its rows as they are into a table without index."""
    with psycopg.connect(programme.cluster.url("owner"), autocommit=True) as owner:
        owner.execute("CREATE TABLE raw_sheet (a text, b text, c text, d text, e text, f text)")
        before = time.perf_counter()
        rows = load_workbook(io.BytesIO(content)).get_sheet_by_name("Data").iter_rows()
        with owner.cursor() as cursor, cursor.copy("COPY raw_sheet FROM STDIN") as copy:
            for row in rows:
                copy.write_row([str(cell) for cell in row])
        return time.perf_counter() - before


def _count(programme: Stack, query: str) -> int:
    with psycopg.connect(programme.cluster.url("owner")) as owner:
        row = owner.execute(query.encode()).fetchone()
    return int(row[0]) if row else 0
