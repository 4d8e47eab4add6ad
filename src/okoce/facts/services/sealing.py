"""The sealer: gives committed facts consecutive positions and closes batches. One runs at a time, anywhere."""

import time
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from okoce.facts.models import Batch, BatchLeaves
from okoce.facts.queries.leaves import LEAF
from okoce.facts.rules.merkle import GENESIS, chained_head, merkle_root

SEALER_LOCK = 0x6F6B6F6365  # "okoce"; any constant that nobody else uses in this database
FACTS_A_BATCH = 5000

# A visible row has committed. One whose transaction id is not below xmin shares its time with transactions that are still
# open and waits for them; one at or above xmax comes from another cluster (a restored backup) and need not wait.
# One statement takes facts from the queue, places them and gives their leaf hashes back: of a fact only 32 bytes travel.
CLOSE = f"""
    WITH taken AS (
        DELETE FROM facts_unsealed
        WHERE fact_id IN (
            SELECT fact_id FROM facts_unsealed
            WHERE xid < pg_snapshot_xmin(pg_current_snapshot()) OR xid >= pg_snapshot_xmax(pg_current_snapshot())
            ORDER BY xid, fact_id LIMIT %(most)s
        )
        RETURNING fact_id, xid
    ), placed AS (
        INSERT INTO facts_position (position, fact_id)
        SELECT %(start)s - 1 + row_number() OVER (ORDER BY xid, fact_id), fact_id FROM taken
        RETURNING position, fact_id
    )
    SELECT {LEAF} FROM placed JOIN facts_fact f ON f.id = placed.fact_id ORDER BY placed.position
"""  # noqa: S608 - constants


@dataclass(frozen=True, slots=True)
class Sealed:
    """What one run of the sealer closed."""

    batch: int
    first: int
    last: int
    head: bytes
    sealed_at: datetime


def seal() -> Sealed | None:
    """Close one batch of committed facts; None where nothing waits or another sealer is at work."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SEALER_LOCK])
        if not cursor.fetchone()[0]:
            return None
        # Statements after the lock: their snapshots see what the last sealer closed.
        previous = Batch.objects.order_by("-number").first()
        number, start, head = (previous.number + 1, previous.last + 1, bytes(previous.head)) if previous else (1, 1, GENESIS)
        cursor.execute(CLOSE, {"most": FACTS_A_BATCH, "start": start})
        leaves = [bytes(row[0]) for row in cursor.fetchall()]
        if not leaves:
            return None
        root, last, sealed_at = merkle_root(leaves), start + len(leaves) - 1, timezone.now()
        head = chained_head(head, root, start, last, sealed_at)
        Batch.objects.create(number=number, first=start, last=last, sealed_at=sealed_at, root=root, head=head)
        BatchLeaves.objects.create(batch_id=number, leaves=b"".join(leaves))
        return Sealed(number, start, last, head, sealed_at)


def seal_all(*, seconds: float | None = None) -> Sealed | None:
    """Close batches until nothing that may be sealed waits; the last one closed, or None.

    ``seconds``: begin no batch after so long. Whoever has other duties too comes back to a queue of millions later.
    """
    until = None if seconds is None else time.monotonic() + seconds
    last: Sealed | None = None
    while (sealed := seal()) is not None:
        last = sealed
        if until is not None and time.monotonic() >= until:
            break
    return last
