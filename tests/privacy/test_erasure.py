"""Erasure: two officers, then nothing of her is left but pseudonyms, counts stay, and a kill at any step loses nothing."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.db.utils import Error
from django.utils import timezone

from okoce.accounts.enums import CodePurpose, Role
from okoce.accounts.models import OneTimeCode, User
from okoce.accounts.queries import Actor
from okoce.accounts.services import send_code
from okoce.audit.models import Change, Opening
from okoce.audit.services import log_change, log_opening
from okoce.core.decisions import NotAllowed
from okoce.core.encryption import keyring
from okoce.core.fortnights import Fortnight
from okoce.evaluation.rounds.services import freeze
from okoce.facts.models import Batch, Fact, FactDetails, PersonKey
from okoce.facts.queries import timeline
from okoce.facts.services import FactDraft
from okoce.members.models import Business, Enrolment, Person
from okoce.members.queries import member, person_id_by_nik, subject_of
from okoce.messaging.models import Message
from okoce.messaging.services import send_due
from okoce.privacy import services
from okoce.privacy.enums import Held, RequestKind, RequestState
from okoce.privacy.models import DataRequest, Erasure, Retained
from okoce.privacy.queries import gone
from okoce.privacy.services import Request, erasing
from okoce.privacy.services.erasure_file import log_file, noted_erasures
from okoce.privacy.services.holders import HOLDERS
from okoce.stages.p1_registration.enums import ClaimState
from okoce.stages.p1_registration.models import CommunityRequest, IdentityClaim, Registration
from okoce.stages.p1_registration.services import answer_claim, register_at_counter
from tests.portal.citizen_world import text_of
from tests.transactions import seal_within
from tests.world import World, make_draft, make_fact, make_member, make_submission, record, sign_in, today

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The log of erasures of this test alone."""
    monkeypatch.setattr(settings, "VAR_DIR", tmp_path)
    monkeypatch.setattr(settings, "OKOCE_MESSAGE_FILE", tmp_path / "messages.log")
    return tmp_path


def hashed(number: str) -> bytes:
    return keyring(settings.SECRETS_DIR).keyed_hash(number, "phone")


class Sent:
    """A channel that takes every message."""

    def send(self, to: str, text: str) -> None:
        return


def asked(world: World) -> UUID:
    """Her request, agreed to by the kecamatan; the claim about her NIK is answered."""
    answer_claim(by=world.actor(Role.KECAMATAN), claim_id=world.own.claim_id, state=ClaimState.REJECTED, answer="KTP cocok.")
    request = Request(RequestKind.ERASURE, world.own.person_id, words="Saya pindah dan tidak ingin dicatat")
    services.ask(by=world.actor(Role.MEMBER), request=request)
    services.decide_erasure(by=world.actor(Role.KECAMATAN), request_id=request.id)
    return request.id


def ordered(world: World) -> UUID:
    return services.order_erasure(by=world.actor(Role.CITY), request_id=asked(world))


def erased(world: World) -> Erasure:
    order = ordered(world)
    send_due(Sent())
    assert services.carry_out(erasure_id=order)
    return Erasure.objects.get(id=order)


def codes(refused: pytest.ExceptionInfo[NotAllowed]) -> tuple[str, ...]:
    return refused.value.decision.codes


def test_one_officer_agrees_and_another_one_of_the_city_orders(world: World) -> None:
    request_id = asked(world)
    city = world.actor(Role.CITY)
    for actor, code in (
        (world.actor(Role.KECAMATAN), "data.city_orders"),
        (Actor(world.users[Role.KECAMATAN].id, held=city.held), "data.same_eyes"),
    ):
        with pytest.raises(NotAllowed) as refused:
            services.order_erasure(by=actor, request_id=request_id)
        assert codes(refused) == (code,)
    with pytest.raises(NotAllowed) as alone:
        services.answer(by=city, request_id=request_id, text="Sudah")
    assert codes(alone) == ("data.erasure_needs_two",)
    services.send_back(by=city, request_id=request_id)
    assert DataRequest.objects.get(id=request_id).state == RequestState.IN_WORK


def test_an_open_claim_about_the_nik_stops_it(world: World) -> None:
    request = Request(RequestKind.ERASURE, world.own.person_id)
    services.ask(by=world.actor(Role.MEMBER), request=request)
    with pytest.raises(NotAllowed) as refused:
        services.decide_erasure(by=world.actor(Role.KECAMATAN), request_id=request.id)
    assert codes(refused) == ("data.disputed",)


def test_the_order_closes_the_record_at_once(world: World) -> None:
    ordered(world)
    assert member(world.own.person_id) is None
    assert person_id_by_nik(world.own.nik) is None
    assert world.client(Role.MEMBER).get("/saya/").status_code == 404
    with pytest.raises(NotAllowed) as refused:
        services.ask(by=world.actor(Role.MEMBER), request=Request(RequestKind.ACCESS, world.own.person_id))
    assert codes(refused) == ("record.unknown",)


def test_nothing_of_her_is_left(world: World) -> None:
    her = world.own
    number = Registration.objects.get(person_id=her.person_id).receipt
    make_fact(record(her.person_id), "mentoring.visit", details={"note": "rumah Bu Siti dekat masjid"})
    log_opening(by=world.users[Role.CITY].id, label="Petugas", person_id=her.person_id, surface="nik", reason="NIB Siti Aminah")
    send_code(phone=her.phone, purpose=CodePurpose.SIGN_IN)
    world.client(Role.MEMBER)  # her session
    done = erased(world)
    person = Person.objects.get(id=her.person_id)
    assert (person.name, person.nik_sealed, person.nik_hash, person.phone_sealed, person.phone_hash) == ("", None, None, None, None)
    assert (person.birth_on, person.sex) == (None, "")
    assert set(Business.objects.filter(person=person).values_list("description", flat=True)) == {""}
    assert not PersonKey.objects.filter(person_id=her.person_id).exists()
    assert not FactDetails.objects.filter(fact__person_id=her.person_id).exists()
    assert not User.objects.filter(phone_hash=hashed(her.phone)).exists()
    assert not OneTimeCode.objects.exists()
    assert not IdentityClaim.objects.filter(id=her.claim_id).exists()
    assert set(Opening.objects.filter(person_id=her.person_id).values_list("reason", flat=True)) == {""}
    registration = Registration.objects.get(person_id=her.person_id)
    assert registration.receipt != number
    assert bytes(registration.body_digest) == bytes(32)
    assert all(str(her.person_id) not in str(session.get_decoded()) for session in Session.objects.all())
    row = DataRequest.objects.get(person_id=her.person_id)
    assert (row.state, row.words_sealed, row.ended_by) == (RequestState.ANSWERED, None, world.users[Role.CITY].id)
    assert set(done.steps) == {"noted", *(holder.name for holder in HOLDERS)}
    assert "Siti" not in str(done.counts)


def test_facts_stay_and_figures_are_the_same(world: World) -> None:
    by, fortnight = world.actor(Role.EVALUATOR), Fortnight.of(today())
    seal_within()
    facts = list(Fact.objects.values_list("id", "kind", "measures", "details_digest").order_by("id"))
    heads = list(Batch.objects.values_list("head", flat=True).order_by("number"))
    before = freeze(by=by, fortnight=fortnight.next(-2)).figures
    erased(world)
    after = freeze(by=by, fortnight=fortnight.next(-1)).figures
    assert before["people"] == after["people"]
    assert list(Fact.objects.values_list("id", "kind", "measures", "details_digest").order_by("id")) == facts
    assert list(Batch.objects.values_list("head", flat=True).order_by("number"))[: len(heads)] == heads
    assert all(not entry.details for entry in timeline(world.own.person_id))


def test_who_registers_again_is_somebody_new(world: World) -> None:
    erased(world)
    again = register_at_counter(
        by=world.actor(Role.KECAMATAN), submission=make_submission(1, nik=world.own.nik, name="Siti Aminah")
    )
    assert again.person_id != world.own.person_id
    assert person_id_by_nik(world.own.nik) == again.person_id


def test_who_shares_the_phone_keeps_it(world: World) -> None:
    daughter = make_member(31, phone=world.own.phone)
    erased(world)
    account = User.objects.get(phone_hash=hashed(world.own.phone))
    assert sign_in(account, daughter.person_id).get("/saya/").status_code == 200
    assert member(daughter.person_id) is not None


@pytest.mark.parametrize("killed_after", range(len(HOLDERS)))
def test_a_kill_at_any_step_loses_nothing(world: World, killed_after: int, monkeypatch: pytest.MonkeyPatch) -> None:
    class Killed(Exception):
        pass

    step = erasing._step
    done: list[object] = []

    def stepped(erasure_id: UUID, holder: object) -> bool:
        if len(done) == killed_after:
            raise Killed
        done.append(holder)
        return step(erasure_id, holder)  # type: ignore[arg-type]  # a Holder

    order = ordered(world)
    send_due(Sent())
    with monkeypatch.context() as killing:
        killing.setattr(erasing, "_step", stepped)
        with pytest.raises(Killed):
            services.carry_out(erasure_id=order)
    assert services.carry_out(erasure_id=order)
    assert services.carry_out(erasure_id=order)  # again changes nothing
    assert Person.objects.get(id=world.own.person_id).erased_at is not None
    assert not PersonKey.objects.filter(person_id=world.own.person_id).exists()


def test_the_last_message_is_sent_before_its_number_is_forgotten(world: World, own_folder: Path) -> None:
    order = ordered(world)
    assert not services.carry_out(erasure_id=order)  # it is still on its way
    assert Person.objects.get(id=world.own.person_id).phone_sealed is not None
    send_due(Sent())
    assert services.carry_out(erasure_id=order)
    assert not Message.objects.filter(purpose="data_request").exists()


def test_a_message_that_never_leaves_does_not_hold_it_up(world: World) -> None:
    order = ordered(world)
    Erasure.objects.filter(id=order).update(ordered_at=timezone.now() - timedelta(seconds=31))
    assert services.erase_due() == 1


def test_lines_of_the_message_file_go_and_others_stay(world: World, own_folder: Path) -> None:
    file = own_folder / "messages.log"
    file.write_text(f"{world.own.phone}\tkode 123456\n{world.other.phone}\tkode 654321\n")
    erased(world)
    assert file.read_text() == f"{world.other.phone}\tkode 654321\n"


def financial(world: World) -> UUID:
    changes = {"occurred_on": today() - timedelta(days=400), "details": {"contract": "KUR-77", "lender": "Bank", "note": "lunas"}}
    draft: FactDraft = make_draft(record(world.own.person_id), "loan.disbursed")
    details = dict.fromkeys(draft.details, "KUR-77") or {"note": "KUR-77"}
    return make_fact(record(world.own.person_id), "loan.disbursed", occurred_on=changes["occurred_on"], details=details)


def test_the_law_outranks_erasure_and_says_so(world: World) -> None:
    financial(world)
    page = text_of(world.client(Role.MEMBER).get("/saya/data/minta/hapus/"))
    assert "hukum mewajibkan" in page
    erased(world)
    left = gone(world.own.person_id)
    assert left is not None
    (kept,) = left.kept
    assert (kept.held, kept.records, kept.kept_until.year) == (Held.LOANS, 1, (today() - timedelta(days=400)).year + 10)
    assert world.own.nik.encode() not in bytes(kept.content_sealed or b"")
    told = text_of(world.client("anonymous").get(f"/data-pribadi/bukti/{left.receipt}/"))
    assert "Data sudah dihapus" in told
    assert str(kept.kept_until.year) in told
    assert "Siti" not in told


def test_what_the_law_keeps_is_opened_by_the_city_with_a_reason(world: World) -> None:
    financial(world)
    erased(world)
    kept = Retained.objects.get()
    for actor, reason, code in (
        (world.actor(Role.KECAMATAN), "Diminta pemeriksa pajak", "data.retained_is_closed"),
        (world.actor(Role.CITY), "pajak", "data.reason_missing"),
    ):
        with pytest.raises(NotAllowed) as refused:
            services.open_retained(by=actor, retained_id=kept.id, reason=reason)
        assert codes(refused) == (code,)
    page = world.client(Role.CITY).post(
        f"/meja/data-pribadi/orang/{world.own.person_id}/", {"retained": str(kept.id), "reason": "Diminta pemeriksa pajak"}
    )
    assert world.own.nik in page.content.decode()
    assert Opening.objects.filter(surface="retained", person_id=world.own.person_id).count() == 1


def test_what_the_law_kept_is_destroyed_in_time(world: World) -> None:
    financial(world)
    erased(world)
    assert services.destroy_expired() == 0
    Retained.objects.update(kept_until=today() - timedelta(days=1))
    assert services.destroy_expired() == 1
    kept = Retained.objects.get()
    assert (kept.key_sealed, kept.content_sealed) == (None, None)
    with pytest.raises(NotAllowed) as refused:
        services.open_retained(by=world.actor(Role.CITY), retained_id=kept.id, reason="Diminta pemeriksa pajak")
    assert codes(refused) == ("data.retained_is_destroyed",)


def test_whoever_looks_for_her_reads_what_happened(world: World) -> None:
    erased(world)
    told = text_of(world.client(Role.KECAMATAN).get(f"/meja/anggota/{world.own.person_id}/", follow=True))
    assert "Data orang ini sudah dihapus" in told
    for role in (Role.KELURAHAN, Role.MENTOR):
        assert world.client(role).get(f"/meja/anggota/{world.own.person_id}/", follow=True).status_code in (403, 404)
    listed = text_of(world.client(Role.KECAMATAN).get("/meja/data-pribadi/"))
    assert "data dihapus" in listed
    assert "Siti" not in listed


def test_the_log_outside_of_the_database_is_replayed_after_a_restore(world: World) -> None:
    nik, her = world.own.nik, world.own.person_id
    with transaction.atomic():
        erased(world)
        assert [person for _at, person in noted_erasures()] == [her]
        transaction.set_rollback(True)  # the restored backup is older than the erasure
    assert person_id_by_nik(nik) == her
    send_due(Sent())
    assert services.replay_erasures(log=log_file()) == 1
    assert person_id_by_nik(nik) is None
    assert Person.objects.get(id=her).name == ""
    assert services.replay_erasures(log=log_file()) == 0


def test_the_database_refuses_what_must_never_be(world: World) -> None:
    her = world.own.person_id
    log_change(by=None, verb="x", subject="person", subject_id=her, reason="kata bebas")
    log_opening(by=her, label="Petugas", person_id=her, surface="nik", reason="NIB Siti")

    def refused(statement: str) -> bool:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)
        except Error as error:
            return isinstance(error.__cause__, psycopg.errors.InsufficientPrivilege | psycopg.errors.CheckViolation)
        return False

    empty = f"UPDATE audit_change SET reason = '' WHERE subject_id = '{her}' AND reason <> ''"
    assert refused(empty), "her erasure was not ordered"
    erased(world)
    assert refused(f"UPDATE members_person SET name = 'Siti' WHERE id = '{her}'")
    assert refused(f"UPDATE audit_change SET verb = 'y' WHERE subject_id = '{her}'")
    assert refused(f"UPDATE audit_opening SET reason = 'baru' WHERE person_id = '{her}'")
    assert refused("DELETE FROM privacy_erasure")
    assert Change.objects.filter(subject_id=str(her)).exclude(reason="").count() == 0
    assert Enrolment.objects.get(person_id=her).end_reason == "erased"
    assert CommunityRequest.objects.get(id=world.own.request_id).state == "withdrawn"
    assert subject_of(her) is None
