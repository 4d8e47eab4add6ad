"""A worker that is killed, or two of them: nothing is stored twice, and nothing is left out."""

from typing import Any

import pytest
from django.db import connection

from okoce.accounts.enums import Role
from okoce.facts.models import Fact
from okoce.imports.enums import Choice, ImportState, Sort
from okoce.imports.models import SheetImport
from okoce.imports.services import Which, begin_storing, choose, storing, work, working
from okoce.members.models import Person
from tests.imports.sheets import FACT_HEAD, MEMBER_HEAD, checked, csv_bytes, worked
from tests.threads import at_once
from tests.world import KECAMATAN, build_world, make_member, nik, today

COUNT = 30


class Killed(BaseException):
    """Stands for a process that ends in the middle of a statement: nobody catches it, and the transaction is rolled back."""


def work_until_killed(statement: str, *, after: int) -> None:
    """End the work at the n-th statement that begins so."""
    seen = 0

    def watch(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        nonlocal seen
        if sql.strip().startswith(statement):
            seen += 1
            if seen > after:
                raise Killed
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(watch), pytest.raises(Killed):
        work()


@pytest.fixture
def facts(own_database: str, monkeypatch: pytest.MonkeyPatch) -> SheetImport:
    """A checked sheet of thirty facts, all taken; stored seven at a time."""
    monkeypatch.setattr(storing, "AT_ONCE", 7)
    officer = build_world().actor(Role.KECAMATAN)
    for n in range(1000, 1000 + COUNT):
        make_member(n, is_synthetic=True)
    lines = [(nik(n), "", f"{today():%d/%m/%Y}", "soft", 6, "DH-7") for n in range(1000, 1000 + COUNT)]
    imported = checked(officer, csv_bytes([FACT_HEAD, *lines]))
    choose(by=officer, import_id=imported.id, choice=Choice.TAKE, which=Which())
    begin_storing(by=officer, import_id=imported.id)
    return imported


def stored_facts() -> int:
    return Fact.objects.filter(channel="import").count()


def test_a_kill_while_storing_costs_nothing_and_repeats_nothing(facts: SheetImport) -> None:
    work_until_killed("UPDATE imports_sheetrow AS r SET outcome", after=2)
    assert stored_facts() == 14  # two chunks were committed, the third one was not
    done = worked(facts.id, ImportState.STORED)
    assert (done.rows_in, done.rows_stored) == (COUNT, COUNT)
    assert stored_facts() == COUNT


def test_several_workers_share_an_import(facts: SheetImport) -> None:
    at_once(3, lambda: [working.work() for _time in range(20)])
    done = worked(facts.id, ImportState.STORED)
    assert (done.rows_stored, stored_facts()) == (COUNT, COUNT)


def test_a_kill_while_registering_registers_nobody_twice(own_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storing, "AT_ONCE", 7)
    officer = build_world().actor(Role.KECAMATAN)
    before = Person.objects.count()
    lines = [
        (nik(n, KECAMATAN), f"Contoh Baru {n}", f"0899123{n:05}", "Tebet Timur", "keripik", "trading", "ya")
        for n in range(2000, 2000 + COUNT)
    ]
    imported = checked(officer, csv_bytes([MEMBER_HEAD, *lines]), sort=Sort.MEMBERS)
    choose(by=officer, import_id=imported.id, choice=Choice.TAKE, which=Which())
    begin_storing(by=officer, import_id=imported.id)
    work_until_killed("UPDATE imports_sheetrow AS r SET outcome", after=1)
    assert Person.objects.count() == before + 7
    done = worked(imported.id, ImportState.STORED)
    assert (done.rows_stored, Person.objects.count()) == (COUNT, before + COUNT)
