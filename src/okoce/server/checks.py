"""The examinations of `okoce doctor`. Each gives findings in plain words, with the next step where one is needed."""

import importlib.metadata
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

import psycopg

from okoce.server import postgres, secrets
from okoce.server.backup.manifest import last_made
from okoce.server.environment import PROJECT, database_url, environment, external, management
from okoce.server.errors import ServerError
from okoce.server.layout import layout_of
from okoce.server.machine import obstacle
from okoce.server.run import chosen_port, front_page, is_free

Level = Literal["OK", "warning", "problem"]
LATE_SEAL = timedelta(minutes=5)
OLD_BACKUP = timedelta(hours=26)


@dataclass(frozen=True)
class Finding:
    level: Level
    text: str
    next_step: str = ""


def machine() -> Iterator[Finding]:
    found = obstacle()
    version = sys.version.split()[0]
    yield Finding("problem", found) if found else Finding("OK", f"Linux and Python {version} are supported")


def packages() -> Iterator[Finding]:
    """Installed versions against the locked ones."""
    wrong = []
    for name, version in _pins(PROJECT / "requirements" / "base.txt"):
        try:
            installed = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            installed = "missing"
        if installed != version:
            wrong.append(f"{name} {installed} instead of {version}")
    if wrong:
        yield Finding("problem", f"Packages differ from the lock: {', '.join(wrong[:4])}", "make setup")
    else:
        yield Finding("OK", "All packages have their locked versions")


def _pins(lock: Path) -> Iterator[tuple[str, str]]:
    """Names and versions; lines for other platforms are left out."""
    for line in lock.read_text(encoding="utf-8").splitlines():
        pin = re.match(r"([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^ ;\\]+)\s*(;)?", line)
        if pin and not pin.group(3):
            yield pin.group(1), pin.group(2)


def disk() -> Iterator[Finding]:
    free = shutil.disk_usage(PROJECT).free / 2**30
    if free < 0.5:
        yield Finding("problem", f"Only {free:.1f} GiB are free on the disk", "Free some space; a full disk stops the database")
    elif free < 3:
        yield Finding("warning", f"Only {free:.1f} GiB are free on the disk", "Free some space soon")
    else:
        yield Finding("OK", f"{free:.0f} GiB are free on the disk")


def keys() -> Iterator[Finding]:
    place = secrets.folder(PROJECT)
    missing = [name for name in secrets.FILES if not (place / name).exists()]
    if missing:
        yield Finding("warning", f"Keys are not made yet in {place}: {', '.join(missing)}", "make run makes them")
    for sentence in secrets.exposed(PROJECT):
        yield Finding("problem", sentence)
    if not missing and not secrets.exposed(PROJECT):
        yield Finding("OK", f"Keys in {place} are closed to others; keep a copy elsewhere, data is unreadable without")


def database() -> Iterator[Finding]:
    """The server, the roles and their rights."""
    if external():
        place = "Your own PostgreSQL (DATABASE_URL)"
    else:
        found = postgres.status(PROJECT)
        if not found.running:
            text = "The private PostgreSQL does not run" if found.exists else "There is no private PostgreSQL yet"
            yield Finding("warning", text, "make run, or: bin/okoce db start")
            return
        place = f"The private PostgreSQL (process {found.pid}, account {found.cluster.os_user}, {found.cluster.data_dir})"
    try:
        with psycopg.connect(database_url("owner"), connect_timeout=5) as owner:
            yield Finding("OK", f"{place} answers, version {owner.info.parameter_status('server_version')}")
            yield from _durability(owner)
        with psycopg.connect(database_url("app"), connect_timeout=5) as app:
            yield from _rights(app)
    except psycopg.Error as error:
        yield Finding("problem", f"{place} does not answer: {str(error).strip()}", "docs/operations.md, Database")


def _durability(owner: psycopg.Connection[tuple[object, ...]]) -> Iterator[Finding]:
    weak = [name for name in ("fsync", "full_page_writes", "synchronous_commit") if _one(owner, f"SHOW {name}") in ("off", "local")]
    if weak:
        yield Finding("problem", f"An acknowledged registration could be lost: {', '.join(weak)}", "Switch it on")


def _rights(app: psycopg.Connection[tuple[object, ...]]) -> Iterator[Finding]:
    if _one(app, "SELECT to_regclass('public.facts_fact') IS NULL"):
        yield Finding("warning", "The table of facts does not exist yet", "make run")
        return
    may = [
        verb
        for verb in ("UPDATE", "DELETE", "TRUNCATE")
        if _one(app, f"SELECT has_table_privilege(current_user, 'public.facts_fact', '{verb}')")
    ]
    if may:
        yield Finding("problem", f"The application may {', '.join(may)} facts", "bin/okoce manage migrate --database=owner")
    elif _one(app, "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user"):
        yield Finding("problem", "The application's database role is too powerful", "Use okoce_app in DATABASE_URL")
    else:
        yield Finding("OK", "The application may add facts, and change or delete none")
    last = _one(app, "SELECT max(sealed_at) FROM facts_batch")
    waiting = bool(_one(app, "SELECT EXISTS (SELECT FROM facts_unsealed)"))
    yield _seal(last if isinstance(last, datetime) else None, waiting)


def _seal(last: datetime | None, waiting: bool) -> Finding:
    told = f"last seal {last.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if last else "no seal yet"
    if waiting and (last is None or datetime.now(UTC) - last > LATE_SEAL):
        return Finding("warning", f"Facts wait for their seal ({told})", "Is the worker running? make run")
    return Finding("OK", f"Facts are sealed ({told})")


def backups() -> Iterator[Finding]:
    """Whether there is a backup, and how old it is."""
    last = last_made(layout_of(PROJECT).var)
    if last is None:
        yield Finding("warning", "There is no backup", "bin/okoce backup-key FILE, then bin/okoce backup every night")
    elif datetime.now(UTC) - last > OLD_BACKUP:
        yield Finding("warning", f"The newest backup is of {last:%Y-%m-%d %H:%M} UTC", "bin/okoce backup, every night")
    else:
        yield Finding("OK", f"The newest backup is of {last:%Y-%m-%d %H:%M} UTC")


def migrations() -> Iterator[Finding]:
    if not external() and not postgres.status(PROJECT).running:
        return
    checked = subprocess.run(
        management(["migrate", "--check", "--database=owner", "--verbosity=0"]),
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    if checked.returncode == 0:
        yield Finding("OK", "All migrations are applied")
    else:
        why = (checked.stderr.strip().splitlines() or ["some are pending"])[-1]
        yield Finding("problem", f"Migrations: {why}", "make run, or: bin/okoce manage migrate --database=owner")


def processes() -> Iterator[Finding]:
    """The web server's port and the worker."""
    port = chosen_port()
    status = 0 if is_free(port) else front_page(port)
    if status >= 500:
        yield Finding("problem", f"The front page on port {port} fails (HTTP {status})", "Read the lines of make run")
    elif status:
        yield Finding("OK", f"Pages are served on http://127.0.0.1:{port}")
    elif not is_free(port):
        yield Finding("warning", f"Port {port} is in use, and no page comes from it", f"make run PORT={port + 1}")
    else:
        yield Finding("warning", f"No web server runs on port {port}", "make run")
    yield (Finding("OK", "The worker runs") if _worker_runs() else Finding("warning", "The worker does not run", "make run"))


def _worker_runs() -> bool:
    """A process with the worker's exact command line, which names this project's own Python."""
    wanted = b"".join(word.encode() + b"\0" for word in management(["work"]))
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if entry.read_bytes() == wanted:
                return True
        except OSError:  # it ended while we looked
            continue
    return False


def _one(connection: psycopg.Connection[tuple[object, ...]], statement: str) -> object:
    row = connection.execute(statement.encode()).fetchone()
    return row[0] if row else None


CHECKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    machine,
    packages,
    disk,
    keys,
    database,
    migrations,
    backups,
    processes,
)


def examine(check: Callable[[], Iterator[Finding]]) -> list[Finding]:
    """A check that cannot be made is itself a finding."""
    began = time.monotonic()
    try:
        return list(check())
    except ServerError as error:
        return [Finding("problem", str(error))]
    except (OSError, psycopg.Error) as error:
        seconds = time.monotonic() - began
        return [Finding("problem", f"{check.__name__} could not be examined ({seconds:.0f} s): {error}")]
