"""Merkle tree hashing as in RFC 9162, section 2.1, and the head that chains batches."""

from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256

GENESIS = bytes(32)


def leaf_hash(content: bytes) -> bytes:
    return sha256(b"\x00" + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def merkle_root(leaves: Sequence[bytes]) -> bytes:
    """Root over leaf hashes; the left subtree is the largest power of two smaller than n. ValueError for none."""
    if not leaves:
        raise ValueError("a batch has at least one leaf")
    level = list(leaves)
    # Pairing neighbours and carrying the odd one up builds the same tree as the RFC's recursive split.
    while len(level) > 1:
        paired = [node_hash(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
        level = paired + level[len(level) - len(level) % 2 :]
    return level[0]


def time_text(sealed_at: datetime) -> str:
    """The time of a seal as its head hashes it."""
    return sealed_at.astimezone(UTC).isoformat(timespec="microseconds")


def chained_head(previous: bytes, root: bytes, first: int, last: int, sealed_at: datetime) -> bytes:
    """SHA-256(previous head | root | first | last | time): positions as 8 bytes big endian, time as UTC ISO text."""
    span = first.to_bytes(8, "big") + last.to_bytes(8, "big")
    return sha256(previous + root + span + time_text(sealed_at).encode()).digest()
