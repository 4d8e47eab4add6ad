"""Two records of one person: each enrolment is read by itself, and its rows name who stands for her."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from uuid import UUID

import duckdb

from bench.proof.comparing import warehouse_of
from bench.proof.histories import START, History, Recorded
from okoce.evaluation.readings.services import refresh
from okoce.progression.rules import Count, Selection
from tests.progression.building import edition

ONE, OTHER = UUID(int=1), UUID(int=2)
HERS, ALSO_HERS = UUID(int=11), UUID(int=12)
EDITION = edition({1: Count(Selection(("a.first",)), 2)})


def row(
    number: int, kind: str, person: UUID, enrolment: UUID | None, measures: str = "{}", corrects: UUID | None = None
) -> Recorded:
    return Recorded(
        id=UUID(int=100 + number),
        kind=kind,
        person_id=person,
        enrolment_id=enrolment,
        occurred_on=START,
        captured_at=datetime(2024, 6, 1, tzinfo=UTC),
        channel="counter",
        place_id="place 1",
        grade=1,
        measures=measures,
        corrects=corrects,
        correction="void" if corrects else "",
        position=number,
    )


def log_of(*rows: Recorded) -> History:
    corrections: dict[UUID, list[Recorded]] = {}
    for each in rows:
        if each.corrects:
            corrections.setdefault(each.corrects, []).append(each)
    return History(rows, corrections)


MERGED_AND_PARTED = log_of(
    row(1, "registration.submitted", ONE, HERS),
    row(2, "registration.submitted", OTHER, ALSO_HERS),
    row(3, "a.first", ONE, HERS),
    row(4, "a.first", OTHER, ALSO_HERS),
    row(5, "a.first", OTHER, ALSO_HERS),
    row(6, "person.same_as", OTHER, None, f'{{"other": "{ONE}"}}'),
    row(7, "person.same_as", OTHER, None, corrects=UUID(int=106)),
)


def stages(connection: duckdb.DuckDBPyConnection) -> Sequence[tuple[UUID, UUID, int, date, int, int | None]]:
    columns = "enrolment_id, person_id, stage, completed_on, from_position, to_position"
    return connection.execute(f"SELECT {columns} FROM reading ORDER BY from_position, stage").fetchall()


def test_facts_of_two_records_are_not_pooled_and_rows_name_who_stands_for_her() -> None:
    with warehouse_of(MERGED_AND_PARTED) as connection:
        for position in (5, 6, 7):
            refresh(connection, [EDITION], position)
        # Each record has one or two facts of the kind; only two of one enrolment are two.
        assert stages(connection) == [
            (ALSO_HERS, OTHER, 0, START, 5, 6),
            (ALSO_HERS, OTHER, 1, START, 5, 6),
            (ALSO_HERS, ONE, 0, START, 6, 7),
            (ALSO_HERS, ONE, 1, START, 6, 7),
            (ALSO_HERS, OTHER, 0, START, 7, None),
            (ALSO_HERS, OTHER, 1, START, 7, None),
        ]


def test_days_of_holding_do_not_change_with_who_she_is() -> None:
    with warehouse_of(MERGED_AND_PARTED) as connection:
        for position in (5, 6, 7):
            refresh(connection, [EDITION], position)
        rows = connection.execute(
            "SELECT enrolment_id, stage, from_on, until_on, from_position, to_position FROM holding ORDER BY stage"
        )
        assert rows.fetchall() == [(ALSO_HERS, 0, START, None, 5, None), (ALSO_HERS, 1, START, None, 5, None)]
