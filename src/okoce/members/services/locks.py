"""Rows that services of this app lock: always the person first."""

from collections.abc import Collection
from uuid import UUID

from okoce.core.decisions import Decision, NotAllowed
from okoce.members.models import Person
from okoce.members.queries.people import Member, members, one_of


def locked_member(person_id: UUID) -> Member:
    """The record, its person row locked until the transaction ends. NotAllowed ``record.unknown``."""
    return locked_members([person_id])[person_id]


def locked_members(person_ids: Collection[UUID]) -> dict[UUID, Member]:
    """Several records, locked in one order everywhere, so that two batches wait for each other and never lock each other out."""
    rows = Person.objects.select_for_update(of=("self",)).filter(id__in=one_of(person_ids)).order_by("id")
    list(rows.values_list("id", flat=True))
    found = members(person_ids)
    missing = len(set(person_ids) - found.keys())
    if missing:
        raise NotAllowed(Decision.no("record.unknown", count=missing))
    return found
