"""Replay made-up lives through the services, fortnight by fortnight: what was known by a cut-off is sealed before the next begins.

So the last packs are frozen as they would have been, and what arrives later restates them.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID

from django.db import transaction

from okoce.accounts.enums import Role
from okoce.accounts.queries import NOBODY, Actor, Held
from okoce.core.fortnights import JAKARTA, Fortnight
from okoce.core.ids import new_id
from okoce.demo import people, staff
from okoce.demo.lives import Event, Life, lives
from okoce.demo.partners import Partners, load_partners
from okoce.demo.places import Where
from okoce.evaluation.rounds.services import freeze
from okoce.facts.enums import Channel, Correction, CorrectionReason, Grade
from okoce.facts.services import seal_all
from okoce.members.enums import EndReason, EntryStatus
from okoce.members.services import FactInput, correct_fact, end_enrolment, mark_same, move, record_many, set_mentor
from okoce.stages.p1_registration.enums import DeclineReason, Referral, RequestState
from okoce.stages.p1_registration.queries import persons_of, waiting_requests
from okoce.stages.p1_registration.services import Answer, ClaimForm, Submission, answer_many, open_claim, settle_due, submit

HOUSEHOLD_PHONE = "+628990000999"
"""The demonstration's household: two people, one phone."""
PACKS = 6
AT_ONCE = 1000
Tell = Callable[[str], None]


@dataclass
class Loaded:
    """Who has been loaded: number of a life to her person, and what is still to happen."""

    persons: dict[int, UUID] = field(default_factory=dict)
    events: dict[int, list[tuple[int, Event]]] = field(default_factory=lambda: defaultdict(list))
    answers: dict[int, list[tuple[int, str, datetime]]] = field(default_factory=lambda: defaultdict(list))
    corrections: dict[int, list[tuple[UUID, Event]]] = field(default_factory=lambda: defaultdict(list))
    leaving: dict[int, list[Life]] = field(default_factory=lambda: defaultdict(list))
    moving: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    facts: int = 0


class Programme:
    """One run of the loader."""

    def __init__(self, count: int, today: date, seed: int, tell: Tell) -> None:
        self.today, self.tell = today, tell
        self.chance = Random(seed + 1)  # noqa: S311 - plausible, not secret
        self.lives = _with_household(list(lives(count, today, seed)))
        self.where = Where(self.chance)
        self.loaded = Loaded()

    def load(self) -> None:
        self.officer = staff.data_officer()
        self.partners: Partners = load_partners(self.officer, self.chance)
        first_community = next(item for item in self.partners.communities if staff.KECAMATAN in item.areas)
        made = {
            account.role: staff.make(account)
            for account in staff.accounts(first_community.id, self.partners.agency, self.partners.lender)
        }
        self.counter, self.evaluator, self.mentor = made[Role.KECAMATAN], made[Role.EVALUATOR], made[Role.MENTOR]
        self.tell(f"{len(self.partners.communities)} communities, 44 centres, {len(made)} accounts of staff")
        self._replay()
        self._claims()
        seal_all()

    def _replay(self) -> None:
        by_fortnight: dict[int, list[Life]] = defaultdict(list)
        for life in self.lives:
            by_fortnight[Fortnight.of(life.registered_on).number].append(life)
        running = Fortnight.of(self.today)
        for number in range(min(by_fortnight, default=running.number), running.number + 1):
            with transaction.atomic():
                self._register(by_fortnight.get(number, []))
                self._answer(number)
                self._correct(number)
                self._record(number)
                self._leave(number)
            if number == running.number - 2:
                self._same_person()
            seal_all()
            if running.number - PACKS <= number < running.number:
                pack = freeze(by=self.evaluator, fortnight=Fortnight(number))
                self.tell(
                    f"pack {pack.number} frozen: fortnight {number}, {len(self.loaded.persons)} members, {self.loaded.facts} facts"
                )

    def _register(self, newcomers: Sequence[Life]) -> None:
        submissions = {}
        for life in newcomers:
            submission = self._submission(life)
            submissions[submission.id] = life
            at = datetime.combine(life.registered_on, time(self.chance.randint(7, 20), self.chance.randrange(60)), JAKARTA)
            officer = self.counter if submission.place_code.startswith(staff.KECAMATAN) else self.officer
            by, channel = (officer, Channel.COUNTER) if life.at_counter else (NOBODY, Channel.SELF)
            submit(by=by, submission=submission, channel=channel, at=at)
        while settle_due():
            pass
        for submission_id, person_id in persons_of(list(submissions)).items():
            self._expect(submissions[submission_id], person_id)

    def _submission(self, life: Life) -> Submission:
        in_household = life.household is not None and life.household < 0
        place = staff.KELURAHAN if in_household else self.where.outside() if life.outside else self.where.kelurahan()
        born_in = self.where.kelurahan() if self.chance.random() < 0.25 else place
        number = life.number if life.household is None else life.household
        return Submission(
            id=new_id(),
            name=people.name(self.chance, woman=life.woman),
            nik=people.nik(born_in, life.number, woman=life.woman),
            phone=HOUSEHOLD_PHONE if in_household else people.phone(number),
            place_code=place,
            business=self.chance.choice(people.BUSINESSES),
            entry_status=EntryStatus(life.entry_status),
            referral=Referral(life.referral),
            consents=life.consents,
            community_id=None if life.answer == "none" else self.partners.near(place, self.chance),
            is_synthetic=True,
        )

    def _expect(self, life: Life, person_id: UUID) -> None:
        """Put the rest of a life into the fortnights in which the programme learns of it."""
        loaded = self.loaded
        loaded.persons[life.number] = person_id
        for event in life.events:
            loaded.events[Fortnight.of(event.known_on).number].append((life.number, event))
        answered_on = life.registered_on + timedelta(days=life.answered_after)
        if life.answer in ("accepted", "declined") and answered_on <= self.today:
            at = datetime.combine(answered_on, time(self.chance.randint(8, 20)), JAKARTA)
            loaded.answers[Fortnight.of(answered_on).number].append((life.number, life.answer, at))
        if life.leaves_on is not None and life.leaves_on <= self.today:
            loaded.leaving[Fortnight.of(life.leaves_on).number].append(life)
        elif not life.outside and self.chance.random() < 0.02:
            loaded.moving[Fortnight.of(life.registered_on).number + self.chance.randint(2, 20)].append(life.number)

    def _answer(self, number: int) -> None:
        due = {self.loaded.persons[life]: (answer, at) for life, answer, at in self.loaded.answers.pop(number, [])}
        answers, communities = [], set()
        for person_id, (request_id, community_id) in waiting_requests(list(due)).items():
            answer, at = due[person_id]
            accepted = answer == "accepted"
            reason = None if accepted else self.chance.choice(list(DeclineReason))
            state = RequestState.ACCEPTED if accepted else RequestState.DECLINED
            answers.append(Answer(request_id, state, reason, at=at))
            communities.add(community_id)
        # One speaker for all communities of the fortnight; who may answer is asked for each request all the same.
        speaking = tuple(Held(Role.COMMUNITY, org_id=community) for community in sorted(communities))
        answer_many(by=Actor(self.officer.user_id, "Pengurus (contoh)", speaking), answers=answers)

    def _record(self, number: int) -> None:
        given = []
        for life, event in self.loaded.events.pop(number, []):
            fact = _input(event)
            given.append((self.loaded.persons[life], fact))
            if event.wrong:
                self.loaded.corrections[number + self.chance.randint(1, 2)].append((fact.id, event))
        for start in range(0, len(given), AT_ONCE):
            record_many(by=self.officer, given=given[start : start + AT_ONCE], channel=Channel.COUNTER)
        self.loaded.facts += len(given)

    def _correct(self, number: int) -> None:
        for fact_id, event in self.loaded.corrections.pop(number, []):
            if event.wrong == "void":
                correct_fact(by=self.officer, fact_id=fact_id, correction=Correction.VOID, reason=CorrectionReason.DUPLICATE)
                continue
            better = _input(replace(event, occurred_on=event.occurred_on - timedelta(days=self.chance.randint(1, 9))))
            correct_fact(
                by=self.officer, fact_id=fact_id, correction=Correction.AMEND, reason=CorrectionReason.WRONG_DATE, given=better
            )

    def _leave(self, number: int) -> None:
        for life in self.loaded.leaving.pop(number, []):
            assert life.leaves_on is not None, "only who leaves is on this list"
            end_enrolment(
                by=self.officer,
                person_id=self.loaded.persons[life.number],
                reason=EndReason(life.leaves),
                ended_on=life.leaves_on,
                fact_id=new_id(),
            )
        for life_number in self.loaded.moving.pop(number, []):
            moved_on = min(Fortnight(number).first_day + timedelta(days=self.chance.randrange(14)), self.today)
            person_id = self.loaded.persons[life_number]
            to_place = self.where.other_than(person_id)
            move(by=self.officer, person_id=person_id, to_place=to_place, moved_on=moved_on, fact_id=new_id())

    def _same_person(self) -> None:
        """Two records turn out to be one human, and the mentor is given her members."""
        one, other = self.chance.sample(sorted(self.loaded.persons.values()), 2)
        mark_same(by=self.officer, person_id=one, other_id=other, fact_id=new_id())
        for person_id in self.where.living_in(staff.KECAMATAN, self.loaded.persons.values())[:40]:
            if self.mentor.user_id is not None:
                set_mentor(by=self.officer, person_id=person_id, mentor_id=self.mentor.user_id)

    def _claims(self) -> None:
        for number in range(4):
            place = staff.KELURAHAN if number < 2 else self.where.kelurahan()
            name = f"{people.name(self.chance, woman=True)} (contoh)"
            nik = people.nik(place, 3_000_000 + number, woman=True)
            open_claim(form=ClaimForm(new_id(), name, nik, people.phone(99_000_000 + number), place))


def _with_household(found: list[Life]) -> list[Life]:
    """The household of the demonstration: somebody who sells already, and the newest member."""
    rich = next((i for i, life in enumerate(found) if sum(event.kind.startswith("market") for event in life.events) > 1), None)
    recent = len(found) - 1
    if rich is None or rich == recent:
        return found
    for i in (rich, recent):
        events = found[i].events if i == rich else ()
        found[i] = replace(found[i], household=-1, outside=False, leaves="", leaves_on=None, answer="accepted", events=events)
    return found


def _input(event: Event) -> FactInput:
    return FactInput(
        kind=event.kind,
        occurred_on=event.occurred_on,
        grade=Grade(event.grade),
        measures=event.measures,
        details=event.details,
        captured_at=datetime.combine(event.known_on, time(10), JAKARTA),
    )
