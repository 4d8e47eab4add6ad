"""Makes a backup: one snapshot, two folders, published by rename."""

import io
import os
import shutil
import subprocess
import tarfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import BinaryIO

import psycopg
import pyrage
from psycopg import sql

from okoce.server import secrets
from okoce.server.backup import contents, manifest, streams
from okoce.server.backup.manifest import DATA, KEYS, DataManifest, KeysManifest
from okoce.server.binaries import find_binaries
from okoce.server.environment import PROJECT, database_url
from okoce.server.errors import ServerError
from okoce.server.layout import layout_of

DATA_DAYS, KEY_DAYS = 35, 14
"""How long backups are kept. Keys expire sooner, so that an erased person's details fade from old backups as well."""


def make(data_folder: Path, keys_folder: Path, recipient: pyrage.x25519.Recipient, say: Callable[[str], None]) -> tuple[Path, Path]:
    """Make both parts and remove what has expired; the two new folders. ServerError where anything is incomplete."""
    now = datetime.now(UTC)
    made = []
    with psycopg.connect(database_url("owner"), connect_timeout=10) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        for folder, prefix, fill in ((data_folder, DATA, _data), (keys_folder, KEYS, _keys)):
            making = _begin(folder, f"{prefix}{manifest.stamp(now)}")
            try:
                manifest.write(making, fill(connection, making, recipient, now, say))
            except BaseException:
                shutil.rmtree(making, ignore_errors=True)
                raise
            made.append((making, folder / f"{prefix}{manifest.stamp(now)}"))
    for making, final in made:
        making.rename(final)
        _sync(final.parent)
    manifest.note(layout_of(PROJECT).var, now, made[0][1], made[1][1])
    _forget(data_folder, DATA, now - timedelta(days=DATA_DAYS), say)
    _forget(keys_folder, KEYS, now - timedelta(days=KEY_DAYS), say)
    return made[0][1], made[1][1]


def _begin(folder: Path, name: str) -> Path:
    """An empty folder beside the final name; what a killed backup left is removed."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    for left in folder.glob(".making-okoce-*"):
        shutil.rmtree(left, ignore_errors=True)
    making = folder / f".making-{name}"
    making.mkdir(mode=0o700)
    return making


def _data(
    connection: psycopg.Connection[tuple[object, ...]],
    folder: Path,
    recipient: pyrage.x25519.Recipient,
    now: datetime,
    say: Callable[[str], None],
) -> DataManifest:
    row = connection.execute("SELECT pg_export_snapshot(), current_setting('server_version')").fetchone()
    if row is None:
        raise ServerError("The database gave no snapshot. Try again.")
    counts = contents.counts(connection)
    say(f"{sum(counts.values()):,} rows in {len(counts)} tables …")
    database, _ = streams.encrypt(folder / "database.age", recipient, partial(_dump, str(row[0])))
    files, names = streams.encrypt(folder / "files.age", recipient, _files)
    say(f"{len(names)} files")
    parts = {"database.age": database, "files.age": files}
    return DataManifest(now.isoformat(), str(row[1]), counts, names, contents.newest_seal(connection), parts)


def _dump(snapshot: str, sink: BinaryIO) -> None:
    """All tables in PostgreSQL's own format, from the snapshot in which they were counted."""
    command = [find_binaries().program("pg_dump"), "--dbname", database_url("owner"), "--format=custom", "--compress=gzip:1"]
    command += ["--snapshot", snapshot, "--exclude-extension=*", f"--exclude-table-data=public.{contents.PERSON_KEYS}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        shutil.copyfileobj(process.stdout, sink, manifest.CHUNK)
        words = process.stderr.read().decode(errors="replace")
    if process.returncode != 0:
        raise ServerError(f"pg_dump failed:\n{words[-2000:]}")


def _files(sink: BinaryIO) -> dict[str, str]:
    """A tar of the files; their names with SHA-256."""
    var, digests = layout_of(PROJECT).var, {}
    with tarfile.open(fileobj=sink, mode="w|") as tar:
        for path in contents.files(var):
            content = path.read_bytes()  # whole, because a file may grow while it is read
            digests[str(path.relative_to(var))] = add(tar, str(path.relative_to(var)), content)
    return digests


def add(tar: tarfile.TarFile, name: str, content: bytes) -> str:
    """Add a file that only its owner may read; its SHA-256."""
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(content), 0o600
    tar.addfile(entry, io.BytesIO(content))
    return manifest.digest_of(content)


def _keys(
    connection: psycopg.Connection[tuple[object, ...]],
    folder: Path,
    recipient: pyrage.x25519.Recipient,
    now: datetime,
    say: Callable[[str], None],
) -> KeysManifest:
    with connection.cursor() as cursor:
        query = sql.SQL("COPY {} TO STDOUT (FORMAT binary)").format(sql.Identifier(contents.PERSON_KEYS))
        with cursor.copy(query) as copied:
            rows = b"".join(bytes(piece) for piece in copied)
        persons = cursor.rowcount

    def write(sink: BinaryIO) -> None:
        with tarfile.open(fileobj=sink, mode="w|") as tar:
            for name in secrets.FILES:
                add(tar, f"secrets/{name}", (secrets.folder(PROJECT) / name).read_bytes())
            add(tar, contents.PERSON_KEYS, rows)

    digest, _ = streams.encrypt(folder / "keys.age", recipient, write)
    say(f"keys of {persons:,} persons and of the installation")
    return KeysManifest(now.isoformat(), persons, {"keys.age": digest})


def _forget(folder: Path, prefix: str, before: datetime, say: Callable[[str], None]) -> None:
    """Remove what has expired; the newest stays in any case."""
    for moment, path in manifest.backups(folder, prefix)[:-1]:
        if moment < before:
            shutil.rmtree(path)
            say(f"removed {path.name}: expired")


def _sync(folder: Path) -> None:
    """The rename is on the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
