"""A counter day from the list to its end: turns, invitations, outcomes that are facts, a summary, and who is stuck again."""

from collections import Counter
from datetime import date, time, timedelta

import pytest

from okoce.accounts.enums import Role
from okoce.accounts.queries import actor_of
from okoce.facts.queries import live_facts_of
from okoce.members.enums import Purpose
from okoce.messaging.models import Message
from okoce.stages.p4_licensing.enums import AtCounter, CannotCome, DayState, NoLicence, Outcome, Paper, PermitState
from okoce.stages.p4_licensing.models import Application, CounterDay, CounterInvite, CounterSlot, Permit
from okoce.stages.p4_licensing.queries.counters import invites, open_days
from okoce.stages.p4_licensing.rules.turns import is_weekend, turns
from okoce.stages.p4_licensing.services import Noted, add_walk_in, answer, cancel_day, close_day, invite, note_outcome, plan_day
from tests.stages.p4_licensing.counters import a_plan, on_list, trained
from tests.stages.p4_licensing.papers import NIB
from tests.stages.p4_licensing.test_permits import refused
from tests.threads import at_once
from tests.world import KELURAHAN, OTHER_KELURAHAN, World, build_world, make_account, nik, today

CONTACT = frozenset({str(Purpose.PROGRAMME), str(Purpose.CONTACT)})
TOMORROW = timedelta(days=1)


def told(purpose: str) -> int:
    return Message.objects.filter(purpose=purpose).count()


@pytest.mark.django_db
def test_turns_are_spread_over_the_hours_and_nobody_shares_one(world: World) -> None:
    assert turns(time(9), time(12), 4) == (time(9), time(9, 45), time(10, 30), time(11, 15))
    assert is_weekend(date(2026, 11, 28))
    assert not is_weekend(date(2026, 11, 27))
    officer = world.actor(Role.KELURAHAN)
    people = [trained(n, consents=CONTACT if n < 103 else frozenset({str(Purpose.PROGRAMME)})) for n in range(101, 106)]
    day = plan_day(by=officer, given=a_plan(on=today() + TOMORROW, capacity=4))
    said = invite(by=officer, day_id=day, person_ids=[person.person_id for person in people])
    assert (said.invited, said.told, said.left_out) == (4, 2, {"counter.full": 1})
    assert told("counter.invite") == 2
    assert [line.number for line in invites(CounterDay.objects.get(id=day), officer)] == [1, 2, 3, 4]
    # Who is invited is asked nothing twice, and leaves the list until the day is over.
    assert on_list(officer) == [people[4].person_id]
    assert invite(by=officer, day_id=day, person_ids=[people[0].person_id]).left_out == {"counter.invited_already": 1}


@pytest.mark.django_db
def test_the_same_form_is_one_day_and_another_at_the_same_place_is_refused(world: World) -> None:
    officer, plan = world.actor(Role.KELURAHAN), a_plan()
    assert plan_day(by=officer, given=plan) == plan_day(by=officer, given=plan)
    assert refused(plan_day, by=officer, given=a_plan()) == ("counter.planned_already",)
    assert refused(plan_day, by=officer, given=a_plan(place_code=OTHER_KELURAHAN)) == ("counter.not_your_place",)
    assert refused(plan_day, by=officer, given=a_plan(opens=time(12), closes=time(9))) == ("counter.closes_first",)
    assert refused(plan_day, by=officer, given=a_plan(capacity=0)) == ("counter.no_room",)
    assert refused(plan_day, by=officer, given=a_plan(on=today() + timedelta(days=400))) == ("counter.too_far_ahead",)
    assert CounterDay.objects.count() == 1


@pytest.mark.django_db
def test_who_cannot_come_frees_her_turn_and_stands_on_the_list_again(world: World) -> None:
    officer, (first, second) = world.actor(Role.KELURAHAN), (trained(111), trained(112))
    day = plan_day(by=officer, given=a_plan(on=today() + TOMORROW, capacity=1))
    invite(by=officer, day_id=day, person_ids=[first.person_id])
    row = CounterInvite.objects.get(person=first.person_id)
    assert refused(answer, by=officer, invite_id=row.id, coming=False) == ("counter.reason_missing",)
    answer(by=officer, invite_id=row.id, coming=False, reason=CannotCome.SELLING)
    assert set(on_list(officer)) == {first.person_id, second.person_id}
    invite(by=officer, day_id=day, person_ids=[second.person_id])
    assert refused(answer, by=officer, invite_id=row.id, coming=True) == ("counter.full",)
    assert open_days(officer, today()) == []


@pytest.mark.django_db
def test_every_outcome_is_the_fact_that_it_is(world: World) -> None:
    officer = world.actor(Role.KELURAHAN)
    people = [trained(n) for n in range(121, 126)]
    day = plan_day(by=officer, given=a_plan(capacity=5))
    invite(by=officer, day_id=day, person_ids=[person.person_id for person in people])
    issued, applied, papers, declined, absent = (CounterInvite.objects.get(person=person.person_id) for person in people)
    note_outcome(by=officer, given=Noted(issued.id, AtCounter.ISSUED, number=NIB))
    note_outcome(by=officer, given=Noted(applied.id, AtCounter.APPLIED))
    note_outcome(by=officer, given=Noted(papers.id, AtCounter.PAPERS, papers=(Paper.KTP, Paper.EMAIL)))
    note_outcome(by=officer, given=Noted(declined.id, AtCounter.DECLINED, reason=NoLicence.COST, note="Menunggu anaknya"))
    close_day(by=officer, day_id=day)

    facts = [
        (fact.kind, fact.measures.get("licence"), fact.occurred_on)
        for person in people
        for fact in live_facts_of(person.person_id)
        if fact.kind.startswith("licence.")
    ]
    assert facts == [(f"licence.{kind}", "nib", today()) for kind in ("issued", "applied", "declined")]
    permit = Permit.objects.get(person=people[0].person_id)
    assert (permit.state, permit.source) == (PermitState.CONFIRMED, "record")
    issued.refresh_from_db()
    assert (issued.permit_id, issued.fact_id) == (permit.id, permit.fact_id)
    held = CounterDay.objects.get(id=day)
    assert held.summary == {
        "invited": 5,
        "walk_ins": 0,
        "came": 4,
        "still": 2,
        "outcomes": {"issued": 1, "applied": 1, "papers": 1, "declined": 1, "not_come": 1},
        "why": {"papers": {"ktp": 1, "email": 1}, "cannot_come": {}, "declined": {"cost": 1}},
    }
    assert set(on_list(officer)) == {papers.person_id, absent.person_id}


@pytest.mark.django_db
def test_noting_twice_is_once_and_a_fact_is_corrected_on_the_record(world: World) -> None:
    officer, her = world.actor(Role.KELURAHAN), trained(131)
    day = plan_day(by=officer, given=a_plan())
    invite(by=officer, day_id=day, person_ids=[her.person_id])
    row = CounterInvite.objects.get(person=her.person_id)
    note_outcome(by=officer, given=Noted(row.id, AtCounter.PAPERS, papers=(Paper.KTP,)))
    said = Noted(row.id, AtCounter.APPLIED)
    note_outcome(by=officer, given=said)
    note_outcome(by=officer, given=said)
    assert Application.objects.filter(person=her.person_id, outcome="").count() == 1
    again = Noted(row.id, AtCounter.DECLINED, reason=NoLicence.COST)
    assert refused(note_outcome, by=officer, given=again) == ("counter.noted_already",)
    row.refresh_from_db()
    assert (row.outcome, row.papers) == (AtCounter.APPLIED, [])


@pytest.mark.django_db
def test_what_is_missing_is_asked_for_and_leaves_nothing_behind(world: World) -> None:
    officer, her = world.actor(Role.KELURAHAN), trained(141)
    day = plan_day(by=officer, given=a_plan())
    invite(by=officer, day_id=day, person_ids=[her.person_id])
    row = CounterInvite.objects.get(person=her.person_id)
    assert refused(note_outcome, by=officer, given=Noted(row.id, AtCounter.PAPERS)) == ("counter.papers_missing",)
    assert refused(note_outcome, by=officer, given=Noted(row.id, AtCounter.DECLINED)) == ("counter.reason_missing",)
    assert refused(note_outcome, by=officer, given=Noted(row.id, AtCounter.ISSUED, number="12")) == ("permit.nib_length",)
    row.refresh_from_db()
    assert (row.outcome, row.fact_id) == ("", None)
    ahead = plan_day(by=officer, given=a_plan(on=today() + TOMORROW))
    invite(by=officer, day_id=ahead, person_ids=[her.person_id])
    later = CounterInvite.objects.get(day=ahead)
    assert refused(note_outcome, by=officer, given=Noted(later.id, AtCounter.NOT_COME)) == ("counter.not_yet",)
    assert refused(close_day, by=officer, day_id=ahead) == ("counter.not_yet",)


@pytest.mark.django_db
def test_a_day_from_paper_sends_nothing_and_counts_who_came_uninvited(world: World) -> None:
    officer, her = world.actor(Role.KELURAHAN), trained(151, consents=CONTACT)
    day = plan_day(by=officer, given=a_plan(on=today() - timedelta(days=20)))
    assert invite(by=officer, day_id=day, person_ids=[her.person_id]).told == 0
    walk_in = add_walk_in(by=officer, day_id=day, nik=world.own.nik)
    assert add_walk_in(by=officer, day_id=day, nik=world.own.nik) == walk_in
    assert refused(add_walk_in, by=officer, day_id=day, nik=world.other.nik) == ("counter.nobody_here",)
    assert refused(add_walk_in, by=officer, day_id=day, nik=nik(9999)) == ("counter.nobody_here",)
    note_outcome(by=officer, given=Noted(walk_in, AtCounter.ISSUED, number=NIB))
    close_day(by=officer, day_id=day)
    summary = CounterDay.objects.get(id=day).summary
    assert (summary["invited"], summary["walk_ins"], summary["came"]) == (1, 1, 1)
    assert Permit.objects.get(person=world.own.person_id).issued_on == today() - timedelta(days=20)
    assert refused(close_day, by=officer, day_id=day) == ("counter.ended",)


@pytest.mark.django_db
def test_a_day_is_called_off_with_a_reason_and_those_who_were_told_hear_it(world: World) -> None:
    officer, her = world.actor(Role.KELURAHAN), trained(161, consents=CONTACT)
    day = plan_day(by=officer, given=a_plan(on=today() + TOMORROW))
    invite(by=officer, day_id=day, person_ids=[her.person_id])
    assert refused(cancel_day, by=officer, day_id=day, reason="  ") == ("counter.reason_missing",)
    cancel_day(by=officer, day_id=day, reason="Balai warga terendam banjir")
    assert CounterDay.objects.get(id=day).state == DayState.CANCELLED
    assert told("counter.cancelled") == 1
    assert on_list(officer) == [her.person_id]
    assert refused(invite, by=officer, day_id=day, person_ids=[her.person_id]) == ("counter.ended",)
    assert plan_day(by=officer, given=a_plan(on=today() + TOMORROW)) != day


@pytest.mark.django_db
def test_people_of_other_offices_are_left_out_and_other_offices_have_no_day_here(world: World) -> None:
    officer, other = world.actor(Role.KELURAHAN), actor_of(make_account("elsewhere", Role.KELURAHAN, place=OTHER_KELURAHAN))
    day = plan_day(by=officer, given=a_plan())
    assert invite(by=officer, day_id=day, person_ids=[world.other.person_id]).left_out == {"record.outside_scope": 1}
    assert refused(invite, by=other, day_id=day, person_ids=[world.other.person_id]) == ("counter.not_your_place",)


def test_two_officers_fill_the_last_turn_once(own_database: str) -> None:
    world = build_world()
    officers = [world.actor(Role.KELURAHAN), world.actor(Role.KECAMATAN)]
    people = [trained(n, is_synthetic=True) for n in range(201, 213)]
    day = plan_day(by=officers[0], given=a_plan(capacity=5, is_synthetic=True))
    waiting = [(officers[number % 2], person.person_id) for number, person in enumerate(people)]
    left_out: Counter[str] = Counter()

    def work() -> None:
        by, person_id = waiting.pop()
        left_out.update(invite(by=by, day_id=day, person_ids=[person_id]).left_out)

    at_once(len(people), work)
    assert CounterInvite.objects.filter(day=day).exclude(slot=None).count() == 5
    assert CounterSlot.objects.filter(day=day, invite=None).count() == 0
    assert left_out == {"counter.full": 7}


def test_two_officers_note_the_same_permit_once(own_database: str) -> None:
    world = build_world()
    officer, her = world.actor(Role.KELURAHAN), trained(221, is_synthetic=True)
    day = plan_day(by=officer, given=a_plan())
    invite(by=officer, day_id=day, person_ids=[her.person_id])
    row = CounterInvite.objects.get(person=her.person_id)
    said = Noted(row.id, AtCounter.APPLIED)
    at_once(4, lambda: note_outcome(by=officer, given=said))
    facts = [fact for fact in live_facts_of(her.person_id) if fact.kind == "licence.applied"]
    assert [fact.id for fact in facts] == [said.id]
    assert Application.objects.get(person=her.person_id).outcome not in Outcome.values
    assert CounterDay.objects.get(id=day).place_id == KELURAHAN
