"""Applications at offices, how they end, and "does not want, cannot": each a fact, the rows follow."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction

from okoce.accounts.queries import Actor
from okoce.core.decisions import Decision, NotAllowed, require
from okoce.core.ids import new_id
from okoce.facts.enums import Channel, Grade
from okoce.facts.services import FactDraft, append
from okoce.members.queries import Member
from okoce.members.services.locks import locked_member
from okoce.stages.p4_licensing.enums import Licence, NoLicence, Office, Outcome
from okoce.stages.p4_licensing.models import Application
from okoce.stages.p4_licensing.permissions import OFFICERS, may_report
from okoce.stages.p4_licensing.rules.projecting import APPLIED, DECLINED
from okoce.stages.p4_licensing.services.following import project


@dataclass(frozen=True, slots=True)
class Submission:
    """A permit was applied for: what, where, when; ``number``: the office's number of the application. The form makes ``id``."""

    person_id: UUID
    licence: Licence
    office: Office
    submitted_on: date
    number: str = ""
    id: UUID = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class NotGoing:
    """A permit that she does not want, or cannot get. ``note``: her words, encrypted. The form makes ``id``."""

    person_id: UUID
    licence: Licence
    reason: NoLicence
    on: date
    note: str = ""
    id: UUID = field(default_factory=new_id)


@transaction.atomic
def apply(*, by: Actor, given: Submission) -> UUID:
    """Write down that a permit was applied for; the application's id.

    NotAllowed: ``application.running`` (the same permit is applied for at this office already), ``fact.in_future`` and those of
    ``may_report``.
    """
    member = locked_member(given.person_id)
    require(may_report(by, member))
    open_one = Application.objects.filter(person_id=member.person_id, licence=given.licence, office=given.office, outcome="")
    running = open_one.exclude(fact_id=given.id).first()
    if running is not None:
        raise NotAllowed(Decision.no("application.running", since=running.submitted_on))
    measures: dict[str, object] = {"licence": given.licence, "office": given.office}
    details = {"number": given.number} if given.number.strip() else {}
    draft = _draft(by, member, given.id, APPLIED, given.submitted_on, measures, details)
    append(by=by.user_id, drafts=[draft])
    project(person_id=member.person_id)
    return Application.objects.get(fact_id=given.id).id


@transaction.atomic
def end_application(
    *, by: Actor, application_id: UUID, outcome: Outcome, reason: NoLicence, on: date, note: str = "", fact_id: UUID | None = None
) -> None:
    """The office refused, or she withdrew. That it was issued is said by reporting the permit.

    NotAllowed: ``application.unknown``, ``application.ended``, ``application.report_the_permit``, ``application.ends_before``,
    ``fact.in_future`` and those of ``may_report``.
    """
    found = Application.objects.filter(id=application_id).first()
    if found is None:
        raise NotAllowed(Decision.no("application.unknown"))
    member = locked_member(found.person_id)
    require(may_report(by, member))
    found.refresh_from_db()
    if outcome == Outcome.ISSUED:
        raise NotAllowed(Decision.no("application.report_the_permit"))
    if found.outcome:
        raise NotAllowed(Decision.no("application.ended"))
    if on < found.submitted_on:
        raise NotAllowed(Decision.no("application.ends_before", since=found.submitted_on))
    measures: dict[str, object] = {"licence": found.licence, "reason": reason, "outcome": outcome}
    details = {"note": note} if note.strip() else {}
    append(by=by.user_id, drafts=[_draft(by, member, fact_id or new_id(), DECLINED, on, measures, details)])
    project(person_id=member.person_id)


@transaction.atomic
def decline(*, by: Actor, given: NotGoing) -> UUID:
    """Write down that she does not want a permit or cannot get it, with the reason; the fact's id. It closes nothing: she may apply
    at any time. NotAllowed: ``fact.in_future`` and those of ``may_report``."""
    member = locked_member(given.person_id)
    require(may_report(by, member))
    measures: dict[str, object] = {"licence": given.licence, "reason": given.reason}
    details = {"note": given.note} if given.note.strip() else {}
    append(by=by.user_id, drafts=[_draft(by, member, given.id, DECLINED, given.on, measures, details)])
    project(person_id=member.person_id)
    return given.id


def _draft(
    by: Actor,
    member: Member,
    fact_id: UUID,
    kind: str,
    on: date,
    measures: dict[str, object],
    details: dict[str, str],
) -> FactDraft:
    """What she says of herself is her word; what an office or a mentor writes down is another party's."""
    herself = by.person_id == member.person_id
    by_office = by.over(member.domicile, OFFICERS)
    return FactDraft(
        id=fact_id,
        kind=kind,
        person_id=member.person_id,
        enrolment_id=member.enrolment_id,
        business_id=member.business_id,
        occurred_on=on,
        place_id=member.domicile,
        channel=Channel.SELF if herself else Channel.COUNTER if by_office else Channel.MENTOR,
        grade=Grade.SELF_REPORTED if herself else Grade.CONFIRMED,
        measures=measures,
        details=details,
    )
