"""Live facts: each original in the version that holds, as known at a position or with all that has arrived."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from okoce.facts.models import LiveRow

# "known" is all facts whose position is at most known_at; with known_at NULL also those that are not sealed yet.
LIVE = """
WITH known AS NOT MATERIALIZED (
    SELECT f.*, p.position
    FROM facts_fact f LEFT JOIN facts_position p ON p.fact_id = f.id
    WHERE (%(known_at)s::bigint IS NULL OR p.position <= %(known_at)s::bigint)
      AND (%(persons)s::uuid[] IS NULL OR f.person_id = ANY(%(persons)s::uuid[]))
), decided AS (
    SELECT DISTINCT ON (corrects) corrects, id, correction, position
    FROM known WHERE corrects IS NOT NULL
    ORDER BY corrects, captured_at DESC, id DESC
)
SELECT {columns}
FROM known o
LEFT JOIN decided d ON d.corrects = o.id
JOIN facts_fact v ON v.id = CASE WHEN d.correction = 'amend' THEN d.id ELSE o.id END
WHERE o.corrects IS NULL AND d.correction IS DISTINCT FROM 'void'
  AND (%(as_of)s::date IS NULL OR v.occurred_on <= %(as_of)s::date)
  AND (%(kinds)s::text[] IS NULL OR o.kind = ANY(%(kinds)s::text[]))
ORDER BY o.person_id, v.occurred_on, o.id
"""
WHOLE = LIVE.format(
    columns="""o.id, v.id, o.kind, o.person_id, o.enrolment_id, o.business_id, v.occurred_on, v.captured_at, v.recorded_at,
       v.recorded_by, v.on_behalf_of, v.channel, v.place_id, v.org_id, v.grade, v.measures,
       greatest(o.position, d.position), d.id IS NOT NULL"""
)
# Instants take a driver longer than all the rest of a row, and no rule reads them.
COUNTED = LIVE.format(
    columns="""o.id, o.kind, o.person_id, o.enrolment_id, o.business_id, v.occurred_on, v.channel, v.place_id, v.grade,
       greatest(o.position, d.position), v.measures"""
)


@dataclass(frozen=True, slots=True)
class LiveFact:
    """One fact as it holds. ``id`` is the original's; ``position`` the latest that shaped it, None while unsealed."""

    id: UUID
    version_id: UUID
    kind: str
    person_id: UUID
    enrolment_id: UUID | None
    business_id: UUID | None
    occurred_on: date
    captured_at: datetime
    recorded_at: datetime
    recorded_by: UUID | None
    on_behalf_of: UUID | None
    channel: str
    place_id: str
    org_id: UUID | None
    grade: int
    measures: Mapping[str, object]
    position: int | None
    corrected: bool


class CountedFact(NamedTuple):
    """A live fact as rules need it: what :class:`LiveFact` says without instants, people and organisations."""

    id: UUID
    kind: str
    person_id: UUID
    enrolment_id: UUID | None
    business_id: UUID | None
    occurred_on: date
    channel: str
    place_id: str
    grade: int
    position: int | None
    measures: Mapping[str, object]


def counted_facts(
    *, known_at: int | None, as_of: date, kinds: Collection[str], persons: Collection[UUID] | None = None
) -> Iterator[CountedFact]:
    """Live facts of some kinds for reading many members, ordered by person and date, streamed."""
    for row in _rows(COUNTED, known_at=known_at, as_of=as_of, persons=persons, kinds=kinds):
        yield CountedFact(*row[:10], json.loads(row[10]))  # type: ignore[call-arg]  # the columns of the statement


def live_facts(
    *,
    known_at: int | None = None,
    as_of: date | None = None,
    persons: Collection[UUID] | None = None,
    kinds: Collection[str] | None = None,
) -> Iterator[LiveFact]:
    """Live facts ordered by person and date, streamed. ``known_at``: a position, or None for all that has arrived."""
    for row in _rows(WHOLE, known_at=known_at, as_of=as_of, persons=persons, kinds=kinds):
        yield LiveFact(*row[:15], json.loads(row[15]), *row[16:])  # type: ignore[call-arg]  # the columns of the statement


def _rows(
    sql: str,
    *,
    known_at: int | None,
    as_of: date | None,
    persons: Collection[UUID] | None,
    kinds: Collection[str] | None,
) -> Iterator[Any]:
    parameters = {
        "known_at": known_at,
        "as_of": as_of,
        "persons": None if persons is None else list(persons),
        "kinds": None if kinds is None else list(kinds),
    }
    with connection.chunked_cursor() if persons is None else connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        while rows := cursor.fetchmany(2000):
            yield from rows


class Original(NamedTuple):
    """What an original says, whether it still holds or not."""

    kind: str
    person_id: UUID
    occurred_on: date
    measures: Mapping[str, object]


def originals(fact_ids: Collection[UUID]) -> dict[UUID, Original]:
    """Those of several ids that are facts already, with what they say, in one query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, kind, person_id, occurred_on, measures FROM facts_fact WHERE id = ANY(%s)", [list(fact_ids)])
        return {row[0]: Original(row[1], row[2], row[3], json.loads(row[4])) for row in cursor.fetchall()}


def live_facts_of(person_id: UUID, *, known_at: int | None = None, as_of: date | None = None) -> tuple[LiveFact, ...]:
    """The live facts of one person."""
    return tuple(live_facts(persons=[person_id], known_at=known_at, as_of=as_of))


def live_rows(*kinds: str) -> QuerySet[LiveRow]:
    """Live facts of some kinds as a queryset, for ``Exists`` filters of lists."""
    return LiveRow.objects.filter(kind__in=kinds)
