"""Sealed values open with the right key for the right purpose alone; keys rotate; look-up hashes tell nothing."""

import base64
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okoce.core.encryption import CannotOpen, Keyring, load_keyring, open_with, seal_with

OLD, NEW = os.urandom(32), os.urandom(32)
BEFORE = Keyring("k1", {"k1": OLD}, b"look-up")
AFTER = Keyring("k2", {"k1": OLD, "k2": NEW}, b"look-up")


@given(st.text(), st.text(min_size=1, max_size=20))
def test_round_trip(plain: str, purpose: str) -> None:
    sealed = BEFORE.seal(plain, purpose)
    assert BEFORE.open(sealed, purpose) == BEFORE.open(memoryview(sealed), purpose) == plain


def test_equal_values_look_different() -> None:
    assert BEFORE.seal("3174015708900001", "nik") != BEFORE.seal("3174015708900001", "nik")
    assert b"3174015708900001" not in BEFORE.seal("3174015708900001", "nik")


def test_rotation_opens_old_values_and_seals_with_the_new_key() -> None:
    old = BEFORE.seal("halo", "nik")
    assert AFTER.open(old, "nik") == "halo"
    with pytest.raises(CannotOpen):
        BEFORE.open(AFTER.seal("halo", "nik"), "nik")
    retired = Keyring("k2", {"k2": NEW}, b"look-up")
    with pytest.raises(CannotOpen):
        retired.open(old, "nik")


def test_a_value_moved_to_another_column_does_not_open() -> None:
    with pytest.raises(CannotOpen):
        BEFORE.open(BEFORE.seal("0812", "phone"), "nik")


@pytest.mark.parametrize("sealed", [b"", b"\x02", b"\x02k1", b"\x02k1short", b"\xff" * 60, b"\x02k9" + bytes(40)])
def test_damaged_values_do_not_open(sealed: bytes) -> None:
    with pytest.raises(CannotOpen):
        BEFORE.open(sealed, "nik")


@given(st.data())
def test_any_flipped_bit_is_noticed(data: st.DataObject) -> None:
    sealed = bytearray(BEFORE.seal("3174015708900001", "nik"))
    at = data.draw(st.integers(0, len(sealed) - 1))
    sealed[at] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(CannotOpen):
        BEFORE.open(bytes(sealed), "nik")


def test_one_key_seals_bytes() -> None:
    assert open_with(OLD, seal_with(OLD, b"x", b"fact:1"), b"fact:1") == b"x"
    with pytest.raises(CannotOpen):
        open_with(NEW, seal_with(OLD, b"x", b"fact:1"), b"fact:1")


def test_look_up_hashes() -> None:
    """Equal for equal values of one purpose; different for another purpose, another value, another installation."""
    known = BEFORE.keyed_hash("0812", "phone")
    others = {
        BEFORE.keyed_hash("0812", "nik"),
        BEFORE.keyed_hash("0813", "phone"),
        Keyring("k", {"k": OLD}, b"x").keyed_hash("0812", "phone"),
    }
    assert (AFTER.keyed_hash("0812", "phone"), len(others | {known}), len(known)) == (known, 4, 32)


def write_keys(folder: Path, current: str, keys: dict[str, bytes]) -> None:
    encoded = {key_id: base64.b64encode(key).decode() for key_id, key in keys.items()}
    (folder / "encryption.json").write_text(json.dumps({"current": current, "keys": encoded}))
    (folder / "lookup.key").write_text(base64.b64encode(b"look-up").decode())


def test_keys_are_read_from_their_folder(tmp_path: Path) -> None:
    write_keys(tmp_path, "k2", {"k1": OLD, "k2": NEW})
    assert load_keyring(tmp_path) == AFTER


@pytest.mark.parametrize(("current", "keys"), [("k2", {"k1": OLD}), ("k1", {"k1": b"too short"}), ("k1", {"k1": OLD, "k2": b""})])
def test_crooked_keys_are_refused(tmp_path: Path, current: str, keys: dict[str, bytes]) -> None:
    write_keys(tmp_path, current, keys)
    with pytest.raises(CannotOpen, match=r"encryption\.json"):
        load_keyring(tmp_path)
