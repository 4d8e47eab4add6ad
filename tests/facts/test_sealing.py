"""Positions are consecutive, late commits are late, heads are chained, and a killed sealer leaves nothing half."""

from datetime import UTC, timedelta
from hashlib import sha256
from uuid import UUID

import psycopg
import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from okoce.core.canonical import canonical_bytes
from okoce.core.ids import new_id
from okoce.facts.enums import Correction, CorrectionReason
from okoce.facts.models import Batch, Fact, Position
from okoce.facts.queries import head, head_at, live_facts_of, unsealed_count
from okoce.facts.queries.sealed import PROVEN
from okoce.facts.services import correct, seal, seal_all, sealing
from tests.facts.test_merkle import mth
from tests.threads import at_once
from tests.transactions import second_connection, transaction_id, wait_for_older
from tests.world import make_draft, make_fact, make_member


def insert_by(other: "psycopg.Connection[tuple[object, ...]]", fact_id: UUID) -> None:
    other.execute(
        "INSERT INTO facts_fact (id, kind, person_id, occurred_on, captured_at, channel, place_id, grade, measures, details_digest,"
        " correction, reason) VALUES (%s, 'loan.declined', %s, '2026-01-05', now(), 'counter', '31.74.01', 1, '{}', '', '', '')",
        [fact_id, new_id()],
    )


def positions() -> list[int]:
    return list(Position.objects.order_by("position").values_list("position", flat=True))


def test_positions_are_consecutive_over_batches(own_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "FACTS_A_BATCH", 3)
    member = make_member()
    for _ in range(7):
        make_fact(member)
    wait_for_older()
    last = seal_all()
    assert last is not None
    assert positions() == [1, 2, 3, 4, 5, 6, 7]
    assert list(Batch.objects.order_by("number").values_list("number", "first", "last")) == [(1, 1, 3), (2, 4, 6), (3, 7, 7)]
    assert unsealed_count() == 0
    assert seal() is None


def test_a_late_commit_is_late(own_database: str) -> None:
    """A transaction that was open while others sealed is in no earlier batch, though it began first."""
    member, late = make_member(), new_id()
    with second_connection() as other:
        insert_by(other, late)
        early = make_fact(member)
        wait_for_older(transaction_id(other))
        assert seal() is None, "the early fact shares its time with the open one and waits"
        other.commit()
    wait_for_older()
    sealed = seal()
    assert sealed is not None
    assert (sealed.first, sealed.last) == (1, 2)
    order = list(Position.objects.order_by("position").values_list("fact_id", flat=True))
    assert order == [late, early]


def test_facts_before_an_open_transaction_are_sealed_without_it(own_database: str) -> None:
    member, late = make_member(), new_id()
    early = make_fact(member)
    with second_connection() as other:
        insert_by(other, late)
        wait_for_older(transaction_id(other))
        sealed = seal()
        assert sealed is not None
        assert list(Position.objects.values_list("fact_id", flat=True)) == [early]
        other.commit()
    assert not any(fact.id == late for fact in live_facts_of(member.person_id, known_at=sealed.last))
    wait_for_older()
    again = seal()
    assert again is not None
    assert Position.objects.get(fact_id=late).position == 2


def test_a_rolled_back_fact_leaves_no_gap(own_database: str) -> None:
    member = make_member()
    make_fact(member)
    with transaction.atomic():
        make_fact(member)
        transaction.set_rollback(True)
    make_fact(member)
    wait_for_older()
    seal_all()
    assert positions() == [1, 2]


def test_known_at_reads_the_past(own_database: str) -> None:
    """What was known before a correction stays answerable after it."""
    member = make_member()
    original = make_fact(member, measures={"hours": 2})
    wait_for_older()
    before = seal()
    draft = make_draft(member, measures={"hours": 5})
    correct(by=new_id(), original=original, correction=Correction.AMEND, reason=CorrectionReason.MISTYPED, draft=draft)
    wait_for_older()
    after = seal()
    assert before is not None
    assert after is not None
    known = [live_facts_of(member.person_id, known_at=position) for position in (0, before.last, after.last)]
    assert [[fact.measures["hours"] for fact in facts] for facts in known] == [[], [2], [5]]


def test_the_head_at_an_instant_is_the_last_seal_before_it(own_database: str) -> None:
    assert head() is None
    make_fact(make_member())
    wait_for_older()
    sealed = seal()
    assert sealed is not None
    assert head_at(sealed.sealed_at - timedelta(microseconds=1)) is None
    assert head_at(sealed.sealed_at) == head_at(timezone.now()) == head()


def test_one_sealer_at_a_time(own_database: str) -> None:
    make_fact(make_member())
    wait_for_older()
    with second_connection() as other:
        other.execute("SELECT pg_advisory_xact_lock(%s)", [sealing.SEALER_LOCK])
        assert seal() is None
    assert seal() is not None


def test_a_long_queue_does_not_hold_up_other_duties(own_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "FACTS_A_BATCH", 3)
    member = make_member()
    for _ in range(7):
        make_fact(member)
    wait_for_older()
    assert seal_all(seconds=0) is not None
    assert positions() == [1, 2, 3]
    seal_all()
    assert positions() == [1, 2, 3, 4, 5, 6, 7]
    assert_chain()


def test_many_sealers_close_disjoint_batches(own_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "FACTS_A_BATCH", 2)
    member = make_member()
    for _ in range(20):
        make_fact(member)
    wait_for_older()

    def work() -> None:
        for _ in range(40):
            seal()

    at_once(4, work)
    seal_all()
    assert positions() == list(range(1, 21))
    assert_chain()


@pytest.mark.parametrize("step", range(1, 9))
def test_a_sealer_killed_at_any_statement_leaves_nothing_half(own_database: str, step: int) -> None:
    member = make_member()
    for _ in range(3):
        make_fact(member)
    wait_for_older()
    done = 0

    def kill(execute, sql, parameters, many, context):  # type: ignore[no-untyped-def]
        nonlocal done
        done += 1
        if done == step:
            context["connection"].close()  # the server sees a client that went away
            raise ConnectionError("killed")
        return execute(sql, parameters, many, context)

    try:
        with connection.execute_wrapper(kill):
            seal()
    except (ConnectionError, Exception):  # noqa: BLE001 - whatever the broken connection says next
        connection.close()
    if done < step:
        assert positions() == [1, 2, 3], "it had finished before this step"
        return
    assert (positions(), Batch.objects.count(), unsealed_count()) == ([], 0, 3)
    assert seal() is not None
    assert positions() == [1, 2, 3]


def test_a_restored_backup_seals_what_its_old_cluster_left(own_database: str) -> None:
    """Transaction ids of another cluster may lie in the future of this one; such facts must not wait for ever."""
    make_fact(make_member())
    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE facts_unsealed SET xid = '999999999999'::xid8")
    assert seal() is not None
    assert positions() == [1]


def assert_chain() -> None:
    """Compute every root and head again, from rows alone, the way an outsider would."""
    previous = bytes(32)
    for batch in Batch.objects.order_by("number"):
        within = Position.objects.filter(position__range=(batch.first, batch.last)).order_by("position")
        rows = {row["id"]: row for row in Fact.objects.values(*PROVEN)}
        root = mth([canonical_bytes(rows[item.fact_id]) for item in within])
        stamp = batch.sealed_at.astimezone(UTC).isoformat(timespec="microseconds")
        span = batch.first.to_bytes(8, "big") + batch.last.to_bytes(8, "big")
        previous = sha256(previous + root + span + stamp.encode()).digest()
        assert (bytes(batch.root), bytes(batch.head)) == (root, previous)


def test_an_outsider_computes_the_same_heads(own_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "FACTS_A_BATCH", 4)
    member = make_member()
    for kind in ("training.attended", "licence.issued", "books.month", "loan.declined", "market.sale"):
        make_fact(member, kind, measures={})
    wait_for_older()
    seal_all()
    assert Batch.objects.count() == 2
    assert_chain()


def test_erasing_details_leaves_every_head_valid(own_database: str) -> None:
    member = make_member()
    make_fact(member)
    wait_for_older()
    seal_all()
    with connections["default"].cursor() as cursor:
        cursor.execute("DELETE FROM facts_factdetails")
        cursor.execute("DELETE FROM facts_personkey")
    assert_chain()
