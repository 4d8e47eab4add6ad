"""Which version holds: SQL, view and pure rule agree, in whatever order corrections arrive."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import permutations
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from okoce.core.ids import new_id
from okoce.facts.enums import Correction, CorrectionReason
from okoce.facts.models import LiveRow
from okoce.facts.queries import entry, live_facts_of, timeline
from okoce.facts.rules.corrections import live_version
from okoce.facts.services import correct
from tests.world import make_draft, make_fact, make_member, today

BASE = datetime(2026, 1, 5, tzinfo=UTC)
INSERT = """
    INSERT INTO facts_fact (id, kind, person_id, occurred_on, captured_at, channel, place_id, grade, measures, details_digest,
                            corrects, correction, reason)
    VALUES (%s, %s, %s, '2026-01-05', %s, 'counter', '31.74.01', 1, %s, '', %s, %s, %s)
"""


@dataclass(frozen=True)
class Row:
    """One original or correction as it may come from anywhere, in any order."""

    id: UUID
    captured_at: datetime
    correction: str = ""
    corrects: UUID | None = None
    hours: int = 0


def insert(person: UUID, row: Row, kind: str = "training.attended") -> None:
    measures, reason = json.dumps({"skill": "hard", "hours": row.hours}), "mistyped" if row.corrects else ""
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [row.id, kind, person, row.captured_at, measures, row.corrects, row.correction, reason])


@st.composite
def histories(draw: st.DrawFn) -> list[Row]:
    """One or two originals with corrections of few instants, so that ties are common, in any order of arrival."""
    rows = []
    for n in range(draw(st.integers(1, 2))):
        original = Row(UUID(int=n + 1), BASE, hours=100 + n)
        rows.append(original)
        for i in range(draw(st.integers(0, 5))):
            at = BASE + timedelta(minutes=draw(st.integers(0, 2)))
            number = (n + 1) * 1000 + draw(st.integers(0, 9)) * 10 + i
            rows.append(Row(UUID(int=number), at, draw(st.sampled_from(Correction.values)), original.id, number))
    return draw(st.permutations(rows))


def expected(rows: list[Row]) -> dict[UUID, int]:
    """The content that holds for each original that does: the last in (captured_at, id) decides."""
    holding = {}
    for original in (row for row in rows if row.corrects is None):
        ordered = sorted((row for row in rows if row.corrects == original.id), key=lambda row: (row.captured_at, row.id))
        if not ordered or ordered[-1].correction == "restore":
            holding[original.id] = original.hours
        elif ordered[-1].correction == "amend":
            holding[original.id] = ordered[-1].hours
    return holding


@pytest.mark.django_db
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=histories())
def test_all_readings_agree(rows: list[Row]) -> None:
    person = new_id()
    with transaction.atomic():
        for row in rows:
            insert(person, row)
        by_sql = {fact.id: fact.measures["hours"] for fact in live_facts_of(person)}
        by_view = {row.id: row.measures["hours"] for row in LiveRow.objects.filter(person_id=person)}
        by_page = {item.original.id: item.live.measures["hours"] for item in timeline(person) if item.live}
        transaction.set_rollback(True)
    corrections = {row.id: [other for other in rows if other.corrects == row.id] for row in rows if row.corrects is None}
    by_rule = {row.id: live.hours for row in rows if row.corrects is None and (live := live_version(row, corrections[row.id]))}
    assert by_sql == by_view == by_page == by_rule == expected(rows)


@pytest.mark.django_db
def test_a_correction_before_its_original_waits() -> None:
    """It is no fact of its own; when the original arrives, it holds at once."""
    person, original = new_id(), Row(UUID(int=5), BASE, hours=1)
    insert(person, Row(UUID(int=6), BASE, "amend", original.id, hours=2))
    assert live_facts_of(person) == ()
    assert not LiveRow.objects.filter(person_id=person).exists()
    insert(person, original)
    assert [fact.measures["hours"] for fact in live_facts_of(person)] == [2]


@pytest.mark.django_db
def test_three_corrections_in_all_orders_of_arrival() -> None:
    original = Row(UUID(int=1), BASE, hours=1)
    corrections = [
        Row(UUID(int=2), BASE + timedelta(minutes=1), "void", original.id),
        Row(UUID(int=3), BASE + timedelta(minutes=2), "restore", original.id),
        Row(UUID(int=4), BASE + timedelta(minutes=3), "amend", original.id, hours=8),
    ]
    for order in permutations([original, *corrections]):
        with transaction.atomic():
            person = new_id()
            for row in order:
                insert(person, row)
            assert [fact.measures["hours"] for fact in live_facts_of(person)] == [8]
            transaction.set_rollback(True)


@pytest.mark.django_db
def test_an_amendment_moves_the_date_that_counts() -> None:
    member = make_member()
    original = make_fact(member)
    earlier = today() - timedelta(days=20)
    draft = make_draft(member, occurred_on=earlier)
    correct(by=new_id(), original=original, correction=Correction.AMEND, reason=CorrectionReason.WRONG_DATE, draft=draft)
    fact = next(fact for fact in live_facts_of(member.person_id, as_of=earlier))
    assert (fact.id, fact.occurred_on) == (original, earlier)


@pytest.mark.django_db
def test_what_was_corrected_stays_readable() -> None:
    member, officer = make_member(), new_id()
    original = make_fact(member)
    correct(by=officer, original=original, correction=Correction.VOID, reason=CorrectionReason.NOT_HAPPENED, note="salah orang")
    found = entry(original)
    assert found is not None
    assert found.live is None
    assert found.shown.id == original
    (void,) = found.corrections
    assert (void.reason, void.recorded_by, found.details[void.id]) == ("not_happened", officer, {"note": "salah orang"})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "message"),
    [("of a correction", "never at a correction"), ("other person", "the person"), ("other kind", "the kind")],
)
def test_the_database_refuses_crooked_corrections(change: str, message: str) -> None:
    person, original = new_id(), Row(UUID(int=1), BASE)
    void = Row(UUID(int=2), BASE, "void", original.id)
    insert(person, original)
    insert(person, void)
    target = void.id if change == "of a correction" else original.id
    kind = "training.missed" if change == "other kind" else "training.attended"
    with pytest.raises(DatabaseError, match=message), transaction.atomic():
        insert(new_id() if change == "other person" else person, Row(UUID(int=3), BASE, "void", target), kind)


@pytest.mark.django_db
@pytest.mark.parametrize("row", [("void", None), ("", UUID(int=9))])
def test_half_a_correction_is_refused(row: tuple[str, UUID | None]) -> None:
    with pytest.raises(DatabaseError, match="facts_correction_is_whole"), transaction.atomic():
        insert(new_id(), Row(UUID(int=1), BASE, row[0], row[1]))
