"""Running a plan on a connection to the warehouse. Neither Ibis nor DuckDB is imported before the first plan is made."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from okoce.evaluation.readings.rules.plan import FACTS, PEOPLE, Plan, version_of
from okoce.progression.rules import Edition

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

KEPT: Final = 16
_plans: dict[tuple[str, ...], Plan] = {}


def plan_of(editions: Sequence[Edition]) -> Plan:
    """The plan of these bound editions, kept: compiling takes longer than running it for a few members."""
    key = tuple(version_of(edition) for edition in editions)
    plan = _plans.get(key)
    if plan is None:
        from okoce.evaluation.readings.rules.compiling import compile_editions  # noqa: PLC0415 - slow import

        if len(_plans) >= KEPT:
            _plans.clear()
        plan = _plans[key] = compile_editions(editions)
    return plan


@contextmanager
def evaluated(
    connection: "DuckDBPyConnection", editions: Sequence[Edition], position: int, *, only: str | None = None
) -> Iterator[Plan]:
    """The steps of a plan, run over the facts that are live at a position; what they made is dropped at the end.

    ``only``: a table whose ``enrolment_id`` are the enrolments to read; None reads all.
    """
    plan = plan_of(editions)
    some = "" if only is None else f" AND enrolment_id IN (SELECT enrolment_id FROM {only})"
    connection.execute(f"CREATE OR REPLACE TEMP VIEW {FACTS} AS SELECT * FROM fact WHERE {live_at(position)}{some}")
    connection.execute(
        f"CREATE OR REPLACE TEMP VIEW {PEOPLE} AS SELECT person_id, survivor_id FROM person_map WHERE {live_at(position)}"
    )
    for step in plan.steps:
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {step.name} AS {step.sql}")
    yield plan
    # After a failure there is nothing to drop in a transaction that is lost, and the next run replaces what is left of this one.
    for step in reversed(plan.steps):
        connection.execute(f"DROP TABLE {step.name}")
    connection.execute(f"DROP VIEW {FACTS}; DROP VIEW {PEOPLE}")


def live_at(position: int) -> str:
    """The condition of a row that is live at a position."""
    return f"from_position <= {position:d} AND (to_position IS NULL OR {position:d} < to_position)"
