"""Places and organisations, whole each time: a few hundred rows that have no position."""

from duckdb import DuckDBPyConnection

from okoce.evaluation.warehouse.extraction.snapshot import Snapshot

# A code holds all codes that begin with it and a dot: 31.74.01.1003 lies in 31.74.01, in 31.74, in 31.
PLACES = """
SELECT code, name, level, CASE WHEN length(code) >= 8 THEN left(code, 8) END, CASE WHEN length(code) >= 5 THEN left(code, 5) END,
       left(code, 2)
FROM places_place
"""
ORGANISATIONS = "SELECT id, kind FROM partners_organisation"


def take_reference(store: DuckDBPyConnection, source: Snapshot) -> None:
    for table, sql in (("place", PLACES), ("organisation", ORGANISATIONS)):
        store.execute(f"DELETE FROM {table}")  # noqa: S608  a table's name from this module
        with source.stream(sql) as rows:
            store.register("arriving", rows)
            store.execute(f"INSERT INTO {table} SELECT * FROM arriving")  # noqa: S608  a table's name from this module
            store.unregister("arriving")
