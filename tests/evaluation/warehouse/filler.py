"""Fills the tables of readings by the Python evaluator, one position after another: what ``evaluation.readings`` keeps in one step.

It holds for one day that is looked at: days after it are left out, as the evaluator leaves them out.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from duckdb import DuckDBPyConnection

from okoce.progression.queries import Edition, EnrolmentReading, readings

VERSION = "as read by Python"


def version_of(edition: str) -> str:
    return f"{edition} {VERSION}"


def fill(store: DuckDBPyConnection, editions: Sequence[Edition], as_of: date, position: int) -> None:
    """Every enrolment's reading at one position, without intervals: what holds at that position alone."""
    reads, holds = [], []
    for found in readings(editions, as_of=as_of, known_at=position):
        for code in found.readings:
            reads += _readings(found, code)
            holds += _holdings(found, code, as_of)
    store.execute("DELETE FROM reading")
    store.execute("DELETE FROM holding")
    store.executemany(f"INSERT INTO reading VALUES (?, ?, ?, ?, ?, ?, ?, {position}, {position + 1})", reads)
    if holds:
        store.executemany(f"INSERT INTO holding VALUES (?, ?, ?, ?, ?, ?, {position}, {position + 1})", holds)


def _readings(found: EnrolmentReading, code: str) -> list[tuple[object, ...]]:
    reading = found.readings[code]
    days = [(stage.stage, stage.completed_on, stage.passed_on) for stage in reading.stages]
    days.append((0, reading.counts_as_entrepreneur_on, reading.counts_as_entrepreneur_on))
    return [(code, version_of(code), found.enrolment_id, found.person_id, *day) for day in days if day[1] is not None]


def _holdings(found: EnrolmentReading, code: str, as_of: date) -> list[tuple[object, ...]]:
    """Only that it holds on the day: one span of that day."""
    reading = found.readings[code]
    held = [stage.stage for stage in reading.stages if stage.condition_met_now] + ([0] if reading.counts_now else [])
    return [(code, version_of(code), found.enrolment_id, stage, as_of, as_of + timedelta(days=1)) for stage in held]
