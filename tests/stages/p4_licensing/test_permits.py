"""Permits: her own report, the officer's word, one number one permit, doubt, refutation; the log alone decides."""

from datetime import date, timedelta

import pytest

from okoce.accounts.enums import Role
from okoce.accounts.queries import actor_of
from okoce.core.decisions import NotAllowed
from okoce.facts.enums import Correction, CorrectionReason, Grade
from okoce.facts.queries import live_facts_of, timeline
from okoce.facts.services import correct
from okoce.members.enums import Purpose
from okoce.members.services import set_consent
from okoce.messaging.models import Message
from okoce.progression.queries import current_edition, standings
from okoce.stages.p4_licensing.enums import Licence, PermitState, Refutation, Source
from okoce.stages.p4_licensing.models import Permit
from okoce.stages.p4_licensing.queries.permits import by_number, by_person, held_tasks, lines, to_confirm
from okoce.stages.p4_licensing.services import Report, add_file, confirm, follow_facts, refute, report
from tests.stages.p4_licensing.papers import JPEG, NIB, PIRT, a_report
from tests.transactions import seal_within
from tests.world import World, make_account, make_fact, today

pytestmark = pytest.mark.django_db


def refused(work: object, *args: object, **kwargs: object) -> tuple[str, ...]:
    with pytest.raises(NotAllowed) as caught:
        work(*args, **kwargs)  # type: ignore[operator]  # a service
    return caught.value.decision.codes


def test_her_own_report_is_her_word_until_an_officer_confirms(world: World) -> None:
    her, member, officer = world.own.person_id, world.actor(Role.MEMBER), world.actor(Role.KELURAHAN)

    permit_id = report(by=member, given=a_report(her, file=JPEG))
    (line,) = by_person(her)
    assert (line.state, line.by_herself, line.has_file, line.number) == (PermitState.REPORTED, True, True, NIB)
    assert [fact.grade for fact in live_facts_of(her) if fact.kind == "licence.issued"] == [Grade.SELF_REPORTED]
    assert held_tasks(her, today()) == frozenset()

    confirm(by=officer, permit=permit_id, source=Source.PAPER, on=today())
    (line,) = by_person(her)
    assert (line.state, line.source, line.decided_by) == (PermitState.CONFIRMED, Source.PAPER, officer.user_id)
    assert held_tasks(her, today()) == {"nib"}
    (fact,) = [fact for fact in live_facts_of(her) if fact.kind == "licence.issued"]
    assert (fact.grade, fact.corrected, fact.occurred_on) == (Grade.CONFIRMED, True, line.issued_on)
    (entry,) = [entry for entry in timeline(her) if entry.kind.code == "licence.issued"]
    assert entry.corrections[0].reason == CorrectionReason.EVIDENCE_FOUND
    assert Message.objects.filter(purpose="permit.confirmed").count() == 1


def test_the_reading_of_the_stage_moves_with_the_evidence(world: World) -> None:
    """An edition that asks for confirmed permits is not passed by her word alone."""
    her, whom = world.own.person_id, {world.own.person_id: world.own.member.enrolment_id}
    edition = current_edition(today())

    def passed() -> date | None:
        found = standings(whom, by=edition, as_of=today())[her]  # type: ignore[arg-type]  # she is enrolled
        return next(stage.passed_on for stage in found.reading.stages if stage.stage == 4)

    least = edition.stage(4).minimum_grade
    permit_id = report(by=world.actor(Role.MEMBER), given=a_report(her))
    assert (passed() is None) == (least > Grade.SELF_REPORTED)
    confirm(by=world.actor(Role.KECAMATAN), permit=permit_id, source=Source.SITE, on=today())
    assert passed() is not None


def test_the_same_number_by_two_is_one_permit(world: World) -> None:
    her, member, officer = world.own.person_id, world.actor(Role.MEMBER), world.actor(Role.KECAMATAN)
    first = report(by=member, given=a_report(her, number="8120 0012 3456 7"))
    second = report(by=officer, given=a_report(her, number="NIB: 8120001234567", seen=Source.PAPER))
    assert first == second
    (line,) = by_person(her)
    assert (line.state, line.number) == (PermitState.CONFIRMED, "8120001234567")


def test_the_same_form_twice_is_one_report(world: World) -> None:
    given = a_report(world.own.person_id)
    assert report(by=world.actor(Role.MEMBER), given=given) == report(by=world.actor(Role.MEMBER), given=given)
    assert len(timeline(world.own.person_id, ["licence.issued"])) == 1


def test_she_corrects_what_nobody_confirmed_and_not_what_an_officer_did(world: World) -> None:
    her, member = world.own.person_id, world.actor(Role.MEMBER)
    yesterday = today() - timedelta(days=1)
    permit_id = report(by=member, given=a_report(her))
    report(by=member, given=a_report(her, issued_on=yesterday))
    assert by_person(her)[0].issued_on == yesterday
    confirm(by=world.actor(Role.KECAMATAN), permit=permit_id, source=Source.PAPER, on=today())
    assert report(by=member, given=a_report(her, issued_on=yesterday)) == permit_id, "the same again is nothing new"
    assert refused(report, by=member, given=a_report(her)) == ("permit.already_confirmed",)
    assert refused(add_file, by=member, permit_id=permit_id, file=JPEG) == ("permit.already_confirmed",)
    report(by=world.actor(Role.KECAMATAN), given=a_report(her, seen=Source.PAPER))
    assert by_person(her)[0].issued_on == today() - timedelta(days=30), "the officer's word corrects"


def test_a_number_that_another_member_has_is_shown_to_officers_alone(world: World) -> None:
    her, other = world.own.person_id, world.other.person_id
    other_officer = actor_of(make_account("matraman", Role.KECAMATAN, place="31.75.01"))
    report(by=other_officer, given=a_report(other, seen=Source.PAPER))

    permit_id = report(by=world.actor(Role.MEMBER), given=a_report(her))  # nothing tells her
    assert [line.is_doubtful for line in by_person(her)] == [True]
    assert {line.person_id for line in by_number(Licence.NIB, NIB)} == {her, other}
    assert [line.person_id for line in lines(to_confirm(other_officer))] == [other], "the confirmed one is looked at again"

    officer = world.actor(Role.KECAMATAN)
    assert refused(confirm, by=officer, permit=permit_id, source=Source.PAPER, on=today()) == ("permit.number_elsewhere",)
    given = a_report(her, seen=Source.PAPER)
    assert refused(report, by=officer, given=given) == ("permit.number_elsewhere",)
    refute(by=officer, permit=permit_id, reason=Refutation.OTHER_OWNER)
    assert [line.is_doubtful for line in lines(Permit.objects.filter(person=other))] == [False]
    assert not lines(to_confirm(other_officer))


def test_two_who_say_the_same_words_without_a_number_are_not_doubtful(world: World) -> None:
    for case in (world.own, world.other):
        make_fact(case.member, "licence.issued", details={"number": "menurut anggota"}, grade=Grade.SELF_REPORTED)
    seal_within()
    follow_facts()
    assert [line.is_doubtful for line in lines(Permit.objects.all())] == [False, False]


def test_a_refuted_permit_counts_no_more_and_may_be_reported_again(world: World) -> None:
    her, officer = world.own.person_id, world.actor(Role.KECAMATAN)
    permit_id = report(by=world.actor(Role.MEMBER), given=a_report(her))
    refute(by=officer, permit=permit_id, reason=Refutation.NOT_FOUND, note="Tidak ada di OSS")
    refute(by=officer, permit=permit_id, reason=Refutation.NOT_FOUND)
    (line,) = by_person(her)
    assert (line.state, line.refutation) == (PermitState.REFUTED, Refutation.NOT_FOUND)
    assert not [fact for fact in live_facts_of(her) if fact.kind == "licence.issued"]
    assert Message.objects.filter(purpose="permit.refuted").count() == 1
    assert refused(confirm, by=officer, permit=permit_id, source=Source.PAPER, on=today()) == ("permit.refuted_already",)

    assert report(by=world.actor(Role.MEMBER), given=a_report(her)) == permit_id
    assert [line.state for line in by_person(her)] == [PermitState.REPORTED]


def test_who_may_not_report_confirm_or_refute(world: World) -> None:
    her, member = world.own.person_id, world.actor(Role.MEMBER)
    permit_id = report(by=member, given=a_report(her))
    elsewhere = actor_of(make_account("matraman", Role.CITY, place="31.75"))
    assert refused(confirm, by=member, permit=permit_id, source=Source.PAPER, on=today()) == ("record.own",)
    assert refused(confirm, by=elsewhere, permit=permit_id, source=Source.PAPER, on=today()) == ("permit.officers_confirm",)
    mentor = world.actor(Role.MENTOR)
    assert refused(refute, by=mentor, permit=permit_id, reason=Refutation.NOT_FOUND) == ("permit.officers_confirm",)
    assert refused(report, by=mentor, given=a_report(her, number=PIRT, licence=Licence.PIRT, seen=Source.PAPER)) == (
        "permit.not_yours_to_confirm",
    )
    assert refused(report, by=elsewhere, given=a_report(her)) == ("record.outside_scope",)
    assert refused(report, by=member, given=a_report(world.other.person_id)) == ("record.outside_scope",)
    tomorrow = today() + timedelta(days=1)
    officer = world.actor(Role.KELURAHAN)
    assert refused(confirm, by=officer, permit=permit_id, source=Source.PAPER, on=tomorrow) == ("permit.seen_in_future",)
    assert refused(report, by=member, given=a_report(her, issued_on=tomorrow)) == ("fact.in_future",)
    ended = a_report(her, valid_until=today() - timedelta(days=60))
    assert refused(report, by=member, given=ended) == ("permit.ends_before_it_begins",)
    set_consent(by=member, person_id=her, purpose=Purpose.PROGRAMME, given=False)
    assert refused(report, by=member, given=a_report(her)) == ("record.consent_withdrawn",)


def test_a_mentor_writes_down_what_she_was_told(world: World) -> None:
    report(by=world.actor(Role.MENTOR), given=a_report(world.own.person_id))
    (line,) = by_person(world.own.person_id)
    assert (line.state, line.by_herself) == (PermitState.REPORTED, False)


def test_a_stronger_source_follows_a_weaker_and_not_the_other_way(world: World) -> None:
    her, officer = world.own.person_id, world.actor(Role.KECAMATAN)
    permit_id = report(by=world.actor(Role.MEMBER), given=a_report(her))
    for source, expected in ((Source.PAPER, "paper"), (Source.OFFICE_LIST, "office_list"), (Source.PAPER, "office_list")):
        confirm(by=officer, permit=permit_id, source=source, on=today())
        assert by_person(her)[0].source == expected
    assert len(timeline(her, ["licence.issued"])[0].corrections) == 2
    assert Message.objects.filter(purpose="permit.confirmed").count() == 1


def test_what_others_recorded_becomes_a_permit_and_follows_its_corrections(world: World) -> None:
    """Imports, the officer's form of facts and the register write facts; the worker makes permits of them, once."""
    measures = {"licence": "pirt", "valid_until": today() + timedelta(days=20)}
    details = {"number": f"No {PIRT} (berkas)"}
    fact = make_fact(world.own.member, "licence.issued", measures=measures, details=details, grade=Grade.REGISTER)
    assert not Permit.objects.exists()
    seal_within()
    assert follow_facts() == 1
    assert follow_facts() == 0
    (line,) = by_person(world.own.person_id)
    assert (line.state, line.source, line.licence) == (PermitState.CONFIRMED, Source.RECORD, Licence.PIRT)
    report(by=world.actor(Role.MEMBER), given=a_report(world.own.person_id, licence=Licence.PIRT, number=PIRT, **line_dates(line)))
    assert len(by_person(world.own.person_id)) == 1

    officer = world.actor(Role.KECAMATAN).user_id
    assert officer is not None
    correct(by=officer, original=fact, correction=Correction.VOID, reason=CorrectionReason.DUPLICATE)
    seal_within()
    follow_facts()
    (line,) = by_person(world.own.person_id)
    assert (line.state, line.refutation) == (PermitState.REFUTED, Refutation.RECORD)


def line_dates(line: object) -> dict[str, date]:
    return {"issued_on": line.issued_on, "valid_until": line.valid_until}  # type: ignore[attr-defined]  # a line


def test_a_renewal_stands_in_the_place_of_the_old_one(world: World) -> None:
    her, member = world.own.person_id, world.actor(Role.MEMBER)
    old = report(by=member, given=a_report(her, licence=Licence.PIRT, number=PIRT, valid_until=today() + timedelta(days=20)))
    new = Report(her, Licence.PIRT, "2063171010002-31", today(), date(2031, 11, 1))
    new_id = report(by=member, given=new)
    assert Permit.objects.get(id=new_id).renews_id == old, "only one can be meant"
    assert [line.is_renewed for line in by_person(her)] == [False, True]
    third = Report(her, Licence.PIRT, "2063171020003-31", today(), date(2031, 12, 1), renews=old)
    assert refused(report, by=member, given=third) == ("permit.renews_unknown",), "it is renewed already"
