"""Report a permit, add its file, confirm or refute it. Each is a fact or a correction of one; the rows follow from them."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from okoce.accounts.queries import Actor
from okoce.core.decisions import Decision, NotAllowed, require
from okoce.core.encryption import keyring
from okoce.core.fortnights import jakarta_date
from okoce.core.ids import new_id
from okoce.facts.enums import Channel, Correction, CorrectionReason, Grade
from okoce.facts.services import CorrectionDraft, FactDraft, append, correct_each
from okoce.members.queries import Member, phone_of
from okoce.members.services.locks import locked_member
from okoce.messaging.services import post
from okoce.stages.p4_licensing.enums import Licence, PermitState, Refutation, Source
from okoce.stages.p4_licensing.messages import confirmed_text, refuted_text
from okoce.stages.p4_licensing.models import Permit, PermitFile
from okoce.stages.p4_licensing.permissions import OFFICERS, may_confirm, may_report
from okoce.stages.p4_licensing.queries.stated import stated_of
from okoce.stages.p4_licensing.rules.files import Picture
from okoce.stages.p4_licensing.rules.formats import Number, read
from okoce.stages.p4_licensing.rules.projecting import ISSUED, REFUTED_BY, PermitRow, permits_of
from okoce.stages.p4_licensing.services.following import hash_of, project

FILE = "permit-file"
"""What files are sealed as."""
GRADES = {
    Source.PAPER: (Grade.CONFIRMED, Channel.COUNTER),
    Source.SITE: (Grade.REGISTER, Channel.COUNTER),
    Source.OFFICE_LIST: (Grade.REGISTER, Channel.REGISTER),
}
"""How well each source evidences a permit, and by which way it comes."""


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody writes down of a permit. ``number`` as typed; ``renews``: the permit in whose place it stands, where she says
    so; ``seen``: by what an officer has checked it already, ``despite_doubt`` as for :func:`confirm`. The form makes ``id``, so a
    double tap is one report."""

    person_id: UUID
    licence: Licence
    number: str
    issued_on: date
    valid_until: date | None = None
    renews: UUID | None = None
    file: Picture | None = None
    seen: Source | None = None
    despite_doubt: bool = False
    id: UUID = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class Content:
    """What a permit's paper says, as a fact takes it."""

    licence: str
    number: str
    issued_on: date
    valid_until: date | None


@transaction.atomic
def report(*, by: Actor, given: Report) -> UUID:
    """Write a permit down and return its id. The same number twice, by whomever, is one permit; who has seen the paper confirms.

    NotAllowed: those of ``rules.formats.read``, ``permit.ends_before_it_begins``, ``permit.already_confirmed`` (she says other
    dates than an officer confirmed), ``permit.not_yours_to_confirm``, ``permit.number_elsewhere``, ``permit.renews_unknown``,
    ``record.not_enrolled``, ``record.consent_withdrawn``, ``record.outside_scope`` and those of ``facts.services.append``.
    """
    member = locked_member(given.person_id)
    require(may_report(by, member))
    number = read(given.licence, given.number)
    require(may_be_written(given, is_officer=by.over(member.domicile, OFFICERS) and by.person_id != member.person_id))
    if given.seen is not None and not given.despite_doubt and is_elsewhere(member.person_id, given.licence, number.key):
        raise NotAllowed(Decision.no("permit.number_elsewhere"))
    content = Content(given.licence, number.text, given.issued_on, given.valid_until)
    known = _known(member.person_id, given.licence, number)
    if known is None or known.state == PermitState.REFUTED:
        append(by=by.user_id, drafts=[_draft(member, content, *_evidence(by, member, given.seen), fact_id=given.id)])
    else:
        _say_again(by, member, known, content, given.seen)
    permit_id = project(person_id=member.person_id)[given.licence, number.key]
    if given.renews is not None:
        _renew(permit_id, given.renews, member.person_id)
    if given.file is not None:
        _keep_file(permit_id, given.file)
    return permit_id


def may_be_written(given: Report, *, is_officer: bool) -> Decision:
    """Dates in their order; only an officer says that she has seen the paper."""
    if given.valid_until is not None and given.valid_until < given.issued_on:
        return Decision.no("permit.ends_before_it_begins", issued_on=given.issued_on)
    if given.seen is not None and not is_officer:
        return Decision.no("permit.not_yours_to_confirm")
    return Decision.yes()


def _known(person_id: UUID, licence: str, number: Number) -> PermitRow | None:
    """What is known of this number of hers already."""
    rows = (row for row in permits_of(stated_of(person_id)) if (row.licence, row.key) == (licence, number.key))
    return next(rows, None)


def _say_again(by: Actor, member: Member, known: PermitRow, content: Content, seen: Source | None) -> None:
    """The number is known: the officer's word confirms and corrects, her own corrects what nobody confirmed yet."""
    same = (known.issued_on, known.valid_until) == (content.issued_on, content.valid_until)
    if seen is None and known.state == PermitState.CONFIRMED:
        require(Decision.yes() if same else Decision.no("permit.already_confirmed", licence=known.licence))
        return
    if seen is None and same:
        return
    reason = CorrectionReason.EVIDENCE_FOUND if seen is not None else CorrectionReason.MISTYPED
    if seen is not None and same and known.state == PermitState.CONFIRMED and not _is_stronger(known, seen):
        return
    _amend(by, member, known, content, *_evidence(by, member, seen), reason=reason)


def _evidence(by: Actor, member: Member, seen: Source | None) -> tuple[Grade, Channel]:
    if seen is not None:
        return GRADES[seen]
    if by.person_id == member.person_id:
        return Grade.SELF_REPORTED, Channel.SELF
    return Grade.SELF_REPORTED, Channel.COUNTER if by.over(member.domicile, OFFICERS) else Channel.MENTOR


def _is_stronger(known: PermitRow, source: Source) -> bool:
    return known.source in (Source.PAPER, Source.RECORD) and GRADES[source][0] > Grade.CONFIRMED


def _draft(member: Member, content: Content, grade: Grade, channel: Channel, *, fact_id: UUID | None = None) -> FactDraft:
    measures: dict[str, object] = {"licence": content.licence}
    if content.valid_until is not None:
        measures["valid_until"] = content.valid_until
    return FactDraft(
        id=fact_id or new_id(),
        kind=ISSUED,
        person_id=member.person_id,
        enrolment_id=member.enrolment_id,
        business_id=member.business_id,
        occurred_on=content.issued_on,
        place_id=member.domicile,
        channel=channel,
        grade=grade,
        measures=measures,
        details={"number": content.number},
    )


def _amend(
    by: Actor,
    member: Member,
    known: PermitRow,
    content: Content,
    grade: Grade,
    channel: Channel,
    *,
    reason: CorrectionReason,
    note: str = "",
) -> None:
    """The fact that states a permit says it anew; the old version stays readable."""
    assert by.user_id is not None, "may_report and may_confirm let in who is signed in"
    draft = _draft(member, content, grade, channel)
    change = CorrectionDraft(known.fact_id, Correction.AMEND, reason, note, draft, channel=channel)
    correct_each(by=[by.user_id], corrections=[change])


def _renew(permit_id: UUID, old_id: UUID, person_id: UUID) -> None:
    permit = Permit.objects.get(id=permit_id)
    old = Permit.objects.filter(id=old_id, person_id=person_id, licence=permit.licence).exclude(id=permit_id).first()
    if old is None or Permit.objects.filter(renews=old).exclude(id=permit_id).exists():
        raise NotAllowed(Decision.no("permit.renews_unknown"))
    Permit.objects.filter(id=permit_id).update(renews=old)


@transaction.atomic
def add_file(*, by: Actor, permit_id: UUID, file: Picture) -> None:
    """Put a photo or PDF beside a permit. Herself until it is confirmed, her officers and mentor at any time.

    NotAllowed: ``permit.unknown``, ``permit.already_confirmed`` and those of :func:`report` about the person.
    """
    permit, member = locked_permit(permit_id)
    require(may_report(by, member))
    if by.person_id == member.person_id and permit.state == PermitState.CONFIRMED:
        raise NotAllowed(Decision.no("permit.already_confirmed", licence=permit.licence))
    _keep_file(permit_id, file)


def _keep_file(permit_id: UUID, file: Picture) -> None:
    sealed = keyring(settings.SECRETS_DIR).seal_bytes(file.content, FILE)
    values: dict[str, Any] = {"content_sealed": sealed, "format": file.format, "size": len(file.content)}
    PermitFile.objects.update_or_create(permit_id=permit_id, defaults={**values, "added_at": timezone.now()})


def locked_permit(permit_id: UUID) -> tuple[Permit, Member]:
    """A permit with its holder, both locked. NotAllowed ``permit.unknown``, ``record.unknown``."""
    found = Permit.objects.filter(id=permit_id).values_list("person_id", flat=True).first()
    if found is None:
        raise NotAllowed(Decision.no("permit.unknown"))
    member = locked_member(found)  # the person first, as everywhere
    return Permit.objects.select_for_update(of=("self",)).get(id=permit_id), member


@transaction.atomic
def confirm(*, by: Actor, permit: UUID, source: Source, on: date, despite_doubt: bool = False) -> None:
    """Say that a permit is as it was reported, by what, and when it was seen. Again, or by two at once, changes nothing.

    ``despite_doubt``: another member has the same number, and the officer has looked whose it is. NotAllowed: ``permit.unknown``,
    ``permit.officers_confirm``, ``record.own``, ``permit.refuted_already``, ``permit.number_elsewhere``, ``permit.seen_in_future``.
    """
    row, member = locked_permit(permit)
    require(may_confirm(by, member))
    if on > jakarta_date(timezone.now()):
        raise NotAllowed(Decision.no("permit.seen_in_future", on=on))
    known = _stands_for(row)
    if known.state == PermitState.REFUTED:
        raise NotAllowed(Decision.no("permit.refuted_already"))
    if known.state == PermitState.CONFIRMED and not _is_stronger(known, source):
        return
    if not despite_doubt and is_elsewhere(row.person_id, row.licence, known.key):
        raise NotAllowed(Decision.no("permit.number_elsewhere"))
    with override("id"):
        note = _("%(source)s, %(on)s") % {"source": source.label, "on": on.isoformat()}
    content = Content(known.licence, known.number, known.issued_on, known.valid_until)
    _amend(by, member, known, content, *GRADES[source], reason=CorrectionReason.EVIDENCE_FOUND, note=note)
    project(person_id=member.person_id)
    if known.state == PermitState.REPORTED and known.reporter is None:
        _tell(member, confirmed_text(known.licence, known.number), "permit.confirmed")


@transaction.atomic
def refute(*, by: Actor, permit: UUID, reason: Refutation, note: str = "", seen: PermitState = PermitState.REPORTED) -> None:
    """Say that a permit could not be confirmed, and why; its holder is told what she can do. Again changes nothing.

    ``seen``: the state that the officer looked at. NotAllowed: ``permit.unknown``, ``permit.officers_confirm``, ``record.own``,
    ``permit.reason_missing``, ``permit.decided_meanwhile``.
    """
    row, member = locked_permit(permit)
    require(may_confirm(by, member))
    known = _stands_for(row)
    if reason not in REFUTED_BY:
        raise NotAllowed(Decision.no("permit.reason_missing"))
    if known.state == PermitState.REFUTED:
        return
    if known.state != seen:
        raise NotAllowed(Decision.no("permit.decided_meanwhile"))
    assert by.user_id is not None, "may_confirm lets in who is signed in"
    code = CorrectionReason(REFUTED_BY[reason])
    voids = [CorrectionDraft(fact_id, Correction.VOID, code, note) for fact_id in known.facts]
    correct_each(by=[by.user_id] * len(voids), corrections=voids)
    project(person_id=member.person_id)
    _tell(member, refuted_text(known.licence, reason), "permit.refuted")


def _stands_for(row: Permit) -> PermitRow:
    """What the facts say of a permit now. NotAllowed ``permit.unknown`` where they do not speak of it any more (erased)."""
    ring = keyring(settings.SECRETS_DIR)
    for known in permits_of(stated_of(row.person_id)):
        if hash_of(ring, row.person_id, known.licence, known.key) == bytes(row.number_hash or b""):
            return known
    raise NotAllowed(Decision.no("permit.unknown"))


def is_elsewhere(person_id: UUID, licence: str, key: str) -> bool:
    """Whether another member's permit that was not refuted has the same number."""
    number_hash = hash_of(keyring(settings.SECRETS_DIR), person_id, licence, key)
    same = Permit.objects.filter(licence=licence, number_hash=number_hash).exclude(person_id=person_id)
    return same.exclude(state=PermitState.REFUTED).exists()


def _tell(member: Member, text: str, purpose: str) -> None:
    """An answer to what she reported: sent whatever she allowed beside it, as answers are."""
    phone = phone_of(member.person_id)
    if phone:
        post(to=phone, text=text, purpose=purpose)
