"""Many rows in one statement: PostgreSQL's COPY, with every trigger and constraint of the table standing."""

from collections.abc import Iterable, Sequence
from typing import Any


def copy_rows(cursor: Any, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Copy rows (values in the order of ``columns``) into a table in the caller's transaction; how many.

    All or none: the first row that the database refuses ends the transaction. Names are constants of the calling code.
    """
    copied = 0
    with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
        for copied, row in enumerate(rows, 1):  # noqa: B007 - the last number is the count
            copy.write_row(row)
    return copied
