"""Facts of a member's record: an officer or mentor records, corrects, voids and restores them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from okoce.accounts.queries import Actor
from okoce.core.decisions import Decision, NotAllowed, require
from okoce.core.ids import new_id
from okoce.facts import services as facts
from okoce.facts.enums import Channel, Correction, CorrectionReason, Grade
from okoce.facts.kinds import kind_of
from okoce.facts.queries import Entry, entries, timeline
from okoce.facts.services import CorrectionDraft, FactDraft, append, append_each
from okoce.members.permissions import may_keep_record, may_record_fact
from okoce.members.queries.people import Member
from okoce.members.services.locks import locked_member, locked_members


@dataclass(frozen=True, slots=True)
class FactInput:
    """What the form gives: kind, date, measures, details and how well it is evidenced. The form makes ``id``.

    ``place_id``: where it happened, where that is known to be elsewhere than where she lives now.
    """

    kind: str
    occurred_on: date
    grade: Grade
    measures: Mapping[str, object] = field(default_factory=dict)
    details: Mapping[str, str] = field(default_factory=dict)
    org_id: UUID | None = None
    captured_at: datetime | None = None
    id: UUID = field(default_factory=new_id)
    place_id: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """The last correction that the form showed; None where the fact had none."""

    last: UUID | None


@transaction.atomic
def record_fact(*, by: Actor, person_id: UUID, given: FactInput, channel: Channel = Channel.COUNTER) -> UUID:
    """Record one fact about a member at the place where she lives now, and return its id.

    NotAllowed: ``record.unknown``, ``record.outside_scope``, ``record.own``, ``record.not_enrolled``, ``fact.not_by_officer``
    and those of ``facts.services.append``.
    """
    found = locked_member(person_id)
    return append(by=by.user_id, drafts=[_checked(by, found, given, channel)])[0]


@transaction.atomic
def record_many(*, by: Actor, given: Sequence[tuple[UUID, FactInput]], channel: Channel) -> tuple[UUID, ...]:
    """Record facts of many members, each a (person, fact), under the same rules as one; all or none. Their ids, in order."""
    return record_each(by=[by] * len(given), given=[(person_id, fact, channel) for person_id, fact in given])


@transaction.atomic
def record_each(*, by: Sequence[Actor], given: Sequence[tuple[UUID, FactInput, Channel]]) -> tuple[UUID, ...]:
    """As :func:`record_many`, each fact by its own recorder and channel: what several offices hand in together."""
    found = locked_members({person_id for person_id, _fact, _channel in given})
    drafts = [_checked(actor, found[person_id], fact, channel) for actor, (person_id, fact, channel) in zip(by, given, strict=True)]
    return append_each(by=[actor.user_id for actor in by], drafts=drafts)


def _checked(by: Actor, found: Member, given: FactInput, channel: Channel) -> FactDraft:
    """The draft of a fact that this actor may record about this member."""
    require(may_record_fact(by, found))
    if not kind_of(given.kind).by_officer:
        raise NotAllowed(Decision.no("fact.not_by_officer", kind=given.kind))
    return _draft(found, given, channel)


@transaction.atomic
def correct_fact(
    *,
    by: Actor,
    fact_id: UUID,
    correction: Correction,
    reason: CorrectionReason,
    note: str = "",
    given: FactInput | None = None,
    correction_id: UUID | None = None,
    seen: Seen | None = None,
) -> UUID:
    """Amend, void or restore a fact with a reason, and return the correction's id; the old content stays visible.

    The same ``correction_id`` again changes nothing (a double tap). ``seen`` says what the form showed: where somebody else
    has corrected the fact since, nothing is written and both may be looked at. NotAllowed: ``fact.unknown``,
    ``fact.corrected_meanwhile``, ``fact.already_void``, ``fact.not_void``, ``fact.amend_without_content`` and those of
    :func:`record_fact`.
    """
    change = FactChange(fact_id, correction, reason, note, given, correction_id or new_id(), seen)
    return correct_each(by=[by], changes=[change])[0]


@dataclass(frozen=True, slots=True)
class FactChange:
    """One correction as :func:`correct_fact` describes it; ``captured_at``: when it was noted, now where it is None."""

    fact_id: UUID
    correction: Correction
    reason: CorrectionReason
    note: str = ""
    given: FactInput | None = None
    id: UUID = field(default_factory=new_id)
    seen: Seen | None = None
    captured_at: datetime | None = None
    channel: Channel = Channel.COUNTER


@transaction.atomic
def correct_each(*, by: Sequence[Actor], changes: Sequence[FactChange]) -> tuple[UUID, ...]:
    """As :func:`correct_fact`, several at once, each fact once and by its own actor; all or none. The corrections' ids."""
    fact_ids = [change.fact_id for change in changes]
    persons = {fact_id: item.original.person_id for fact_id, item in entries(fact_ids).items()}
    found = locked_members(set(persons.values()))
    known = entries(fact_ids)  # read under the lock, so that of two at once the second sees the first
    users, drafts = [], []
    for actor, change in zip(by, changes, strict=True):
        item = known.get(change.fact_id)
        if item is None:
            raise NotAllowed(Decision.no("fact.unknown"))
        draft = _correction(actor, found[persons[change.fact_id]], item, change)
        if draft is not None:
            users.append(_user(actor))
            drafts.append(draft)
    facts.correct_each(by=users, corrections=drafts)
    return tuple(change.id for change in changes)


def _correction(by: Actor, found: Member, known: Entry, change: FactChange) -> CorrectionDraft | None:
    """The correction that this actor may make; None where it has been made already."""
    require(may_keep_record(by, found))
    if any(change.id == item.id for item in known.corrections):
        return None
    if change.seen is not None and change.seen.last != known.last_correction:
        raise NotAllowed(Decision.no("fact.corrected_meanwhile"))
    require(may_correct(change.correction, is_void=known.live is None, has_content=change.given is not None))
    draft = None
    if change.given is not None:
        held = known.details.get(known.shown.id, {})
        # The note of an earlier correction is about that correction, not about the fact.
        details = {**{name: text for name, text in held.items() if name in known.kind.details}, **change.given.details}
        draft = _draft(found, change.given, change.channel, place_id=known.shown.place_id, details=details)
    return CorrectionDraft(
        change.fact_id,
        change.correction,
        change.reason,
        change.note,
        draft,
        id=change.id,
        captured_at=change.captured_at,
        channel=change.channel,
    )


def may_correct(correction: Correction, *, is_void: bool, has_content: bool) -> Decision:
    """Voiding twice or restoring what holds says nothing; an amendment needs its new content."""
    if correction == Correction.VOID and is_void:
        return Decision.no("fact.already_void")
    if correction == Correction.RESTORE and not is_void:
        return Decision.no("fact.not_void")
    if correction == Correction.AMEND and not has_content:
        return Decision.no("fact.amend_without_content")
    return Decision.yes()


def void_all(*, by: Actor, person_id: UUID, reason: CorrectionReason) -> int:
    """Void every live fact of a person, in the caller's transaction; how many."""
    live = [item for item in timeline(person_id) if item.live is not None]
    drafts = [CorrectionDraft(item.original.id, Correction.VOID, reason) for item in live]
    facts.correct_each(by=[_user(by)] * len(drafts), corrections=drafts)
    return len(live)


def _user(by: Actor) -> UUID:
    if by.user_id is None:
        raise NotAllowed(Decision.no("record.outside_scope"))
    return by.user_id


def _draft(
    found: Member,
    given: FactInput,
    channel: Channel,
    *,
    place_id: str | None = None,
    details: Mapping[str, str] | None = None,
) -> FactDraft:
    return FactDraft(
        id=given.id,
        kind=given.kind,
        person_id=found.person_id,
        enrolment_id=found.enrolment_id,
        business_id=found.business_id,
        occurred_on=given.occurred_on,
        captured_at=given.captured_at,
        place_id=place_id or given.place_id or found.domicile,
        org_id=given.org_id,
        channel=channel,
        grade=given.grade,
        measures=given.measures,
        details=given.details if details is None else details,
    )
