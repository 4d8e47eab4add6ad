"""A backup of a loaded city restored on an empty cluster: how long, and whether counts, heads and readings are equal."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.figures import Measured
from bench.stack import Stack

STATE = """
import hashlib, json, os
from datetime import date
import django
django.setup()
from django.db import connection
from okoce.facts.queries import head
from okoce.progression.queries import approved_editions, readings
newest, as_of = head(), date.fromisoformat(os.environ["AS_OF"])
digest, people = hashlib.sha256(), 0
for line in sorted(
    repr((str(one.enrolment_id), str(one.person_id), one.place_now, sorted(
        (code, [(s.completed_on, s.passed_on, s.holds_now) for s in each.stages], each.counts_as_entrepreneur_on, each.counts_now)
        for code, each in one.readings.items())))
    for one in readings(approved_editions(as_of), as_of=as_of, known_at=newest.position)
):
    digest.update(line.encode())
    people += 1
with connection.cursor() as cursor:
    cursor.execute("SELECT grantee, table_name, privilege_type FROM information_schema.role_table_grants ORDER BY 1, 2, 3")
    rights = hashlib.sha256(repr(cursor.fetchall()).encode()).hexdigest()
    cursor.execute("SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2")
    triggers = repr(cursor.fetchall())
print(json.dumps({"head": newest.head.hex(), "position": newest.position, "readings": digest.hexdigest(), "people": people,
                  "rights": rights, "triggers": triggers}))
"""
"""Run inside a programme: everything that must be the same after a restore."""


@dataclass(frozen=True)
class Drill:
    """What a drill found. ``said``: what the restore printed."""

    backup_seconds: float
    restore_seconds: float
    bytes: int
    plain_copy_seconds: float
    before: Mapping[str, object]
    after: Mapping[str, object]
    said: str

    @property
    def differences(self) -> list[str]:
        """Names of what differs, and what the restore itself found different."""
        found = [name for name in sorted({*self.before, *self.after}) if self.before.get(name) != self.after.get(name)]
        return found + [line for line in self.said.splitlines() if line.startswith("DIFFERS")]


def measure_city(programme: Stack, quick: bool) -> Iterator[Measured]:
    done = drill(programme, "2026-06-30")
    size = f"{done.bytes / 1e6:,.0f} MB encrypted; backup {done.backup_seconds:.0f} s"
    yield Measured(
        "proof.restore.time", round(done.restore_seconds, 1), f"{size}; copying the same bytes {done.plain_copy_seconds:.1f} s"
    )
    compared = f"rows of all tables, head, rights, triggers, readings of {done.before['people']} enrolments under all editions"
    yield Measured("proof.restore.differences", len(done.differences), "; ".join([compared, *done.differences]))


def drill(programme: Stack, as_of: str) -> Drill:
    """Back up a programme and restore it on an empty cluster of its own, which is removed after."""
    with tempfile.TemporaryDirectory(prefix="okoce-apart-") as apart, tempfile.TemporaryDirectory(prefix="okoce-cold-") as cold:
        Path(cold).chmod(0o755)  # as root the database's own account must be able to pass
        secret, data, keys = Path(apart, "age.key"), Path(apart, "data"), Path(apart, "keys")
        okoce(programme.environment, "backup-key", str(secret))
        began = time.monotonic()
        okoce(programme.environment, "backup", "--to", str(data), "--keys-to", str(keys))
        backed_up = time.monotonic() - began
        before = _state(programme.environment, as_of)
        elsewhere = {**programme.environment, "OKOCE_VAR_DIR": cold}
        try:
            began = time.monotonic()
            words = ("restore", str(_newest(data)), str(_newest(keys)), "--identity", str(secret))
            said = okoce(elsewhere, *words)
            restored = time.monotonic() - began
            after = _state(elsewhere, as_of)
        finally:
            subprocess.run([sys.executable, "-m", "okoce", "db", "destroy"], env=elsewhere, check=False, capture_output=True)
        size = sum(path.stat().st_size for path in apart_files(data, keys))
        return Drill(backed_up, restored, size, _plain_copy(_newest(data) / "database.age", Path(apart)), before, after, said)


def okoce(environment: Mapping[str, str], *words: str) -> str:
    """Run the command `okoce` in an installation; what it printed. RuntimeError with its words where it fails."""
    done = subprocess.run([sys.executable, "-m", "okoce", *words], env=environment, check=False, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"okoce {words[0]}: {done.stdout}{done.stderr}")
    return done.stdout


def apart_files(*folders: Path) -> Iterator[Path]:
    return (path for folder in folders for path in folder.rglob("*") if path.is_file())


def _newest(folder: Path) -> Path:
    return max(folder.iterdir())


def _state(environment: Mapping[str, str], as_of: str) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-c", STATE], env={**environment, "AS_OF": as_of}, check=True, capture_output=True, text=True
    )
    return dict(json.loads(done.stdout))


def _plain_copy(file: Path, folder: Path) -> float:
    """The raw limit: the same bytes once through the disk."""
    began = time.monotonic()
    with file.open("rb") as source, (folder / "copy").open("wb") as target:
        shutil.copyfileobj(source, target, 1 << 20)
        target.flush()
        os.fsync(target.fileno())
    return time.monotonic() - began
