"""PostgreSQL as Arrow, in one REPEATABLE READ transaction of the role that may only read.

The driver's own classes are used and not its DB-API, which imports pandas: a second of every refresh.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any
from urllib.parse import quote, urlencode

import adbc_driver_postgresql
import pyarrow as pa
from adbc_driver_manager import AdbcConnection, AdbcStatement
from django.db import connections

APPLICATION = "okoce warehouse"


def address() -> str:
    """The URL of the reader's connection, as Django knows it (tests point it at their own database)."""
    found = connections["reader"].settings_dict
    password = f":{quote(found['PASSWORD'], safe='')}" if found["PASSWORD"] else ""
    query = {"host": found["HOST"], "port": found["PORT"], "application_name": APPLICATION}
    asked = urlencode({key: value for key, value in query.items() if value})
    return f"postgresql://{quote(found['USER'], safe='')}{password}@/{quote(found['NAME'], safe='')}?{asked}"


class Snapshot:
    """What the database held at one moment, however long it is read."""

    def __init__(self, connection: AdbcConnection) -> None:
        self.connection = connection

    @contextmanager
    def stream(self, sql: str) -> Iterator[pa.RecordBatchReader]:
        """The rows of a query; memory holds one batch."""
        with closing(AdbcStatement(self.connection)) as statement:
            statement.set_sql_query(sql)
            handle, _rows = statement.execute_query()
            with pa.RecordBatchReader._import_from_c(handle.address) as rows:
                yield rows

    def row(self, sql: str) -> tuple[Any, ...] | None:
        with self.stream(sql) as rows:
            found = rows.read_all().to_pylist()
        return tuple(found[0].values()) if found else None


@contextmanager
def snapshot() -> Iterator[Snapshot]:
    """Open a snapshot; nothing that commits later is in it."""
    with closing(adbc_driver_postgresql.connect(address())) as database, closing(AdbcConnection(database)) as connection:
        with closing(AdbcStatement(connection)) as statement:
            statement.set_sql_query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            statement.execute_update()
        yield Snapshot(connection)
