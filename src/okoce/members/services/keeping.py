"""Keep the record of a member true: where she lives, whether she takes part, what she allows."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from okoce.accounts.enums import Role
from okoce.accounts.queries import Actor
from okoce.audit.services import log_change
from okoce.core.decisions import Decision, NotAllowed, require
from okoce.core.fortnights import jakarta_date
from okoce.facts.enums import Channel, CorrectionReason, Grade
from okoce.facts.services import FactDraft, append
from okoce.members.enums import EndReason, Purpose
from okoce.members.models import Consent, Enrolment, Person
from okoce.members.permissions import may_move_here, may_record_fact
from okoce.members.services.enrolling import WORDING
from okoce.members.services.locks import locked_member
from okoce.members.services.recording import void_all


@transaction.atomic
def move(*, by: Actor, person_id: UUID, to_place: str, moved_on: date, fact_id: UUID) -> None:
    """She lives elsewhere now: the domicile changes and the move is a fact.

    NotAllowed: ``move.other_office``, ``move.same_place``.
    """
    require(may_move_here(by, to_place))
    found = locked_member(person_id)
    if found.domicile == to_place:
        raise NotAllowed(Decision.no("move.same_place", place=to_place))
    Person.objects.filter(id=person_id).update(domicile_id=to_place)
    draft = FactDraft(
        id=fact_id,
        kind="person.moved",
        person_id=person_id,
        enrolment_id=found.enrolment_id,
        occurred_on=moved_on,
        place_id=to_place,
        channel=Channel.COUNTER,
        grade=Grade.CONFIRMED,
        measures={"from_place": found.domicile, "to_place": to_place},
    )
    append(by=by.user_id, drafts=[draft])
    log_change(
        by=by.user_id,
        verb="move",
        subject="person",
        subject_id=person_id,
        before={"domicile": found.domicile},
        after={"domicile": to_place},
    )


@transaction.atomic
def end_enrolment(*, by: Actor, person_id: UUID, reason: EndReason, ended_on: date, fact_id: UUID) -> None:
    """She leaves the programme, with a reason; what she did stays.

    NotAllowed ``record.outside_scope``, ``enrolment.not_open``, ``enrolment.ends_before_it_begins``, ``fact.in_future``.
    """
    found = locked_member(person_id)
    require(may_record_fact(by, found))
    if found.enrolment_id is None or not found.is_open:
        raise NotAllowed(Decision.no("enrolment.not_open"))
    if found.started_on is not None and ended_on < found.started_on:
        raise NotAllowed(Decision.no("enrolment.ends_before_it_begins", since=found.started_on))
    Enrolment.objects.filter(id=found.enrolment_id).update(ended_on=ended_on, end_reason=reason)
    draft = FactDraft(
        id=fact_id,
        kind="enrolment.ended",
        person_id=person_id,
        enrolment_id=found.enrolment_id,
        occurred_on=ended_on,
        place_id=found.domicile,
        channel=Channel.COUNTER,
        grade=Grade.CONFIRMED,
        measures={"reason": reason},
    )
    append(by=by.user_id, drafts=[draft])


@transaction.atomic
def reenrol(*, by: Actor, person_id: UUID, entry_status: str, started_on: date) -> UUID:
    """She came back: a new enrolment of the same person, and its id. NotAllowed ``enrolment.still_open``."""
    found = locked_member(person_id)
    require(may_record_fact(by, found))
    if found.is_open:
        raise NotAllowed(Decision.no("enrolment.still_open", since=found.started_on))
    enrolment = Enrolment.objects.create(person_id=person_id, started_on=started_on, entry_status=entry_status)
    log_change(by=by.user_id, verb="reenrol", subject="person", subject_id=person_id, after={"started_on": str(started_on)})
    return enrolment.id


@transaction.atomic
def set_consent(*, by: Actor, person_id: UUID, purpose: Purpose, given: bool) -> None:
    """She gives or withdraws one consent herself; what was given before stays readable with its end."""
    if by.person_id != person_id:
        raise NotAllowed(Decision.no("consent.only_herself"))
    current = Consent.objects.select_for_update(of=("self",)).filter(
        person_id=person_id, purpose=purpose, withdrawn_at__isnull=True
    )
    if given and not current.exists():
        Consent.objects.create(person_id=person_id, purpose=purpose, wording=WORDING)
    elif not given:
        current.update(withdrawn_at=timezone.now())


@transaction.atomic
def set_mentor(*, by: Actor, person_id: UUID, mentor_id: UUID) -> None:
    """An officer gives an open enrolment its mentor."""
    found = locked_member(person_id)
    if not by.over(found.domicile, (Role.KECAMATAN, Role.CITY)):
        raise NotAllowed(Decision.no("record.outside_scope"))
    if found.enrolment_id is None or not found.is_open:
        raise NotAllowed(Decision.no("enrolment.not_open"))
    Enrolment.objects.filter(id=found.enrolment_id).update(mentor_id=mentor_id)
    log_change(
        by=by.user_id,
        verb="set_mentor",
        subject="person",
        subject_id=person_id,
        before={"mentor": str(found.mentor_id or "")},
        after={"mentor": str(mentor_id)},
    )


@transaction.atomic
def mark_same(*, by: Actor, person_id: UUID, other_id: UUID, fact_id: UUID) -> None:
    """Two records are one human: figures count her once from now on, both records stay. Undone by voiding the fact.

    NotAllowed: ``same.same_record``, ``record.unknown``, ``record.outside_scope`` (a city officer over both places).
    """
    if person_id == other_id:
        raise NotAllowed(Decision.no("same.same_record"))
    one, other = locked_member(min(person_id, other_id)), locked_member(max(person_id, other_id))
    if not all(by.over(found.domicile, (Role.CITY,)) for found in (one, other)):
        raise NotAllowed(Decision.no("record.outside_scope"))
    draft = FactDraft(
        id=fact_id,
        kind="person.same_as",
        person_id=one.person_id,
        occurred_on=jakarta_date(timezone.now()),
        place_id=one.domicile,
        channel=Channel.COUNTER,
        grade=Grade.CONFIRMED,
        measures={"other": other.person_id},
    )
    append(by=by.user_id, drafts=[draft])


@transaction.atomic
def release_identity(*, by: Actor, person_id: UUID) -> None:
    """The NIK was used by somebody else: it is free again, the enrolment ends, its facts are void. The trail stays.

    The caller (P1, answering a claim) has checked the right to do so.
    """
    found = locked_member(person_id)
    today = jakarta_date(timezone.now())
    Person.objects.filter(id=person_id).update(nik_hash=None)
    Enrolment.objects.filter(person_id=person_id, ended_on__isnull=True).update(
        ended_on=max(today, found.started_on or today), end_reason=EndReason.IDENTITY_MISUSED
    )
    void_all(by=by, person_id=person_id, reason=CorrectionReason.IDENTITY_MISUSED)
    log_change(by=by.user_id, verb="release_identity", subject="person", subject_id=person_id)
