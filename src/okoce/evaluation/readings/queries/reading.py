"""Readings at one position: from the kept tables where they have seen it, else evaluated from the facts."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from okoce.evaluation.readings.queries.evaluating import evaluated
from okoce.evaluation.readings.rules.plan import version_of
from okoce.progression.rules import Edition

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_numbers = count()


@dataclass(frozen=True, slots=True)
class ReadTables:
    """Names of tables with the columns of ``reading`` and ``holding``; take the rows that are live at the position asked."""

    reading: str
    holding: str


@contextmanager
def read_at(connection: "DuckDBPyConnection", editions: Sequence[Edition], position: int) -> Iterator[ReadTables]:
    """Readings under bound editions as known at a position, whether or not the kept tables have seen it.

    The connection may be one that only reads the file: what is evaluated lies in temporary tables, and is dropped at the end.
    """
    if _has_seen(connection, editions, position):
        yield ReadTables("reading", "holding")
        return
    number = next(_numbers)
    names = ReadTables(f"reading_at_{number}", f"holding_at_{number}")
    with evaluated(connection, editions, position) as plan:
        for name, rows in ((names.reading, plan.readings), (names.holding, plan.holdings)):
            connection.execute(
                f"CREATE TEMP TABLE {name} AS SELECT *, {position:d}::BIGINT AS from_position, "
                f"NULL::BIGINT AS to_position FROM ({rows})"
            )
    try:
        yield names
    finally:
        connection.execute(f"DROP TABLE {names.reading}; DROP TABLE {names.holding}")


def _has_seen(connection: "DuckDBPyConnection", editions: Sequence[Edition], position: int) -> bool:
    kept = connection.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = 'reading_state' AND NOT temporary").fetchone()
    if kept is None:
        return False
    seen = connection.execute("SELECT edition_version FROM reading_state WHERE position = ?", [position]).fetchall()
    return {version_of(edition) for edition in editions} <= {version for (version,) in seen}
