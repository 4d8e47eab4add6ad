"""Exports of a real database verify; what a superuser changes behind the application's back is found and named."""

import stat
from io import StringIO
from pathlib import Path
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.db import connections

from okoce.core.ids import new_id
from okoce.facts.enums import Correction, CorrectionReason
from okoce.facts.models import Batch, BatchLeaves, Position
from okoce.facts.queries import export_lines
from okoce.facts.rules.verify_facts import verify
from okoce.facts.services import correct, seal_all, sealing
from tests.transactions import wait_for_older
from tests.world import make_draft, make_fact, make_member

GUARDED = ("facts_fact", "facts_position", "facts_batch", "facts_batchleaves")


@pytest.fixture
def facts(own_database: str, monkeypatch: pytest.MonkeyPatch) -> list[UUID]:
    """Seven facts and a correction, sealed in batches of three."""
    monkeypatch.setattr(sealing, "FACTS_A_BATCH", 3)
    member = make_member(name="Siti Rahayu")
    made = [make_fact(member, kind, measures={}) for kind in ("training.attended", "licence.issued", "books.month", "market.sale")]
    made.append(make_fact(member, measures={"hours": 2}))
    draft = make_draft(member, measures={"hours": 5}, details={"note": "Salah baca daftar hadir"})
    made.append(correct(by=new_id(), original=made[-1], correction=Correction.AMEND, reason=CorrectionReason.MISTYPED, draft=draft))
    made.append(make_fact(member))
    wait_for_older()
    seal_all()
    return made


def behind(sql: str, *values: object) -> None:
    """What somebody with the owner's password may do: switch the guards off, change a row, switch them on."""
    with connections["owner"].cursor() as cursor:
        for table in GUARDED:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(sql, values)  # type: ignore[arg-type]  # values of one row, whatever their types
        for table in GUARDED:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def report(*arguments: str) -> tuple[bool, str]:
    """Whether `okoce facts verify` finds all whole, and what it says."""
    out = StringIO()
    try:
        call_command("facts_verify", *arguments, stdout=out)
    except CommandError as error:
        return False, out.getvalue() + str(error)
    return True, out.getvalue()


def test_an_export_is_whole(facts: list[UUID]) -> None:
    lines = list(export_lines())
    assert list(verify(lines)) == []
    assert [line.startswith(b'{"batch":') for line in lines].count(True) == 3
    assert report() == (True, "The record is whole: 11 lines read, 0 published heads agree.\n" + NO_HEAD)


NO_HEAD = "No published head was at hand: a record sealed again up to its end would not be noticed.\n"


def test_an_export_is_the_same_whenever_it_is_made(facts: list[UUID], tmp_path: Path) -> None:
    """So that two exports of one state are compared byte by byte."""
    early, late = tmp_path / "early.gz", tmp_path / "late.gz"
    call_command("facts_export", str(early), stdout=StringIO())
    make_fact(make_member())
    wait_for_older()
    seal_all()
    call_command("facts_export", str(late), "--upto", "7", stdout=StringIO())
    assert early.read_bytes() == late.read_bytes()
    assert stat.S_IMODE(early.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_an_export_holds_no_name_and_no_detail(facts: list[UUID]) -> None:
    content = b"".join(export_lines())
    for text in ("Siti", "Salah baca", "note", "salt", "sealed_details"):
        assert text.encode() not in content


def test_upto_means_the_last_seal_up_to_there(facts: list[UUID]) -> None:
    assert list(export_lines(5)) == list(export_lines(3))
    assert list(export_lines(2)) == []


def test_a_file_that_is_there_is_not_overwritten(facts: list[UUID], tmp_path: Path) -> None:
    (tmp_path / "x").write_text("evidence")
    with pytest.raises(CommandError, match="choose a new name"):
        call_command("facts_export", str(tmp_path / "x"))
    with pytest.raises(CommandError, match="Nothing is sealed"):
        call_command("facts_export", str(tmp_path / "y"), "--upto", "1")
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


def test_erased_details_leave_all_valid(facts: list[UUID]) -> None:
    before = list(export_lines())
    with connections["default"].cursor() as cursor:
        cursor.execute("DELETE FROM facts_factdetails")
        cursor.execute("DELETE FROM facts_personkey")
    assert list(export_lines()) == before
    assert report()[0]


def test_an_altered_fact_is_named(facts: list[UUID]) -> None:
    altered = Position.objects.get(position=5).fact_id
    behind("UPDATE facts_fact SET grade = 3 WHERE id = %s", altered)
    whole, said = report()
    assert not whole
    assert said.startswith(f"The fact at position 5 ({altered}) was altered.\n")


def test_a_removed_fact_is_named(facts: list[UUID]) -> None:
    gone = Position.objects.get(position=2).fact_id
    behind("DELETE FROM facts_position WHERE position = 2")
    whole, said = report()
    assert not whole
    assert "The fact at position 2 was removed." in said
    assert f"Fact {gone} has no position and waits for none" in said


def test_swapped_positions_are_named(facts: list[UUID]) -> None:
    one, other = (Position.objects.get(position=place).fact_id for place in (4, 6))
    behind("DELETE FROM facts_position WHERE position IN (4, 6)")
    behind("INSERT INTO facts_position (position, fact_id) VALUES (4, %s), (6, %s)", other, one)
    whole, said = report()
    assert not whole
    assert f"The fact of position 6 ({other}) was moved; it stands at 4." in said
    assert f"The fact of position 4 ({one}) was moved; it stands at 6." in said


def test_a_fact_smuggled_past_the_queue_is_named(facts: list[UUID]) -> None:
    smuggled = new_id()
    behind(
        "INSERT INTO facts_fact (id, kind, person_id, occurred_on, captured_at, channel, place_id, grade, measures, details_digest,"
        " correction, reason) VALUES (%s, 'loan.declined', %s, '2026-01-05', now(), 'counter', '31.74.01', 1, '{}', '', '', '')",
        smuggled,
        new_id(),
    )
    assert f"Fact {smuggled} has no position and waits for none" in report()[1]


def test_a_position_without_its_fact_is_named(facts: list[UUID]) -> None:
    gone = Position.objects.get(position=3).fact_id
    behind("DELETE FROM facts_factdetails WHERE fact_id = %s", gone)
    behind(
        "DO $$ DECLARE link text; BEGIN"
        " SELECT conname INTO link FROM pg_constraint WHERE contype = 'f' AND conrelid = 'facts_position'::regclass;"
        " EXECUTE 'ALTER TABLE facts_position DROP CONSTRAINT ' || link; END $$"
    )
    behind("DELETE FROM facts_fact WHERE id = %s", gone)
    said = report()[1]
    assert "The fact at position 3 was removed." in said
    assert f"Position 3 names fact {gone}, which is not there." in said


def test_a_fact_that_waits_too_long_is_named(facts: list[UUID]) -> None:
    waiting = make_fact(make_member())
    assert report()[0], "a fact that just arrived waits rightly"
    behind("UPDATE facts_fact SET recorded_at = now() - interval '2 hours' WHERE id = %s", waiting)
    assert f"Fact {waiting} has waited for its position for more than an hour" in report()[1]


def test_a_lost_tail_is_found_by_a_published_head(facts: list[UUID], tmp_path: Path) -> None:
    last = Batch.objects.order_by("number").last()
    assert last is not None
    heads = tmp_path / "daily.txt"
    heads.write_text(f"2026-01-05 {last.number} {last.last} {bytes(last.head).hex()}\n")
    assert report("--heads", str(heads))[0]
    assert report("--head", f"{last.number}:{bytes(last.head).hex()[:12]}")[0]
    for table in ("facts_position WHERE position = 7", "facts_batchleaves WHERE batch_id = 3", "facts_batch WHERE number = 3"):
        behind(f"DELETE FROM {table}")
    assert "The file ends at batch 2; batch 3 has head" in report("--heads", str(heads))[1]
    assert not report("--head", "3:00")[0]


def test_a_daily_file_that_is_none_is_refused(facts: list[UUID], tmp_path: Path) -> None:
    (tmp_path / "daily.txt").write_text("nothing of the kind\n")
    for arguments in (["--heads", str(tmp_path / "daily.txt")], ["--head", "abc"]):
        with pytest.raises(CommandError):
            call_command("facts_verify", *arguments)


def test_lost_hashes_are_said_and_the_rest_is_verified(facts: list[UUID]) -> None:
    behind("DELETE FROM facts_batchleaves WHERE batch_id = 1")
    assert report()[1].startswith("The hashes of batch 1 are gone")
    behind("UPDATE facts_fact SET grade = 3 WHERE id = %s", Position.objects.get(position=1).fact_id)
    assert "Batch 1 does not prove itself" in report()[1]


def test_leaf_hashes_are_kept_for_ever(facts: list[UUID]) -> None:
    for sql in ("UPDATE facts_batchleaves SET leaves = ''", "DELETE FROM facts_batchleaves", "TRUNCATE facts_batchleaves"):
        for alias in ("default", "owner"):
            with pytest.raises(Exception, match=r"append-only|permission denied"), connections[alias].cursor() as cursor:
                cursor.execute(sql)
    assert BatchLeaves.objects.count() == 3
