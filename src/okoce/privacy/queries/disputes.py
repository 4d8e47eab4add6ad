"""Whether somebody else says that this identity is hers: then nothing is erased before that is answered."""

from uuid import UUID

from okoce.members.queries import subject_of
from okoce.stages.p1_registration.queries.desk import has_open_claim


def identity_is_disputed(person_id: UUID) -> bool:
    """An open claim of misused identity about the NIK of this person."""
    subject = subject_of(person_id)
    return subject is not None and bool(subject.nik) and has_open_claim(subject.nik)
