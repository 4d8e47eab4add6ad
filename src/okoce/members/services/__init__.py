"""Writes about people: enrolling, facts of their record, moving, leaving, consents."""

from okoce.members.services.correcting import Corrected, close_person, correct_person, forget_person, withdraw_for
from okoce.members.services.emergency import ask_emergency, review_emergency
from okoce.members.services.enrolling import Enrolled, NewMember, enrol_many
from okoce.members.services.history import PastMember, Stay, enrol_history
from okoce.members.services.keeping import (
    End,
    Move,
    end_each,
    end_enrolment,
    mark_same,
    move,
    move_each,
    reenrol,
    release_identity,
    set_consent,
    set_mentor,
    set_mentors,
    withdraw_entries,
)
from okoce.members.services.recording import (
    FactChange,
    FactInput,
    Seen,
    correct_each,
    correct_fact,
    record_each,
    record_fact,
    record_many,
)

__all__ = [
    "Corrected",
    "End",
    "Enrolled",
    "FactChange",
    "FactInput",
    "Move",
    "NewMember",
    "PastMember",
    "Seen",
    "Stay",
    "ask_emergency",
    "close_person",
    "correct_each",
    "correct_fact",
    "correct_person",
    "end_each",
    "end_enrolment",
    "enrol_history",
    "enrol_many",
    "forget_person",
    "mark_same",
    "move",
    "move_each",
    "record_each",
    "record_fact",
    "record_many",
    "reenrol",
    "release_identity",
    "review_emergency",
    "set_consent",
    "set_mentor",
    "set_mentors",
    "withdraw_entries",
    "withdraw_for",
]
