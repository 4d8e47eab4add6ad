"""What the digest of a fact's details proves."""

from collections.abc import Mapping
from hashlib import sha256

from okoce.core.canonical import canonical_bytes

SALT_BYTES = 32


def details_digest(salt: bytes, details: Mapping[str, object]) -> bytes:
    """SHA-256 of salt and canonical details: proves what the details were, tells nothing once they are erased."""
    if len(salt) != SALT_BYTES:
        raise ValueError(f"the salt has {len(salt)} bytes, not {SALT_BYTES}")
    return sha256(salt + canonical_bytes(details)).digest()
