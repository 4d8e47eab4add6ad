"""Many people at once are kept by the rules of one: what one refuses refuses all, and the results are the same."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from okoce.accounts.enums import Role
from okoce.accounts.queries import Actor, Held
from okoce.core.decisions import NotAllowed
from okoce.core.ids import new_id
from okoce.facts.enums import Channel, Correction, CorrectionReason, Grade
from okoce.facts.models import Fact
from okoce.facts.queries import entries, live_facts
from okoce.members.enums import EndReason
from okoce.members.models import Person
from okoce.members.queries import member, members, read_nik
from okoce.members.services import (
    End,
    FactChange,
    FactInput,
    Move,
    correct_each,
    end_each,
    move_each,
    record_each,
    set_mentors,
)
from tests.world import KELURAHAN, OTHER_KELURAHAN, make_member, today

pytestmark = pytest.mark.django_db


def officer(place: str) -> Actor:
    return Actor(new_id(), "Petugas", (Held(Role.KECAMATAN, place[:8]),))


HERE, THERE = officer(KELURAHAN), officer(OTHER_KELURAHAN)


def _fact(day: date | None = None) -> FactInput:
    return FactInput("activity.joined", day or today(), Grade.CONFIRMED, {"activity": "bazar"}, {"note": "sejak pagi"})


def test_each_fact_has_its_own_recorder_and_channel() -> None:
    one, other = make_member(1), make_member(2, domicile=OTHER_KELURAHAN)
    first, second = _fact(), _fact()
    given = [(one.person_id, first, Channel.COUNTER), (other.person_id, second, Channel.MENTOR)]
    assert record_each(by=[HERE, THERE], given=given) == (first.id, second.id)
    rows = Fact.objects.in_bulk([first.id, second.id])
    assert (rows[first.id].recorded_by, rows[first.id].channel) == (HERE.user_id, "counter")
    assert (rows[second.id].recorded_by, rows[second.id].channel) == (THERE.user_id, "mentor")
    assert rows[second.id].place_id == OTHER_KELURAHAN


def test_what_one_may_not_record_is_recorded_of_nobody() -> None:
    one, other = make_member(1), make_member(2, domicile=OTHER_KELURAHAN)
    given = [(one.person_id, _fact(), Channel.COUNTER), (other.person_id, _fact(), Channel.COUNTER)]
    with pytest.raises(NotAllowed, match=r"record\.outside_scope"), transaction.atomic():
        record_each(by=[HERE, HERE], given=given)
    assert not Fact.objects.exists()


def test_nobody_known_is_said() -> None:
    with pytest.raises(NotAllowed, match=r"record\.unknown"):
        record_each(by=[HERE], given=[(new_id(), _fact(), Channel.COUNTER)])


def test_corrections_of_many() -> None:
    people = [make_member(number) for number in (1, 2, 3)]
    facts = [_fact() for _person in people]
    record_each(by=[HERE] * 3, given=[(who.person_id, fact, Channel.COUNTER) for who, fact in zip(people, facts, strict=True)])
    earlier = today() - timedelta(days=3)
    better = FactInput("activity.joined", earlier, Grade.CONFIRMED, {"activity": "bazar"})
    changes = [
        FactChange(facts[0].id, Correction.VOID, CorrectionReason.DUPLICATE, note="dua kali"),
        FactChange(facts[1].id, Correction.AMEND, CorrectionReason.WRONG_DATE, given=better),
    ]
    ids = correct_each(by=[HERE, HERE], changes=changes)
    assert correct_each(by=[HERE, HERE], changes=changes) == ids  # a double tap
    live = {fact.id: fact.occurred_on for fact in live_facts()}
    assert live == {facts[1].id: earlier, facts[2].id: today()}
    known = entries([fact.id for fact in facts])
    assert known[facts[0].id].details[ids[0]]["note"] == "dua kali"
    assert known[facts[1].id].details[facts[1].id]["note"] == "sejak pagi"
    assert [len(known[fact.id].corrections) for fact in facts] == [1, 1, 0]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (FactChange(new_id(), Correction.VOID, CorrectionReason.DUPLICATE), "fact.unknown"),
        (None, "fact.not_void"),
    ],
)
def test_corrections_are_refused_as_one_is(change: FactChange | None, reason: str) -> None:
    who, fact = make_member(1), _fact()
    record_each(by=[HERE], given=[(who.person_id, fact, Channel.COUNTER)])
    wrong = change or FactChange(fact.id, Correction.RESTORE, CorrectionReason.EVIDENCE_FOUND)
    with pytest.raises(NotAllowed) as refused:
        correct_each(by=[HERE], changes=[wrong])
    assert refused.value.decision.codes == (reason,)


def test_moves_of_many() -> None:
    one, other = make_member(1), make_member(2)
    moves = [Move(who.person_id, OTHER_KELURAHAN, today(), new_id()) for who in (one, other)]
    with pytest.raises(NotAllowed, match=r"move\.other_office"):
        move_each(by=[THERE, HERE], moves=moves)
    move_each(by=[THERE, THERE], moves=moves)
    assert {found.domicile for found in members([one.person_id, other.person_id]).values()} == {OTHER_KELURAHAN}
    assert Fact.objects.filter(kind="person.moved").count() == 2
    with pytest.raises(NotAllowed, match=r"move\.same_place"):
        move_each(by=[THERE], moves=[Move(one.person_id, OTHER_KELURAHAN, today(), new_id())])


def test_ends_of_many() -> None:
    people = [make_member(number) for number in (1, 2)]
    ends = [End(who.person_id, EndReason.FOUND_JOB, today(), new_id()) for who in people]
    end_each(by=[HERE, HERE], ends=ends)
    assert not any(found.is_open for found in members([who.person_id for who in people]).values())
    with pytest.raises(NotAllowed, match=r"enrolment\.not_open"):
        end_each(by=[HERE], ends=[End(people[0].person_id, EndReason.FOUND_JOB, today(), new_id())])


def test_mentors_of_many() -> None:
    one, other = make_member(1), make_member(2, domicile=OTHER_KELURAHAN)
    mentor = new_id()
    with pytest.raises(NotAllowed, match=r"record\.outside_scope"):
        set_mentors(by=[HERE, HERE], mentors={one.person_id: mentor, other.person_id: mentor})
    set_mentors(by=[HERE, THERE], mentors={one.person_id: mentor, other.person_id: mentor})
    found = member(other.person_id)
    assert found is not None
    assert found.mentor_id == mentor


def test_queries_do_not_grow_with_the_number(django_assert_max_num_queries: object) -> None:
    people = [make_member(number) for number in range(1, 8)]
    for some in (people[:1], people[1:]):
        with django_assert_max_num_queries(14):  # type: ignore[operator]  # pytest-django's fixture
            record_each(by=[HERE] * len(some), given=[(who.person_id, _fact(), Channel.COUNTER) for who in some])
    assert Person.objects.count() == 7


@pytest.mark.parametrize(
    ("digits", "year"), [("010101", 2001), ("010160", 1960), ("290200", 2000), ("010130", 1930), ("010129", 2029)]
)
def test_two_digits_of_a_birth_year_are_read_as_of_our_time(digits: str, year: int) -> None:
    birth_on = read_nik(f"317401{digits}0001").birth_on
    assert birth_on is not None
    assert birth_on.year == year
