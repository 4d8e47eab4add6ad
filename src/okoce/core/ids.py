"""Identifiers that leave the server: UUIDv7 (RFC 9562), made by whoever first writes a thing down."""

from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """A new UUIDv7; ordered by time of making, so that indexes grow at one end."""
    return uuid7()


def parse_id(text: str) -> UUID | None:
    """The UUID in ``text``, or None where it is not one."""
    try:
        return UUID(text)
    except ValueError:
        return None
