"""Whom a number leads to that was typed at a desk."""

from uuid import UUID

from okoce.core.decisions import NotAllowed
from okoce.members.queries import person_id_by_nik, read_nik
from okoce.stages.p1_registration.queries.desk import person_of_receipt


def person_of_number(text: str) -> UUID | None:
    """The person of a NIK or a receipt, wherever she lives; whether the reader may know is asked afterwards."""
    try:
        return person_id_by_nik(read_nik(text).number)
    except NotAllowed:
        return person_of_receipt(text)
