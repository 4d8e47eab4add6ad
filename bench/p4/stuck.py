"""The list of the stuck with many members, and the held day of the demonstration against its facts."""

import json
from collections.abc import Iterator

from bench.figures import Measured
from bench.stack import stack

MEMBERS, QUICK_MEMBERS = 300_000, 20_000
FILL = """
import json, time, django; django.setup()
from datetime import date
from django.db import connection
from okoce.accounts.queries import Actor, Held
from okoce.stages.p4_licensing.queries.stuck import Narrow, by_place, lines, longest_first, stuck, thresholds
with connection.cursor() as cursor:
    cursor.execute("SELECT code FROM places_place WHERE level = 'kelurahan' AND code LIKE '31.%' ORDER BY code")
    places = [row[0] for row in cursor.fetchall()]
    person, enrolment, many = "md5('p' || n)::uuid", "md5('e' || n)::uuid", f"FROM generate_series(1, {MEMBERS}) n"
    cursor.execute(
        "INSERT INTO members_person (id, name, nik_hash, phone_hash, phone_sealed, sex, domicile_id, is_synthetic)"
        f" SELECT {person}, 'Contoh ' || n, sha256(('nik' || n)::bytea), sha256(('hp' || n)::bytea), ''::bytea, '',"
        f" (%s::text[])[1 + n %% cardinality(%s::text[])], true {many}", [places, places])
    cursor.execute("INSERT INTO members_enrolment (id, person_id, started_on, entry_status, end_reason)"
        f" SELECT {enrolment}, {person}, current_date - 400, 'trading', '' {many}")
    cursor.execute("INSERT INTO p4_licensing_licencewait (person_id, enrolment_id, trained_on, mentored_on, declined_reason)"
        f" SELECT {person}, {enrolment}, current_date - 30 - n % 300,"
        f" CASE WHEN n % 2 = 0 THEN current_date - n % 200 END, '' {many}")
    cursor.execute("INSERT INTO p4_licensing_permit"
        " (id, person_id, licence, issued_on, state, source, refutation, fact_id, decided_at)"
        f" SELECT gen_random_uuid(), {person}, 'nib', current_date, 'confirmed', 'record', '', gen_random_uuid(), now()"
        f" {many} WHERE n % 5 < 2")
    cursor.execute("ANALYZE")
on, city = date.today(), Actor(None, "", (Held("city"),))
days = thresholds(on)
def timed(work):
    found = []
    for _round in range(5):
        start = time.perf_counter(); work(); found.append((time.perf_counter() - start) * 1000)
    return sorted(found)[2]
def names(place):
    return list(longest_first(stuck(city, on, days, Narrow(place=place)))[:50])
print(json.dumps({"city": timed(lambda: by_place(stuck(city, on, days))), "one": timed(lambda: names(places[0])),
    "all": timed(lambda: names("")), "stuck": stuck(city, on, days).count(), "places": len(places)}))
"""
HELD = """
import json, django; django.setup()
from collections import Counter
from okoce.facts.queries import live_facts
from okoce.stages.p4_licensing.models import CounterDay
KINDS = {"licence.issued": "issued", "licence.applied": "applied", "licence.declined": "declined"}
wrong, noted = 0, 0
for day in CounterDay.objects.filter(state="held"):
    rows = list(day.invites.exclude(fact_id=None))
    facts = {fact.id: KINDS[fact.kind] for fact in live_facts(kinds=list(KINDS), persons=[row.person_id for row in rows])}
    wrong += sum(facts.get(row.fact_id) != row.outcome for row in rows)
    counted = Counter(facts[row.fact_id] for row in rows if row.fact_id in facts)
    wrong += sum(abs(day.summary["outcomes"][outcome] - counted[outcome]) for outcome in KINDS.values())
    noted += len(rows)
print(json.dumps([wrong, noted]))
"""


def measure(quick: bool) -> Iterator[Measured]:
    with stack() as programme:
        programme.manage("load_reference")
        found = json.loads(programme.python(f"MEMBERS = {QUICK_MEMBERS if quick else MEMBERS}" + FILL).splitlines()[-1])
    beside = f"{found['stuck']} stuck in {found['places']} kelurahan; the first 50 of all by name in {found['all']:.0f} ms"
    yield Measured("p4.stuck.city", round(found["city"]), beside)
    yield Measured("p4.stuck.names", round(found["one"]), "names of one kelurahan, the longest waiting first")
    with stack(demo=True) as programme:
        programme.manage("load_demo", "--members", "500")
        wrong, noted = json.loads(programme.python(HELD).splitlines()[-1])
    yield Measured("p4.counters.wrong", wrong if noted else 1, f"{noted} outcomes of the held day, and its summary")
