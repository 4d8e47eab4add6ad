"""Heads by day: the last seal of each day that has ended in Asia/Jakarta, which nothing later changes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import connection
from django.utils import timezone

from okoce.core.fortnights import JAKARTA, jakarta_date
from okoce.facts.models import Batch

# One look into the index of times a day, however many batches a day has.
LAST_OF_DAYS = """
    SELECT day::date, batch.number, batch.last, batch.head
    FROM generate_series(%(first)s::timestamp, %(last)s::timestamp, interval '1 day') AS day
    CROSS JOIN LATERAL (
        SELECT number, last, head FROM facts_batch
        WHERE sealed_at >= day AT TIME ZONE 'Asia/Jakarta' AND sealed_at < (day + interval '1 day') AT TIME ZONE 'Asia/Jakarta'
        ORDER BY sealed_at DESC, number DESC LIMIT 1
    ) AS batch
    ORDER BY day
"""


@dataclass(frozen=True, slots=True)
class DayHead:
    """The last seal of a day."""

    day: date
    batch: int
    position: int
    head: str

    @property
    def line(self) -> str:
        """As a line of the daily file: what a verifier reads."""
        return f"{self.day} {self.batch} {self.position} {self.head}"


def day_heads(*, first: date | None = None, now: datetime | None = None) -> tuple[DayHead, ...]:
    """Days that have ended, from ``first`` or from the first seal on, oldest first; days without a seal are left out."""
    oldest = Batch.objects.order_by("number").values_list("sealed_at", flat=True).first()
    if oldest is None:
        return ()
    start = max(first, jakarta_date(oldest)) if first else jakarta_date(oldest)
    last = jakarta_date(now or timezone.now()) - timedelta(days=1)
    with connection.cursor() as cursor:
        cursor.execute(LAST_OF_DAYS, {"first": start, "last": last})
        return tuple(DayHead(day, batch, position, bytes(head).hex()) for day, batch, position, head in cursor.fetchall())


def parse_heads(text: str) -> Iterator[DayHead]:
    """The lines of a daily file; ValueError where a line is none."""
    for line in text.splitlines():
        day, batch, position, head = line.split()
        yield DayHead(date.fromisoformat(day), int(batch), int(position), head)


def next_midnight(now: datetime) -> datetime:
    """When the day that runs now ends in Asia/Jakarta."""
    return datetime.combine(jakarta_date(now) + timedelta(days=1), time(), JAKARTA)
