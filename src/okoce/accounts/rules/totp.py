"""Time-based one-time codes of an app (RFC 6238): HMAC-SHA-1, 30 seconds, six digits, as every app understands."""

import base64
import hmac
import struct
from collections.abc import Iterator
from typing import Final
from urllib.parse import quote, urlencode

PERIOD: Final = 30
DIGITS: Final = 6
TOLERANCE: Final = 1
"""Steps before and after now that are accepted: phones whose clock is half a minute off are common."""
SECRET_BYTES: Final = 20
"""What RFC 4226 recommends: 160 bits."""


def code_at(secret: bytes, step: int) -> str:
    """The code of a step (RFC 4226, 5.3)."""
    digest = hmac.new(secret, struct.pack(">Q", step), "sha1").digest()
    offset = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFF_FFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def step_of(seconds: float) -> int:
    """The step of an instant in seconds since 1970."""
    return int(seconds) // PERIOD


def matching_step(secret: bytes, code: str, seconds: float, after: int | None = None) -> int | None:
    """The step whose code this is, within the tolerance and later than ``after``; None where there is none.

    All candidates are compared, so that the time taken tells nothing.
    """
    found = [step for step in _steps(seconds) if hmac.compare_digest(code_at(secret, step), code)]
    fresh = [step for step in found if after is None or step > after]
    return fresh[0] if fresh else None


def _steps(seconds: float) -> Iterator[int]:
    now = step_of(seconds)
    yield from range(max(0, now - TOLERANCE), now + TOLERANCE + 1)


def as_text(secret: bytes) -> str:
    """The secret as apps take it by hand: base 32."""
    return base64.b32encode(secret).decode("ascii").rstrip("=")


def in_fours(text: str) -> str:
    """In groups of four, so that it can be read and typed."""
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def address_of(secret: bytes, account: str, issuer: str) -> str:
    """The ``otpauth`` address that the drawn code holds."""
    query = urlencode({"secret": as_text(secret), "issuer": issuer, "digits": DIGITS, "period": PERIOD}, quote_via=quote)
    return f"otpauth://totp/{quote(f'{issuer}:{account}')}?{query}"
