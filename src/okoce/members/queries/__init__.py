"""Reads of people, within what the actor may see."""

from okoce.members.queries.people import (
    Member,
    Self,
    member,
    person_id_by_nik,
    persons_with_phone,
    phone_of,
    visible_to,
)

__all__ = ["Member", "Self", "member", "person_id_by_nik", "persons_with_phone", "phone_of", "visible_to"]
