"""The warehouse holds what the log says at every position, however it came there."""

import json
import random
from typing import Any
from uuid import UUID

import duckdb
import pytest
from django.db import connection

from okoce.core.ids import new_id
from okoce.evaluation.warehouse import files
from okoce.evaluation.warehouse.queries import DATABASE, is_behind, opened, published
from okoce.evaluation.warehouse.schema import READ_TABLES, TABLES
from okoce.evaluation.warehouse.services import refresh
from okoce.facts.models import Position
from okoce.facts.queries import head, live_facts
from okoce.facts.services import FactDraft, append
from okoce.progression.queries import people_map
from tests.evaluation.building import DAY, someone
from tests.evaluation.warehouse.history import History, sealed
from tests.world import today

FACTS_AT = """
SELECT original_id, version_id, kind, person_id, enrolment_id, business_id, occurred_on, channel, place_id, org_id, grade,
       epoch_us(captured_at), CAST(measures AS VARCHAR)
FROM fact WHERE from_position <= $1 AND (to_position IS NULL OR $1 < to_position) ORDER BY original_id
"""
PEOPLE_AT = "SELECT person_id, survivor_id FROM person_map WHERE from_position <= $1 AND (to_position IS NULL OR $1 < to_position)"
EARLY_VOID = """
INSERT INTO facts_fact (id, kind, person_id, enrolment_id, occurred_on, captured_at, channel, place_id, grade, measures,
                        details_digest, corrects, correction, reason)
SELECT %s, 'mentoring.visit', person_id, enrolment_id, occurred_on, now(), channel, place_id, 1, '{"topic": "selling"}',
       details_digest, %s, %s, 'not_happened'
FROM facts_fact WHERE kind = 'registration.submitted'
"""


def open_publication() -> "duckdb.DuckDBPyConnection":
    path = DATABASE.path()
    assert path is not None
    return duckdb.connect(str(path / files.DATABASE), read_only=True)


def dump() -> dict[str, list[Any]]:
    """Every table of the publication but the time at which it was read; of readings what is live: a rebuild knows one position."""
    with open_publication() as store:
        asked = {table: f"SELECT {_as_text(columns)} FROM {table} ORDER BY ALL" for table, columns in TABLES.items()}
        for table in ("reading", "holding"):
            columns = _as_text(READ_TABLES[table], "from_position")
            asked[table] = f"SELECT {columns} FROM {table} WHERE to_position IS NULL ORDER BY ALL"
        return {table: store.execute(sql).fetchall() for table, sql in asked.items()}


def _as_text(columns: dict[str, str], *but: str) -> str:
    return ", ".join(f"CAST({name} AS VARCHAR)" for name in columns if name not in ("extracted_at", *but))


def _live_by_log(position: int) -> list[tuple[Any, ...]]:
    return sorted(
        (
            fact.id, fact.version_id, fact.kind, fact.person_id, fact.enrolment_id, fact.business_id, fact.occurred_on,
            fact.channel, fact.place_id, fact.org_id, fact.grade,
            round(fact.captured_at.timestamp() * 1_000_000), json.dumps(fact.measures),
        )
        for fact in live_facts(known_at=position)
    )  # fmt: skip


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_position_is_what_the_log_says_and_increments_equal_a_rebuild(own_database: str, seed: int) -> None:
    history = History(random.Random(seed))
    for _position in history.steps(12):
        done = refresh()
        assert not is_behind()
    assert done is not None
    grown = dump()
    with open_publication() as store:
        for position in range(done.position + 1):
            assert store.execute(FACTS_AT, [position]).fetchall() == _live_by_log(position), position
            assert dict(store.execute(PEOPLE_AT, [position]).fetchall()) == people_map(position), position
        assert store.execute("SELECT count(*) FROM arrival").fetchone() == (Position.objects.count(),)
    refresh(rebuild=True)
    assert dump() == grown


@pytest.mark.parametrize("apart", [True, False])
@pytest.mark.parametrize("correction", ["void", "amend", "restore"])
def test_a_correction_may_come_before_its_original(own_database: str, apart: bool, correction: str) -> None:
    member = someone(1, today() - 40 * DAY)
    original, correcting = new_id(), new_id()
    with connection.cursor() as cursor:
        cursor.execute(EARLY_VOID, [correcting, original, correction])
    first = sealed()
    if apart:
        refresh()
    visit = FactDraft(
        id=original, kind="mentoring.visit", person_id=member.person_id, enrolment_id=member.enrolment_id, place_id=member.place,
        occurred_on=today(), measures={"topic": "selling", "minutes": 30}, channel="counter", grade=1,  # type: ignore[arg-type]
    )  # fmt: skip
    append(by=None, drafts=[visit])
    last = sealed()
    refresh()
    with open_publication() as store:
        for position in range(last + 1):
            assert store.execute(FACTS_AT, [position]).fetchall() == _live_by_log(position)
    held: dict[str, list[UUID]] = {"void": [], "amend": [correcting], "restore": [original]}
    with open_publication() as store:
        rows = store.execute("SELECT version_id, from_position FROM fact WHERE original_id = ?", [original]).fetchall()
    assert [row[0] for row in rows] == held[correction]
    assert all(row[1] == last > first for row in rows)


def test_another_log_is_not_continued(own_database: str) -> None:
    """A restored backup, or another database behind the same folder: the head at the position is another."""
    someone(1, today() - 40 * DAY)
    sealed()
    assert refresh() is not None
    with duckdb.connect(str(files.working_file())) as store:
        store.execute("UPDATE state SET head = '\\x00'::BLOB")
        store.execute("DELETE FROM fact")
    done = refresh()
    assert done is not None
    assert done.rebuilt
    assert len(dump()["fact"]) == 1


def test_a_damaged_working_file_is_made_anew(own_database: str) -> None:
    someone(1, today() - 40 * DAY)
    sealed()
    refresh()
    before = dump()
    files.working_file().write_bytes(b"no database at all" * 1000)
    done = refresh()
    assert done is not None
    assert done.rebuilt
    assert dump() == before


def test_before_the_first_seal_there_is_none(own_database: str) -> None:
    assert refresh() is None
    assert (published(), opened(), is_behind()) == (None, None, False)


def test_a_reader_sees_the_newest_publication_and_may_finish_with_the_old_one(own_database: str) -> None:
    someone(1, today() - 40 * DAY)
    sealed()
    refresh()
    old = opened()
    assert old is not None
    assert opened() is old
    with old.session() as session:
        someone(2, today() - 40 * DAY)
        sealed()
        assert is_behind()
        refresh()
        new = opened()
        assert new is not None
        sealed_head = head()
        assert sealed_head is not None
        assert (new.stamp.position, new.stamp.head) == (sealed_head.position, sealed_head.head.hex())
        assert session.execute("SELECT count(*) FROM fact").fetchone() == (1,), "the old one is still there for who reads it"
    with new.session() as session:
        assert session.execute("SELECT count(*) FROM fact").fetchone() == (2,)


def test_parquet_holds_the_same_tables(own_database: str) -> None:
    for _position in History(random.Random(4)).steps(3):
        refresh(parquet_every=0)
    with open_publication() as store, duckdb.connect() as elsewhere:
        for table in {**TABLES, **READ_TABLES}:
            found = elsewhere.read_parquet(str(files.folder() / "parquet" / "current" / f"{table}.parquet"))
            own = store.table(table)
            assert found.columns == own.columns
            if table != "state":  # instants need a package of time zones
                expected = own.project("CAST(COLUMNS(*) AS VARCHAR)").order("ALL").fetchall()
                assert found.project("CAST(COLUMNS(*) AS VARCHAR)").order("ALL").fetchall() == expected
