"""Saved answers, decisions and packets: nothing is lost by going back, by saving again, by hiding, or by a second phone."""

from collections.abc import Callable, Mapping
from itertools import pairwise
from threading import Barrier, Thread
from uuid import UUID

import pytest
from django.db import ProgrammingError, connection, transaction

from okoce.accounts.enums import Role
from okoce.core.decisions import NotAllowed
from okoce.core.personal import Subject
from okoce.facts.enums import Channel
from okoce.members.enums import Purpose
from okoce.members.queries import subject_of
from okoce.members.services import set_consent
from okoce.stages.p4_licensing.enums import Occasion
from okoce.stages.p4_licensing.models import PacketEntry, RoadmapDecision, SavedAnswer
from okoce.stages.p4_licensing.queries.answers import answer_sets, answers_of, decision, history_of
from okoce.stages.p4_licensing.queries.content import current
from okoce.stages.p4_licensing.queries.packets import packet_of
from okoce.stages.p4_licensing.queries.personal import personal_data
from okoce.stages.p4_licensing.rules import Answers, build
from okoce.stages.p4_licensing.rules.packets import mark
from okoce.stages.p4_licensing.services import fill_packet, forget_person, keep_decision, save_answers, withdraw_answer
from tests.world import World, build_world, today

CRISPS = {"class": "2025:10794", "place": "home", "zone": "allowed", "capital": "upto_1bn", "product": "dry", "inputs": "simple"}


def answer(world: World, given: Mapping[str, str], role: Role = Role.MEMBER) -> int:
    return save_answers(by=world.actor(role), person_id=world.own.person_id, given=given, content=current(today()))


def saved(world: World) -> dict[str, str]:
    return answers_of(business(world)).saved()


def business(world: World) -> UUID:
    found = world.own.member.business_id
    assert found is not None
    return found


def keep(world: World, role: Role = Role.MEMBER, occasion: Occasion = Occasion.SAVED) -> UUID:
    content = current(today())
    return keep_decision(by=world.actor(role), person_id=world.own.person_id, occasion=occasion, content=content, on=today())


def refused(work: Callable[[], object]) -> tuple[str, ...]:
    with pytest.raises(NotAllowed) as caught:
        work()
    return caught.value.decision.codes


@pytest.mark.django_db
def test_the_latest_answer_counts_and_an_equal_one_is_no_new_line(world: World) -> None:
    assert answer(world, CRISPS) == 6
    assert answer(world, CRISPS) == 0
    assert answer(world, {"place": "market"}) == 1
    assert saved(world) == CRISPS | {"place": "market"}
    assert [line.answer for line in history_of(business(world)) if line.question == "place"] == ["market", "home"]
    assert {line.content_version for line in history_of(business(world))} == {current(today()).version}


@pytest.mark.django_db
def test_a_page_that_is_saved_again_or_sent_empty_takes_nothing_back(world: World) -> None:
    answer(world, CRISPS)
    assert refused(lambda: answer(world, {"place": ""})) == ("answer.missing",)
    assert refused(lambda: answer(world, {})) == ("answer.missing",)
    assert refused(lambda: answer(world, {"place": "moon"})) == ("answer.unknown",)
    assert answer(world, {"capital": "upto_1bn"}) == 0
    assert saved(world) == CRISPS


@pytest.mark.django_db
def test_a_question_that_is_hidden_keeps_its_answer(world: World) -> None:
    """Another place asks no zone, another class no product: both answers stay, and count again when they are asked again."""
    answer(world, CRISPS)
    before = build(current(today()), answers_of(business(world)), today()).codes
    answer(world, {"place": "market", "class": "2025:14120"})
    assert saved(world)["zone"] == "allowed"
    assert saved(world)["product"] == "dry"
    assert "spp_irt" not in build(current(today()), answers_of(business(world)), today()).codes
    answer(world, {"place": "home", "class": "2025:10794"})
    assert build(current(today()), answers_of(business(world)), today()).codes == before


@pytest.mark.django_db
def test_an_answer_is_taken_back_only_by_saying_so_and_stays_in_the_history(world: World) -> None:
    answer(world, CRISPS | {"brand": "yes"})
    withdraw = {"by": world.actor(Role.MEMBER), "person_id": world.own.person_id, "content": current(today())}
    assert withdraw_answer(question="brand", **withdraw) == 1  # type: ignore[arg-type]  # as above
    assert withdraw_answer(question="brand", **withdraw) == 0  # type: ignore[arg-type]  # as above
    assert saved(world) == CRISPS
    assert [line.answer for line in history_of(business(world)) if line.question == "brand"] == ["", "yes"]
    assert refused(lambda: withdraw_answer(question="class", **withdraw)) == ("answer.class_stays",)  # type: ignore[arg-type]  # as above


@pytest.mark.django_db
def test_lines_and_decisions_cannot_be_changed_by_the_application(world: World) -> None:
    answer(world, CRISPS)
    keep(world)
    for statement in (
        "UPDATE p4_licensing_savedanswer SET answer = 'x'",
        "DELETE FROM p4_licensing_savedanswer",
        "UPDATE p4_licensing_roadmapdecision SET risk = 'low'",
        "DELETE FROM p4_licensing_roadmapdecision",
    ):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.mark.django_db
def test_the_officer_goes_on_where_she_stopped_and_the_line_says_who(world: World) -> None:
    answer(world, {"place": "home", "class": "2025:10794"})
    answer(world, {"zone": "allowed"}, Role.KELURAHAN)
    answer(world, {"capital": "upto_1bn"}, Role.MENTOR)
    assert saved(world) == {key: CRISPS[key] for key in ("class", "place", "zone", "capital")}
    channels = {line.question: line.channel for line in history_of(business(world))}
    assert channels == {"class": Channel.SELF, "place": Channel.SELF, "zone": Channel.COUNTER, "capital": Channel.MENTOR}


@pytest.mark.django_db
def test_who_may_not_answer(world: World) -> None:
    given = {"given": {"place": "home"}, "content": current(today())}
    other = world.other.person_id
    assert refused(lambda: save_answers(by=world.actor(Role.KELURAHAN), person_id=other, **given)) == ("record.outside_scope",)  # type: ignore[arg-type]  # as above
    assert refused(lambda: save_answers(by=world.actor(Role.MEMBER), person_id=other, **given)) == ("record.outside_scope",)  # type: ignore[arg-type]  # as above
    set_consent(by=world.actor(Role.MEMBER), person_id=world.own.person_id, purpose=Purpose.PROGRAMME, given=False)
    assert refused(lambda: answer(world, {"place": "home"})) == ("record.consent_withdrawn",)


@pytest.mark.django_db
def test_a_decision_is_kept_once_a_day_and_stays_as_it_was_shown(world: World) -> None:
    answer(world, CRISPS)
    first = keep(world)
    assert keep(world) == first
    answer(world, {"brand": "yes"})
    second = keep(world)
    assert second != first
    found = decision(business(world), first)
    assert found is not None
    roadmap = build(current(today()), Answers.of(CRISPS), today())
    assert [task["code"] for task in found.tasks] == list(roadmap.codes)
    assert (found.content_version, found.row_ids) == (roadmap.version, roadmap.row_ids)
    assert found.answers == CRISPS
    assert all(task["title"]["en"] and task["because"][0]["id"] for task in found.tasks)
    other = world.other.member.business_id
    assert other is not None
    assert decision(other, first) is None


@pytest.mark.django_db
def test_a_roadmap_without_a_class_is_no_decision(world: World) -> None:
    assert refused(lambda: keep(world)) == ("answer.no_class",)


@pytest.mark.django_db
def test_equal_answers_are_one_set_that_counts_for_all(world: World) -> None:
    answer(world, CRISPS)
    answer(world, {"brand": "no"})
    withdraw_answer(by=world.actor(Role.MEMBER), person_id=world.own.person_id, question="brand", content=current(today()))
    assert answer_sets(10) == ((Answers.of(CRISPS), 1),)
    assert answer_sets(0) == ()


@pytest.mark.django_db
def test_fields_of_a_packet_are_written_one_by_one(world: World) -> None:
    """A page that was opened before somebody else wrote takes nothing back; only what she changed on it is written."""
    her, by = world.own.person_id, world.actor(Role.MEMBER)
    fill_packet(by=by, person_id=her, given={"business": "Keripik Siti", "product": ""}, seen={})
    seen = {"business": mark("Keripik Siti"), "product": mark("")}  # what both pages showed
    counter = world.actor(Role.KECAMATAN)
    assert fill_packet(by=counter, person_id=her, given={"business": "Keripik Siti", "product": "Keripik"}, seen=seen) == 1
    assert fill_packet(by=by, person_id=her, given={"business": "Keripik Bu Siti", "product": ""}, seen=seen) == 1
    assert packet_of(business(world)) == {"business": "Keripik Bu Siti", "product": "Keripik"}
    assert fill_packet(by=by, person_id=her, given={"product": " "}, seen={"product": mark("Keripik")}) == 1
    assert packet_of(business(world)) == {"business": "Keripik Bu Siti"}
    assert b"Siti" not in bytes(PacketEntry.objects.get().value_sealed)


@pytest.mark.django_db
def test_a_packet_refuses_what_it_cannot_hold(world: World) -> None:
    her, by = world.own.person_id, world.actor(Role.MEMBER)
    assert refused(lambda: fill_packet(by=by, person_id=her, given={"process": "x" * 1001}, seen={})) == ("packet.too_long",)
    assert refused(lambda: fill_packet(by=by, person_id=her, given={"nik": "1"}, seen={})) == ("packet.unknown_field",)


@pytest.mark.django_db
def test_her_copy_holds_all_of_it_and_an_erasure_empties_the_packet(world: World) -> None:
    answer(world, CRISPS)
    keep(world)
    fill_packet(by=world.actor(Role.MEMBER), person_id=world.own.person_id, given={"business": "Keripik Siti"}, seen={})
    subject = subject_of(world.own.person_id)
    assert isinstance(subject, Subject)
    values = {item.column: item.value for item in personal_data(subject)}
    assert values["p4_licensing.PacketEntry.value_sealed"] == "Keripik Siti"
    assert values["p4_licensing.RoadmapDecision.occasion"] == "peta disimpan"
    assert forget_person(by=world.own.person_id, subject=subject) >= 1
    assert not PacketEntry.objects.exists()
    assert SavedAnswer.objects.count() == 6
    assert RoadmapDecision.objects.count() == 1


@pytest.mark.slow
def test_two_phones_that_answer_at_once_lose_nothing(own_database: str) -> None:
    world, content, gate = build_world(), current(today()), Barrier(4)
    failed: list[BaseException] = []

    def phone(question: str, values: tuple[str, ...]) -> None:
        try:
            gate.wait()
            for value in values:
                save_answers(by=member, person_id=her, given={question: value}, content=content)
        except BaseException as error:  # noqa: BLE001 - told below, in the test's own thread
            failed.append(error)
        finally:
            connection.close()

    member, her = world.actor(Role.MEMBER), world.own.person_id
    answer(world, CRISPS)
    phones = [
        Thread(target=phone, args=given)
        for given in (
            ("place", ("market", "home") * 5),
            ("capital", ("upto_5bn", "upto_1bn") * 5),
            ("brand", ("yes", "no") * 5),
            ("place", ("street", "mobile") * 5),
        )
    ]
    for each in phones:
        each.start()
    for each in phones:
        each.join(timeout=60)
    assert failed == []
    found = saved(world)
    assert (found["capital"], found["brand"]) == ("upto_1bn", "no")
    assert found["place"] in ("home", "mobile")
    assert {question: found[question] for question in ("class", "zone", "product", "inputs")} == {
        question: CRISPS[question] for question in ("class", "zone", "product", "inputs")
    }
    lines = list(SavedAnswer.objects.filter(question="place").order_by("number").values_list("answer", flat=True))
    assert all(one != next_one for one, next_one in pairwise(lines))  # an equal one is no new line
