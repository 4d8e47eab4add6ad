"""Where the warehouse lies: the working file, publications, the links that name the newest of each.

A publication is a folder that is complete before it gets its name and never changes afterwards; a link is swapped by rename. So a
reader finds a whole publication or the one before it, wherever a writer was killed.
"""

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

BUILDING = ".building"
DATABASE, STATE = "warehouse.duckdb", "state.json"
KEPT = 2  # the newest publication, and the one that a reader may be opening just now


def folder() -> Path:
    return Path(settings.OKOCE_WAREHOUSE_DIR)


def working_file() -> Path:
    """The private file that only the process with the lock opens."""
    return folder() / "working.duckdb"


@dataclass(frozen=True, slots=True)
class Stamp:
    """How far a publication has come: everything up to ``position``, proven by ``head`` (hexadecimal), read at ``extracted_at``.

    ``versions``: of the editions whose readings are in it as known at the position.
    """

    position: int
    head: str
    extracted_at: datetime
    versions: tuple[str, ...] = ()

    def text(self) -> str:
        return json.dumps({**asdict(self), "extracted_at": self.extracted_at.isoformat()}, sort_keys=True) + "\n"


def stamp_of(publication: Path) -> Stamp:
    """OSError where there is none."""
    found = json.loads((publication / STATE).read_text(encoding="utf-8"))
    return Stamp(found["position"], found["head"], datetime.fromisoformat(found["extracted_at"]), tuple(found["versions"]))


@contextmanager
def locked() -> Iterator[None]:
    """One writer at a time on this machine; the lock ends with the process that held it."""
    folder().mkdir(parents=True, exist_ok=True)
    with (folder() / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def current(series: str) -> Path | None:
    """The newest publication of a series (``database`` or ``parquet``); None before the first."""
    link = folder() / series / "current"
    try:
        return link.parent / os.readlink(link)
    except OSError:
        return None


def publish(series: str, name: str, build: Callable[[Path], None]) -> Path:
    """Let ``build`` fill a folder, then give it its name and point the link at it."""
    home = folder() / series
    home.mkdir(parents=True, exist_ok=True)
    clear_unfinished(home)
    building = home / f"{BUILDING}-{name}"
    building.mkdir()
    build(building)
    for path in building.iterdir():
        _sync(path)
    _sync(building)
    done = home / name
    shutil.rmtree(done, ignore_errors=True)  # the same state, published again after a crash before the link
    building.rename(done)
    link = home / f"{BUILDING}-link"
    link.symlink_to(name)
    link.rename(home / "current")
    _sync(home)
    _forget_old(home, name)
    return done


def clear_unfinished(home: Path) -> None:
    """What a killed writer left half done."""
    for path in home.glob(f"{BUILDING}*"):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def _forget_old(home: Path, newest: str) -> None:
    others = [path for path in home.iterdir() if path.is_dir() and not path.is_symlink() and path.name != newest]
    for path in sorted(others, key=lambda path: path.stat().st_mtime, reverse=True)[KEPT - 1 :]:
        shutil.rmtree(path, ignore_errors=True)


def remove_working() -> None:
    for suffix in ("", ".wal"):
        with suppress(FileNotFoundError):
            os.unlink(f"{working_file()}{suffix}")


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
