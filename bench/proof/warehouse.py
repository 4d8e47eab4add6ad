"""The warehouse of a whole city: filled from nothing, by one day, readings rebuilt, and the page that stands on it over HTTP."""

import json
import time
import urllib.request
from collections.abc import Iterator

from bench.figures import Measured
from bench.stack import Stack

PAGES, QUICK_PAGES = 100, 20
DAY_OF_FACTS = 10_000
REFRESH = """
import json, time, django; django.setup()
from okoce.evaluation.warehouse.services import refresh
before = time.monotonic()
done = refresh(rebuild=REBUILD, parquet_every=1e9 if EVERY else 0.0)
print(json.dumps([time.monotonic() - before, done.before, done.position, done.seconds]))
"""
RAW = """
import time, psycopg, django; django.setup()
from django.db import connection
with connection.cursor() as cursor:
    before = time.monotonic()
    cursor.execute("SELECT 1")
    with cursor.connection.cursor().copy("COPY (SELECT f.id, f.kind, f.person_id, f.enrolment_id, f.business_id, f.occurred_on,"
            " f.captured_at, f.channel, f.place_id, f.org_id, f.grade, f.measures, f.corrects, f.correction, p.position"
            " FROM facts_position p JOIN facts_fact f ON f.id = p.fact_id) TO STDOUT (FORMAT binary)") as copy:
        for _block in copy:
            pass
print(time.monotonic() - before)
"""
DAY = """
import datetime, itertools, django; django.setup()
from okoce.core.fortnights import jakarta_date
from django.utils import timezone
from okoce.facts.enums import Channel, Grade
from okoce.facts.services import FactDraft, append, seal_all
from okoce.members.models import Enrolment
today = jakarta_date(timezone.now())
rows = list(Enrolment.objects.filter(ended_on=None).order_by("id").values_list("id", "person_id")[:HOW_MANY])
drafts = [
    FactDraft(kind="mentoring.visit", person_id=person, enrolment_id=enrolment, occurred_on=today, place_id="31.74.01.1001",
        channel=Channel.COUNTER, grade=Grade.CONFIRMED, measures={"topic": "selling", "minutes": 30})
    for enrolment, person in itertools.islice(itertools.cycle(rows), HOW_MANY)
]
for first in range(0, HOW_MANY, 1000):
    append(by=None, drafts=drafts[first:first + 1000])
print(seal_all())
"""
READINGS = """
import time, duckdb, django; django.setup()
from okoce.evaluation.readings.queries.evaluating import plan_of
from okoce.evaluation.readings.queries.kept import editions_kept
from okoce.evaluation.readings.services import rebuild
from okoce.evaluation.warehouse import files
editions = editions_kept()
plan_of(editions)
with duckdb.connect(str(files.working_file())) as store:
    position = store.execute("SELECT position FROM state").fetchone()[0]
    before = time.monotonic()
    rebuild(store, editions, position)
    took = time.monotonic() - before
    counted = store.execute("SELECT count(*), count(DISTINCT enrolment_id) FROM reading").fetchone()
    before = time.monotonic()
    store.execute("SELECT sum(hash(original_id, kind, enrolment_id, occurred_on, measures)) FROM fact").fetchone()
    print(took, len(editions), *counted, time.monotonic() - before)
"""
EVALUATOR = """
import django; django.setup()
from okoce.accounts.enums import Role
from okoce.accounts.models import RoleGrant, User
from okoce.core.fortnights import jakarta_date
from django.utils import timezone
from tests.world import sign_in
user, _made = User.objects.get_or_create(username="uji.penilai", defaults={"full_name": "Uji penilai"})
user.set_unusable_password(); user.save()
RoleGrant.objects.get_or_create(user=user, role=Role.EVALUATOR, defaults={"valid_from": jakarta_date(timezone.now())})
print(sign_in(user).session.session_key)
"""


def measure_city(programme: Stack, quick: bool) -> Iterator[Measured]:
    """Figures of a stack that holds a city's members; its web server may run or not."""
    yield _full(programme)
    yield _readings(programme)
    yield _day(programme)
    yield _page(programme, QUICK_PAGES if quick else PAGES)


def _refresh(programme: Stack, *, rebuild: bool, parquet: bool = False) -> tuple[float, int, int, dict[str, float]]:
    """Seconds, position before and after, seconds of each step."""
    code = REFRESH.replace("REBUILD", str(rebuild)).replace("EVERY", str(not parquet))
    seconds, before, position, steps = json.loads(programme.python(code).splitlines()[-1])
    return seconds, before, position, steps


def _full(programme: Stack) -> Measured:
    raw = float(programme.python(RAW).splitlines()[-1])
    seconds, _before, position, steps = _refresh(programme, rebuild=True, parquet=True)
    beside = f"{position} facts; {steps}; the same rows as COPY to nowhere {raw:.1f} s"
    return Measured("proof.extract.full", round(seconds, 1), beside)


def _day(programme: Stack) -> Measured:
    programme.python(DAY.replace("HOW_MANY", str(DAY_OF_FACTS)))
    seconds, before, position, steps = _refresh(programme, rebuild=False)
    beside = f"{position - before} facts after {before}; {steps}; publication included"
    return Measured("proof.extract.day", round(seconds, 2), beside)


def _readings(programme: Stack) -> Measured:
    took, editions, rows, enrolments, scan = programme.python(READINGS).splitlines()[-1].split()
    beside = f"{editions} editions, {enrolments} enrolments, {rows} rows; reading the facts once {float(scan):.2f} s"
    return Measured("proof.readings.rebuild", round(float(took), 1), beside)


def _page(programme: Stack, pages: int) -> Measured:
    key = programme.python(EVALUATOR).split()[-1]
    if "web" not in programme.children:
        programme.start_web()
    request = urllib.request.Request(f"{programme.url}/evaluasi/", headers={"Cookie": f"sessionid={key}"})
    times = []
    for _page_number in range(pages):
        before = time.perf_counter()
        with urllib.request.urlopen(request, timeout=120) as answer:
            text = answer.read().decode()
        times.append((time.perf_counter() - before) * 1000)
        if "Data per" not in text:
            raise AssertionError("the page does not stand on the warehouse")
    front = urllib.request.Request(f"{programme.url}/masuk/")
    before = time.perf_counter()
    with urllib.request.urlopen(front, timeout=60) as answer:
        answer.read()
    empty = (time.perf_counter() - before) * 1000
    ordered = sorted(times)
    beside = (
        f"median {ordered[pages // 2]:.0f} ms, first {times[0]:.0f} ms, slowest {ordered[-1]:.0f} ms; sign-in page {empty:.0f} ms"
    )
    return Measured("proof.round.page", round(ordered[int(len(ordered) * 0.95)]), beside)
