"""What came of it at a counter: each outcome is the fact that it is, beside it who came and which papers were missing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from okoce.accounts.queries import Actor
from okoce.audit.services import log_change
from okoce.core.decisions import Decision, NotAllowed, require
from okoce.core.fortnights import jakarta_date
from okoce.core.ids import new_id
from okoce.members.queries import member, person_id_by_nik
from okoce.stages.p4_licensing.enums import AtCounter, DayState, Licence, NoLicence, Office, Paper, Source, Waiting
from okoce.stages.p4_licensing.models import CounterDay, CounterInvite, Permit
from okoce.stages.p4_licensing.permissions import may_plan, may_report
from okoce.stages.p4_licensing.rules.turns import RESOLVED, Line, summary_of
from okoce.stages.p4_licensing.services.applications import NotGoing, Submission, apply, decline
from okoce.stages.p4_licensing.services.counters import SUBJECT, locked_day, locked_invite, require_open
from okoce.stages.p4_licensing.services.permits import Report, report
from okoce.stages.p4_licensing.services.waiting import wait_again


@dataclass(frozen=True, slots=True)
class Noted:
    """What came of it for one person: a number where the permit was issued, papers where some were missing, a reason where she does
    not want it or cannot. ``licence``: another permit than the day is for. The form makes ``id``."""

    invite_id: UUID
    outcome: AtCounter
    number: str = ""
    issued_on: date | None = None
    valid_until: date | None = None
    licence: Licence | None = None
    papers: Sequence[Paper] = ()
    reason: NoLicence | None = None
    note: str = ""
    despite_doubt: bool = False
    id: UUID = field(default_factory=new_id)


@transaction.atomic
def note_outcome(*, by: Actor, given: Noted) -> None:
    """Write down what came of it; the same form twice is once. Missing papers and "did not come" can be noted over, a fact cannot:
    it is corrected on her record.

    NotAllowed: ``counter.unknown``, ``counter.not_your_place``, ``counter.ended``, ``counter.not_yet``, ``counter.noted_already``,
    ``counter.papers_missing``, ``counter.reason_missing``, and those of ``report``, ``apply`` and ``decline``.
    """
    row, day = locked_invite(by, given.invite_id)
    if row.fact_id == given.id:
        return
    if row.outcome in RESOLVED:
        raise NotAllowed(Decision.no("counter.noted_already"))
    if day.on > jakarta_date(timezone.now()):
        raise NotAllowed(Decision.no("counter.not_yet", on=day.on))
    row.permit_id = row.application_id = row.fact_id = None
    row.reason, row.papers = "", []
    if given.outcome == AtCounter.PAPERS:
        if not given.papers:
            raise NotAllowed(Decision.no("counter.papers_missing"))
        row.papers = [str(paper) for paper in dict.fromkeys(given.papers)]
    elif given.outcome in RESOLVED:
        _state(by, row, day, given)
    row.outcome, row.noted_at, row.noted_by = given.outcome, timezone.now(), by.user_id
    row.save()
    if given.outcome in RESOLVED:
        wait_again(person_ids=[row.person_id])


def _state(by: Actor, row: CounterInvite, day: CounterDay, given: Noted) -> None:
    """The fact. What this office says was seen by it: the paper lies before the officer."""
    licence = given.licence or Licence(day.licence)
    row.fact_id = given.id
    if given.outcome == AtCounter.ISSUED:
        issued_on = given.issued_on or day.on
        said = Report(
            row.person_id, licence, given.number, issued_on, given.valid_until,
            seen=Source.PAPER, despite_doubt=given.despite_doubt, id=given.id,
        )  # fmt: skip
        row.permit_id = report(by=by, given=said)
        row.fact_id = Permit.objects.values_list("fact_id", flat=True).get(id=row.permit_id)
    elif given.outcome == AtCounter.APPLIED:
        row.application_id = apply(by=by, given=Submission(row.person_id, licence, Office.PTSP, day.on, id=given.id))
    else:
        if given.reason is None:
            raise NotAllowed(Decision.no("counter.reason_missing"))
        row.reason = given.reason
        decline(by=by, given=NotGoing(row.person_id, licence, given.reason, day.on, given.note, id=given.id))


@transaction.atomic
def add_walk_in(*, by: Actor, day_id: UUID, nik: str) -> UUID:
    """Somebody came without an invitation: put her on the list of the day; her invite's id. Again changes nothing.

    NotAllowed: ``counter.unknown``, ``counter.not_your_place``, ``counter.ended``, ``counter.nobody_here`` (no such member, or of
    another office: both look the same), and those of ``may_report``.
    """
    day = locked_day(day_id)
    require(may_plan(by, day.place_id))
    require_open(day)
    assert by.user_id is not None, "may_plan lets in who is signed in"
    person_id = person_id_by_nik(nik)
    found = member(person_id) if person_id is not None else None
    decision = may_report(by, found) if found is not None else None
    if found is None or decision is None or "record.outside_scope" in decision.codes:
        raise NotAllowed(Decision.no("counter.nobody_here"))
    require(decision)
    row, _made = CounterInvite.objects.get_or_create(
        day=day, person_id=found.person_id, defaults={"why": Waiting.CAME, "invited_by": by.user_id}
    )
    return row.id


@transaction.atomic
def close_day(*, by: Actor, day_id: UUID) -> None:
    """Close a day: whoever has no outcome did not come, and what it came to is kept as it was.

    NotAllowed: ``counter.unknown``, ``counter.not_your_place``, ``counter.ended``, ``counter.not_yet``.
    """
    day = locked_day(day_id)
    require(may_plan(by, day.place_id))
    require_open(day)
    if day.on > jakarta_date(timezone.now()):
        raise NotAllowed(Decision.no("counter.not_yet", on=day.on))
    now = timezone.now()
    rows = CounterInvite.objects.filter(day=day)
    rows.filter(outcome="").update(outcome=AtCounter.NOT_COME, noted_at=now, noted_by=by.user_id)
    day.summary = summary_of(line_of(row) for row in rows).plain()
    day.state, day.ended_at, day.ended_by = DayState.HELD, now, by.user_id
    day.save(update_fields=["state", "summary", "ended_at", "ended_by"])
    log_change(by=by.user_id, verb="counter.close", subject=SUBJECT, subject_id=day.id, after=dict(day.summary))


def line_of(row: CounterInvite) -> Line:
    return Line(
        outcome=row.outcome,
        answer=row.answer,
        is_walk_in=row.why == Waiting.CAME,
        reason=row.reason,
        cannot_come=row.cannot_come,
        papers=tuple(row.papers),
    )
