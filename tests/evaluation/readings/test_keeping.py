"""Tables that are kept up to date hold what a rebuild would hold, and the past that they have seen."""

from collections.abc import Iterator, Sequence
from functools import cache
from random import Random
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.proof.comparing import Columnar, by_python, unequal, warehouse_of
from bench.proof.histories import START, History, history
from bench.proof.random_editions import random_edition
from okoce.evaluation.readings.queries import ReadTables, read_at, version_of
from okoce.evaluation.readings.services import rebuild, refresh
from okoce.progression.rules import Edition
from okoce.progression.seeded import seeded_editions
from tests.architecture.source import nothing_wrong

Rows = list[tuple[Any, ...]]


def live_rows(connection: duckdb.DuckDBPyConnection, tables: ReadTables, position: int) -> dict[str, Rows]:
    """Live rows without the positions of their intervals."""
    live = f"from_position <= {position} AND (to_position IS NULL OR {position} < to_position)"
    return {
        name: connection.execute(f"SELECT * EXCLUDE (from_position, to_position) FROM {table} WHERE {live} ORDER BY ALL").fetchall()
        for name, table in (("reading", tables.reading), ("holding", tables.holding))
    }


def kept(connection: duckdb.DuckDBPyConnection, position: int) -> dict[str, Rows]:
    """What the kept tables say."""
    return live_rows(connection, ReadTables("reading", "holding"), position)


def evaluated(log: History, rulebooks: Sequence[Edition], position: int) -> dict[str, Rows]:
    """What a warehouse says that keeps nothing."""
    with warehouse_of(log) as connection, read_at(connection, rulebooks, position) as tables:
        assert tables.reading != "reading"
        return live_rows(connection, tables, position)


@pytest.fixture(scope="module")
def log() -> History:
    return history(Random(2018), 40)


@pytest.fixture(scope="module")
def rulebooks() -> list[Edition]:
    return pair(0)


@pytest.fixture
def connection(log: History) -> Iterator[duckdb.DuckDBPyConnection]:
    with warehouse_of(log) as opened:
        yield opened


@cache
def pair(number: int) -> list[Edition]:
    """Two rulebooks, the same ones for a number: compiling them takes longer than all else here."""
    random = Random(number)
    return [random_edition(random, f"RANDOM-{number}-{place}") for place in range(2)]


@pytest.mark.slow
@settings(max_examples=12, deadline=None)
@given(st.integers(0, 2**32), st.integers(0, 3), st.lists(st.floats(0, 1), min_size=1, max_size=4))
def test_kept_tables_are_a_rebuild_after_every_slice(seed: int, number: int, slices: list[float]) -> None:
    log = history(Random(seed), 50)
    rulebooks = pair(number)
    seen = sorted({round(share * log.last) for share in slices} | {log.last})
    with warehouse_of(log) as connection:
        for position in seen:
            refresh(connection, rulebooks, position)
            with warehouse_of(log) as fresh:
                rebuild(fresh, rulebooks, position)
                assert kept(connection, position) == kept(fresh, position)
        for position in seen:
            with read_at(connection, rulebooks, position) as tables:
                assert tables == ReadTables("reading", "holding")
                day = START.replace(day=28)
                found = Columnar(connection, tables, rulebooks, position).on(day)
            nothing_wrong(unequal(by_python(log, rulebooks, position, day), found)[:5], "the past that was seen has changed")


def test_rows_that_did_not_change_stay(connection: duckdb.DuckDBPyConnection, rulebooks: list[Edition], log: History) -> None:
    refresh(connection, rulebooks, log.last - 3)
    refresh(connection, rulebooks, log.last)
    counted = "SELECT count(DISTINCT enrolment_id) FROM reading WHERE"
    changed = connection.execute(f"{counted} from_position = ? OR to_position IS NOT NULL", [log.last]).fetchone()
    stayed = connection.execute(f"{counted} from_position = ? AND to_position IS NULL", [log.last - 3]).fetchone()
    assert changed is not None
    assert stayed is not None
    assert changed[0] < 5 < 20 < stayed[0]


def test_nothing_new_changes_nothing(connection: duckdb.DuckDBPyConnection, rulebooks: list[Edition], log: History) -> None:
    refresh(connection, rulebooks, log.last)
    before = connection.execute("FROM reading ORDER BY ALL").fetchall()
    refresh(connection, rulebooks, log.last)
    refresh(connection, rulebooks, log.last + 100)
    assert connection.execute("FROM reading ORDER BY ALL").fetchall() == before


def test_an_edition_that_changed_is_built_again(
    connection: duckdb.DuckDBPyConnection, rulebooks: list[Edition], log: History
) -> None:
    one, other = rulebooks
    refresh(connection, [one, seeded_editions()[0]], log.last - 5)
    refresh(connection, [one, other], log.last)
    assert kept(connection, log.last) == evaluated(log, [one, other], log.last)
    versions = connection.execute("SELECT DISTINCT edition_version, from_position FROM reading WHERE edition = ?", [other.code])
    assert versions.fetchall() == [(version_of(other), log.last)]
    state = connection.execute("SELECT edition_version, position FROM reading_state ORDER BY position, 1").fetchall()
    assert state == sorted(
        [(version_of(one), log.last - 5), (version_of(one), log.last), (version_of(other), log.last)],
        key=lambda row: (row[1], row[0]),
    )


def test_a_table_that_is_ahead_is_built_again(
    connection: duckdb.DuckDBPyConnection, rulebooks: list[Edition], log: History
) -> None:
    """The working file was restored, or the extraction begun anew."""
    refresh(connection, rulebooks, log.last)
    refresh(connection, rulebooks, log.last // 2)
    assert kept(connection, log.last // 2) == evaluated(log, rulebooks, log.last // 2)
    refresh(connection, rulebooks, log.last)
    assert kept(connection, log.last) == evaluated(log, rulebooks, log.last)


def test_a_past_that_no_refresh_has_seen_is_evaluated(
    connection: duckdb.DuckDBPyConnection, rulebooks: list[Edition], log: History
) -> None:
    refresh(connection, rulebooks, log.last)
    with read_at(connection, rulebooks, log.last // 3) as tables:
        assert tables.reading != "reading"
        assert live_rows(connection, tables, log.last // 3) == evaluated(log, rulebooks, log.last // 3)
    left = connection.execute("SELECT table_name FROM duckdb_tables() WHERE temporary").fetchall()
    assert left == []


def test_a_failure_leaves_the_tables_whole(connection: duckdb.DuckDBPyConnection, rulebooks: list[Edition], log: History) -> None:
    refresh(connection, rulebooks, log.last - 5)
    before = kept(connection, log.last - 5)
    connection.execute("ALTER TABLE holding DROP COLUMN until_on")
    with pytest.raises(duckdb.Error):
        refresh(connection, rulebooks, log.last)
    assert connection.execute("SELECT max(position) FROM reading_state").fetchone() == (log.last - 5,)
    assert connection.execute("SELECT count(*) FROM reading").fetchone() == (len(before["reading"]),)
