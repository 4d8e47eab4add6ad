"""Writes about people: enrolling, facts of their record, moving, leaving, consents."""

from okoce.members.services.enrolling import Enrolled, NewMember, enrol_many
from okoce.members.services.keeping import end_enrolment, mark_same, move, reenrol, release_identity, set_consent, set_mentor
from okoce.members.services.recording import FactInput, Seen, correct_fact, record_fact, record_many

__all__ = [
    "Enrolled",
    "FactInput",
    "NewMember",
    "Seen",
    "correct_fact",
    "end_enrolment",
    "enrol_many",
    "mark_same",
    "move",
    "record_fact",
    "record_many",
    "reenrol",
    "release_identity",
    "set_consent",
    "set_mentor",
]
