"""Transactions of other tests, which share the server: the sealer waits for every older one, in whatever database it runs."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.db import connection

from okoce.evaluation.rounds.queries import reading
from okoce.facts.services import seal_all

PATIENCE = 600  # a test in one long transaction on a busy machine
OLDER = """
    SELECT count(*) FROM pg_snapshot_xip(pg_current_snapshot()) AS running
    WHERE running < %s::xid8 AND NOT running = ANY(%s::xid8[])
"""


def wait_for_older(*but: str) -> None:
    """Return once every transaction that runs now has ended, ``but`` for those that the test itself holds open."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text")
        limit = cursor.fetchone()[0]
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            cursor.execute(OLDER, [limit, list(but)])
            if cursor.fetchone()[0] == 0:
                return
            time.sleep(0.05)
    raise TimeoutError("an older transaction of somebody else stays open")


@contextmanager
def second_connection() -> Iterator["psycopg.Connection[tuple[object, ...]]"]:
    """Another session of the application in the database of the test; what it did not commit is rolled back."""
    settings = connection.settings_dict
    with psycopg.connect(
        host=settings["HOST"], user=settings["USER"], password=settings["PASSWORD"], dbname=settings["NAME"]
    ) as other:
        yield other
        other.rollback()


def transaction_id(other: "psycopg.Connection[tuple[object, ...]]") -> str:
    """The id of the transaction that another session has open."""
    row = other.execute("SELECT pg_current_xact_id()::text").fetchone()
    assert row is not None
    return str(row[0])


def seal_within() -> None:
    """Seal what the open transaction of a test has recorded, which the sealer itself would rightly leave waiting.

    The queue says of it what it would say once the transaction were over and all others too.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT fact_id FROM facts_unsealed")
        waiting = cursor.fetchall()
        if not waiting:
            return
        cursor.execute("DELETE FROM facts_unsealed")
        cursor.executemany("INSERT INTO facts_unsealed (fact_id, xid) VALUES (%s, '1')", waiting)
    seal_all()
    # What is kept of a sealed position is right for ever, but here positions are rolled back and given again.
    reading._people_at.cache_clear()
