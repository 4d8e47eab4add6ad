"""Writes about people: enrolling, facts of their record, moving, leaving, consents."""

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
    "End",
    "Enrolled",
    "FactChange",
    "FactInput",
    "Move",
    "NewMember",
    "PastMember",
    "Seen",
    "Stay",
    "correct_each",
    "correct_fact",
    "end_each",
    "end_enrolment",
    "enrol_history",
    "enrol_many",
    "mark_same",
    "move",
    "move_each",
    "record_each",
    "record_fact",
    "record_many",
    "reenrol",
    "release_identity",
    "set_consent",
    "set_mentor",
    "set_mentors",
]
