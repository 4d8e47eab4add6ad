"""A load in bulk leaves the rows that the services leave; it can be stopped and goes on without double members."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test import override_settings

from okoce.core.canonical import canonical_bytes
from okoce.demo import bulk, pool
from okoce.demo.begun import folder
from okoce.demo.chunks import Chunk, Written
from okoce.evaluation.rounds.models import Pack
from okoce.facts.models import Batch, Fact, FactDetails, Position
from okoce.facts.queries import timeline, unsealed_count
from okoce.facts.queries.sealed import canonical_facts
from okoce.facts.rules.merkle import GENESIS, chained_head, leaf_hash, merkle_root
from okoce.members.models import Person
from tests.conftest import _copy, _drop, _point_at
from tests.demo.conftest import run

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker

MEMBERS, SEED, TODAY = 200, 11, date(2026, 11, 20)
# What differs between two loads by its nature: identifiers, salts, keys, nonces and the hour of the load,
# at which uploaded sheets were stored.
PEOPLE = """
    SELECT encode(p.nik_hash, 'hex'), p.name, encode(p.phone_hash, 'hex'), p.birth_on, p.sex, p.domicile_id, p.is_synthetic
    FROM members_person p
"""
WHO = "JOIN members_person p ON p.id = x.person_id"
STAYS = f"""
    SELECT encode(p.nik_hash, 'hex'), x.started_on, x.entry_status, x.ended_on, x.end_reason, m.username
    FROM members_enrolment x {WHO} LEFT JOIN accounts_user m ON m.id = x.mentor_id
"""
BUSINESSES = f"SELECT encode(p.nik_hash, 'hex'), x.description, x.started_on, x.closed_on FROM members_business x {WHO}"
CONSENTS = f"""
    SELECT encode(p.nik_hash, 'hex'), x.purpose, x.wording, x.given_at, u.username, x.withdrawn_at IS NULL
    FROM members_consent x {WHO} LEFT JOIN accounts_user u ON u.id = x.taken_by
"""
REGISTRATIONS = f"""
    SELECT encode(p.nik_hash, 'hex'), x.submitted_at, x.sealed_body IS NULL, x.place_code, x.entry_status, o.name, x.referral,
           x.channel, u.username, x.settled_at IS NULL, x.outcome, e.started_on
    FROM p1_registration_registration x {WHO} JOIN members_enrolment e ON e.id = x.enrolment_id
    LEFT JOIN accounts_user u ON u.id = x.registered_by LEFT JOIN partners_organisation o ON o.id = x.community_id
"""
REQUESTS = """
    SELECT encode(p.nik_hash, 'hex'), o.name, x.state, x.asked_at, x.due_on, x.decided_at, u.username, x.decline_reason, x.note
    FROM p1_registration_communityrequest x JOIN members_enrolment e ON e.id = x.enrolment_id
    JOIN members_person p ON p.id = e.person_id JOIN partners_organisation o ON o.id = x.community_id
    LEFT JOIN accounts_user u ON u.id = x.decided_by
"""
PHONES = "SELECT encode(phone_hash, 'hex'), is_active, is_synthetic FROM accounts_user WHERE phone_hash IS NOT NULL"
TRAIL = """
    SELECT u.username, x.verb, encode(p.nik_hash, 'hex'), x.reason, x.before ->> 'domicile', x.after ->> 'domicile',
           x.after ->> 'started_on', m.username
    FROM audit_change x JOIN members_person p ON p.id::text = x.subject_id LEFT JOIN accounts_user u ON u.id = x.changed_by
    LEFT JOIN accounts_user m ON m.id::text = x.after ->> 'mentor'
"""
# What a service notes while the programme is loaded bears the clock of that moment, in either way.
FACTS = """
    SELECT encode(p.nik_hash, 'hex'), x.kind, x.occurred_on,
           CASE WHEN x.channel <> 'import' AND x.captured_at < x.recorded_at - interval '10 minutes' THEN x.captured_at END,
           u.username, x.on_behalf_of = x.person_id,
           e.started_on, x.business_id IS NULL, x.channel, x.place_id, o.name, x.grade,
           CASE WHEN x.kind = 'person.same_as' THEN '' ELSE x.measures::text END, x.details_digest = '',
           x.correction, x.reason, c.kind, c.occurred_on,
           CASE WHEN c.captured_at < c.recorded_at - interval '10 minutes' THEN c.captured_at END
    FROM facts_fact x JOIN members_person p ON p.id = x.person_id
    LEFT JOIN accounts_user u ON u.id = x.recorded_by LEFT JOIN members_enrolment e ON e.id = x.enrolment_id
    LEFT JOIN partners_organisation o ON o.id = x.org_id LEFT JOIN facts_fact c ON c.id = x.corrects
"""
TABLES = {
    "people": PEOPLE,
    "stays": STAYS,
    "businesses": BUSINESSES,
    "consents": CONSENTS,
    "registrations": REGISTRATIONS,
    "requests": REQUESTS,
    "phones": PHONES,
    "trail": TRAIL,
    "facts": FACTS,
}


@contextmanager
def _programme(name: str, var: Path, blocker: "DjangoDbBlocker", back_to: str) -> Iterator[None]:
    with blocker.unblock(), override_settings(OKOCE_DEMO=True, VAR_DIR=var):
        _copy(name)
        _point_at(name)
        try:
            yield
        finally:
            _drop(name)
            _point_at(back_to)


def _load(way: str = "bulk") -> str:
    return run("load_demo", members=MEMBERS, seed=SEED, today=TODAY, packs=2, way=way)


def canonical(details: Mapping[str, str]) -> str:
    return canonical_bytes(details).decode()


def _told() -> dict[str, Any]:
    """Everything that the two ways must have in common."""
    found: dict[str, Any] = {}
    with connection.cursor() as cursor:
        for name, sql in TABLES.items():
            cursor.execute(sql)
            found[name] = sorted(map(repr, cursor.fetchall()))
    found["details"] = sorted(
        json.dumps([entry.kind.code, str(entry.original.occurred_on), sorted(map(canonical, entry.details.values()))])
        for person in Person.objects.values_list("id", flat=True)
        for entry in timeline(person)
    )
    packs = Pack.objects.order_by("number")
    found["packs"] = [(pack.fortnight, pack.position, pack.figures, pack.restatements) for pack in packs]
    return found


def test_bulk_and_services_leave_the_same_rows(django_db_setup: str, django_db_blocker: "DjangoDbBlocker", tmp_path: Path) -> None:
    told = {}
    for way in ("services", "bulk"):
        with _programme(f"{django_db_setup}_{way}", tmp_path / way, django_db_blocker, django_db_setup):
            _load(way)
            told[way] = _told()
            if way == "bulk":
                _is_proven()
                assert not folder().exists()
    for name, rows in told["services"].items():
        assert told["bulk"][name] == rows, name


def _is_proven() -> None:
    """Positions are consecutive, every batch hashes to its root, every head follows the one before."""
    assert unsealed_count() == 0
    assert list(Position.objects.order_by("position").values_list("position", flat=True)) == list(
        range(1, Fact.objects.count() + 1)
    )
    assert FactDetails.objects.count() == Fact.objects.exclude(details_digest=b"").count()
    head = GENESIS
    for batch in Batch.objects.order_by("number"):
        facts = Position.objects.filter(position__range=(batch.first, batch.last)).order_by("position")
        root = merkle_root([leaf_hash(content) for content in canonical_facts(list(facts.values_list("fact_id", flat=True)))])
        head = chained_head(head, root, batch.first, batch.last, batch.sealed_at)
        assert (root, head) == (bytes(batch.root), bytes(batch.head))


class Stopped(Exception):
    """What stands for a kill in the tests."""


@pytest.mark.parametrize("after", [1, 3, 5])
def test_a_load_that_was_stopped_goes_on(
    django_db_setup: str, django_db_blocker: "DjangoDbBlocker", tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    monkeypatch.setattr(bulk, "CHUNK", 60)
    with _programme(f"{django_db_setup}_stopped", tmp_path, django_db_blocker, django_db_setup):
        with monkeypatch.context() as stopping:
            stopping.setattr(bulk.Progress, "add", _stop_after(after))
            with pytest.raises(Stopped):
                _load()
        before = Person.objects.count()
        assert 0 < before <= MEMBERS
        assert "going on after" in _load()
        assert Person.objects.count() == MEMBERS
        assert Person.objects.values("nik_hash").distinct().count() == MEMBERS
        assert [pack.figures["people"] for pack in Pack.objects.order_by("number")][-1] <= MEMBERS
        assert Pack.objects.count() == 2
        assert Fact.objects.filter(kind="person.same_as").count() == 1
        _is_proven()
        assert "already" in _load()


def _stop_after(chunks: int) -> Any:
    done: list[Written] = []

    def add(self: bulk.Progress, found: Written) -> None:
        done.append(found)
        if len(done) == chunks:
            raise Stopped

    return add


def test_another_order_does_not_go_on(
    django_db_setup: str, django_db_blocker: "DjangoDbBlocker", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with _programme(f"{django_db_setup}_other", tmp_path, django_db_blocker, django_db_setup):
        with monkeypatch.context() as stopping:
            stopping.setattr(bulk.Progress, "add", _stop_after(1))
            with pytest.raises(Stopped):
                _load()
        with pytest.raises(Exception, match="with the seed 11"):
            run("load_demo", members=MEMBERS, seed=SEED + 1, way="bulk")


def test_processes_write_what_one_writes(
    django_db_setup: str, django_db_blocker: "DjangoDbBlocker", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "FEW", 100)
    monkeypatch.setattr(bulk, "CHUNK", 60)
    with _programme(f"{django_db_setup}_processes", tmp_path, django_db_blocker, django_db_setup):
        said = _load()
        assert Person.objects.count() == MEMBERS
        assert f"{MEMBERS} members, " in said
        _is_proven()
        connection.close()


def test_chunks_have_codes_of_their_own() -> None:
    codes = {Chunk(phase, first, first + 5, learns).code for phase in (0, 1) for first in (0, 5) for learns in (True, False)}
    assert len(codes) == 8
    assert pool.PROCESSES == 2
