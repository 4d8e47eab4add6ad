"""Backup and restore with real servers: what comes back is what was there, and what must not come back does not."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.apps import apps

from bench.proof.restore import drill
from bench.stack import Stack, stack
from okoce.server.backup.contents import MADE_AGAIN, files
from okoce.server.backup.manifest import DataManifest, KeysManifest, read
from okoce.server.backup.recipients import identity
from okoce.server.backup.streams import decrypt, encrypt

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("backup")]
MEMBERS = 100


@dataclass(frozen=True)
class Kept:
    """A programme with one backup of it."""

    programme: Stack
    secret: Path
    data: Path
    keys: Path

    def okoce(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return okoce({**self.programme.environment, **environment}, *words)

    def backup(self) -> tuple[Path, Path]:
        """Another backup, made at least a second later: the time is its name."""
        time.sleep(1.1)
        done = self.okoce("backup", "--to", str(self.data.parent), "--keys-to", str(self.keys.parent))
        assert done.returncode == 0, done.stderr
        return max(self.data.parent.iterdir()), max(self.keys.parent.iterdir())

    def restore(self, cold: Path, data: Path | None = None, keys: Path | None = None) -> subprocess.CompletedProcess[str]:
        words = ("restore", str(data or self.data), str(keys or self.keys), "--identity", str(self.secret))
        return self.okoce(*words, OKOCE_VAR_DIR=str(cold))


def okoce(environment: Mapping[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "okoce", *words], env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    apart = tmp_path_factory.mktemp("apart")
    with stack(demo=True) as programme:
        programme.manage("load_demo", "--members", str(MEMBERS))
        (programme.var / "heads").mkdir()
        (programme.var / "heads" / "2026.txt").write_text("a file that nobody makes again\n")
        (programme.var / "warehouse").mkdir(exist_ok=True)
        (programme.var / "warehouse" / "okoce.duckdb").write_text("made again\n")
        secret = apart / "age.key"
        assert okoce(programme.environment, "backup-key", str(secret)).returncode == 0
        words = ("backup", "--to", str(apart / "data"), "--keys-to", str(apart / "keys"))
        done = okoce(programme.environment, *words)
        assert done.returncode == 0, done.stderr
        yield Kept(programme, secret, max((apart / "data").iterdir()), max((apart / "keys").iterdir()))


@pytest.fixture
def cold(tmp_path: Path, kept: Kept) -> Iterator[Path]:
    """An empty place for a restore, removed with its server."""
    folder = tmp_path / "cold"
    folder.mkdir(mode=0o755)
    for parent in (tmp_path, *tmp_path.parents[:2]):
        parent.chmod(0o755)
    yield folder
    kept.okoce("db", "destroy", OKOCE_VAR_DIR=str(folder))


def test_drill_gives_back_counts_heads_rights_and_readings(kept: Kept) -> None:
    """On an empty cluster; the programme's own backup key is put aside, because a drill makes one of its own."""
    recipient = kept.programme.var / "backup-recipient.txt"
    aside = recipient.rename(recipient.with_suffix(".aside"))
    try:
        done = drill(kept.programme, "2026-06-30")
    finally:
        aside.rename(recipient)
    assert done.differences == []
    assert int(str(done.before["people"])) > MEMBERS // 2


def test_every_table_and_file_belongs_to_the_backup(kept: Kept) -> None:
    told = read(kept.data, DataManifest)
    assert {f"public.{model._meta.db_table}" for model in apps.get_models(include_auto_created=True) if model._meta.managed} <= set(
        told.counts
    )
    inside = {"heads/2026.txt", "backup-recipient.txt"}
    assert inside <= set(told.files)
    assert not [name for name in told.files if name.startswith(("secrets", "warehouse"))]
    for path in files(kept.programme.var):
        assert not any(path.relative_to(kept.programme.var).parts[0] == name for name in MADE_AGAIN)


def test_nothing_in_the_parts_can_be_read_without_the_key(kept: Kept) -> None:
    for part in (*kept.data.glob("*.age"), *kept.keys.glob("*.age")):
        content = part.read_bytes()
        assert content.startswith(b"age-encryption.org/v1\n")
        for word in (b"facts_fact", b"encryption.json", b"PGDMP", b"CREATE TABLE"):
            assert word not in content
    assert kept.data.stat().st_mode & 0o077 == 0
    assert kept.secret.stat().st_mode & 0o077 == 0


def test_an_erased_person_stays_unreadable_when_an_older_backup_comes_back_with_the_newest_keys(kept: Kept, cold: Path) -> None:
    person = kept.programme.python(
        "import django; django.setup()\n"
        "from okoce.facts.models import FactDetails, PersonKey\n"
        "one = FactDetails.objects.select_related('fact').first().fact.person_id\n"
        "PersonKey.objects.filter(person_id=one).delete()\n"
        "print(one)"
    ).strip()
    (kept.programme.var / "erasures.log").write_text(f"2026-11-24T00:00:00+00:00\t{person}\n")
    data, keys = kept.data, kept.backup()[1]
    done = kept.restore(cold, data, keys)
    assert "erased again: 1" in done.stdout
    assert "The record is whole" in done.stdout
    assert "DIFFERS" not in done.stdout
    assert done.returncode == 0, done.stderr
    seen = json.loads(
        subprocess.run(
            [sys.executable, "-c", OPENED, person],
            env={**kept.programme.environment, "OKOCE_VAR_DIR": str(cold)},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
    )
    assert seen["key"] is False
    assert seen["facts"] > 0
    assert seen["name"] == ""
    assert seen["others"] == read(keys, KeysManifest).persons


OPENED = """
import json, sys, django
django.setup()
from okoce.facts.models import Fact, PersonKey
from okoce.members.models import Person
print(json.dumps({"key": PersonKey.objects.filter(person_id=sys.argv[1]).exists(),
                  "name": Person.objects.get(id=sys.argv[1]).name,
                  "facts": Fact.objects.filter(person_id=sys.argv[1]).count(), "others": PersonKey.objects.count()}))
"""


def test_keys_older_than_the_data_are_refused_with_the_reason(kept: Kept, cold: Path) -> None:
    newer, _ = kept.backup()
    done = kept.restore(cold, newer, kept.keys)
    assert done.returncode == 1
    assert "is older than" in done.stderr
    assert "newest is best" in done.stderr


def test_a_restore_never_overwrites(kept: Kept) -> None:
    done = kept.okoce("restore", str(kept.data), str(kept.keys), "--identity", str(kept.secret))
    assert done.returncode == 1
    assert "a restore never overwrites" in done.stderr


def test_a_flipped_bit_is_found_before_anything_is_restored(kept: Kept, cold: Path, tmp_path: Path) -> None:
    copy = _copied(kept.data, tmp_path)
    content = bytearray((copy / "database.age").read_bytes())
    content[len(content) // 2] ^= 1
    (copy / "database.age").write_bytes(content)
    done = kept.restore(cold, copy)
    assert (done.returncode, "is damaged" in done.stderr) == (1, True)


def test_a_dump_that_ends_early_leaves_the_database_empty(kept: Kept, cold: Path, tmp_path: Path) -> None:
    """As if the writer had been cut short and the manifest agreed: PostgreSQL's own reader is the last guard."""
    copy, secret = _copied(kept.data, tmp_path), identity(kept.secret)
    whole = decrypt(kept.data / "database.age", secret, lambda source: source.read())
    (copy / "database.age").unlink()
    digest, _ = encrypt(copy / "database.age", secret.to_public(), lambda sink: sink.write(whole[: len(whole) * 2 // 3]))
    told = json.loads((copy / "manifest.json").read_text())
    told["parts"]["database.age"] = digest
    (copy / "manifest.json").write_text(json.dumps(told))
    done = kept.restore(cold, copy)
    assert (done.returncode, "the database is empty still" in done.stderr) == (1, True)
    assert kept.restore(cold).returncode == 0
    may_change = subprocess.run(
        [sys.executable, "-c", MAY_CHANGE],
        env={**kept.programme.environment, "OKOCE_VAR_DIR": str(cold)},
        check=True,
        capture_output=True,
    )
    assert may_change.stdout.split() == [b"False", b"True"]


MAY_CHANGE = """
import django
django.setup()
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SELECT has_table_privilege('facts_fact', 'UPDATE'), has_table_privilege('members_person', 'UPDATE')")
    print(*cursor.fetchone())
"""


def test_another_key_does_not_open_it(kept: Kept, cold: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.key"
    assert kept.okoce("backup-key", str(other), OKOCE_VAR_DIR=str(tmp_path / "elsewhere")).returncode == 0
    done = kept.okoce("restore", str(kept.data), str(kept.keys), "--identity", str(other), OKOCE_VAR_DIR=str(cold))
    assert (done.returncode, "does not open with this key" in done.stderr) == (1, True)


def test_a_killed_backup_leaves_the_former_and_no_half(kept: Kept) -> None:
    before = sorted(kept.data.parent.iterdir())
    time.sleep(1.1)
    words = ("backup", "--to", str(kept.data.parent), "--keys-to", str(kept.keys.parent))
    running = subprocess.Popen(
        [sys.executable, "-m", "okoce", *words],
        env=kept.programme.environment,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 30
    while not list(kept.data.parent.glob(".making-*/database.age")) and time.monotonic() < deadline:
        time.sleep(0.005)
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    assert [path for path in sorted(kept.data.parent.iterdir()) if not path.name.startswith(".making-")] == before
    kept.backup()
    assert not list(kept.data.parent.glob(".making-*"))


def test_a_secret_key_never_lies_with_the_data_nor_overwrites(kept: Kept, tmp_path: Path) -> None:
    inside = kept.okoce("backup-key", str(kept.programme.var / "age.key"))
    assert (inside.returncode, "another medium" in inside.stderr) == (1, True)
    again = kept.okoce("backup-key", str(tmp_path / "second.key"))
    assert (again.returncode, "names a key already" in again.stderr) == (1, True)
    assert not (tmp_path / "second.key").exists()


def _copied(folder: Path, into: Path) -> Path:
    copy = into / folder.name
    copy.mkdir()
    for path in folder.iterdir():
        (copy / path.name).write_bytes(path.read_bytes())
    return copy
