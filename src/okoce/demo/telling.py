"""How a life is told to the programme: which office writes it down, at which hour, in which words. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, time

from okoce.core.fortnights import EPOCH, JAKARTA, LENGTH
from okoce.core.ids import new_id
from okoce.demo import identities
from okoce.demo.courses import Event
from okoce.demo.lives import Life
from okoce.demo.partners import Partners
from okoce.facts.enums import Channel, Grade
from okoce.members.enums import EntryStatus
from okoce.members.services import FactInput
from okoce.stages.p1_registration.enums import Referral
from okoce.stages.p1_registration.services import Arrived, Submission

KECAMATAN = 8  # length of a kecamatan's code


@dataclass(frozen=True, slots=True)
class Homes:
    """Which office serves somebody: the one of the place where she lives in the fortnight in which it is written down."""

    first: str
    then: str
    moved_in: int | None

    def at(self, fortnight: int) -> str:
        moved = self.moved_in is not None and fortnight >= self.moved_in
        return (self.then if moved else self.first)[:KECAMATAN]


def homes_of(life: Life) -> Homes:
    if life.move is None:
        return Homes(life.place, "", None)
    return Homes(life.place, life.move.to_place, fortnight_of(life.move.known_on))


def recorder_of(life: Life, homes: Homes, event: Event) -> tuple[str, str]:
    """Role and kecamatan of whoever writes an event down."""
    is_mentors = event.channel == "mentor" and life.mentored_on is not None and life.mentored_on <= event.known_on
    return ("mentor", life.place[:KECAMATAN]) if is_mentors else ("officer", homes.at(fortnight_of(event.known_on)))


def arrived(life: Life, partners: Partners) -> Arrived:
    """The registration form as it was filled and handed in."""
    submission = Submission(
        id=new_id(),
        name=life.name,
        nik=life.nik,
        phone=identities.phone(life.phone),
        place_code=life.place,
        business=life.business,
        entry_status=EntryStatus(life.entry_status),
        referral=Referral(life.referral),
        consents=life.consents,
        community_id=None if life.answer == "none" else partners.near(life.place, life.number),
        is_synthetic=True,
    )
    at = datetime.combine(life.registered_on, time(life.hour, life.number % 60), JAKARTA)
    return Arrived(submission, Channel.COUNTER if life.at_counter else Channel.SELF, at)


def given_of(event: Event) -> FactInput:
    """An event as the form takes it."""
    return FactInput(
        kind=event.kind,
        occurred_on=event.occurred_on,
        grade=Grade(event.grade),
        measures=event.measures,
        details=event.details,
        captured_at=at_hour(event.known_on, 10),
    )


def fortnight_of(day: date) -> int:
    return (day - EPOCH).days // LENGTH.days


def at_hour(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), JAKARTA)
