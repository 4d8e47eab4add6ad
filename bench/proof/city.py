"""A whole city: 300,000 members are loaded once, then read, erased from and restored by the measures that need so many."""

import importlib
import json
import resource
import time
from collections.abc import Iterator

from bench.figures import Measured
from bench.stack import Stack, stack

MEMBERS, QUICK_MEMBERS = 300_000, 6_000
VISITS = 6
"""So many further visits make ten facts a member."""
ON_THE_SAME_CITY = ("bench.proof.warehouse", "bench.proof.erasure", "bench.proof.restore")
"""Each has ``measure_city(programme, quick)``; the first reads what the second erases from, the last needs nothing that runs."""

COUNTED = """
import json
import django; django.setup()
from django.db import connection
from okoce.facts.models import Fact, Position
from okoce.members.models import Person
with connection.cursor() as cursor:
    cursor.execute("SELECT pg_database_size(current_database())")
    size = cursor.fetchone()[0]
counts = [Person.objects.count(), Fact.objects.count(), Position.objects.count()]
print(json.dumps([*counts, size]))
"""
RAW = """
import pathlib, tempfile, time
import django; django.setup()
from django.db import connections
with tempfile.NamedTemporaryFile(dir=VAR) as file, connections["owner"].cursor() as cursor:
    with cursor.copy("COPY facts_fact TO STDOUT (FORMAT binary)") as copy:
        for block in copy:
            file.write(block)
    file.flush()
    cursor.execute("CREATE UNLOGGED TABLE bare (LIKE facts_fact)")
    began = time.monotonic()
    with cursor.copy("COPY bare FROM STDIN (FORMAT binary)") as copy, open(file.name, "rb") as source:
        while block := source.read(1 << 20):
            copy.write(block)
    print(time.monotonic() - began)
    cursor.execute("DROP TABLE bare")
"""


def measure(quick: bool) -> Iterator[Measured]:
    with stack(demo=True) as programme:
        yield _load(programme, QUICK_MEMBERS if quick else MEMBERS)
        for name in ON_THE_SAME_CITY:
            yield from importlib.import_module(name).measure_city(programme, quick)


def _load(programme: Stack, members: int) -> Measured:
    began = time.monotonic()
    programme.manage("load_demo", "--members", str(members), "--visits", str(VISITS), "--packs", "0", "--way", "bulk")
    seconds = time.monotonic() - began
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20
    people, facts, sealed, size = json.loads(programme.python(COUNTED).strip().splitlines()[-1])
    if people < members or facts < 10 * people or sealed < facts:
        raise AssertionError(f"{people} members with {facts} facts, {sealed} of them sealed, are not what is promised")
    raw = float(programme.python(RAW.replace("VAR", repr(str(programme.var)))).strip().splitlines()[-1])
    beside = (
        f"{people:,} members, {facts:,} facts sealed, {facts / seconds:,.0f} a second; largest process {peak:.1f} GiB, database "
        f"{size / 2**30:.1f} GiB; COPY of the same facts alone into a bare table {raw:.1f} s"
    )
    return Measured("proof.load.time", round(seconds, 1), beside)
