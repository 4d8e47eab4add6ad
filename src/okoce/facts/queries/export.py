"""The sealed log as lines of one stand-alone file, which ``rules.verify_facts`` verifies without the system.

Lines are JSON. The first names format, number of batches and head. Then, batch by batch, a line with number, positions, time,
previous head, root, head and the leaf hashes that the root commits to, and a line a fact: its position and the canonical bytes that
its leaf hashes, as they are. The same state gives the same bytes whenever it is exported, so that ``cmp`` compares two exports.
Nothing of details, salts or keys is in it; persons are opaque ids.
"""

from collections.abc import Iterator, Sequence

from django.db.models import QuerySet

from okoce.core.canonical import canonical_bytes
from okoce.facts.models import Batch, BatchLeaves, Position
from okoce.facts.queries.sealed import PROVEN
from okoce.facts.rules.merkle import GENESIS, leaf_hash, time_text

FORMAT = "okoce-facts-1"
PROVEN_OF_POSITION = ("position", *(f"fact__{column}" for column in PROVEN))


def canonical_row(row: Sequence[object]) -> bytes:
    """The bytes that a leaf hashes, from a row of ``PROVEN_OF_POSITION``."""
    return canonical_bytes(dict(zip(PROVEN, row[1:], strict=True)))


def sealed_batches(upto: int | None) -> QuerySet[Batch]:
    """Batches that lie wholly at or below a position; all of them for None."""
    batches = Batch.objects.order_by("number")
    return batches if upto is None else batches.filter(last__lte=upto)


def export_lines(upto: int | None = None) -> Iterator[bytes]:
    """The file, line by line; nothing where nothing is sealed. Memory: one batch."""
    newest = sealed_batches(upto).last()
    if newest is None:
        return
    yield b'{"format":"%b","batches":%d,"head":"%b"}\n' % (FORMAT.encode(), newest.number, _hex(newest.head))
    previous = GENESIS
    for batch in sealed_batches(newest.last).iterator(chunk_size=1000):
        rows = list(_rows(batch))
        yield _batch_line(batch, previous, [content for _position, content in rows])
        for position, content in rows:
            yield b'{"position":%d,"fact":%b}\n' % (position, content)
        previous = bytes(batch.head)


def _rows(batch: Batch) -> Iterator[tuple[int, bytes]]:
    within = Position.objects.filter(position__range=(batch.first, batch.last)).order_by("position")
    return ((row[0], canonical_row(row)) for row in within.values_list(*PROVEN_OF_POSITION))


def _batch_line(batch: Batch, previous: bytes, contents: Sequence[bytes]) -> bytes:
    kept = BatchLeaves.objects.filter(batch=batch).values_list("leaves", flat=True).first()
    leaves = bytes(kept) if kept else b"".join(map(leaf_hash, contents))
    return b'{"batch":%d,"first":%d,"last":%d,"sealed_at":"%b","previous":"%b","root":"%b","head":"%b","leaves":"%b"}\n' % (
        batch.number,
        batch.first,
        batch.last,
        time_text(batch.sealed_at).encode(),
        _hex(previous),
        _hex(batch.root),
        _hex(batch.head),
        _hex(leaves),
    )


def _hex(value: bytes | memoryview) -> bytes:
    return bytes(value).hex().encode()
