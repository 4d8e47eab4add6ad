"""Personal data of one human, as apps tell about it and forget it: the shapes that all of them share."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose data is meant, with everything by which an app may have filed it. Lives in memory only, never in a log.

    ``phone`` is E.164. ``shares_phone``: other people are served by the same number, which therefore stays theirs.
    """

    person_id: UUID
    name: str
    nik: str
    phone: str
    birth_on: date | None
    shares_phone: bool

    def forms(self) -> Iterator[str]:
        """NIK and phone as people and files write them."""
        if self.nik:
            yield self.nik
        if self.phone:
            yield from (self.phone, self.phone.removeprefix("+"), "0" + self.phone.removeprefix("+62"))


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is kept about somebody: the column that holds it (``app.Model.field``), and what a reader sees."""

    column: str
    group: str | Promise
    label: str | Promise
    value: str
