"""What must be ready before the first request: each step is done once and again only when its inputs change."""

import hashlib
import json
import os
import subprocess
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg

from okoce.server.environment import PROJECT, database_url, environment, external, management
from okoce.server.errors import ServerError
from okoce.server.layout import layout_of
from okoce.server.settings_files import replace_file

SOURCE = PROJECT / "src" / "okoce"
DEMO_MEMBERS = 3000
NEW_CODE = ("*.py", "*.csv", "*.toml", "*.json")


@dataclass(frozen=True)
class Step:
    """One management command, the files it depends on, and whether a new database asks for it again."""

    title: str
    arguments: tuple[str, ...]
    patterns: tuple[str, ...]
    in_database: bool

    @property
    def name(self) -> str:
        return self.arguments[0]


CATALOGUES = Step("Sentences in Indonesian and English", ("compile_catalogues",), ("*.po",), in_database=False)
MIGRATIONS = Step("Tables", ("migrate", "--database=owner", "--verbosity=0"), ("migrations/*.py",), in_database=True)
REFERENCE = Step("Places, rules and editions", ("load_reference",), NEW_CODE, in_database=True)
DEMO = Step("Synthetic programme", ("load_demo", "--members", str(DEMO_MEMBERS)), (), in_database=True)
STATIC = Step(
    "Style sheets and scripts",
    ("collectstatic", "--no-input", "--verbosity=0"),
    ("static/**/*", "*.css", "*.js", "*.svg"),
    in_database=False,
)


def steps() -> list[Step]:
    """All in order. A server that the administrator brought may hold real members: nothing synthetic goes there."""
    return [CATALOGUES, MIGRATIONS, REFERENCE, *([] if external() else [DEMO]), STATIC]


def prepare(wanted: Iterable[Step], say: Callable[[str], None]) -> None:
    """Do the steps whose inputs have changed since they were last done."""
    record = layout_of(PROJECT).var / "prepared.json"
    done = _read(record)
    for step in wanted:
        mark = _mark(step)
        if done.get(step.name) == mark:
            continue
        say(f"{step.title} …")
        began = time.monotonic()
        _run(step, say)
        say(f"{step.title}: ready ({time.monotonic() - began:.1f} s)")
        done[step.name] = _mark(step)
        replace_file(record, json.dumps(done, indent=1) + "\n")


def note_as_done(step: Step) -> None:
    """Remember a step as done in this database without doing it."""
    record = layout_of(PROJECT).var / "prepared.json"
    replace_file(record, json.dumps({**_read(record), step.name: _mark(step)}, indent=1) + "\n")


def _run(step: Step, say: Callable[[str], None]) -> None:
    lines: list[str] = []
    with subprocess.Popen(
        management(step.arguments),
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            for line in process.stdout or ():
                lines.append(line.rstrip())
                if len(lines) <= 40 and not line.startswith(("Traceback", " ")):
                    say(f"    {line.rstrip()}")
        except BaseException:
            process.terminate()  # Ctrl-C: the step ends before the database does
            raise
    if process.returncode != 0:
        last = "\n".join(lines[-25:])
        raise ServerError(f"`okoce manage {' '.join(step.arguments)}` failed:\n{last}")


def _mark(step: Step) -> str:
    digest = hashlib.sha256(" ".join(step.arguments).encode())
    if step.patterns:
        for path in sorted(_files(step.patterns)):
            digest.update(os.fsencode(path.relative_to(PROJECT)) + b"\0" + path.read_bytes())
        # A new version of a package brings its own tables, sentences and style sheets.
        digest.update((PROJECT / "requirements" / "base.txt").read_bytes())
    return digest.hexdigest()[:20] + (f" in {_database(step)}" if step.in_database else "")


def _files(patterns: Iterable[str]) -> Iterator[Path]:
    seen: set[Path] = set()
    for pattern in patterns:
        seen.update(path for path in SOURCE.rglob(pattern) if path.is_file())
    return iter(seen)


def _database(step: Step) -> str:
    """Tells one database from another; a restored backup shows by its number of migrations."""
    with psycopg.connect(database_url("owner"), connect_timeout=10) as connection:
        row = connection.execute(
            "SELECT (SELECT system_identifier FROM pg_control_system()), oid, to_regclass('public.django_migrations')"
            " IS NOT NULL FROM pg_database WHERE datname = current_database()"
        ).fetchone()
        if row is None:
            raise ServerError("The database has vanished while it was being prepared. Try again.")
        server, oid, migrated = row
        migrations = 0
        if migrated:
            counted = connection.execute("SELECT count(*) FROM django_migrations").fetchone()
            migrations = int(counted[0]) if counted else 0
    return f"{server}/{oid}" + ("" if step is DEMO else f"/{migrations}")


def _read(record: Path) -> dict[str, str]:
    try:
        found = json.loads(record.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
