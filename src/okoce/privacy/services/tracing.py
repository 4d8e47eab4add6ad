"""Look for a person everywhere: every column of every table, every file of the installation, sessions and sealed values.

For the proof that an erasure left nothing. What the law keeps (``Retained``) is sealed under keys of its own and is no trace: she
was told of it. What this cannot see: bytes that PostgreSQL has freed and not yet written over, its write-ahead log, and backups
(see operations).
"""

import gzip
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection

from okoce.accounts.queries import person_of_session, phone_of_session
from okoce.core.encryption import CannotOpen, keyring, open_with
from okoce.core.personal import Subject

SEALED = {
    ("members_person", "nik_sealed"): "nik",
    ("members_person", "phone_sealed"): "phone",
    ("accounts_user", "phone_sealed"): "phone",
    ("p1_registration_registration", "sealed_body"): "registration-body",
    ("p1_registration_identityclaim", "nik_sealed"): "nik",
    ("p1_registration_identityclaim", "phone_sealed"): "phone",
    ("p4_licensing_permit", "number_sealed"): "permit-number",
    ("p4_licensing_application", "number_sealed"): "permit-number",
    ("p4_licensing_packetentry", "value_sealed"): "licence-packet",
    ("p4_licensing_officeentry", "number_sealed"): "permit-number",
    ("messaging_message", "to_sealed"): "message-to",
    ("messaging_message", "text_sealed"): "message-text",
    ("privacy_datarequest", "words_sealed"): "data-request-words",
    ("privacy_datarequest", "answer_sealed"): "data-request-answer",
}
"""Columns sealed with the keys of the installation, and what they are sealed as; opened and searched one by one."""
HASHED = ("nik", "phone", "message-to")
ROWS_AT_ONCE = 10_000
DETAILS = """
    SELECT k.person_id, k.sealed_key, d.fact_id, d.sealed
    FROM facts_personkey k JOIN facts_fact f ON f.person_id = k.person_id JOIN facts_factdetails d ON d.fact_id = f.id
    ORDER BY k.person_id
"""
NOT_OURS = ("postgres", "secrets")
"""Folders of the installation that hold no record in readable form: the database's own files, the keys."""


@dataclass(frozen=True, slots=True)
class Trace:
    """Something of hers that was found: where, and which part of hers it is. Never the text around it."""

    place: str
    found: str


@dataclass(frozen=True, slots=True)
class Needle:
    """One text to look for, and what it is."""

    what: str
    text: str


def needles(subject: Subject) -> tuple[Needle, ...]:
    """Name, NIK, phone in all its forms, and the keyed hashes by which NIK and phone could be found again.

    A birth date alone is nobody's: thousands share it. It is looked for where her id stands beside it (``members_person``, whose
    constraint refuses it).
    """
    ring = keyring(settings.SECRETS_DIR)
    found = [Needle("name", subject.name)] if subject.name else []
    found += [Needle("number", text) for text in subject.forms()]
    hashed = [(purpose, subject.nik if purpose == "nik" else subject.phone) for purpose in HASHED]
    found += [Needle(f"hash of {purpose}", ring.keyed_hash(value, purpose).hex()) for purpose, value in hashed if value]
    return tuple(found)


def trace(*, subject: Subject) -> tuple[Trace, ...]:
    """Everything that is left of a person, as she was known before. Reads the whole database: for proofs, not for pages."""
    wanted = needles(subject)
    return (
        *_tables(wanted),
        *_sealed(wanted),
        *_details(wanted),
        *_sessions(subject),
        *_files(Path(settings.VAR_DIR), wanted),
    )


def _tables(wanted: Sequence[Needle]) -> Iterator[Trace]:
    """Every table and stored view of the catalogue, each row as text: bytes as hex, JSON and arrays included."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE n.nspname = 'public' AND c.relkind IN ('r', 'm', 'p') ORDER BY 1"
        )
        tables = [row[0] for row in cursor.fetchall()]
        for table in tables:
            yield from _rows(cursor, table, wanted)


def _rows(cursor: "object", table: str, wanted: Sequence[Needle]) -> Iterator[Trace]:
    patterns = [pattern for needle in wanted for pattern in _patterns(needle)]
    quoted = connection.ops.quote_name(table)
    execute = cursor.execute  # type: ignore[attr-defined]  # Django's cursor has no public type
    execute(f"SELECT t::text FROM {quoted} AS t WHERE t::text ILIKE ANY(%s) LIMIT 100", [patterns])  # noqa: S608 - a name of the catalogue
    for (text,) in cursor.fetchall():  # type: ignore[attr-defined]  # as above
        yield from _found_in(f"table {table}", text, wanted)


def _patterns(needle: Needle) -> Iterator[str]:
    """As LIKE wants it: as text, and as the hex of its bytes, the way a row shows binary columns."""
    escaped = needle.text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    yield f"%{escaped}%"
    yield f"%{needle.text.encode().hex()}%"


def _found_in(place: str, text: str, wanted: Sequence[Needle]) -> Iterator[Trace]:
    small = text.casefold()
    for needle in wanted:
        if needle.text.casefold() in small or needle.text.encode().hex() in small:
            yield Trace(place, needle.what)


def _sealed(wanted: Sequence[Needle]) -> Iterator[Trace]:
    """What the keys of the installation open."""
    ring = keyring(settings.SECRETS_DIR)
    for (table, column), purpose in SEALED.items():
        for sealed in _values(table, column):
            try:
                text = ring.open(sealed, purpose)
            except CannotOpen:
                continue
            yield from _found_in(f"sealed {table}.{column}", text, wanted)


def _details(wanted: Sequence[Needle]) -> Iterator[Trace]:
    """Details of other people's facts, in which somebody may have written of her."""
    ring, owner, key = keyring(settings.SECRETS_DIR), None, b""
    with connection.cursor() as cursor:
        cursor.execute(DETAILS)
        while rows := cursor.fetchmany(ROWS_AT_ONCE):
            for person_id, sealed_key, fact_id, sealed in rows:
                if person_id != owner:
                    owner, key = person_id, ring.open_bytes(sealed_key, f"person-key:{person_id}")
                text = open_with(key, bytes(sealed), f"fact:{fact_id}".encode())
                yield from _found_in("details of facts", text.decode("utf-8", "replace"), wanted)


def _values(table: str, column: str) -> Iterator[bytes]:
    name, table = connection.ops.quote_name(column), connection.ops.quote_name(table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {name} FROM {table} WHERE {name} IS NOT NULL")  # noqa: S608 - names of SEALED
        while rows := cursor.fetchmany(ROWS_AT_ONCE):
            yield from (bytes(row[0]) for row in rows)


def _sessions(subject: Subject) -> Iterator[Trace]:
    store = SessionStore()
    for data in Session.objects.values_list("session_data", flat=True).iterator():
        kept = store.decode(data)
        if person_of_session(kept) == subject.person_id:
            yield Trace("session", "id")
        if phone_of_session(kept) == subject.phone:
            yield Trace("session", "number")


def _files(folder: Path, wanted: Sequence[Needle]) -> Iterator[Trace]:
    """Every file below the folder: as it is, unpacked where it is packed, as tables where it is of the warehouse."""
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.is_file() and not path.is_symlink() and inside.parts[0] not in NOT_OURS:
            for text in _contents(path):
                yield from _found_in(f"file {inside}", text, wanted)


def _contents(path: Path) -> Iterator[str]:
    """A file as texts to look through; what cannot be unpacked is looked through as it is."""
    if path.suffix in (".parquet", ".duckdb"):
        yield from _warehouse(path)
        return
    try:
        content = path.read_bytes()
    except OSError:  # it went while we looked, as a socket or a lock does
        return
    yield content.decode("utf-8", "replace")
    if content[:2] == b"\x1f\x8b":
        yield gzip.decompress(content).decode("utf-8", "replace")
    if zipfile.is_zipfile(BytesIO(content)):  # spreadsheets are packed folders
        with zipfile.ZipFile(BytesIO(content)) as packed:
            yield from (packed.read(name).decode("utf-8", "replace") for name in packed.namelist())
    if content[:4] == b"%PDF":
        yield from _streams(content)


def _streams(content: bytes) -> Iterator[str]:
    """The streams of a PDF, unpacked."""
    for part in content.split(b"stream")[1:]:
        try:
            yield zlib.decompressobj().decompress(part.lstrip(b"\r\n")).decode("latin-1")
        except zlib.error:
            continue


def _warehouse(path: Path) -> Iterator[str]:
    """Columnar files pack their texts: the engine that writes them reads them."""
    import duckdb  # noqa: PLC0415 - slow import

    if path.suffix == ".parquet":
        with closing(duckdb.connect()) as reader:
            yield from _columnar(reader, f"read_parquet('{path}')")
        return
    with closing(duckdb.connect(str(path), read_only=True)) as reader:
        for (table,) in reader.execute("SELECT table_name FROM information_schema.tables").fetchall():
            yield from _columnar(reader, f'"{table}"')


def _columnar(reader: "object", source: str) -> Iterator[str]:
    found = reader.execute(f"SELECT t::VARCHAR FROM {source} AS t")  # type: ignore[attr-defined]  # noqa: S608 - DuckDB's connection; a file of ours
    while rows := found.fetchmany(ROWS_AT_ONCE):
        yield "\n".join(row[0] for row in rows)
