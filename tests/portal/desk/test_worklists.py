"""Work lists as tables of histories: what happened to somebody, and on which lists she stands."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from okoce.accounts.enums import Role
from okoce.facts.enums import Correction, CorrectionReason
from okoce.facts.services import correct
from okoce.members.models import Enrolment
from okoce.portal.desk.worklists import WORKLISTS, counts, offered, people_on, thresholds
from okoce.stages.p1_registration.models import CommunityRequest
from tests.portal.desk.looking import ago, ended, enrolled_ago
from tests.world import OTHER_KELURAHAN, World, make_fact, make_member, nik, today

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class History:
    """Days since registration, and facts as (kind, days ago)."""

    name: str
    registered: int
    facts: tuple[tuple[str, int], ...] = ()
    on: frozenset[str] = field(default_factory=frozenset)
    entry_status: str = "trading"


HISTORIES = (
    History("new today", 0, (), frozenset({"baru"})),
    History("new 13 days", 13, (), frozenset({"baru"})),
    History("not new", 14),
    History("just in time", 30),
    History("no training", 31, (), frozenset({"belum-pelatihan"})),
    History("missed does not count", 31, (("training.missed", 5),), frozenset({"belum-pelatihan"})),
    History("trained", 60, (("training.attended", 30),)),
    History("not mentored", 60, (("training.attended", 31),), frozenset({"belum-didampingi"})),
    History("mentored", 90, (("training.attended", 50), ("mentoring.session", 60))),
    History("no licence", 90, (("training.attended", 80), ("mentoring.visit", 61)), frozenset({"belum-izin"})),
    History("licensed at entry", 90, (("training.attended", 80), ("mentoring.visit", 61)), entry_status="licensed"),
    History("got one", 90, (("training.attended", 80), ("mentoring.visit", 61), ("licence.issued", 3))),
    History("books go on", 200, (("training.attended", 190), ("mentoring.visit", 40), ("books.month", 90), ("books.month", 60))),
    History(
        "books stopped",
        200,
        (("training.attended", 190), ("mentoring.visit", 40), ("books.month", 90), ("books.month", 61)),
        frozenset({"laporan-berhenti"}),
    ),
)


def lists_of(world: World, person_id: object, role: Role = Role.KECAMATAN) -> set[str]:
    actor, day = world.actor(role), today()
    days = thresholds(day)
    return {item.code for item in offered(actor) if people_on(item, actor, day, days).filter(pk=person_id).exists()}


@pytest.mark.parametrize("history", HISTORIES, ids=lambda history: history.name)
def test_who_stands_where(world: World, history: History) -> None:
    who = enrolled_ago(9, history.registered, entry_status=history.entry_status)
    for kind, days in history.facts:
        make_fact(who, kind, occurred_on=ago(days))
    assert lists_of(world, who.person_id) == history.on


def test_a_void_fact_does_not_count_and_a_restored_one_does(world: World) -> None:
    who = enrolled_ago(9, 40)
    fact = make_fact(who, "training.attended", occurred_on=ago(10))
    by = world.users[Role.KECAMATAN].id
    correct(by=by, original=fact, correction=Correction.VOID, reason=CorrectionReason.NOT_HAPPENED)
    assert lists_of(world, who.person_id) == {"belum-pelatihan"}
    correct(by=by, original=fact, correction=Correction.RESTORE, reason=CorrectionReason.EVIDENCE_FOUND)
    assert lists_of(world, who.person_id) == set()


def test_who_left_stands_on_no_list(world: World) -> None:
    assert lists_of(world, ended(enrolled_ago(9, 100), 1).person_id) == set()


def test_a_community_that_let_its_clock_run_out(world: World) -> None:
    CommunityRequest.objects.filter(id=world.own.request_id).update(due_on=today())
    assert "komunitas-terlambat" not in lists_of(world, world.own.person_id)
    CommunityRequest.objects.filter(id=world.own.request_id).update(due_on=today() - timedelta(days=1))
    assert "komunitas-terlambat" in lists_of(world, world.own.person_id)


def test_somebody_of_another_city_is_on_no_list(world: World) -> None:
    who = enrolled_ago(9, 100, domicile=OTHER_KELURAHAN)
    assert [lists_of(world, who.person_id, role) for role in (Role.KELURAHAN, Role.KECAMATAN, Role.CITY)] == [set()] * 3


def test_a_mentor_sees_her_members_wherever_they_live(world: World) -> None:
    who = make_member(9, started_on=ago(50), domicile="32", nik=nik(9))  # Jawa Barat
    assert lists_of(world, who.person_id, Role.MENTOR) == set()
    Enrolment.objects.filter(person_id=who.person_id).update(mentor_id=world.users[Role.MENTOR].id)
    assert lists_of(world, who.person_id, Role.MENTOR) == {"belum-pelatihan", "luar-jakarta"}


def test_counts_are_the_lengths_of_the_lists(world: World, django_assert_num_queries: object) -> None:
    for n, history in enumerate(HISTORIES, start=20):
        who = enrolled_ago(n, history.registered, entry_status=history.entry_status)
        for kind, when in history.facts:
            make_fact(who, kind, occurred_on=ago(when))
    actor, day = world.actor(Role.KECAMATAN), today()
    days = thresholds(day)
    with django_assert_num_queries(1):  # type: ignore[operator]  # pytest-django's fixture has no public type
        found = counts(actor, day, days)
    assert found == {item.code: people_on(item, actor, day, days).count() for item in offered(actor)}
    assert found["belum-pelatihan"] == 2


def test_every_list_says_what_to_do() -> None:
    assert [item.code for item in WORKLISTS if not (item.todo and item.empty)] == []
