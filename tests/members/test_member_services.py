"""One NIK is one person; she moves, leaves, comes back, consents; an identity that was misused is free again."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from okoce.accounts.enums import Role
from okoce.accounts.queries import Actor, Held
from okoce.audit.queries import changes_of
from okoce.core.decisions import NotAllowed
from okoce.core.encryption import keyring
from okoce.core.ids import new_id
from okoce.facts.enums import Correction, CorrectionReason, Grade
from okoce.facts.queries import live_facts_of, timeline
from okoce.members.enums import EndReason, Purpose
from okoce.members.models import Business, Consent, Enrolment, Person
from okoce.members.queries import member, person_id_by_nik, persons_with_phone, phone_of, visible_to
from okoce.members.services import (
    FactInput,
    correct_fact,
    end_enrolment,
    enrol_many,
    move,
    record_fact,
    reenrol,
    release_identity,
    set_consent,
    set_mentor,
)
from tests.threads import at_once
from tests.world import (
    CITY,
    KELURAHAN,
    NEIGHBOUR_KELURAHAN,
    OTHER_CITY,
    OTHER_KELURAHAN,
    World,
    make_fact,
    make_member,
    make_new_member,
    nik,
    record,
    today,
)
from tests.world import phone as number

db = pytest.mark.django_db
OFFICER = Actor(new_id(), "Petugas", (Held(Role.CITY, CITY),))
STRANGER = Actor(new_id(), "Petugas lain", (Held(Role.CITY, OTHER_CITY),))


def refused(call: Callable[[], object]) -> tuple[str, ...]:
    with pytest.raises(NotAllowed) as raised, transaction.atomic():
        call()
    return raised.value.decision.codes


@db
def test_the_same_nik_twice_in_one_call_is_one_person() -> None:
    first, second, other = make_new_member(1, name="Pertama"), make_new_member(1, name="Kedua", phone=number(9)), make_new_member(2)
    results = enrol_many(by=None, members=[first, second, other])
    assert [result.created for result in results] == [True, False, True]
    assert (results[1].person_id, results[1].enrolment_id) == (results[0].person_id, results[0].enrolment_id)
    assert (Person.objects.count(), Enrolment.objects.count(), Business.objects.count()) == (2, 2, 2)
    assert record(first.person_id).name == "Pertama"


@db
def test_nothing_about_a_known_person_changes() -> None:
    known = make_member(1, name="Siti")
    (again,) = enrol_many(by=None, members=[make_new_member(1, nik=nik(1), name="Lain", phone=number(9), domicile=OTHER_KELURAHAN)])
    assert (again.created, again.person_id, again.business_id) == (False, known.person_id, None)
    assert record(known.person_id) == known
    assert phone_of(known.person_id) == number(1)


@db
def test_a_person_whose_enrolment_ended_has_none_open() -> None:
    known = make_member(1)
    end_enrolment(by=OFFICER, person_id=known.person_id, reason=EndReason.FOUND_JOB, ended_on=today(), fact_id=new_id())
    (again,) = enrol_many(by=None, members=[make_new_member(1)])
    assert (again.created, again.enrolment_id) == (False, None)


def test_one_nik_from_64_at_once_is_one_member(own_database: str) -> None:
    results: list[UUID] = []

    def register() -> None:
        for _ in range(4):
            with transaction.atomic():
                results.append(enrol_many(by=None, members=[make_new_member(1), make_new_member(2)])[0].person_id)

    at_once(16, register)
    assert (len(results), len(set(results))) == (64, 1)
    assert (Person.objects.count(), Enrolment.objects.count(), Consent.objects.count()) == (2, 2, 2)


@db
def test_nik_and_phone_are_sealed_and_found() -> None:
    found = make_member(1)
    row = Person.objects.get(id=found.person_id)
    assert row.nik_sealed is not None
    stored = b"|".join(bytes(part or b"") for part in (row.nik_sealed, row.nik_hash, row.phone_sealed, row.phone_hash))
    assert nik(1).encode() not in stored
    assert number(1).encode() not in stored
    assert person_id_by_nik(nik(1)) == found.person_id
    phone_hash = keyring(settings.SECRETS_DIR).keyed_hash(number(1), "phone")
    assert [item.person_id for item in persons_with_phone(phone_hash)] == [found.person_id]
    assert found.nik == "317401••••••••01"


@db
def test_the_database_allows_one_open_enrolment() -> None:
    known = make_member()
    with pytest.raises(IntegrityError, match="members_one_open_enrolment"), transaction.atomic():
        Enrolment.objects.create(person_id=known.person_id, started_on=today(), entry_status="none")


@db
def test_a_move_is_a_fact_and_a_change() -> None:
    known, fact_id = make_member(), new_id()
    move(by=OFFICER, person_id=known.person_id, to_place=NEIGHBOUR_KELURAHAN, moved_on=today(), fact_id=fact_id)
    assert record(known.person_id).domicile == NEIGHBOUR_KELURAHAN
    (fact,) = live_facts_of(known.person_id)
    assert (fact.id, fact.measures) == (fact_id, {"from_place": KELURAHAN, "to_place": NEIGHBOUR_KELURAHAN})
    (change,) = changes_of("person", known.person_id)
    assert (change.before, change.after) == ({"domicile": KELURAHAN}, {"domicile": NEIGHBOUR_KELURAHAN})


@db
def test_only_the_new_office_records_a_move() -> None:
    known = make_member()
    call = {"person_id": known.person_id, "moved_on": today(), "fact_id": new_id()}
    assert refused(lambda: move(by=OFFICER, to_place=OTHER_KELURAHAN, **call)) == ("move.other_office",)  # type: ignore[arg-type]
    assert refused(lambda: move(by=OFFICER, to_place=KELURAHAN, **call)) == ("move.same_place",)  # type: ignore[arg-type]
    move(by=STRANGER, to_place=OTHER_KELURAHAN, **call)  # type: ignore[arg-type]
    assert not visible_to(OFFICER).filter(id=known.person_id).exists()
    assert visible_to(STRANGER).filter(id=known.person_id).exists()


@db
def test_leaving_keeps_what_was_done_and_coming_back_is_a_new_enrolment() -> None:
    known = make_member(started_on=today() - timedelta(days=90))
    fact = make_fact(known)
    ended = today() - timedelta(days=1)
    end_enrolment(by=OFFICER, person_id=known.person_id, reason=EndReason.WITHDREW, ended_on=ended, fact_id=new_id())
    left = record(known.person_id)
    assert (left.is_open, left.ended_on, left.end_reason) == (False, ended, "withdrew")
    assert fact in {item.id for item in live_facts_of(known.person_id)}
    enrolment = reenrol(by=OFFICER, person_id=known.person_id, entry_status="licensed", started_on=today())
    back = record(known.person_id)
    assert (back.enrolment_id, back.is_open, back.entry_status) == (enrolment, True, "licensed")
    assert Enrolment.objects.filter(person_id=known.person_id).count() == 2


@db
def test_leaving_and_coming_back_have_rules() -> None:
    known = make_member(started_on=today() - timedelta(days=5))

    def leave(by: Actor, days_ago: int) -> None:
        ended_on = today() - timedelta(days=days_ago)
        end_enrolment(by=by, person_id=known.person_id, reason=EndReason.DIED, ended_on=ended_on, fact_id=new_id())

    def back() -> None:
        reenrol(by=OFFICER, person_id=known.person_id, entry_status="none", started_on=today())

    assert refused(lambda: leave(STRANGER, 0)) == ("record.outside_scope",)
    assert refused(lambda: leave(OFFICER, 6)) == ("enrolment.ends_before_it_begins",)
    assert refused(lambda: leave(OFFICER, -1)) == ("fact.in_future",)
    assert refused(back) == ("enrolment.still_open",)
    leave(OFFICER, 0)
    assert refused(lambda: leave(OFFICER, 0)) == ("enrolment.not_open",)


@db
def test_consents_are_hers() -> None:
    known = make_member()
    herself = Actor(new_id(), "", (), known.person_id)
    assert set(known.consents) == {Purpose.PROGRAMME}
    set_consent(by=herself, person_id=known.person_id, purpose=Purpose.RESEARCH, given=True)
    set_consent(by=herself, person_id=known.person_id, purpose=Purpose.RESEARCH, given=True)
    assert set(record(known.person_id).consents) == {Purpose.PROGRAMME, Purpose.RESEARCH}
    set_consent(by=herself, person_id=known.person_id, purpose=Purpose.RESEARCH, given=False)
    set_consent(by=herself, person_id=known.person_id, purpose=Purpose.RESEARCH, given=True)
    history = Consent.objects.filter(person_id=known.person_id, purpose=Purpose.RESEARCH)
    assert sorted(row.withdrawn_at is None for row in history) == [False, True]
    for other in (OFFICER, Actor(new_id(), "", (), new_id())):
        codes = refused(lambda other=other: set_consent(by=other, person_id=known.person_id, purpose=Purpose.CONTACT, given=True))  # type: ignore[misc]
        assert codes == ("consent.only_herself",)


def test_a_consent_tapped_twice_at_once_is_one(own_database: str) -> None:
    known = make_member()
    herself = Actor(new_id(), "", (), known.person_id)
    at_once(8, lambda: set_consent(by=herself, person_id=known.person_id, purpose=Purpose.CONTACT, given=True))
    assert Consent.objects.filter(person_id=known.person_id, purpose=Purpose.CONTACT).count() == 1


@db
def test_a_mentor_sees_her_members_while_they_are_enrolled() -> None:
    known, mentor = make_member(), Actor(new_id(), "", (Held(Role.MENTOR),))
    assert mentor.user_id is not None
    codes = refused(lambda: set_mentor(by=STRANGER, person_id=known.person_id, mentor_id=new_id()))
    assert codes == ("record.outside_scope",)
    set_mentor(by=OFFICER, person_id=known.person_id, mentor_id=mentor.user_id)
    assert list(visible_to(mentor)) == list(Person.objects.filter(id=known.person_id))
    end_enrolment(by=OFFICER, person_id=known.person_id, reason=EndReason.FINISHED, ended_on=today(), fact_id=new_id())
    assert not visible_to(mentor).exists()
    assert not visible_to(Actor()).exists()


@db
def test_a_misused_identity_is_free_again() -> None:
    known = make_member(1)
    fact = make_fact(known)
    release_identity(by=OFFICER, person_id=known.person_id)
    assert person_id_by_nik(nik(1)) is None
    left = record(known.person_id)
    assert (left.is_open, left.end_reason) == (False, EndReason.IDENTITY_MISUSED)
    assert live_facts_of(known.person_id) == ()
    (entry,) = timeline(known.person_id)
    assert (entry.original.id, entry.live, entry.corrections[0].reason) == (fact, None, CorrectionReason.IDENTITY_MISUSED)
    (rightful,) = enrol_many(by=None, members=[make_new_member(1, name="Yang benar")])
    assert rightful.created
    assert rightful.person_id != known.person_id


@db
def test_facts_through_the_record() -> None:
    known = make_member()
    given = FactInput("training.attended", today(), Grade.CONFIRMED, {"skill": "hard", "hours": 4}, {"evidence": "1"})
    fact = record_fact(by=OFFICER, person_id=known.person_id, given=given)
    assert record_fact(by=OFFICER, person_id=known.person_id, given=given) == fact
    assert refused(lambda: record_fact(by=STRANGER, person_id=known.person_id, given=given)) == ("record.outside_scope",)
    assert refused(lambda: record_fact(by=OFFICER, person_id=new_id(), given=given)) == ("record.unknown",)
    moved = FactInput("person.moved", today(), Grade.CONFIRMED, {"from_place": KELURAHAN, "to_place": KELURAHAN})
    assert refused(lambda: record_fact(by=OFFICER, person_id=known.person_id, given=moved)) == ("fact.not_by_officer",)


@db
def test_corrections_through_the_record() -> None:
    known = make_member()
    fact = make_fact(known)

    def change(correction: Correction, by: Actor = OFFICER, fact_id: UUID = fact) -> UUID:
        return correct_fact(by=by, fact_id=fact_id, correction=correction, reason=CorrectionReason.MISTYPED)

    assert refused(lambda: change(Correction.RESTORE)) == ("fact.not_void",)
    assert refused(lambda: change(Correction.AMEND)) == ("fact.amend_without_content",)
    assert refused(lambda: change(Correction.VOID, STRANGER)) == ("record.outside_scope",)
    assert refused(lambda: change(Correction.VOID, OFFICER, new_id())) == ("fact.unknown",)
    void = change(Correction.VOID)
    assert refused(lambda: change(Correction.VOID)) == ("fact.already_void",)
    assert refused(lambda: change(Correction.VOID, OFFICER, void)) == ("fact.unknown",)
    change(Correction.RESTORE)
    assert [item.id for item in live_facts_of(known.person_id)] == [fact]


def test_what_is_visible_may_be_opened(world: World) -> None:
    """The list and the record agree, for every role and both members."""
    for role in Role:
        actor = world.actor(role)
        seen = set(visible_to(actor).values_list("id", flat=True))
        expected = {Role.MEMBER, Role.MENTOR, Role.KELURAHAN, Role.KECAMATAN, Role.CITY}
        assert seen == ({world.own.person_id} if role in expected else set()), role


@db
def test_nobody_is_no_member() -> None:
    assert member(new_id()) is None
