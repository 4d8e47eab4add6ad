"""Events of a file that came before, by identity: kept in a nameless file that the disk takes when memory is full."""

import os
import sqlite3
from hashlib import blake2b
from types import TracebackType
from uuid import UUID

TABLE = "CREATE TABLE seen (id BLOB PRIMARY KEY, said BLOB, number INTEGER) WITHOUT ROWID"
ADD = "INSERT OR IGNORE INTO seen VALUES (?, ?, ?)"
FIND = "SELECT said, number FROM seen WHERE id = ?"


class SeenEvents:
    """Which row first had an identity, and with which content. It holds ids and hashes alone, and is gone with the process."""

    def __init__(self) -> None:
        self.key = os.urandom(32)
        self.file = sqlite3.connect("", isolation_level=None)
        self.file.execute(TABLE)

    def __enter__(self) -> "SeenEvents":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.file.close()

    def earlier(self, event: UUID, content: bytes, number: int) -> tuple[int, bool] | None:
        """The earlier row of the same event and whether it says the same; None, and remembered, where this is the first."""
        said = blake2b(content, digest_size=16, key=self.key).digest()
        if self.file.execute(ADD, (event.bytes, said, number)).rowcount:
            return None
        before, first = self.file.execute(FIND, (event.bytes,)).fetchone()
        return first, before == said
