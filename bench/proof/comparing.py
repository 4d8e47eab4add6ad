"""Both evaluators over the same log, in one form."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

import duckdb
import pyarrow

from bench.proof.histories import REGISTERED, History, fact_rows, live_at, person_rows, same_people
from okoce.evaluation.readings.queries import ReadTables
from okoce.evaluation.warehouse.schema import FACT, PERSON_MAP
from okoce.progression.queries import readings_of_facts
from okoce.progression.rules import Edition


class Stage(NamedTuple):
    """What a reading says of a stage 1..7, or of counting as entrepreneur (0), on a day."""

    completed_on: date | None
    passed_on: date | None
    condition_met_now: bool


class Answer(NamedTuple):
    """One enrolment under one edition on a day: who she is, and the stages 0..7."""

    person_id: UUID
    stages: tuple[Stage, ...]


Answers = dict[tuple[UUID, str], Answer]
"""Enrolment and code of the edition to what is read of it."""


def warehouse_of(log: History) -> duckdb.DuckDBPyConnection:
    """A warehouse in memory with the log's facts."""
    connection = duckdb.connect()
    for table, columns, rows in (("fact", FACT, fact_rows(log)), ("person_map", PERSON_MAP, person_rows(log))):
        connection.execute(f"CREATE TABLE {table} ({', '.join(f'{name} {kind}' for name, kind in columns.items())})")
        # As texts in columns: a thousand rows one by one take the driver seconds.
        texts = [pyarrow.array([None if row[at] is None else str(row[at]) for row in rows], "string") for at in range(len(columns))]
        connection.register("texts", pyarrow.table(texts, list(columns)))
        connection.execute(f"INSERT INTO {table} SELECT * FROM texts")
        connection.unregister("texts")
    return connection


def by_python(log: History, editions: Sequence[Edition], position: int, as_of: date) -> Answers:
    """The evaluator of `progression`."""
    facts = iter(live_at(log, position, as_of))
    found: Answers = {}
    for each in readings_of_facts(editions, facts, same=same_people(log, position), as_of=as_of):
        for code, reading in each.readings.items():
            counted = reading.counts_as_entrepreneur_on
            stages = [Stage(counted, counted, reading.counts_now)]
            stages += [Stage(stage.completed_on, stage.passed_on, stage.condition_met_now) for stage in reading.stages]
            found[each.enrolment_id, code] = Answer(each.person_id, tuple(stages))
    return found


class Columnar:
    """Rows of the tables that are live at a position, asked for one day after another as an indicator would."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, tables: ReadTables, editions: Sequence[Edition], position: int
    ) -> None:
        live = f"from_position <= {position} AND (to_position IS NULL OR {position} < to_position)"
        self.editions = [edition.code for edition in editions]
        registrations = f"""
            SELECT enrolment_id, any_value(coalesce(survivor_id, person_id)), min(occurred_on)
            FROM (SELECT * FROM fact WHERE {live})
            LEFT JOIN (SELECT person_id, survivor_id FROM person_map WHERE {live}) USING (person_id)
            WHERE kind = '{REGISTERED}' GROUP BY 1
        """
        self.registered: dict[UUID, tuple[UUID, date]] = {
            enrolment: (person, on) for enrolment, person, on in connection.execute(registrations).fetchall()
        }
        self.readings: dict[tuple[UUID, str, int], tuple[UUID, date, date | None]] = {}
        columns = "enrolment_id, edition, stage, person_id, completed_on, passed_on"
        for *key, person, completed, passed in connection.execute(
            f"SELECT {columns} FROM {tables.reading} WHERE {live}"
        ).fetchall():
            assert tuple(key) not in self.readings, f"two live rows of {key}"
            self.readings[tuple(key)] = person, completed, passed
        self.spans: dict[tuple[UUID, str, int], list[tuple[date, date | None]]] = {}
        columns = "enrolment_id, edition, stage, from_on, until_on"
        for *key, begin, end in connection.execute(f"SELECT {columns} FROM {tables.holding} WHERE {live}").fetchall():
            self.spans.setdefault(tuple(key), []).append((begin, end))

    def on(self, as_of: date) -> Answers:
        """The answers of a day."""
        return {
            (enrolment, code): Answer(
                self._person(enrolment, code, person), tuple(self._stage((enrolment, code, stage), as_of) for stage in range(8))
            )
            for enrolment, (person, registered_on) in self.registered.items()
            if registered_on <= as_of
            for code in self.editions
        }

    def _person(self, enrolment: UUID, code: str, registered: UUID) -> UUID:
        told = {row[0] for stage in range(8) if (row := self.readings.get((enrolment, code, stage)))}
        assert told <= {registered}, f"rows of {enrolment} name {told}"
        return registered

    def _stage(self, key: tuple[UUID, str, int], as_of: date) -> Stage:
        _person, completed, passed = self.readings.get(key, (None, None, None))
        holds = any(begin <= as_of and (end is None or as_of < end) for begin, end in self.spans.get(key, ()))
        return Stage(_until(completed, as_of), _until(passed, as_of), holds)


def _until(day: date | None, as_of: date) -> date | None:
    return day if day is not None and day <= as_of else None


def unequal(one: Answers, other: Answers) -> list[str]:
    """What is told of the first few that are read differently."""
    keys: Iterable[tuple[UUID, str]] = sorted(one.keys() | other.keys(), key=str)
    return [f"{key}: {one.get(key)} != {other.get(key)}" for key in keys if one.get(key) != other.get(key)]
