"""The leaf hashes that the database makes are those of the canonical bytes."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from okoce.core.copying import copy_rows
from okoce.core.ids import new_id
from okoce.facts.models import Fact
from okoce.facts.queries.leaves import PARTS, leaf_hashes
from okoce.facts.queries.sealed import PROVEN, canonical_facts
from okoce.facts.rules.merkle import leaf_hash

MEANINGFUL = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=12)
NUMBERS = st.integers(-(10**18), 10**18)
FACTS = st.fixed_dictionaries(
    {
        "kind": MEANINGFUL,
        "occurred_on": st.dates(date(1900, 1, 1)),
        "captured_at": st.datetimes(datetime(1900, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - hypothesis adds the zone
        "channel": st.text('abc"\\é\n', max_size=8),
        "place_id": st.sampled_from(["31", "31.74.01.1001"]),
        "grade": st.integers(0, 3),
        "measures": st.dictionaries(MEANINGFUL, NUMBERS | MEANINGFUL | st.booleans() | st.none(), max_size=4),
        "details_digest": st.binary(max_size=32),
        "business_id": st.none() | st.uuids(),
        "on_behalf_of": st.none() | st.uuids(),
    }
)


def test_every_proven_column_is_hashed_in_the_order_of_names() -> None:
    assert list(PARTS) == sorted(PROVEN)


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(FACTS, min_size=1, max_size=8))
def test_the_database_hashes_what_the_canonical_bytes_say(found: list[dict[str, object]]) -> None:
    facts = [Fact(id=new_id(), person_id=new_id(), **values) for values in found]
    Fact.objects.bulk_create(facts)
    ids = [fact.id for fact in reversed(facts)]
    assert leaf_hashes(ids) == [leaf_hash(content) for content in canonical_facts(ids)]


@pytest.mark.django_db
def test_copied_rows_meet_the_triggers() -> None:
    fact_id = new_id()
    columns = ("id", "kind", "person_id", "occurred_on", "captured_at", "channel", "place_id", "grade", "measures")
    more = ("details_digest", "correction", "reason")
    row = (fact_id, "k", new_id(), date(2026, 1, 1), datetime(2026, 1, 1, tzinfo=UTC), "self", "31", 0, "{}", b"", "", "")
    with connection.cursor() as cursor:
        assert copy_rows(cursor, "facts_fact", (*columns, *more), [row]) == 1
        cursor.execute("SELECT count(*) FROM facts_unsealed WHERE fact_id = %s", [fact_id])
        assert cursor.fetchone() == (1,)
        assert copy_rows(cursor, "facts_fact", (*columns, *more), []) == 0
