"""Canonical bytes: the same content gives the same bytes on every machine (JSON, sorted keys, UTF-8)."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from uuid import UUID


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    raise TypeError(f"no canonical form for {type(value).__name__}")


_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False, default=_plain)


def canonical_bytes(content: Mapping[str, object]) -> bytes:
    """JSON with sorted keys and no spaces; dates ISO, instants UTC with microseconds, bytes as hex."""
    return _ENCODER.encode(content).encode()
