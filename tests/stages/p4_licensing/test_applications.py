"""Applications: promised days with the version of their rule, how they end, what is late; and what stands in the way."""

from datetime import date, timedelta
from typing import Any

import pytest

from okoce.accounts.enums import Role
from okoce.accounts.queries import actor_of
from okoce.core.decisions import NotAllowed
from okoce.core.ids import new_id
from okoce.facts.enums import Channel, Grade
from okoce.facts.queries import live_facts_of
from okoce.regulations.enums import RuleStatus
from okoce.regulations.models import RuleRow
from okoce.stages.p4_licensing.enums import Licence, NoLicence, Office, Outcome
from okoce.stages.p4_licensing.models import Application
from okoce.stages.p4_licensing.queries.applications import application, applications_of_person, declined_of
from okoce.stages.p4_licensing.queries.service_times import service_times
from okoce.stages.p4_licensing.rules.service import Handled, is_late, service_time
from okoce.stages.p4_licensing.services import NotGoing, Submission, apply, decline, end_application, follow_facts, report
from tests.stages.p4_licensing.papers import PIRT, a_report
from tests.transactions import seal_within
from tests.world import World, make_account, make_fact, today

pytestmark = pytest.mark.django_db
# A kind of permit for which no days are shipped.
LABEL_DAYS = {"code": "p4.days.lhsp", "unit": "working days", "legal_basis": "uji", "status": RuleStatus.ACTIVE}


def promise(days: int, **changes: Any) -> RuleRow:
    fields = {**LABEL_DAYS, "effective_from": date(2020, 1, 1), **changes}
    row: RuleRow = RuleRow.objects.create(value=days, **fields)
    return row


def ago(days: int) -> date:
    return today() - timedelta(days=days)


def submission(world: World, **changes: Any) -> Submission:
    fields: dict[str, Any] = {"licence": Licence.LHSP, "office": Office.HEALTH, "submitted_on": ago(20)}
    return Submission(world.own.person_id, **{**fields, **changes})


def refused(work: Any, **kwargs: Any) -> tuple[str, ...]:
    with pytest.raises(NotAllowed) as caught:
        work(**kwargs)
    return caught.value.decision.codes


def test_an_application_keeps_the_version_of_the_promise(world: World) -> None:
    rule = promise(7)
    her, member = world.own.person_id, world.actor(Role.MEMBER)
    application_id = apply(by=member, given=submission(world, number="PB-UMKU 12"))
    (line,) = applications_of_person(her)
    assert (line.promised_days, line.number, line.is_open, line.late) == (7, "PB-UMKU 12", True, True)
    assert line.due_on is not None
    assert line.due_on > ago(20) + timedelta(days=7), "working days"
    assert Application.objects.get(id=application_id).promised_rule == rule.id
    promise(3, effective_from=date(2026, 11, 1), applies_to="health")
    report(by=member, given=a_report(her))  # her rows are made again; the old promise stands
    assert applications_of_person(her)[0].promised_days == 7
    (fact,) = [fact for fact in live_facts_of(her) if fact.kind == "licence.applied"]
    assert (fact.grade, fact.channel, dict(fact.measures)) == (
        Grade.SELF_REPORTED,
        Channel.SELF,
        {"licence": "lhsp", "office": "health"},
    )


def test_a_row_for_the_office_goes_before_one_for_all_and_none_is_unknown(world: World) -> None:
    promise(7)
    promise(3, applies_to="health", unit="days")
    member = world.actor(Role.MEMBER)
    first = application(apply(by=member, given=submission(world)))
    other = application(apply(by=member, given=submission(world, office=Office.PTSP)))
    unknown = application(apply(by=member, given=submission(world, licence=Licence.KKPR)))
    assert first is not None
    assert other is not None
    assert unknown is not None
    assert (first.promised_days, first.due_on) == (3, ago(17))
    assert other.promised_days == 7
    assert (unknown.promised_days, unknown.due_on, unknown.late) == (None, None, False)


def test_one_application_runs_at_a_time_and_the_same_form_is_one(world: World) -> None:
    member, given = world.actor(Role.MEMBER), submission(world)
    assert apply(by=member, given=given) == apply(by=member, given=given)
    assert refused(apply, by=member, given=submission(world)) == ("application.running",)
    apply(by=member, given=submission(world, office=Office.OSS))
    assert len(applications_of_person(world.own.person_id)) == 2


def test_it_ends_with_the_permit_a_refusal_or_her_withdrawal(world: World) -> None:
    her, member, officer = world.own.person_id, world.actor(Role.MEMBER), world.actor(Role.KELURAHAN)
    pirt = apply(by=member, given=submission(world, licence=Licence.PIRT, office=Office.OSS))
    label = apply(by=member, given=submission(world))
    ends: dict[str, Any] = {"reason": NoLicence.PAPERS, "on": ago(2)}
    assert refused(end_application, by=member, application_id=label, outcome=Outcome.ISSUED, **ends) == (
        "application.report_the_permit",
    )
    early = {"reason": NoLicence.PAPERS, "on": ago(30)}
    assert refused(end_application, by=member, application_id=label, outcome=Outcome.REFUSED, **early) == (
        "application.ends_before",
    )
    end_application(by=officer, application_id=label, outcome=Outcome.REFUSED, **ends)
    assert refused(end_application, by=member, application_id=label, outcome=Outcome.REFUSED, **ends) == ("application.ended",)
    report(by=member, given=a_report(her, licence=Licence.PIRT, number=PIRT, issued_on=ago(1)))
    found = {line.id: line for line in applications_of_person(her)}
    assert (found[label].outcome, found[label].decided_on, found[label].reason) == (Outcome.REFUSED, ago(2), NoLicence.PAPERS)
    assert (found[pirt].outcome, found[pirt].decided_on) == (Outcome.ISSUED, ago(1))
    assert Application.objects.get(id=pirt).permit is not None
    again = apply(by=member, given=submission(world, submitted_on=ago(1)))
    end_application(by=member, application_id=again, outcome=Outcome.WITHDRAWN, reason=NoLicence.COST, on=today())
    assert refused(end_application, by=member, application_id=new_id(), outcome=Outcome.REFUSED, **ends) == ("application.unknown",)
    elsewhere = actor_of(make_account("matraman", Role.CITY, place="31.75"))
    assert refused(apply, by=elsewhere, given=submission(world)) == ("record.outside_scope",)


def test_applications_that_others_recorded_follow_too(world: World) -> None:
    measures = {"licence": "halal", "office": "bpjph"}
    make_fact(world.own.member, "licence.applied", measures=measures, occurred_on=ago(40))
    make_fact(world.own.member, "licence.applied", measures=measures, occurred_on=ago(39))
    make_fact(world.own.member, "licence.declined", measures={"licence": "halal", "reason": "not_allowed"}, occurred_on=ago(3))
    seal_within()
    follow_facts()
    (line,) = applications_of_person(world.own.person_id)
    assert (line.submitted_on, line.outcome, line.decided_on) == (ago(40), Outcome.REFUSED, ago(3)), "written twice is one"


def test_what_stands_in_the_way_is_a_fact_and_closes_nothing(world: World) -> None:
    her, member = world.own.person_id, world.actor(Role.MEMBER)
    given = NotGoing(her, Licence.NIB, NoLicence.WORRIED, today(), note="Takut pajak")
    assert decline(by=member, given=given) == given.id == decline(by=member, given=given)
    (item,) = declined_of(her)
    assert (item.licence, item.reason, item.on) == (Licence.NIB, NoLicence.WORRIED, today())
    decline(by=world.actor(Role.MENTOR), given=NotGoing(her, Licence.HALAL, NoLicence.NO_TIME, today()))
    assert {item.licence for item in declined_of(her)} == {Licence.NIB, Licence.HALAL}
    report(by=member, given=a_report(her, issued_on=today()))
    assert [item.licence for item in declined_of(her)] == [Licence.HALAL], "she has it now"


def handled(outcome: str = "", waited: int = 10, submitted: int = 10, promised: int | None = 7) -> Handled:
    start = ago(submitted)
    due = start + timedelta(days=promised) if promised is not None else None
    return Handled(start, due, promised, outcome, start + timedelta(days=waited) if outcome else None)


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (handled("issued", waited=7), False),
        (handled("refused", waited=3), False),
        (handled("issued", waited=8), True),
        (handled(submitted=8), True),
        (handled(submitted=7), None),
        (handled("withdrawn", waited=2), None),
        (handled("withdrawn", waited=9), True),
        (handled("issued", promised=None), None),
    ],
)
def test_when_a_promise_is_broken(item: Handled, expected: bool | None) -> None:
    assert is_late(item, today()) is expected


def test_service_times_by_hand() -> None:
    """Three answered after 2, 4 and 12 days, one withdrawn after 3, one still waiting for 30, one for 1; 7 days promised."""
    items = [handled("issued", waited=days, submitted=40) for days in (2, 4, 12)]
    items += [handled("withdrawn", waited=3, submitted=40), handled(submitted=30), handled(submitted=1, promised=5)]
    found = service_time(items, today())
    assert (found.applications, found.answered, found.waiting, found.promised_days) == (6, 3, 2, 5)
    # S(2) = 4/5 (one of six had left after one day), S(4) = 4/5 * 2/3, S(12) = 8/15 * 1/2
    assert (found.median, found.ninth) == (12, None)
    assert (found.in_time, found.late) == (2, 2)
    assert found.share_in_time == 0.5
    assert service_time([], today()).share_in_time is None


def test_service_times_are_read_within_the_scope(world: World) -> None:
    promise(7)
    apply(by=world.actor(Role.MEMBER), given=submission(world))
    other = actor_of(make_account("matraman", Role.KECAMATAN, place="31.75.01"))
    apply(by=other, given=Submission(world.other.person_id, Licence.LHSP, Office.HEALTH, ago(400)))
    apply(by=other, given=Submission(world.other.person_id, Licence.BRAND, Office.DJKI, ago(100)))

    def seen(role: Role, place: str = "") -> list[tuple[str, int]]:
        return [(line.licence, line.time.applications) for line in service_times(world.actor(role), today(), place)]

    assert seen(Role.KECAMATAN) == [("lhsp", 1)]
    assert seen(Role.EVALUATOR) == [("brand", 1), ("lhsp", 1)], "what is older than the window is left out"
    assert seen(Role.EVALUATOR, "31.75") == [("brand", 1)]
    assert seen(Role.MENTOR) == []
    assert seen(Role.KELURAHAN) == []
