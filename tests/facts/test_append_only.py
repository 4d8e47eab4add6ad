"""The log is append-only: for the application by its rights, for the owner of its tables by triggers."""

import pytest
from django.db import DatabaseError, connections

from okoce.facts.models import Fact
from okoce.facts.services import seal
from tests.transactions import wait_for_older
from tests.world import make_fact, make_member

REFUSED = {"default": "permission denied", "owner": "append-only", "reader": "permission denied|read-only"}
STATEMENTS = [
    f"{verb} {table}{rest}"
    for table, column in (("facts_fact", "kind = 'x'"), ("facts_position", "position = 9"), ("facts_batch", "last = 9"))
    for verb, rest in (("UPDATE", f" SET {column}"), ("DELETE FROM", ""), ("TRUNCATE", " CASCADE"))
]


def test_nobody_changes_what_was_recorded_and_sealed(own_database: str) -> None:
    make_fact(make_member())
    wait_for_older()
    assert seal() is not None
    for alias in ("default", "owner", "reader"):
        for statement in STATEMENTS:
            with pytest.raises(DatabaseError, match=REFUSED[alias]), connections[alias].cursor() as cursor:
                cursor.execute(statement)
    assert Fact.objects.count() == 1
