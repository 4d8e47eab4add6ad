"""Encryption at rest (AES-256-GCM, rotatable keys) and keyed hashes for exact look-up (HMAC-SHA-256).

A sealed value is ``key id (1 byte length + bytes) | nonce (12) | ciphertext and tag``. The associated data names what the value
is ("nik", "phone", "person-key:<uuid>"), so that a value moved to another column or person does not open.
"""

import base64
import hmac
import json
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12
KEY_BYTES = 32

Sealed = bytes | memoryview
"""A sealed value as this module makes it, or as the database driver gives it back."""


class CannotOpen(ValueError):
    """The value is damaged, is something else, or its key is gone (erased)."""


def seal_with(key: bytes, plain: bytes, purpose: bytes) -> bytes:
    """``nonce | ciphertext`` under one 256-bit key."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, purpose)


def open_with(key: bytes, sealed: bytes, purpose: bytes) -> bytes:
    """The plain bytes; CannotOpen where key, purpose or bytes do not fit."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], purpose)
    except (InvalidTag, ValueError) as error:
        raise CannotOpen from error


@dataclass(frozen=True)
class Keyring:
    """The keys of this installation: the current one seals, all of them open; ``lookup`` hashes for look-up."""

    current: str
    keys: dict[str, bytes]
    lookup: bytes

    def seal(self, plain: str, purpose: str) -> bytes:
        return self.seal_bytes(plain.encode(), purpose)

    def open(self, sealed: Sealed, purpose: str) -> str:
        return self.open_bytes(sealed, purpose).decode()

    def seal_bytes(self, plain: bytes, purpose: str) -> bytes:
        key_id = self.current.encode()
        return bytes([len(key_id)]) + key_id + seal_with(self.keys[self.current], plain, purpose.encode())

    def open_bytes(self, sealed: Sealed, purpose: str) -> bytes:
        sealed = bytes(sealed)
        length = sealed[0] if sealed else 0
        key = self.keys.get(sealed[1 : 1 + length].decode("ascii", "replace"))
        if key is None:
            raise CannotOpen
        return open_with(key, sealed[1 + length :], purpose.encode())

    def keyed_hash(self, value: str, purpose: str) -> bytes:
        """32 bytes that equal for equal values of one purpose; useless without the look-up key."""
        return hmac.digest(self.lookup, f"{purpose}\0{value}".encode(), "sha256")


def load_keyring(folder: Path) -> Keyring:
    """Read ``encryption.json`` ({"current": id, "keys": {id: base64}}) and ``lookup.key`` (base64) of a secrets folder."""
    stored = json.loads((folder / "encryption.json").read_text())
    keys = {key_id: base64.b64decode(value) for key_id, value in stored["keys"].items()}
    if stored["current"] not in keys or any(len(key) != KEY_BYTES for key in keys.values()):
        raise CannotOpen(f"{folder / 'encryption.json'}: the current key is missing or a key is not 32 bytes")
    return Keyring(stored["current"], keys, base64.b64decode((folder / "lookup.key").read_text()))


@lru_cache(maxsize=4)
def keyring(folder: Path) -> Keyring:
    """The keyring of a folder, read once per process."""
    return load_keyring(folder)
