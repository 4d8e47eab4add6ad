"""A made-up life as the rows that replaying it through the services leaves behind; tested to be equal. No query."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from uuid import UUID

from okoce.accounts.queries import NOBODY, Actor
from okoce.audit.services import Changed
from okoce.core.fortnights import jakarta_date
from okoce.core.ids import new_id
from okoce.demo.courses import Event, Fix
from okoce.demo.lives import Life, Move
from okoce.demo.partners import Partners
from okoce.demo.staff import Staff
from okoce.demo.telling import KECAMATAN, arrived, at_hour, fortnight_of, homes_of, recorder_of
from okoce.facts.enums import Channel, Correction, CorrectionReason, Grade
from okoce.facts.services import CorrectionDraft, FactDraft
from okoce.members.services import NewMember, PastMember, Stay
from okoce.places.queries import is_resident
from okoce.stages.p1_registration.enums import DeclineReason, RequestState
from okoce.stages.p1_registration.services import Arrived, PastAnswer, PastRegistration

# In a fortnight the programme learns things in this order (see Replay.learn).
MOVE, ANSWER, MENTOR, FACT, FIX, END, RETURN = range(7)
REASONS = list(DeclineReason)
Draft = FactDraft | CorrectionDraft
Step = tuple[int, int, Callable[[int], None]]


@dataclass(frozen=True, slots=True)
class History:
    """All of one life: who she is, her registration and who handed it in, each fact with its fortnight of learning and author."""

    member: PastMember
    author: Actor
    registration: PastRegistration
    facts: list[tuple[int, UUID | None, Draft]]


class Historian:
    """Writes histories down for the staff and the communities of one programme."""

    def __init__(self, staff: Staff, partners: Partners) -> None:
        self.staff, self.partners = staff, partners

    def history(self, life: Life) -> History:
        """The history of a life, each thing in the order in which the programme learns it."""
        telling = _Telling(life, self.staff, arrived(life, self.partners))
        for number, _order, step in sorted(telling.steps(), key=lambda item: item[:2]):
            step(number)
        return telling.history()


class _Telling:
    """What the programme holds about one person while it learns one thing after the other."""

    def __init__(self, life: Life, staff: Staff, given: Arrived) -> None:
        self.life, self.staff, self.given = life, staff, given
        self.homes = homes_of(life)
        self.person_id, self.business_id, self.domicile = new_id(), new_id(), life.place
        self.stays = [Stay(new_id(), life.registered_on, life.entry_status)]
        self.author = staff.officers[life.place[:KECAMATAN]] if life.at_counter else NOBODY
        self.trail: list[tuple[UUID | None, Changed]] = []
        self.facts: list[tuple[int, UUID | None, Draft]] = []
        self.answer: PastAnswer | None = None
        self.facts.append((fortnight_of(life.registered_on), self.author.user_id, self._registered()))

    def history(self) -> History:
        life, submission = self.life, self.given.submission
        member = NewMember(
            nik=life.nik,
            phone=submission.phone,
            name=life.name,
            domicile=life.place,
            entry_status=life.entry_status,
            business=life.business,
            consents=life.consents,
            started_on=life.registered_on,
            taken_by=self.author.user_id,
            given_at=self.given.at,
            is_synthetic=True,
            person_id=self.person_id,
            enrolment_id=self.stays[0].id,
            business_id=self.business_id,
        )
        return History(
            PastMember(member, self.domicile, tuple(self.stays), tuple(self.trail)),
            self.author,
            PastRegistration(self.given, self.person_id, self.stays[0].id, self.answer),
            self.facts,
        )

    def steps(self) -> Iterator[Step]:
        """What the programme learns after the registration: in which fortnight, in which order there, and what to do."""
        life = self.life
        if life.move is not None:
            yield fortnight_of(life.move.known_on), MOVE, partial(self._move, life.move)
        if life.answer in ("accepted", "declined"):
            yield fortnight_of(life.answered_on), ANSWER, self._answer
        if life.mentored_on is not None:
            yield fortnight_of(life.mentored_on), MENTOR, self._mentor
        for event in life.events:
            fact_id = new_id()
            yield fortnight_of(event.known_on), FACT, partial(self._event, event, fact_id)
            for fix in event.fixes:
                yield fortnight_of(fix.on), FIX, partial(self._fix, event, fix, fact_id)
        if life.leaves_on is not None:
            yield fortnight_of(life.leaves_on), END, partial(self._end, life.leaves_on)
        if life.returns_on is not None:
            yield fortnight_of(life.returns_on), RETURN, partial(self._return, life.returns_on)

    def _officer(self, number: int) -> Actor:
        return self.staff.officers[self.homes.at(number)]

    def _registered(self) -> FactDraft:
        at_counter = self.author.user_id is not None
        return FactDraft(
            id=self.given.submission.id,
            kind="registration.submitted",
            person_id=self.person_id,
            enrolment_id=self.stays[0].id,
            business_id=self.business_id,
            occurred_on=self.life.registered_on,
            captured_at=self.given.at,
            on_behalf_of=self.person_id if at_counter else None,
            place_id=self.life.place,
            channel=self.given.channel,
            grade=Grade.CONFIRMED if at_counter else Grade.SELF_REPORTED,
            measures={"entry_status": self.life.entry_status, "resident": int(is_resident(self.life.place))},
        )

    def _move(self, move: Move, number: int) -> None:
        officer = self._officer(number).user_id
        measures = {"from_place": self.domicile, "to_place": move.to_place}
        before, after = {"domicile": self.domicile}, {"domicile": move.to_place}
        self.domicile = move.to_place
        self.trail.append((officer, Changed("move", "person", self.person_id, before, after)))
        self._kept(number, officer, "person.moved", move.on, 9, move.known_on, measures)

    def _kept(
        self, number: int, by: UUID | None, kind: str, on: date, hour: int, noted_on: date, measures: Mapping[str, object]
    ) -> None:
        draft = FactDraft(
            kind=kind,
            person_id=self.person_id,
            enrolment_id=self.stays[-1].id,
            occurred_on=on,
            captured_at=at_hour(noted_on, hour),
            place_id=self.domicile,
            channel=Channel.COUNTER,
            grade=Grade.CONFIRMED,
            measures=measures,
        )
        self.facts.append((number, by, draft))

    def _answer(self, number: int) -> None:
        community_id = self.given.submission.community_id
        assert community_id is not None, "whoever is answered has asked"
        speaker, accepted = self.staff.speakers[community_id], self.life.answer == "accepted"
        state = RequestState.ACCEPTED if accepted else RequestState.DECLINED
        reason = None if accepted else REASONS[self.life.number % len(REASONS)]
        at = at_hour(self.life.answered_on, 20)
        self.answer = PastAnswer(speaker, state, at, reason)
        draft = FactDraft(
            kind="community.joined" if accepted else "community.declined",
            person_id=self.person_id,
            enrolment_id=self.stays[0].id,
            occurred_on=jakarta_date(at),
            captured_at=at,
            place_id=self.domicile,
            org_id=community_id,
            channel=Channel.PARTNER,
            grade=Grade.CONFIRMED,
            measures={"reason": reason} if reason else {},
        )
        self.facts.append((number, speaker.user_id, draft))

    def _mentor(self, number: int) -> None:
        mentor = self.staff.mentors[self.life.place[:KECAMATAN]].user_id
        before, after = {"mentor": str(self.stays[-1].mentor_id or "")}, {"mentor": str(mentor)}
        self.stays[-1] = replace(self.stays[-1], mentor_id=mentor)
        self.trail.append((self._officer(number).user_id, Changed("set_mentor", "person", self.person_id, before, after)))

    def _event(self, event: Event, fact_id: UUID, number: int) -> None:
        author = self.staff.recorder(*recorder_of(self.life, self.homes, event)).user_id
        self.facts.append((number, author, self._told(event, fact_id)))

    def _told(self, event: Event, fact_id: UUID) -> FactDraft:
        return FactDraft(
            id=fact_id,
            kind=event.kind,
            person_id=self.person_id,
            enrolment_id=self.stays[-1].id,
            business_id=self.business_id,
            occurred_on=event.occurred_on,
            captured_at=at_hour(event.known_on, 10),
            place_id=self.domicile,
            channel=Channel(event.channel),
            grade=Grade(event.grade),
            measures=event.measures,
            details=event.details,
        )

    def _fix(self, event: Event, fix: Fix, fact_id: UUID, number: int) -> None:
        draft = None
        if fix.correction == Correction.AMEND:
            first = next(one for _number, _by, one in self.facts if one.id == fact_id)
            assert isinstance(first, FactDraft), "a fix is of an event"
            draft = replace(first, occurred_on=fix.occurred_on or event.occurred_on, measures=fix.measures or event.measures)
        given = CorrectionDraft(
            fact_id, Correction(fix.correction), CorrectionReason(fix.reason), draft=draft, captured_at=at_hour(fix.on, 16)
        )
        self.facts.append((number, self._officer(number).user_id, given))

    def _end(self, on: date, number: int) -> None:
        measures = {"reason": self.life.leaves}
        self.stays[-1] = replace(self.stays[-1], ended_on=on, end_reason=self.life.leaves)
        self._kept(number, self._officer(number).user_id, "enrolment.ended", on, 15, on, measures)

    def _return(self, on: date, number: int) -> None:
        officer = self._officer(number).user_id
        self.stays.append(Stay(new_id(), on, self.life.entry_status))
        self.trail.append((officer, Changed("reenrol", "person", self.person_id, after={"started_on": str(on)})))
        draft = replace(
            self._registered(),
            id=new_id(),
            enrolment_id=self.stays[-1].id,
            occurred_on=on,
            captured_at=at_hour(on, 12),
            on_behalf_of=self.person_id,
            place_id=self.domicile,
            channel=Channel.COUNTER,
            grade=Grade.CONFIRMED,
            measures={"entry_status": self.life.entry_status, "resident": int(is_resident(self.domicile))},
        )
        self.facts.append((number, officer, draft))
