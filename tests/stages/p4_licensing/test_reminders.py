"""Reminders of permits that end: once for each threshold, to those who allow it, also after a kill and with two workers."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.conf import settings
from django.db import transaction

from okoce.accounts.enums import Role
from okoce.core.decisions import NotAllowed
from okoce.core.encryption import keyring
from okoce.facts.queries import timeline
from okoce.members.enums import Purpose
from okoce.members.services import set_consent
from okoce.messaging.models import Message
from okoce.stages.p4_licensing.enums import Licence, PermitState, Refutation, Source
from okoce.stages.p4_licensing.models import Reminder
from okoce.stages.p4_licensing.queries.permits import by_person
from okoce.stages.p4_licensing.services import Report, confirm, refute, remind_due, report
from okoce.stages.p4_licensing.services import reminding as reminding_module
from tests.stages.p4_licensing.papers import PIRT, a_report
from tests.threads import at_once
from tests.world import World, build_world, today

RENEWED = "2063171010002-31"


def texts() -> list[str]:
    ring = keyring(settings.SECRETS_DIR)
    rows = Message.objects.filter(purpose="permit.ending").order_by("created_at", "id")
    return [ring.open(row.text_sealed, "message-text") for row in rows]


def ending(world: World, in_days: int, licence: Licence = Licence.PIRT, number: str = PIRT) -> UUID:
    """A permit of the own member that ends in so many days; she lets the programme contact her."""
    set_consent(by=world.actor(Role.MEMBER), person_id=world.own.person_id, purpose=Purpose.CONTACT, given=True)
    until = today() + timedelta(days=in_days)
    given = a_report(world.own.person_id, licence=licence, number=number, valid_until=until)
    return report(by=world.actor(Role.MEMBER), given=given)


def on_day(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    monkeypatch.setattr(reminding_module, "jakarta_date", lambda _now: day)


@pytest.mark.django_db
def test_each_threshold_once_day_by_day(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    ending(world, 95)
    start, sent = today(), []
    for day in range(110):
        on_day(monkeypatch, start + timedelta(days=day))
        for _look in range(2):
            sent += [95 - day] * remind_due()
    assert sent == [90, 30, 7]
    assert [reminder.days for reminder in Reminder.objects.order_by("-days")] == [90, 30, 7]
    assert all("…1-27" in text and "hari lagi" in text and PIRT not in text for text in texts())


@pytest.mark.django_db
def test_after_a_pause_only_the_nearest_is_sent(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    ending(world, 5)
    assert (remind_due(), remind_due()) == (1, 0)
    assert Reminder.objects.get().days == 7
    assert "5 hari lagi" in texts()[0]


@pytest.mark.django_db
def test_a_renewal_stops_them_and_a_refuted_one_does_not(world: World) -> None:
    old = ending(world, 20)
    new = Report(world.own.person_id, Licence.PIRT, RENEWED, today(), date(2031, 6, 1), renews=old)
    new_id = report(by=world.actor(Role.MEMBER), given=new)
    assert remind_due() == 0
    refute(by=world.actor(Role.KECAMATAN), permit=new_id, reason=Refutation.NOT_FOUND)
    assert remind_due() == 1


@pytest.mark.django_db
def test_another_end_begins_anew(world: World) -> None:
    permit_id = ending(world, 20)
    assert remind_due() == 1
    later = today() + timedelta(days=25)
    given = a_report(world.own.person_id, licence=Licence.PIRT, number=PIRT, valid_until=later, seen=Source.PAPER)
    assert report(by=world.actor(Role.KECAMATAN), given=given) == permit_id
    assert (remind_due(), remind_due()) == (1, 0)


@pytest.mark.django_db
def test_nobody_is_reminded_who_did_not_allow_it_or_whose_permit_was_refuted(world: World) -> None:
    permit_id = ending(world, 20)
    set_consent(by=world.actor(Role.MEMBER), person_id=world.own.person_id, purpose=Purpose.CONTACT, given=False)
    assert remind_due() == 0
    set_consent(by=world.actor(Role.MEMBER), person_id=world.own.person_id, purpose=Purpose.CONTACT, given=True)
    refute(by=world.actor(Role.KECAMATAN), permit=permit_id, reason=Refutation.NOT_GENUINE)
    assert remind_due() == 0


@pytest.mark.django_db
def test_the_day_by_which_to_file_stands_in_the_message(world: World) -> None:
    ending(world, 60, Licence.SLHS, "SLHS 440/17")
    assert remind_due() == 1
    assert "paling lambat" in texts()[0]


@pytest.mark.django_db
def test_a_kill_in_the_middle_sends_neither_twice_nor_never(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process dies after the reminder was noted and before its message: both are undone, and the next worker sends both."""
    ending(world, 20)

    def dies(**_given: object) -> None:
        raise SystemExit

    with monkeypatch.context() as killed:
        killed.setattr(reminding_module, "post", dies)
        with pytest.raises(SystemExit), transaction.atomic():
            remind_due()
    assert not Reminder.objects.exists()
    assert (remind_due(), remind_due(), len(texts())) == (1, 0, 1)


def test_two_workers_at_once_send_one(own_database: str) -> None:
    world, sent = build_world(), []
    ending(world, 20)
    at_once(2, lambda: sent.append(remind_due()))
    assert sorted(sent) == [0, 1]
    assert len(texts()) == 1


def test_two_officers_confirm_at_once(own_database: str) -> None:
    """One correction is written, and both are told that it is so."""
    world = build_world()
    permit_id = report(by=world.actor(Role.MEMBER), given=a_report(world.own.person_id))
    officers = [world.actor(Role.KECAMATAN), world.actor(Role.KELURAHAN)]
    at_once(2, lambda: confirm(by=officers.pop(), permit=permit_id, source=Source.PAPER, on=today()))
    (line,) = by_person(world.own.person_id)
    assert line.state == PermitState.CONFIRMED
    (entry,) = timeline(world.own.person_id, ["licence.issued"])
    assert len(entry.corrections) == 1
    assert Message.objects.filter(purpose="permit.confirmed").count() == 1


def test_one_confirms_while_another_refutes(own_database: str) -> None:
    """Whoever comes second is told that a colleague has just decided; nothing is written over."""
    world = build_world()
    permit_id = report(by=world.actor(Role.MEMBER), given=a_report(world.own.person_id))
    one, other = world.actor(Role.KECAMATAN), world.actor(Role.KELURAHAN)
    works = [
        lambda: confirm(by=one, permit=permit_id, source=Source.PAPER, on=today()),
        lambda: refute(by=other, permit=permit_id, reason=Refutation.NOT_FOUND),
    ]
    refusals: list[str] = []

    def decide() -> None:
        try:
            works.pop()()
        except NotAllowed as refused:
            refusals.extend(refused.decision.codes)

    at_once(2, decide)
    (entry,) = timeline(world.own.person_id, ["licence.issued"])
    (line,) = by_person(world.own.person_id)
    assert len(entry.corrections) == 1
    expected = {PermitState.CONFIRMED: "permit.decided_meanwhile", PermitState.REFUTED: "permit.refuted_already"}
    assert refusals == [expected[line.state]]


def test_the_member_and_an_officer_report_one_number_at_once(own_database: str) -> None:
    world = build_world()
    her = world.own.person_id
    works = [
        lambda: report(by=world.actor(Role.MEMBER), given=a_report(her)),
        lambda: report(by=world.actor(Role.KECAMATAN), given=a_report(her, seen=Source.PAPER)),
    ]
    at_once(2, lambda: works.pop()())
    (line,) = by_person(her)
    assert line.state == PermitState.CONFIRMED
