"""Rounds for tests: people with facts on days, sealed where the test stands, packs and decisions."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from okoce.accounts.enums import Role
from okoce.accounts.queries import Actor, Held
from okoce.core.fortnights import Fortnight
from okoce.core.ids import new_id
from okoce.evaluation.rounds.queries import today
from okoce.evaluation.rounds.rules.lines import EditionLine, PersonLine
from okoce.facts.enums import Channel, Grade
from okoce.facts.queries import Head, head
from okoce.facts.services import FactDraft, append
from okoce.members.services import enrol_many
from tests.transactions import seal_within
from tests.world import KECAMATAN, KELURAHAN, make_new_member, nik

DAY = timedelta(days=1)
EVALUATOR = Actor(new_id(), "Uji Penilai", (Held(str(Role.EVALUATOR)),))
OFFICER = Actor(new_id(), "Uji Petugas", (Held(str(Role.KECAMATAN), KECAMATAN),))


def ended() -> Fortnight:
    """The last fortnight that has ended."""
    return Fortnight.of(today()).next(-1)


@dataclass
class Someone:
    """A member made for a test, who does things on days."""

    person_id: UUID
    enrolment_id: UUID
    place: str
    drafts: list[FactDraft] = field(default_factory=list)

    def did(self, kind: str, on: date, **measures: object) -> UUID:
        """One fact, confirmed; its id."""
        return self.record(kind, on, Grade.CONFIRMED, measures)

    def record(self, kind: str, on: date, grade: Grade, measures: dict[str, object]) -> UUID:
        details = {"training.attended": {"evidence": "x"}, "licence.issued": {"number": "x"}, "loan.disbursed": {"lender": "x"}}
        draft = FactDraft(
            kind=kind,
            person_id=self.person_id,
            enrolment_id=self.enrolment_id,
            occurred_on=on,
            place_id=self.place,
            channel=Channel.COUNTER,
            grade=grade,
            measures=measures,
            details=details.get(kind, {}),
        )
        return append(by=None, drafts=[draft])[0]

    def trained(self, on: date) -> None:
        self.did("training.attended", on, skill="hard", hours=4)
        self.did("training.attended", on, skill="soft", hours=4)


def someone(n: int, on: date, place: str = KELURAHAN, **changes: Any) -> Someone:
    """The ``n``-th person, registered on a day at a place."""
    member = make_new_member(n, nik=nik(n, KELURAHAN), domicile=place, started_on=on, **changes)
    made = enrol_many(by=None, members=[member])[0]
    assert made.enrolment_id is not None
    found = Someone(made.person_id, made.enrolment_id, place)
    resident = int(place.startswith("31."))
    found.record("registration.submitted", on, Grade.SELF_REPORTED, {"entry_status": "trading", "resident": resident})
    return found


def seal_here() -> Head:
    """Seal what waits inside the test's own transaction."""
    seal_within()
    found = head()
    assert found is not None
    return found


def edition_line(*days: date | None, counts_on: date | None = None, counts_now: bool | None = None, **more: Any) -> EditionLine:
    """An edition's line with the days of the first stages; the others are not passed. What was passed holds."""
    passed = (*days, *[None] * (7 - len(days)))
    values: dict[str, Any] = {"breaches": 0, "lacks": "" if counts_on else "4", **more}
    holds = tuple(day is not None for day in passed)
    return EditionLine(passed, holds, counts_on, counts_on is not None if counts_now is None else counts_now, **values)


def person_line(place: str, on: date, person_id: UUID | None = None, **editions: EditionLine) -> PersonLine:
    return PersonLine(person_id or new_id(), place, place, on, on, editions)
