"""Events of a file that came before, by identity: kept in a nameless file that the disk takes when memory is full."""

import sqlite3
from types import TracebackType
from uuid import UUID

TABLE = "CREATE TABLE seen (id BLOB PRIMARY KEY, content BLOB, number INTEGER) WITHOUT ROWID"
ADD = "INSERT OR IGNORE INTO seen VALUES (?, ?, ?)"
FIND = "SELECT content, number FROM seen WHERE id = ?"


class SeenEvents:
    """Which row first had an identity, and with which content. It holds hashes alone, and is gone with the process."""

    def __init__(self) -> None:
        self.file = sqlite3.connect("", isolation_level=None)
        self.file.execute(TABLE)

    def __enter__(self) -> "SeenEvents":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.file.close()

    def earlier(self, event: UUID, content: bytes, number: int) -> tuple[int, bool] | None:
        """The earlier row of the same event and whether it says the same; None, and remembered, where this is the first."""
        if self.file.execute(ADD, (event.bytes, content, number)).rowcount:
            return None
        said, first = self.file.execute(FIND, (event.bytes,)).fetchone()
        return first, said == content
