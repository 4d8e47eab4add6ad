"""The list of the stuck: who is on it, who is not, in which order, counted where; made from facts however often."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from okoce.accounts.enums import Role
from okoce.accounts.queries import actor_of
from okoce.core.ids import new_id
from okoce.facts.enums import Correction, CorrectionReason, Grade
from okoce.facts.services import correct
from okoce.members.enums import EndReason, EntryStatus, Purpose
from okoce.members.services import end_enrolment
from okoce.stages.p4_licensing.enums import Licence, NoLicence, Office, Outcome, Waiting
from okoce.stages.p4_licensing.models import LicenceWait, SavedAnswer
from okoce.stages.p4_licensing.queries.stuck import Narrow, by_place, lines, longest_first, stuck, thresholds
from okoce.stages.p4_licensing.services import (
    NotGoing,
    Submission,
    apply,
    decline,
    end_application,
    follow_facts,
    report,
    wait_again,
)
from tests.stages.p4_licensing.counters import followed, on_list, trained
from tests.stages.p4_licensing.papers import a_report
from tests.transactions import seal_within
from tests.world import KELURAHAN, NEIGHBOUR_KELURAHAN, OTHER_KELURAHAN, World, make_account, make_fact, make_member, today

pytestmark = pytest.mark.django_db


def test_trained_long_ago_and_without_a_permit_the_longest_waiting_first(world: World) -> None:
    officer = world.actor(Role.KELURAHAN)
    shorter, longer = trained(11, ago=timedelta(days=70)), trained(12, ago=timedelta(days=200))
    trained(13, ago=timedelta(days=60))  # not longer ago than the rule says
    trained(14, domicile=OTHER_KELURAHAN)
    make_member(15)
    assert on_list(officer) == [longer.person_id, shorter.person_id]


def test_the_worker_makes_the_same_from_the_log_again_and_again(world: World) -> None:
    her = make_member(11, started_on=today() - timedelta(days=120))
    first = make_fact(her, occurred_on=today() - timedelta(days=100))
    make_fact(her, "mentoring.visit", occurred_on=today() - timedelta(days=80))
    seal_within()
    followed()
    followed()
    row = LicenceWait.objects.get(person=her.person_id)
    assert (row.trained_on, row.mentored_on) == (today() - timedelta(days=100), today() - timedelta(days=80))
    user_id = world.users[Role.KELURAHAN].id
    correct(by=user_id, original=first, correction=Correction.VOID, reason=CorrectionReason.NOT_HAPPENED)
    seal_within()
    followed()
    row.refresh_from_db()
    assert (row.trained_on, row.mentored_on) == (None, today() - timedelta(days=80))


def test_a_permit_an_application_and_a_no_take_her_off_the_list(world: World) -> None:
    officer = world.actor(Role.KELURAHAN)
    licensed, applied, declined, stays = (trained(n) for n in (21, 22, 23, 24))
    report(by=officer, given=a_report(licensed.person_id))
    application = apply(by=officer, given=Submission(applied.person_id, Licence.NIB, Office.PTSP, today()))
    decline(by=officer, given=NotGoing(declined.person_id, Licence.NIB, NoLicence.NO_NEED, today()))
    wait_again(person_ids=[declined.person_id])
    assert on_list(officer) == [stays.person_id]
    # An office that refuses does not say that she wants no permit; and who said no is asked again after the rest.
    end_application(by=officer, application_id=application, outcome=Outcome.REFUSED, reason=NoLicence.PAPERS, on=today())
    wait_again(person_ids=[applied.person_id])
    assert set(on_list(officer)) == {applied.person_id, stays.person_id}
    later = today() + timedelta(days=thresholds(today()).rest + 1)
    assert declined.person_id in on_list(officer, later)


def test_a_paper_beside_a_permit_leaves_her_stuck_and_a_licence_at_entry_does_not(world: World) -> None:
    officer = world.actor(Role.KELURAHAN)
    with_sku, entered = trained(31), trained(32, entry_status=str(EntryStatus.LICENSED))
    report(by=officer, given=a_report(with_sku.person_id, licence=Licence.SKU, number="123/SKU/2026"))
    assert on_list(officer) == [with_sku.person_id]
    assert LicenceWait.objects.filter(person=entered.person_id).exists()


def test_who_has_left_waits_for_nothing(world: World) -> None:
    her = trained(41)
    officer, why = world.actor(Role.KELURAHAN), EndReason.MOVED_AWAY
    end_enrolment(by=officer, person_id=her.person_id, reason=why, ended_on=today(), fact_id=new_id())
    assert on_list(world.actor(Role.KELURAHAN)) == []


def test_counts_by_kelurahan_and_filters(world: World) -> None:
    city = world.actor(Role.CITY)
    for n, place in ((51, KELURAHAN), (52, KELURAHAN), (53, NEIGHBOUR_KELURAHAN), (54, OTHER_KELURAHAN)):
        trained(n, domicile=place)
    mentored = trained(55, domicile=NEIGHBOUR_KELURAHAN, ago=timedelta(days=300))
    make_fact(mentored, "mentoring.session", occurred_on=today() - timedelta(days=10))
    wait_again(person_ids=[mentored.person_id])
    days = thresholds(today())
    counted = [(item.code, item.count) for item in by_place(stuck(city, today(), days))]
    assert counted == [(KELURAHAN, 2), (NEIGHBOUR_KELURAHAN, 2)]
    assert stuck(city, today(), days, Narrow(why=Waiting.MENTORED)).count() == 1
    assert stuck(city, today(), days, Narrow(why=Waiting.TRAINED)).count() == 3
    assert stuck(city, today(), days, Narrow(longer=250)).count() == 1
    assert stuck(city, today(), days, Narrow(place=KELURAHAN)).count() == 2


def test_a_line_says_what_blocks_her_and_masks_the_phone_of_who_may_be_called(world: World) -> None:
    willing = trained(61, consents=frozenset({str(Purpose.PROGRAMME), str(Purpose.CONTACT)}))
    silent = trained(62)
    assert silent.business_id is not None
    for number, answer in enumerate(("allowed", "green")):
        SavedAnswer.objects.create(
            business_id=silent.business_id, question="zone", answer=answer, answered_by=silent.person_id, channel="self",
            content_version=f"v{number}",
        )  # fmt: skip
    rows = longest_first(stuck(world.actor(Role.KELURAHAN), today(), thresholds(today())))
    with CaptureQueriesContext(connection) as asked:
        first, second = sorted(lines(list(rows), today()), key=lambda line: line.name)
    assert len(asked) <= 9
    assert (first.person_id, first.phone[:5], first.blocked, first.days) == (willing.person_id, "0812-", "", 100)
    assert (second.phone, second.may_contact, second.blocked) == ("", False, str(NoLicence.GREEN_ZONE.label))


def test_facts_of_others_take_her_off_as_soon_as_they_are_followed(world: World) -> None:
    """A permit written down through the general form counts once the worker has followed the log."""
    her = trained(71)
    make_fact(her, "licence.issued", measures={"licence": "nib"}, details={"number": "8120001234567"}, grade=Grade.CONFIRMED)
    seal_within()
    while follow_facts():
        pass
    assert on_list(world.actor(Role.KELURAHAN)) == []


def test_nobody_sees_the_stuck_of_other_offices(world: World) -> None:
    trained(81)
    other = actor_of(make_account("elsewhere", Role.KELURAHAN, place=OTHER_KELURAHAN))
    assert on_list(other) == []
    assert on_list(world.actor(Role.EVALUATOR)) == []
