"""Keep the record of a member true: where she lives, whether she takes part, what she allows."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import DateField, F, Value
from django.db.models.functions import Greatest
from django.utils import timezone

from okoce.accounts.enums import Role
from okoce.accounts.queries import Actor
from okoce.audit.services import Changed, log_change, log_changes
from okoce.core.decisions import Decision, NotAllowed, require
from okoce.core.fortnights import jakarta_date
from okoce.facts.enums import Channel, CorrectionReason, Grade
from okoce.facts.services import FactDraft, append, append_each
from okoce.members.enums import EndReason, Purpose
from okoce.members.models import Consent, Enrolment, Person
from okoce.members.permissions import may_keep_record, may_move_here
from okoce.members.queries.people import Member
from okoce.members.services.enrolling import WORDING
from okoce.members.services.locks import locked_member, locked_members
from okoce.members.services.recording import void_all


def move(*, by: Actor, person_id: UUID, to_place: str, moved_on: date, fact_id: UUID) -> None:
    """She lives elsewhere now: the domicile changes and the move is a fact.

    NotAllowed: ``move.other_office``, ``move.same_place``.
    """
    move_each(by=[by], moves=[Move(person_id, to_place, moved_on, fact_id)])


@dataclass(frozen=True, slots=True)
class Move:
    """One move as :func:`move` describes it; ``captured_at``: when it was noted, now where it is None."""

    person_id: UUID
    to_place: str
    moved_on: date
    fact_id: UUID
    captured_at: datetime | None = None


@transaction.atomic
def move_each(*, by: Sequence[Actor], moves: Sequence[Move]) -> None:
    """As :func:`move`, several people at once, each person once; all or none."""
    found = locked_members({item.person_id for item in moves})
    drafts, changes = [], []
    for actor, item in zip(by, moves, strict=True):
        require(may_move_here(actor, item.to_place))
        record = found[item.person_id]
        if record.domicile == item.to_place:
            raise NotAllowed(Decision.no("move.same_place", place=item.to_place))
        measures = {"from_place": record.domicile, "to_place": item.to_place}
        drafts.append(_draft("person.moved", record, item.fact_id, item.moved_on, item.to_place, measures, item.captured_at))
        before, after = {"domicile": record.domicile}, {"domicile": item.to_place}
        changes.append(Changed("move", "person", item.person_id, before, after))
    for to_place in {item.to_place for item in moves}:
        here = [item.person_id for item in moves if item.to_place == to_place]
        Person.objects.filter(id__in=here).update(domicile_id=to_place)
    users = [actor.user_id for actor in by]
    append_each(by=users, drafts=drafts)
    log_changes(by=users, changes=changes)


def end_enrolment(*, by: Actor, person_id: UUID, reason: EndReason, ended_on: date, fact_id: UUID) -> None:
    """She leaves the programme, with a reason; what she did stays.

    NotAllowed ``record.outside_scope``, ``enrolment.not_open``, ``enrolment.ends_before_it_begins``, ``fact.in_future``.
    """
    end_each(by=[by], ends=[End(person_id, reason, ended_on, fact_id)])


@dataclass(frozen=True, slots=True)
class End:
    """One end as :func:`end_enrolment` describes it; ``captured_at``: when it was noted, now where it is None."""

    person_id: UUID
    reason: EndReason
    ended_on: date
    fact_id: UUID
    captured_at: datetime | None = None


@transaction.atomic
def end_each(*, by: Sequence[Actor], ends: Sequence[End]) -> None:
    """As :func:`end_enrolment`, several people at once, each person once; all or none."""
    found = locked_members({item.person_id for item in ends})
    drafts = []
    ended: dict[tuple[date, EndReason], list[UUID]] = {}
    for actor, item in zip(by, ends, strict=True):
        record = found[item.person_id]
        require(may_keep_record(actor, record))
        if record.enrolment_id is None or not record.is_open:
            raise NotAllowed(Decision.no("enrolment.not_open"))
        if record.started_on is not None and item.ended_on < record.started_on:
            raise NotAllowed(Decision.no("enrolment.ends_before_it_begins", since=record.started_on))
        ended.setdefault((item.ended_on, item.reason), []).append(record.enrolment_id)
        measures = {"reason": item.reason}
        drafts.append(_draft("enrolment.ended", record, item.fact_id, item.ended_on, record.domicile, measures, item.captured_at))
    for (ended_on, reason), enrolments in ended.items():
        Enrolment.objects.filter(id__in=enrolments).update(ended_on=ended_on, end_reason=reason)
    append_each(by=[actor.user_id for actor in by], drafts=drafts)


def _draft(
    kind: str,
    record: Member,
    fact_id: UUID,
    on: date,
    place_id: str,
    measures: Mapping[str, object],
    captured_at: datetime | None,
) -> FactDraft:
    return FactDraft(
        id=fact_id,
        kind=kind,
        person_id=record.person_id,
        enrolment_id=record.enrolment_id,
        occurred_on=on,
        captured_at=captured_at,
        place_id=place_id,
        channel=Channel.COUNTER,
        grade=Grade.CONFIRMED,
        measures=measures,
    )


@transaction.atomic
def reenrol(*, by: Actor, person_id: UUID, entry_status: str, started_on: date) -> UUID:
    """She came back: a new enrolment of the same person, and its id. NotAllowed ``enrolment.still_open``."""
    found = locked_member(person_id)
    require(may_keep_record(by, found))
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
    if given:
        # Given already, or a double tap: the constraint decides, and the first one stands.
        Consent.objects.bulk_create([Consent(person_id=person_id, purpose=purpose, wording=WORDING)], ignore_conflicts=True)
    else:
        standing = Consent.objects.filter(person_id=person_id, purpose=purpose, withdrawn_at__isnull=True)
        standing.update(withdrawn_at=timezone.now())


def set_mentor(*, by: Actor, person_id: UUID, mentor_id: UUID) -> None:
    """An officer gives an open enrolment its mentor. NotAllowed: ``record.outside_scope``, ``enrolment.not_open``."""
    set_mentors(by=[by], mentors={person_id: mentor_id})


@transaction.atomic
def set_mentors(*, by: Sequence[Actor], mentors: Mapping[UUID, UUID]) -> None:
    """As :func:`set_mentor`, several people at once (person to mentor), each by the officer in the same place of ``by``."""
    found = locked_members(mentors.keys())
    changes = []
    enrolments: dict[UUID, list[UUID]] = {}
    for actor, (person_id, mentor_id) in zip(by, mentors.items(), strict=True):
        record = found[person_id]
        if not actor.over(record.domicile, (Role.KECAMATAN, Role.CITY)):
            raise NotAllowed(Decision.no("record.outside_scope"))
        if record.enrolment_id is None or not record.is_open:
            raise NotAllowed(Decision.no("enrolment.not_open"))
        enrolments.setdefault(mentor_id, []).append(record.enrolment_id)
        before, after = {"mentor": str(record.mentor_id or "")}, {"mentor": str(mentor_id)}
        changes.append(Changed("set_mentor", "person", person_id, before, after))
    for mentor_id, hers in enrolments.items():
        Enrolment.objects.filter(id__in=hers).update(mentor_id=mentor_id)
    log_changes(by=[actor.user_id for actor in by], changes=changes)


@transaction.atomic
def mark_same(*, by: Actor, person_id: UUID, other_id: UUID, fact_id: UUID, noted_at: datetime | None = None) -> None:
    """Two records are one human: figures count her once from then on, both records stay. Undone by voiding the fact.

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
        occurred_on=jakarta_date(noted_at or timezone.now()),
        captured_at=noted_at,
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


@transaction.atomic
def withdraw_entries(*, by: Actor, person_ids: Collection[UUID]) -> None:
    """People who were entered by mistake, and about whom nothing else is recorded: the NIK is free again, the enrolment ends, its
    fact is void. The trail stays.

    The caller (P1, undoing an import) has looked that nothing was built upon the entries. NotAllowed: ``record.unknown``,
    ``record.outside_scope``, ``record.own``.
    """
    found = locked_members(person_ids)
    today = jakarta_date(timezone.now())
    for record in found.values():
        require(may_keep_record(by, record))
    Person.objects.filter(id__in=found).update(nik_hash=None)
    running = Enrolment.objects.filter(person_id__in=found, ended_on__isnull=True)
    running.update(
        ended_on=Greatest(Value(today, output_field=DateField()), F("started_on")), end_reason=EndReason.ENTERED_BY_MISTAKE
    )
    for person_id in found:
        void_all(by=by, person_id=person_id, reason=CorrectionReason.UNDO)
    changes = [Changed("withdraw_entry", "person", person_id) for person_id in found]
    log_changes(by=[by.user_id] * len(changes), changes=changes)
