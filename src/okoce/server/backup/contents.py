"""What belongs to a backup, computed: tables from the catalogue, files from the var folder."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import psycopg
from psycopg import sql

PERSON_KEYS: Final = "facts_personkey"
"""The table whose rows go with the keys, not with the data."""
ERASURES: Final = "erasures.log"
"""Opaque ids of the erased. Goes with the keys: a restore takes the newest, so that nobody comes back with older data."""
MADE_AGAIN: Final = {
    "backups": "the backups themselves",
    ERASURES: "goes with the keys",
    "last-backup.json": "a note of the newest backup",
    "messages.log": "what the development channel printed; messages lie in the database",
    "postgres": "the private server's own files: their contents are dumped",
    "postgres.*": "notes of the running server",
    "prepared.json": "a note of what has been set up in this database",
    "secrets": "go with the keys",
    "sheets": "lists in the making, gone when their download begins",
    "warehouse": "drawn from the database; the worker makes it again",
}
"""Names directly below the var folder that stay out, with the reason. Everything else is in."""


def files(var: Path) -> Iterator[Path]:
    """The files below the var folder that no process makes again, links and sockets left out."""
    for entry in sorted(var.iterdir()):
        if not any(entry.match(pattern) for pattern in MADE_AGAIN):
            below = [entry] if entry.is_file() else sorted(entry.rglob("*"))
            yield from (path for path in below if path.is_file() and not path.is_symlink())


def tables(connection: psycopg.Connection[tuple[object, ...]]) -> list[str]:
    """All tables outside PostgreSQL's own schemas, as ``schema.name``; views hold nothing of their own."""
    rows = connection.execute(
        "SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE c.relkind IN ('r', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema')"
        " AND n.nspname NOT LIKE 'pg\\_%' ORDER BY 1"
    )
    return [str(name) for (name,) in rows]


def counts(connection: psycopg.Connection[tuple[object, ...]]) -> dict[str, int]:
    """Rows per table."""
    return {name: _count(connection, name) for name in tables(connection)}


def _count(connection: psycopg.Connection[tuple[object, ...]], table: str) -> int:
    # The name was quoted by the catalogue itself.
    row = connection.execute(sql.SQL("SELECT count(*) FROM ") + sql.SQL(table)).fetchone()
    return int(str(row[0])) if row else 0


def newest_seal(connection: psycopg.Connection[tuple[object, ...]]) -> dict[str, object] | None:
    """Position and head of the newest batch; None before the first."""
    row = connection.execute("SELECT number, last, encode(head, 'hex') FROM facts_batch ORDER BY number DESC LIMIT 1").fetchone()
    return {"batch": row[0], "position": row[1], "head": row[2]} if row else None
