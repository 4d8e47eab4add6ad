"""The scanner finds her wherever she may be hidden, and nothing after an erasure."""

import gzip
import json
import zipfile
import zlib
from pathlib import Path

import duckdb
import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore

from okoce.accounts.enums import Role
from okoce.accounts.queries import PHONE_KEY, SEALED_AS
from okoce.audit.models import Change
from okoce.core.encryption import keyring
from okoce.core.personal import Subject
from okoce.members.models import Business
from okoce.members.queries import subject_of
from okoce.partners.models import Representative
from okoce.privacy.services import trace
from tests.privacy.test_columns import filled
from tests.privacy.test_erasure import erased, own_folder
from tests.world import World, make_fact, record

__all__ = ["own_folder"]
pytestmark = pytest.mark.django_db


def subject(world: World) -> Subject:
    found = subject_of(world.own.person_id)
    assert found is not None
    return found


def places(found: Subject) -> set[str]:
    return {item.place for item in trace(subject=found)}


def test_before_she_is_everywhere_and_afterwards_nowhere(world: World, own_folder: Path) -> None:
    filled(world)
    (own_folder / "messages.log").write_text(f"{world.own.phone}\tkode 123456\n")
    her = subject(world)
    before = places(her)
    assert {
        "table members_person",
        "table accounts_user",
        "table messaging_message",
        "table p1_registration_identityclaim",
        "sealed members_person.nik_sealed",
        "sealed messaging_message.to_sealed",
        "session",
        "file messages.log",
    } <= before
    erased(world)
    assert trace(subject=her) == ()


def test_it_finds_her_in_text_json_and_bytes_of_any_table(world: World) -> None:
    her = subject(world)
    Business.objects.filter(person_id=world.other.person_id).update(description="Titipan SITI AMINAH")
    Change.objects.create(verb="x", subject="person", subject_id="1", after={"catatan": f"HP {her.phone}"})
    raw = Representative.objects.get(id=world.representatives[0])
    raw.function = f"NIK {her.nik}"
    raw.save()
    make_fact(record(world.other.person_id), "mentoring.visit", details={"note": "bersama Siti Aminah"})
    assert {"table members_business", "table audit_change", "table partners_representative", "details of facts"} <= places(her)


def test_it_finds_a_number_that_waits_for_its_code(world: World) -> None:
    store = SessionStore()
    store[PHONE_KEY] = keyring(settings.SECRETS_DIR).seal(world.own.phone, SEALED_AS).hex()
    store.save()
    assert "session" in places(subject(world))
    her = subject(world)
    erased(world)
    assert "session" not in places(her)


def test_it_reads_packed_files(world: World, own_folder: Path) -> None:
    her = subject(world)
    text = f"nama;nik\n{her.name};{her.nik}\n"
    folder = own_folder / "exports"
    folder.mkdir()
    (folder / "a.csv.gz").write_bytes(gzip.compress(text.encode()))
    with zipfile.ZipFile(folder / "b.xlsx", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/sharedStrings.xml", text)
    (folder / "c.pdf").write_bytes(b"%PDF-1.7\nstream\n" + zlib.compress(text.encode()) + b"\nendstream")
    with duckdb.connect(str(folder / "d.duckdb")) as made:
        made.execute("CREATE TABLE t AS SELECT ? AS nik", [her.nik])
        made.execute(f"COPY t TO '{folder / 'e.parquet'}' (FORMAT parquet)")
    (folder / "f.json").write_text(json.dumps({"hp": her.phone}))
    found = places(her)
    assert {f"file exports/{name}" for name in ("a.csv.gz", "b.xlsx", "c.pdf", "d.duckdb", "e.parquet", "f.json")} <= found


def test_somebody_else_is_no_trace(world: World) -> None:
    her = subject(world)
    erased(world)
    assert trace(subject=her) == ()
    other = subject_of(world.other.person_id)
    assert other is not None
    assert world.actor(Role.CITY).user_id is not None
    assert "table members_person" in places(other)
