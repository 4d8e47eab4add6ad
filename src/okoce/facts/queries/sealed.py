"""Positions, batches and the bytes that they prove."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from okoce.core.canonical import canonical_bytes
from okoce.facts.models import Batch, Fact, Position, Unsealed

PROVEN = (
    "id",
    "kind",
    "person_id",
    "enrolment_id",
    "business_id",
    "occurred_on",
    "captured_at",
    "recorded_at",
    "recorded_by",
    "on_behalf_of",
    "channel",
    "place_id",
    "org_id",
    "grade",
    "measures",
    "details_digest",
    "corrects",
    "correction",
    "reason",
)


@dataclass(frozen=True, slots=True)
class Head:
    """A state of the log: all facts up to ``position``, proven by ``head``."""

    batch: int
    position: int
    head: bytes
    sealed_at: datetime


def canonical_facts(ids: Sequence[UUID]) -> list[bytes]:
    """The bytes that a leaf hashes, in the order of ``ids``: every column but the transaction id, which no export keeps."""
    rows = {row["id"]: row for row in Fact.objects.filter(id__in=ids).values(*PROVEN)}
    return [canonical_bytes(rows[fact_id]) for fact_id in ids]


def _as_head(batch: Batch | None) -> Head | None:
    return Head(batch.number, batch.last, bytes(batch.head), batch.sealed_at) if batch else None


def head() -> Head | None:
    """The newest state that is sealed."""
    return _as_head(Batch.objects.order_by("-number").first())


def head_at(instant: datetime) -> Head | None:
    """The state known at an instant: the last seal at or before it."""
    return _as_head(Batch.objects.filter(sealed_at__lte=instant).order_by("-number").first())


def head_of(position: int) -> Head | None:
    """The state that was sealed at a position; None where no batch ends there."""
    return _as_head(Batch.objects.filter(last=position).first())


def unsealed_count() -> int:
    """How many facts wait for their position."""
    return Unsealed.objects.count()


@dataclass(frozen=True, slots=True)
class Arrival:
    """A fact as it came to be known: for saying why a figure changed."""

    position: int
    fact_id: UUID
    person_id: UUID
    kind: str
    occurred_on: date
    correction: str
    reason: str


def arrivals(*, after: int, upto: int) -> Iterator[Arrival]:
    """The facts that were sealed after one position up to another, in order."""
    sealed = Position.objects.filter(position__gt=after, position__lte=upto).order_by("position").select_related("fact")
    for row in sealed.iterator(chunk_size=2000):
        fact = row.fact
        yield Arrival(row.position, fact.id, fact.person_id, fact.kind, fact.occurred_on, fact.correction, fact.reason)


def late_count(*, after: int, upto: int, occurred_by: date) -> int:
    """How many facts of a day or earlier were sealed after one position up to another: late for that day."""
    return Position.objects.filter(position__gt=after, position__lte=upto, fact__occurred_on__lte=occurred_by).count()
