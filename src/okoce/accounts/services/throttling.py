"""How often something may be tried, counted in PostgreSQL so that all processes count together."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone

from okoce.accounts.rules import Limit
from okoce.accounts.rules.senders import Tries
from okoce.core.decisions import Decision
from okoce.core.encryption import keyring

# The row is locked while it is counted, so that parallel tries are counted one after the other. A refused try changes nothing.
# The clock of the server counts: the web servers' clocks may differ.
_COUNT = """
INSERT INTO accounts_throttle AS kept (key_hash, group_hash, hits, forget_at)
VALUES (%(key)s, %(group)s, ARRAY[clock_timestamp()], clock_timestamp() + make_interval(secs => %(seconds)s))
ON CONFLICT (key_hash) DO UPDATE SET
    hits = ARRAY(
        SELECT hit FROM unnest(kept.hits) AS hit
        WHERE hit > clock_timestamp() - make_interval(secs => %(seconds)s) ORDER BY hit
    ) || clock_timestamp(),
    forget_at = clock_timestamp() + make_interval(secs => %(seconds)s)
WHERE (
    SELECT count(*) FROM unnest(kept.hits) AS hit WHERE hit > clock_timestamp() - make_interval(secs => %(seconds)s)
) < %(limit)s
RETURNING 1
"""
# The try that made the window full is the `limit`-th from the end; when it leaves the window, one more is allowed.
_NEXT = """
SELECT hits[greatest(1, cardinality(hits) - %(limit)s + 1)] + make_interval(secs => %(seconds)s)
FROM accounts_throttle WHERE key_hash = %(key)s
"""
_GIVE_BACK = "UPDATE accounts_throttle SET hits = trim_array(hits, 1) WHERE key_hash = %s AND cardinality(hits) > 0"


def throttle(key: str, limit: int, window: timedelta, group: str = "") -> Decision:
    """Count one try under a key; refuse it (``too_many_tries``, param ``again_at``) where ``limit`` were made within ``window``.

    To be called outside of a transaction, before the work that it protects: inside one, the count is lost when the work fails.
    ``group`` is common to keys that :func:`forget_group` forgets together.
    """
    if limit < 1:
        raise ValueError("a limit lets at least one try through")
    hashed = _hash(key)
    with connection.cursor() as cursor:
        grouped = _hash(f"group:{group}") if group else None
        cursor.execute(_COUNT, {"key": hashed, "group": grouped, "limit": limit, "seconds": window.total_seconds()})
        if cursor.fetchone() is not None:
            return Decision.yes()
        cursor.execute(_NEXT, {"key": hashed, "limit": limit, "seconds": window.total_seconds()})
        row = cursor.fetchone()
    again_at: datetime = row[0] if row else timezone.now() + window
    return Decision.no("too_many_tries", again_at=again_at)


def within_limits(tries: Tries, group: str = "") -> Decision:
    """Count one try under each limit; the first refusal is the answer."""
    for limit, key in tries:
        decision = throttle(_key(limit, key), limit.times, limit.window, group)
        if not decision.allowed:
            return decision
    return Decision.yes()


def give_back(limit: Limit, key: str) -> None:
    """The latest try turned out well and does not count."""
    with connection.cursor() as cursor:
        cursor.execute(_GIVE_BACK, [_hash(_key(limit, key))])


def reset(limit: Limit, key: str) -> None:
    """Forget the tries under a key."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM accounts_throttle WHERE key_hash = %s", [_hash(_key(limit, key))])


def forget_group(group: str) -> None:
    """Forget all tries of a group, from wherever they came."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM accounts_throttle WHERE group_hash = %s", [_hash(f"group:{group}")])


def _key(limit: Limit, key: str) -> str:
    return f"{limit.name}:{key}"


def _hash(key: str) -> bytes:
    # Keys hold phones, names and addresses, which the table must not show.
    return keyring(settings.SECRETS_DIR).keyed_hash(key, "throttle")
