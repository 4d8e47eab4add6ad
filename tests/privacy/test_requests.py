"""From the request to the answer: the clock starts at once, each step is told, a refusal has a reason of the law."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from okoce.accounts.enums import Role
from okoce.audit.queries import changes_of
from okoce.core.decisions import NotAllowed
from okoce.core.encryption import keyring
from okoce.core.ids import new_id
from okoce.facts.enums import Grade
from okoce.members.enums import Purpose
from okoce.members.permissions import may_record_fact
from okoce.members.queries import person_id_by_nik, persons_with_phone, phone_of
from okoce.members.services import Corrected, record_fact
from okoce.members.services.recording import FactInput
from okoce.messaging.models import Message
from okoce.privacy import services
from okoce.privacy.enums import Field, Refusal, RequestKind, RequestState
from okoce.privacy.models import DataRequest
from okoce.privacy.queries import case, cases_for, cases_of
from okoce.privacy.services import Request
from tests.world import World, nik, phone, record, today

pytestmark = pytest.mark.django_db


def asked(world: World, kind: RequestKind, **more: object) -> DataRequest:
    request = Request(kind, world.own.person_id, **more)  # type: ignore[arg-type]  # fields of Request
    services.ask(by=world.actor(Role.MEMBER), request=request)
    return DataRequest.objects.get(id=request.id)


def correction(world: World) -> DataRequest:
    return asked(world, RequestKind.CORRECTION, about=Field.NAME, words="Nama saya Siti Aminah Binti Ali")


def last_text() -> str:
    row = Message.objects.filter(purpose="data_request").latest("created_at", "id")
    return keyring(settings.SECRETS_DIR).open(row.text_sealed, "message-text")


def codes(refused: pytest.ExceptionInfo[NotAllowed]) -> tuple[str, ...]:
    return refused.value.decision.codes


def test_a_copy_is_answered_at_once(world: World) -> None:
    row = asked(world, RequestKind.ACCESS)
    assert row.state == RequestState.ANSWERED
    assert row.due_at == row.asked_at + timedelta(hours=72)
    assert row.open_until is not None
    assert row.open_until > timezone.now()
    assert row.receipt in last_text()


def test_the_clock_of_a_correction_runs_and_its_answer_changes_the_record(world: World) -> None:
    row = correction(world)
    assert (row.state, row.due_at) == (RequestState.OPEN, row.asked_at + timedelta(hours=72))
    assert [found.row.id for found in cases_for(world.actor(Role.KECAMATAN))] == [row.id]
    officer = world.actor(Role.KECAMATAN)
    services.take(by=officer, request_id=row.id)
    services.answer(by=officer, request_id=row.id, text="Nama sudah sesuai KTP.", corrected=Corrected(name="Siti Aminah Ali"))
    found = case(row.id)
    assert found is not None
    assert (found.state, found.clock.code, found.answer) == (RequestState.ANSWERED, "met", "Nama sudah sesuai KTP.")
    assert record(world.own.person_id).name == "Siti Aminah Ali"
    (change,) = [line for line in changes_of("person", world.own.person_id) if line.verb == "correct"]
    assert change.after == {"fields": ["name"]}


def test_a_correction_of_nik_and_phone_moves_her_look_ups(world: World) -> None:
    row = asked(world, RequestKind.CORRECTION, about=Field.NIK, words="Dua angka terakhir tertukar")
    officer = world.actor(Role.KECAMATAN)
    with pytest.raises(NotAllowed) as refused:
        services.answer(by=officer, request_id=row.id, text="Sudah", corrected=Corrected(nik=world.other.nik))
    assert codes(refused) == ("nik.taken",)
    services.answer(by=officer, request_id=row.id, text="Sudah", corrected=Corrected(nik=nik(777), phone=phone(777)))
    assert person_id_by_nik(nik(777)) == world.own.person_id
    assert person_id_by_nik(world.own.nik) is None
    assert phone_of(world.own.person_id) == phone(777)
    assert persons_with_phone(keyring(settings.SECRETS_DIR).keyed_hash(world.own.phone, "phone")) == ()


def test_a_withdrawal_holds_at_once_and_corrections_stay_allowed(world: World) -> None:
    row = asked(world, RequestKind.WITHDRAWAL, purpose=Purpose.PROGRAMME)
    assert row.state == RequestState.ANSWERED
    found, officer = record(world.own.person_id), world.actor(Role.KECAMATAN)
    assert may_record_fact(officer, found).codes == ("record.consent_withdrawn",)
    given = FactInput(kind="training.attended", occurred_on=today(), grade=Grade.CONFIRMED)
    with pytest.raises(NotAllowed) as refused:
        record_fact(by=officer, person_id=world.own.person_id, given=given)
    assert codes(refused) == ("record.consent_withdrawn",)
    waiting = correction(world)
    services.answer(by=officer, request_id=waiting.id, text="Sudah", corrected=Corrected(name="Siti Ali"))
    assert record(world.own.person_id).name == "Siti Ali"


def test_an_officer_takes_a_request_down_for_her(world: World) -> None:
    officer = world.actor(Role.KELURAHAN)
    request = Request(RequestKind.WITHDRAWAL, world.own.person_id, purpose=Purpose.PROGRAMME)
    services.ask_for(by=officer, request=request)
    row = DataRequest.objects.get(id=request.id)
    assert (row.channel, row.asked_by, row.state) == ("counter", officer.user_id, RequestState.ANSWERED)
    with pytest.raises(NotAllowed) as refused:
        services.ask_for(by=officer, request=Request(RequestKind.ACCESS, world.other.person_id))
    assert codes(refused) == ("data.other_office",)


def test_the_copy_of_the_counter_is_handed_over_with_a_reason(world: World) -> None:
    officer = world.actor(Role.KECAMATAN)
    request = Request(RequestKind.ACCESS, world.own.person_id)
    services.ask_for(by=officer, request=request)
    with pytest.raises(NotAllowed) as refused:
        services.hand_over(by=officer, request_id=request.id, reason="cetak")
    assert codes(refused) == ("data.reason_missing",)
    assert services.hand_over(by=officer, request_id=request.id, reason="Dicetak di loket untuknya") == world.own.person_id
    assert DataRequest.objects.get(id=request.id).state == RequestState.ANSWERED


def test_a_refusal_has_a_reason_and_what_to_do_now(world: World) -> None:
    row, officer = correction(world), world.actor(Role.KECAMATAN)
    with pytest.raises(NotAllowed) as refused:
        services.refuse(by=officer, request_id=row.id, reason=Refusal.NO_EVIDENCE, text=" ")
    assert codes(refused) == ("data.answer_missing",)
    services.refuse(by=officer, request_id=row.id, reason=Refusal.NO_EVIDENCE, text="Bawa KTP ke loket, lalu minta lagi.")
    assert "bukti untuk perbaikan belum ada" in last_text()
    with pytest.raises(NotAllowed) as again:
        services.answer(by=officer, request_id=row.id, text="Sudah")
    assert codes(again) == ("data.already_ended",)


def test_nobody_else_asks_or_answers(world: World) -> None:
    with pytest.raises(NotAllowed) as refused:
        services.ask(by=world.actor(Role.MEMBER), request=Request(RequestKind.ACCESS, world.other.person_id))
    assert codes(refused) == ("data.only_herself",)
    row = correction(world)
    for role in (Role.KELURAHAN, Role.MENTOR, Role.EVALUATOR, Role.ADMINISTRATOR, Role.MEMBER):
        with pytest.raises(NotAllowed) as closed:
            services.take(by=world.actor(role), request_id=row.id)
        assert codes(closed) == ("data.other_office",)


def test_the_same_form_is_one_request_and_a_second_one_waits_for_the_first(world: World) -> None:
    member = world.actor(Role.MEMBER)
    request = Request(RequestKind.ERASURE, world.own.person_id)
    assert services.ask(by=member, request=request).receipt == services.ask(by=member, request=request).receipt
    assert Message.objects.filter(purpose="data_request").count() == 1
    with pytest.raises(NotAllowed) as refused:
        services.ask(by=member, request=Request(RequestKind.ERASURE, world.own.person_id))
    assert codes(refused) == ("data.still_running",)
    with pytest.raises(NotAllowed) as reused:
        services.ask(by=member, request=Request(RequestKind.ACCESS, world.own.person_id, id=request.id))
    assert codes(reused) == ("data.id_reused",)


@pytest.mark.parametrize(
    ("kind", "more", "code"),
    [
        (RequestKind.WITHDRAWAL, {}, "data.purpose_missing"),
        (RequestKind.CORRECTION, {"words": "salah"}, "data.field_missing"),
        (RequestKind.CORRECTION, {"about": Field.NAME}, "data.words_missing"),
        (RequestKind.ERASURE, {"words": "x" * 1001}, "data.words_too_long"),
    ],
)
def test_a_request_that_says_too_little_is_refused(world: World, kind: RequestKind, more: dict[str, object], code: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        asked(world, kind, **more)
    assert codes(refused) == (code,)


def test_she_may_change_her_mind(world: World) -> None:
    row = asked(world, RequestKind.ERASURE)
    services.cancel(by=world.actor(Role.MEMBER), request_id=row.id)
    assert [found.state for found in cases_of(world.own.person_id)] == [RequestState.CANCELLED]
    with pytest.raises(NotAllowed) as refused:
        services.cancel(by=world.actor(Role.MEMBER), request_id=new_id())
    assert codes(refused) == ("data.unknown",)


def test_what_is_late_or_due_soon_stands_first(world: World) -> None:
    member = world.actor(Role.MEMBER)
    now = timezone.now()
    for kind, hours, more in (
        (RequestKind.ERASURE, 10, {}),
        (RequestKind.CORRECTION, 73, {"about": Field.NAME, "words": "x"}),
        (RequestKind.CORRECTION, 50, {"about": Field.BIRTH, "words": "x"}),
    ):
        request = Request(kind, world.own.person_id, **more)  # type: ignore[arg-type]  # fields of Request
        services.ask(by=member, request=request, at=now - timedelta(hours=hours))
    clocks = [found.clock for found in cases_for(world.actor(Role.CITY))]
    assert [found.code for found in clocks] == ["late", "soon", "running"]
    assert clocks[0].hours_left < 0 < clocks[1].hours_left
