"""The newest publication, opened read-only, and opened again when there is a newer one. DuckDB is imported when it is needed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from okoce.evaluation.warehouse import files
from okoce.evaluation.warehouse.indicators.kept import kept_sql

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEMORY = "1GB"
"""What one web process may use for a figure before DuckDB writes to disk."""


@dataclass(frozen=True, slots=True)
class Series:
    """One kind of publication."""

    name: str

    def path(self) -> Path | None:
        return files.current(self.name)

    def stamp(self) -> files.Stamp | None:
        """How far the newest one has come; None where there is none."""
        path = self.path()
        try:
            return files.stamp_of(path) if path else None
        except OSError:
            return None


DATABASE, PARQUET = Series("database"), Series("parquet")


@dataclass(eq=False)
class Opened:
    """A publication that this process has open."""

    path: Path
    stamp: files.Stamp
    store: DuckDBPyConnection

    @contextmanager
    def session(self, **asked: object) -> Iterator[DuckDBPyConnection]:
        """A connection of its own, with what the indicators ask for (``getvariable``) set."""
        with self.store.cursor() as session:
            for name, value in asked.items():
                session.execute(f"SET VARIABLE {name} = ?", [value])
            yield session

    def rows(self, session: DuckDBPyConnection, indicator: str) -> list[tuple[Any, ...]]:
        return session.execute(kept_sql()[indicator]).fetchall()


_lock = Lock()
_opened: Opened | None = None


def opened() -> Opened | None:
    """The newest publication; None where there is none. 10 to 20 ms when it has changed, else nothing."""
    global _opened
    with _lock:
        for _attempt in range(2):
            path = DATABASE.path()
            if path is None:
                return None
            if _opened is not None and _opened.path == path:
                return _opened
            try:
                # A session that another thread still holds keeps the old file alive.
                _opened = _open(path)
            except OSError:
                continue  # two newer ones have come between the look and the opening
            return _opened
        return None


def _open(path: Path) -> Opened:
    import duckdb  # noqa: PLC0415 - slow import

    stamp = files.stamp_of(path)
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY,
        "temp_directory": str(files.folder() / "spill"),
        "autoload_known_extensions": False,
    }
    try:
        store = duckdb.connect(str(path / files.DATABASE), read_only=True, config=settings)
    except duckdb.IOException as error:
        raise FileNotFoundError(path) from error
    store.execute("SET enable_external_access = false")
    return Opened(path, stamp, store)
