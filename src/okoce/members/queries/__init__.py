"""Reads of people, within what the actor may see."""

from okoce.members.queries.people import (
    Member,
    Self,
    full_nik,
    holds_real,
    holds_synthetic,
    look_alikes,
    masked_names,
    member,
    members,
    person_id_by_nik,
    persons_by_nik,
    persons_with_phone,
    phone_of,
    phones_of,
    subject_of,
    visible_to,
)
from okoce.members.queries.personal import personal_data
from okoce.members.rules import NikReading, clean_name, clean_words, masked_name, masked_nik, nik_warnings, read_nik

__all__ = [
    "Member",
    "NikReading",
    "Self",
    "clean_name",
    "clean_words",
    "full_nik",
    "holds_real",
    "holds_synthetic",
    "look_alikes",
    "masked_name",
    "masked_names",
    "masked_nik",
    "member",
    "members",
    "nik_warnings",
    "person_id_by_nik",
    "personal_data",
    "persons_by_nik",
    "persons_with_phone",
    "phone_of",
    "phones_of",
    "read_nik",
    "subject_of",
    "visible_to",
]
