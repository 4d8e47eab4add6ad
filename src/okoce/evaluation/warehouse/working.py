"""The working file: opened by whoever holds the lock, made anew where it does not fit."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import duckdb
from duckdb import DuckDBPyConnection

from okoce.evaluation.warehouse import files
from okoce.evaluation.warehouse.schema import READ_TABLES, TABLES, create

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MEMORY = "2GB"
"""DuckDB may use so much before it writes to disk; the worker shares its machine with the web server."""
FORM = sha256(repr(sorted({**TABLES, **READ_TABLES}.items())).encode()).hexdigest()


@contextmanager
def working(*, anew: bool = False) -> Iterator[DuckDBPyConnection]:
    """The working file with its tables; ``anew``, or one of another form or that cannot be read, begins empty."""
    if anew or not _fits():
        files.remove_working()
    with _connect() as store:
        if not _form_of(store):
            _make_tables(store)
        yield store


def _connect() -> DuckDBPyConnection:
    spill = files.folder() / "spill"
    settings: dict[str, str | bool | int | float | list[str]] = {"memory_limit": MEMORY, "temp_directory": str(spill)}
    return duckdb.connect(str(files.working_file()), config=settings)


def _fits() -> bool:
    if not files.working_file().exists():
        return True
    try:
        with _connect() as store:
            return _form_of(store) in ("", FORM)
    except duckdb.Error:
        return False


def _form_of(store: DuckDBPyConnection) -> str:
    known = store.execute("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'form'").fetchone()
    found = store.execute("SELECT digest FROM form").fetchone() if known and known[0] else None
    return str(found[0]) if found else ""


def _make_tables(store: DuckDBPyConnection) -> None:
    store.execute("BEGIN")
    for table, columns in {**TABLES, **READ_TABLES}.items():
        store.execute(create(table, columns))
    store.execute("CREATE TABLE form (digest VARCHAR)")
    store.execute("INSERT INTO form VALUES (?)", [FORM])
    store.execute("COMMIT")


def state(store: DuckDBPyConnection) -> files.Stamp | None:
    """How far the file has come; None while it is empty."""
    # As a number: the driver gives instants through a package of time zones that nothing else needs.
    found = store.execute("SELECT position, head, epoch_us(extracted_at) FROM state").fetchone()
    if found is None:
        return None
    extracted_at = EPOCH + timedelta(microseconds=found[2])
    read = "SELECT edition_version FROM reading_state WHERE position = ? ORDER BY 1"
    versions = tuple(row[0] for row in store.execute(read, [found[0]]).fetchall())
    return files.Stamp(found[0], bytes(found[1]).hex(), extracted_at, versions)
