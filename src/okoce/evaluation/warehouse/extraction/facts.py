"""Facts of some positions into the tables ``fact``, ``arrival`` and ``enrolment``, corrections resolved.

An original with a correction is written anew with its whole history, from all its versions. That history is the same however often
and from wherever it is made, so an increment equals a rebuild, and a correction may arrive before its original.
"""

from duckdb import DuckDBPyConnection

from okoce.evaluation.warehouse.extraction.snapshot import Snapshot

COLUMNS = (
    "f.id, f.kind, f.person_id, f.enrolment_id, f.business_id, f.occurred_on, f.captured_at, f.channel, f.place_id, f.org_id,"
    " f.grade, f.measures, f.corrects, f.correction, p.position"
)
DELTA = """
SELECT {columns} FROM facts_position p JOIN facts_fact f ON f.id = p.fact_id
WHERE p.position > {after:d} AND p.position <= {upto:d}
"""
# Originals that got a correction since, and originals that arrived since with a correction already there; with all their versions.
VERSIONS = """
WITH touched AS (
    SELECT f.corrects AS id FROM facts_position p JOIN facts_fact f ON f.id = p.fact_id
    WHERE p.position > {after:d} AND p.position <= {upto:d} AND f.corrects IS NOT NULL
    UNION
    SELECT c.corrects FROM facts_fact c JOIN facts_position p ON p.fact_id = c.corrects
    WHERE c.corrects IS NOT NULL AND p.position > {after:d} AND p.position <= {upto:d}
)
SELECT {columns} FROM touched t JOIN facts_fact f ON f.id = t.id OR f.corrects = t.id JOIN facts_position p ON p.fact_id = f.id
WHERE p.position <= {upto:d}
"""
PLAIN = """
INSERT INTO fact
SELECT id, id, kind, person_id, enrolment_id, business_id, occurred_on, captured_at, channel, place_id, org_id, grade, measures,
       position, position, NULL
FROM delta WHERE corrects IS NULL AND id NOT IN (SELECT id FROM version)
"""
# The rule of facts.rules.corrections, at every position at which something became known of an original.
CORRECTED = """
INSERT INTO fact
WITH known AS (
    SELECT coalesce(corrects, id) AS original_id, position,
           max(CASE WHEN corrects IS NOT NULL THEN {'captured_at': captured_at, 'id': id, 'correction': correction} END)
               OVER (PARTITION BY coalesce(corrects, id) ORDER BY position) AS decided
    FROM version
), holding AS (
    SELECT k.original_id, k.position,
           CASE WHEN decided IS NULL OR decided.correction = 'restore' THEN k.original_id
                WHEN decided.correction = 'amend' THEN decided.id END AS version_id
    FROM known k JOIN version o ON o.id = k.original_id WHERE k.position >= o.position
), compared AS (
    SELECT *, row_number() OVER w AS n, lag(version_id) OVER w AS before
    FROM holding WINDOW w AS (PARTITION BY original_id ORDER BY position)
), turns AS (
    SELECT *, lead(position) OVER (PARTITION BY original_id ORDER BY position) AS to_position
    FROM compared WHERE n = 1 OR version_id IS DISTINCT FROM before
)
SELECT o.id, v.id, o.kind, o.person_id, o.enrolment_id, o.business_id, v.occurred_on, v.captured_at, v.channel, v.place_id,
       v.org_id, v.grade, v.measures, o.position, t.position, t.to_position
FROM turns t JOIN version o ON o.id = t.original_id JOIN version v ON v.id = t.version_id
"""
ARRIVALS = "INSERT INTO arrival SELECT position, person_id, kind, occurred_on, correction FROM delta"
ENROLMENTS = """
INSERT INTO enrolment
SELECT DISTINCT enrolment_id, person_id FROM delta
WHERE corrects IS NULL AND enrolment_id IS NOT NULL AND enrolment_id NOT IN (SELECT enrolment_id FROM enrolment)
"""


def take_facts(store: DuckDBPyConnection, source: Snapshot, after: int, upto: int) -> bool:
    """Bring ``fact``, ``arrival`` and ``enrolment`` from one position to another.

    True where two records became one person, or ceased to be.
    """
    _stage(store, source, "delta", DELTA, after, upto)
    _stage(store, source, "version", VERSIONS, after, upto)
    store.execute("DELETE FROM fact WHERE original_id IN (SELECT id FROM version)")
    for statement in (PLAIN, CORRECTED, ARRIVALS, ENROLMENTS):
        store.execute(statement)
    same = store.execute("SELECT count(*) FROM delta WHERE kind = 'person.same_as'").fetchone()
    store.execute("DROP TABLE delta; DROP TABLE version")
    return same is not None and same[0] > 0


def _stage(store: DuckDBPyConnection, source: Snapshot, table: str, sql: str, after: int, upto: int) -> None:
    with source.stream(sql.format(columns=COLUMNS, after=after, upto=upto)) as rows:
        store.register("arriving", rows)
        store.execute(f"CREATE TEMP TABLE {table} AS SELECT * FROM arriving")  # noqa: S608  a table's name from this module
        store.unregister("arriving")
