"""Restores a backup into an empty database, and proves that it is what was backed up."""

import os
import subprocess
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, LiteralString

import psycopg
import pyrage
from psycopg import sql

from okoce.server import secrets
from okoce.server.backup import contents, manifest, streams
from okoce.server.backup.manifest import DataManifest, KeysManifest
from okoce.server.binaries import find_binaries
from okoce.server.environment import PROJECT, database_url
from okoce.server.errors import ServerError
from okoce.server.layout import layout_of

INDEX_MEMORY = "-c maintenance_work_mem=512MB"


@dataclass(frozen=True)
class Restored:
    """What was restored; ``differences`` are sentences, none where everything is equal."""

    rows: int
    tables: int
    files: int
    persons: int
    differences: tuple[str, ...]


def restore(data: Path, keys: Path, identity: pyrage.x25519.Identity, say: Callable[[str], None]) -> Restored:
    """Restore into the empty database of this installation. Rows come in one transaction: cut short, it is empty still."""
    told, told_keys = manifest.read(data, DataManifest), manifest.read(keys, KeysManifest)
    if told_keys.made_at < told.made_at:
        raise ServerError(
            f"{keys.name} is older than {data.name}: whoever registered between them could not be read. Take a key backup\n"
            "of the same time or later; the newest is best, because the keys of erased persons are gone from it."
        )
    manifest.verify_parts(data, told)
    manifest.verify_parts(keys, told_keys)
    require_empty()
    persons = streams.decrypt(keys / "keys.age", identity, _take_keys)
    say("rows …")
    with _without_default_rights():
        streams.decrypt(data / "database.age", identity, _load)
    _load_person_keys(persons)
    say("files …")
    found = streams.decrypt(data / "files.age", identity, _take_files)
    return _compare(told, told_keys, found)


def require_empty() -> None:
    """ServerError where the database holds anything: a restore never overwrites."""
    with psycopg.connect(database_url("owner"), connect_timeout=10) as connection:
        found = contents.tables(connection)
    if found:
        raise ServerError(
            f"The database holds {len(found)} tables already, and a restore never overwrites. Restore in an empty place: another\n"
            "folder of the project, OKOCE_VAR_DIR=/another/folder, or after `bin/okoce db destroy` once nothing here is needed."
        )


def _take_keys(source: BinaryIO) -> bytes:
    """Put the installation's keys in their place; the persons' keys as COPY wrote them."""
    place, rows = secrets.folder(PROJECT), b""
    with tarfile.open(fileobj=source, mode="r|") as tar:
        for entry in tar:
            content = _content(tar, entry)
            if entry.name == contents.PERSON_KEYS:
                rows = content
            elif entry.name.removeprefix("secrets/") in secrets.FILES:
                _write_key(place / entry.name.removeprefix("secrets/"), content)
    _drain(source)
    return rows


def _write_key(path: Path, content: bytes) -> None:
    """The keys of another installation stay: data may lie elsewhere that only they can read."""
    if path.exists():
        if path.read_bytes() != content:
            raise ServerError(f"{path} is the key of another installation. Move that folder away, and restore again.")
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.parent.chmod(0o700)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)


DEFAULT_RIGHTS: Final = (
    ("TABLES", "SELECT, INSERT, UPDATE, DELETE", "okoce_app"),
    ("SEQUENCES", "USAGE, SELECT", "okoce_app"),
    ("TABLES", "SELECT", "okoce_reader"),
)
"""As in ``server/sql/database.sql``."""


@contextmanager
def _without_default_rights() -> Iterator[None]:
    """Tables come back with the rights that they had. A dump says what was granted, not what was taken away: with the default
    rights of the empty database the application could change facts."""
    _default_rights("REVOKE", "FROM")
    try:
        yield
    finally:
        _default_rights("GRANT", "TO")


def _default_rights(verb: LiteralString, preposition: LiteralString) -> None:
    with psycopg.connect(database_url("owner"), connect_timeout=10) as connection:
        for things, rights, role in DEFAULT_RIGHTS:
            statement = f"ALTER DEFAULT PRIVILEGES IN SCHEMA public {verb} {rights} ON {things} {preposition} {role}"
            connection.execute(statement.encode())


def _load(source: BinaryIO) -> None:
    command = [find_binaries().program("pg_restore"), "--dbname", database_url("owner"), "--single-transaction", "--no-owner"]
    environment = {**os.environ, "PGOPTIONS": INDEX_MEMORY}
    with subprocess.Popen(command, stdin=source, stderr=subprocess.PIPE, env=environment) as process:
        assert process.stderr is not None
        words = process.stderr.read().decode(errors="replace")
    if process.returncode != 0:
        raise ServerError(f"pg_restore failed, and the database is empty still:\n{words[-2000:]}")
    _drain(source)


def _load_person_keys(rows: bytes) -> None:
    with psycopg.connect(database_url("owner"), connect_timeout=10) as connection, connection.cursor() as cursor:
        query = sql.SQL("COPY {} FROM STDIN (FORMAT binary)").format(sql.Identifier(contents.PERSON_KEYS))
        with cursor.copy(query) as copy:
            copy.write(rows)


def _take_files(source: BinaryIO) -> dict[str, str]:
    """Write the files below the var folder; their names with SHA-256."""
    var, digests = layout_of(PROJECT).var, {}
    with tarfile.open(fileobj=source, mode="r|") as tar:
        for entry in tar:
            target = (var / entry.name).resolve()
            if not target.is_relative_to(var.resolve()):
                raise ServerError(f"The backup names a file outside its folder: {entry.name}")
            content = _content(tar, entry)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            target.chmod(0o600)
            digests[entry.name] = manifest.digest_of(content)
    _drain(source)
    return digests


def _content(tar: tarfile.TarFile, entry: tarfile.TarInfo) -> bytes:
    file = tar.extractfile(entry)
    return file.read() if file else b""


def _drain(source: BinaryIO) -> None:
    """Read what padding is left, so that the other end of the pipe can finish."""
    while source.read(manifest.CHUNK):
        pass


def _compare(told: DataManifest, told_keys: KeysManifest, files: dict[str, str]) -> Restored:
    with psycopg.connect(database_url("owner"), connect_timeout=10) as connection:
        counts, seal = contents.counts(connection), contents.newest_seal(connection)
        connection.execute("ANALYZE")
    keys_table = f"public.{contents.PERSON_KEYS}"
    expected = {**told.counts, keys_table: told_keys.persons}
    differences = [
        f"{name}: {counts.get(name, 0):,} rows instead of {expected.get(name, 0):,}"
        for name in sorted({*counts, *expected})
        if counts.get(name) != expected.get(name)
    ]
    if seal != told.seal:
        differences.append(f"the newest seal is {seal} instead of {told.seal}")
    differences += [f"file {name} differs" for name in sorted({*files, *told.files}) if files.get(name) != told.files.get(name)]
    return Restored(sum(counts.values()), len(counts), len(files), counts.get(keys_table, 0), tuple(differences))
