"""Keeping the readings of a warehouse file up to date, and proving it by building them again.

Both take the editions whose readings the file is to hold, bound, and the position up to which facts are in. Each is one transaction
of its own, so a reader of a copy, or whoever opens the file after a crash, sees all of it or nothing.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from okoce.evaluation.readings.queries.evaluating import evaluated
from okoce.evaluation.readings.rules.plan import version_of
from okoce.evaluation.warehouse.schema import HOLDING, READ_TABLES, READING
from okoce.progression.queries import REGISTERED
from okoce.progression.rules import Edition

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

TOUCHED: Final = "readings_touched"
_POSITIONS: Final = ("from_position", "to_position")


def rebuild(connection: "DuckDBPyConnection", editions: Sequence[Edition], upto: int) -> None:
    """Evaluate everything as known at a position. What the tables held before, their history included, is gone."""
    with _transaction(connection):
        for table in READ_TABLES:
            connection.execute(f"DELETE FROM {table}")
        _build(connection, editions, upto)


def refresh(connection: "DuckDBPyConnection", editions: Sequence[Edition], upto: int) -> None:
    """Bring the tables from where they stand to a position.

    Only enrolments that a fact, a correction or a merge in between has touched are evaluated again; rows that changed are closed at
    ``upto`` and followed by new ones. An edition that is new or changed is built from nothing, one no longer asked for goes.
    """
    with _transaction(connection):
        versions = {version_of(edition): edition for edition in editions}
        rows = connection.execute("SELECT edition_version, max(position) FROM reading_state GROUP BY 1").fetchall()
        standing: dict[str, int] = dict(rows)
        for version, position in standing.items():
            if version not in versions or position > upto:
                for table in READ_TABLES:
                    connection.execute(f"DELETE FROM {table} WHERE edition_version = ?", [version])
        behind: dict[int | None, list[Edition]] = {}
        for version, edition in versions.items():
            position_of = standing.get(version)
            behind.setdefault(None if position_of is None or position_of > upto else position_of, []).append(edition)
        for since, some in behind.items():
            if since is None:
                _build(connection, some, upto)
            elif since < upto:
                _advance(connection, some, since, upto)


def _build(connection: "DuckDBPyConnection", editions: Sequence[Edition], upto: int) -> None:
    if not editions:
        return
    with evaluated(connection, editions, upto) as plan:
        for table, rows in (("reading", plan.readings), ("holding", plan.holdings)):
            connection.execute(f"INSERT INTO {table} SELECT *, {upto:d}, NULL FROM ({rows})")
    _note(connection, editions, upto)


def _advance(connection: "DuckDBPyConnection", editions: Sequence[Edition], since: int, upto: int) -> None:
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {TOUCHED} AS {_touched(since, upto)}")
    with evaluated(connection, editions, upto, only=TOUCHED) as plan:
        for table, columns, rows in (("reading", READING, plan.readings), ("holding", HOLDING, plan.holdings)):
            _replace(connection, editions, upto, table, columns, rows)
    connection.execute(f"DROP TABLE {TOUCHED}")
    _note(connection, editions, upto)


def _touched(since: int, upto: int) -> str:
    """Enrolments whose facts, or whose person's place among merged records, changed after one position and up to another."""

    def changed(table: str) -> str:
        return " OR ".join(f"{table}.{name} > {since:d} AND {table}.{name} <= {upto:d}" for name in _POSITIONS)

    return f"""
        SELECT enrolment_id FROM fact WHERE enrolment_id IS NOT NULL AND ({changed("fact")})
        UNION
        SELECT enrolment_id FROM fact WHERE kind = '{REGISTERED}' AND enrolment_id IS NOT NULL
            AND person_id IN (SELECT person_id FROM person_map WHERE {changed("person_map")})
    """


def _replace(
    connection: "DuckDBPyConnection", editions: Sequence[Edition], upto: int, table: str, columns: dict[str, str], rows: str
) -> None:
    """Close live rows of touched enrolments that are so no more, and add those that were not so before."""
    content = [name for name in columns if name not in _POSITIONS]
    fresh = f"readings_fresh_{table}"
    typed = ", ".join(f"CAST({name} AS {columns[name]}) AS {name}" for name in content)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {fresh} AS SELECT {typed} FROM ({rows})")
    versions = ", ".join(f"'{version_of(edition)}'" for edition in editions)
    live = f"""
        SELECT rowid AS place, * FROM {table}
        WHERE to_position IS NULL AND edition_version IN ({versions}) AND enrolment_id IN (SELECT enrolment_id FROM {TOUCHED})
    """
    alike = " AND ".join(f"old.{name} IS NOT DISTINCT FROM new.{name}" for name in content)
    added = f"readings_added_{table}"
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {added} AS SELECT new.* FROM {fresh} new ANTI JOIN ({live}) old ON {alike}")
    gone = f"SELECT old.place FROM ({live}) old ANTI JOIN {fresh} new ON {alike}"
    connection.execute(f"UPDATE {table} SET to_position = {upto:d} WHERE rowid IN ({gone})")
    connection.execute(f"INSERT INTO {table} SELECT *, {upto:d}, NULL FROM {added}")
    connection.execute(f"DROP TABLE {fresh}; DROP TABLE {added}")


def _note(connection: "DuckDBPyConnection", editions: Sequence[Edition], upto: int) -> None:
    connection.executemany("INSERT INTO reading_state VALUES (?, ?, ?)", [[item.code, version_of(item), upto] for item in editions])


@contextmanager
def _transaction(connection: "DuckDBPyConnection") -> Iterator[None]:
    connection.execute("BEGIN")
    try:
        for table, columns in READ_TABLES.items():
            listed = ", ".join(f"{name} {kind}" for name, kind in columns.items())
            connection.execute(f"CREATE TABLE IF NOT EXISTS {table} ({listed})")
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
