"""Replay made-up lives through the services, fortnight by fortnight, as the programme would have learnt them."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from okoce.accounts.queries import NOBODY
from okoce.core.ids import new_id
from okoce.demo.courses import Event, Fix
from okoce.demo.diary import AT_ONCE, Diary
from okoce.demo.lives import Life
from okoce.demo.partners import Partners
from okoce.demo.staff import Staff
from okoce.demo.telling import KECAMATAN, Homes, arrived, at_hour, fortnight_of, given_of, homes_of, recorder_of
from okoce.facts.enums import Channel, Correction, CorrectionReason, Grade
from okoce.members.enums import EndReason, EntryStatus
from okoce.members.services import (
    End,
    FactChange,
    FactInput,
    Move,
    correct_each,
    end_each,
    mark_same,
    move_each,
    record_each,
    set_mentors,
)
from okoce.stages.p1_registration.enums import DeclineReason, RequestState
from okoce.stages.p1_registration.queries import persons_of, waiting_requests
from okoce.stages.p1_registration.services import (
    Answer,
    answer_each,
    return_at_counter,
    settle_due,
    submit_each,
)


class Replay:
    """Writes lives into the programme. What is learnt later waits in the diary."""

    def __init__(self, staff: Staff, partners: Partners, diary: Diary, twins: Sequence[int]) -> None:
        self.staff, self.partners, self.diary = staff, partners, diary
        self.same: dict[int, UUID | None] = dict.fromkeys(twins)
        self.members = self.facts = self.corrections = 0

    def register(self, lives: Iterable[Life]) -> None:
        """Hand in the registrations of a fortnight, some at once, and settle them."""
        some: list[Life] = []
        for found in lives:
            some.append(found)
            if len(some) == AT_ONCE:
                self._register(some)
                some = []
        self._register(some)

    def learn(self, number: int) -> None:
        """Write down all that the programme learns in a fortnight."""
        for verb, do in (
            ("move", self._move),
            ("answer", self._answer),
            ("mentor", self._mentor),
            ("fact", self._record),
            ("fix", self._correct),
            ("end", self._end),
            ("return", self._return),
        ):
            for some in self.diary.take(number, verb):
                do(some)

    def find_same(self, on: date) -> None:
        """Two records turn out to be one human."""
        one, other = self.same.values()
        if one is not None and other is not None:
            mark_same(by=self.staff.city, person_id=one, other_id=other, fact_id=new_id(), noted_at=at_hour(on, 11))

    def _register(self, lives: Sequence[Life]) -> None:
        officers = [self.staff.officers[life.place[:KECAMATAN]] if life.at_counter else NOBODY for life in lives]
        given = [arrived(life, self.partners) for life in lives]
        submit_each(by=officers, given=given)
        while settle_due(AT_ONCE):
            pass
        persons = persons_of([item.submission.id for item in given])
        for life, item in zip(lives, given, strict=True):
            self._expect(life, persons[item.submission.id])
        self.members += len(lives)

    def _expect(self, life: Life, person_id: UUID) -> None:
        """Put the rest of a life into the fortnights in which the programme learns of it."""
        note = self.diary.note
        if life.number in self.same:
            self.same[life.number] = person_id
        homes = homes_of(life)
        if life.answer in ("accepted", "declined"):
            note(fortnight_of(life.answered_on), "answer", (person_id, life.answer, life.answered_on, life.number))
        if life.mentored_on is not None:
            number = fortnight_of(life.mentored_on)
            note(number, "mentor", (person_id, homes.at(number), life.place[:KECAMATAN]))
        if life.move is not None:
            moved_in = fortnight_of(life.move.known_on)
            move = Move(person_id, life.move.to_place, life.move.on, new_id(), at_hour(life.move.known_on, 9))
            note(moved_in, "move", (homes.at(moved_in), move))
        for event in life.events:
            self._expect_fact(person_id, life, homes, event)
        if life.leaves_on is not None:
            number = fortnight_of(life.leaves_on)
            end = End(person_id, EndReason(life.leaves), life.leaves_on, new_id(), at_hour(life.leaves_on, 15))
            note(number, "end", (homes.at(number), end))
        if life.returns_on is not None:
            number = fortnight_of(life.returns_on)
            note(number, "return", (homes.at(number), person_id, life.entry_status, life.returns_on))

    def _expect_fact(self, person_id: UUID, life: Life, homes: Homes, event: Event) -> None:
        number = fortnight_of(event.known_on)
        given = given_of(event)
        self.diary.note(number, "fact", (recorder_of(life, homes, event), person_id, given, event.channel))
        for fix in event.fixes:
            later = fortnight_of(fix.on)
            self.diary.note(later, "fix", (homes.at(later), _change(event, given, fix)))

    def _answer(self, notes: list[Any]) -> None:
        due = {person_id: (answer, on, number) for person_id, answer, on, number in notes}
        answers, speakers = [], []
        for person_id, (request_id, community_id) in waiting_requests(list(due)).items():
            answer, on, number = due[person_id]
            state = RequestState.ACCEPTED if answer == "accepted" else RequestState.DECLINED
            reason = list(DeclineReason)[number % len(DeclineReason)] if answer == "declined" else None
            answers.append(Answer(request_id, state, reason, at=at_hour(on, 20)))
            speakers.append(self.staff.speakers[community_id])
        answer_each(by=speakers, answers=answers)

    def _mentor(self, notes: list[Any]) -> None:
        officers = [self.staff.officers[office] for _person, office, _home in notes]
        mentors = {person_id: self.staff.mentors[home].user_id for person_id, _office, home in notes}
        set_mentors(by=officers, mentors={person: mentor for person, mentor in mentors.items() if mentor is not None})

    def _move(self, notes: list[Any]) -> None:
        move_each(by=[self.staff.officers[office] for office, _move in notes], moves=[move for _office, move in notes])

    def _record(self, notes: list[Any]) -> None:
        recorders = [self.staff.recorder(*recorder) for recorder, *_fact in notes]
        given = [(person_id, fact, Channel(channel)) for _recorder, person_id, fact, channel in notes]
        record_each(by=recorders, given=given)
        self.facts += len(given)

    def _correct(self, notes: list[Any]) -> None:
        officers = [self.staff.officers[office] for office, _change in notes]
        correct_each(by=officers, changes=[change for _office, change in notes])
        self.corrections += len(notes)

    def _end(self, notes: list[Any]) -> None:
        end_each(by=[self.staff.officers[office] for office, _end in notes], ends=[end for _office, end in notes])

    def _return(self, notes: list[Any]) -> None:
        for office, person_id, entry_status, on in notes:
            return_at_counter(
                by=self.staff.officers[office],
                person_id=person_id,
                entry_status=EntryStatus(entry_status),
                started_on=on,
                fact_id=new_id(),
                noted_at=at_hour(on, 12),
            )


def _change(event: Event, given: FactInput, fix: Fix) -> FactChange:
    better = None
    if fix.correction == Correction.AMEND:
        better = FactInput(
            kind=event.kind,
            occurred_on=fix.occurred_on or event.occurred_on,
            grade=Grade(event.grade),
            measures=fix.measures or event.measures,
        )
    return FactChange(
        given.id, Correction(fix.correction), CorrectionReason(fix.reason), given=better, captured_at=at_hour(fix.on, 16)
    )
