"""The tree is the one of RFC 9162, section 2.1.1, and every byte of a head counts."""

from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okoce.facts.rules.merkle import GENESIS, chained_head, leaf_hash, merkle_root

AT = datetime(2026, 3, 15, 9, 30, 0, 123456, tzinfo=UTC)


def mth(entries: list[bytes]) -> bytes:
    """MTH(D[n]) as the RFC writes it."""
    if len(entries) == 1:
        return sha256(b"\x00" + entries[0]).digest()
    k = 1
    while k * 2 < len(entries):
        k *= 2
    return sha256(b"\x01" + mth(entries[:k]) + mth(entries[k:])).digest()


@pytest.mark.parametrize("n", range(1, 41))
def test_root_is_that_of_the_rfc(n: int) -> None:
    entries = [f"fact {i}".encode() for i in range(n)]
    assert merkle_root([leaf_hash(entry) for entry in entries]) == mth(entries)


def test_root_of_known_bytes() -> None:
    """Worked by hand: two leaves are hashed as leaves and joined as a node."""
    left, right = sha256(b"\x00a").digest(), sha256(b"\x00b").digest()
    assert merkle_root([leaf_hash(b"a"), leaf_hash(b"b")]) == sha256(b"\x01" + left + right).digest()


def test_no_leaves_no_root() -> None:
    with pytest.raises(ValueError, match="at least one"):
        merkle_root([])


@given(st.lists(st.binary(max_size=8), min_size=2, max_size=12, unique=True), st.data())
def test_any_change_changes_the_root(entries: list[bytes], data: st.DataObject) -> None:
    i, j = sorted(data.draw(st.lists(st.integers(0, len(entries) - 1), min_size=2, max_size=2, unique=True)))
    swapped = [*entries]
    swapped[i], swapped[j] = swapped[j], swapped[i]
    roots = {merkle_root([leaf_hash(entry) for entry in version]) for version in (entries, swapped, entries[:-1])}
    assert len(roots) == 3


def test_head_covers_everything() -> None:
    root = leaf_hash(b"x")
    heads = {
        chained_head(GENESIS, root, 1, 5, AT),
        chained_head(bytes([1]) * 32, root, 1, 5, AT),
        chained_head(GENESIS, leaf_hash(b"y"), 1, 5, AT),
        chained_head(GENESIS, root, 2, 5, AT),
        chained_head(GENESIS, root, 1, 6, AT),
        chained_head(GENESIS, root, 1, 5, AT + timedelta(microseconds=1)),
    }
    assert len(heads) == 6


def test_head_is_of_the_instant_not_of_the_clock_on_the_wall() -> None:
    root = leaf_hash(b"x")
    jakarta = AT.astimezone(timezone(timedelta(hours=7)))
    assert chained_head(GENESIS, root, 1, 5, jakarta) == chained_head(GENESIS, root, 1, 5, AT)
