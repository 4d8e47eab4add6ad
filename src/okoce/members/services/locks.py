"""Rows that services of this app lock: always the person first."""

from uuid import UUID

from okoce.core.decisions import Decision, NotAllowed
from okoce.members.models import Person
from okoce.members.queries.people import Member, member


def locked_member(person_id: UUID) -> Member:
    """The record, its person row locked until the transaction ends. NotAllowed ``record.unknown``."""
    Person.objects.select_for_update(of=("self",)).filter(id=person_id).first()
    found = member(person_id)
    if found is None:
        raise NotAllowed(Decision.no("record.unknown"))
    return found
