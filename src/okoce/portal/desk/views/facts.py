"""Record a fact in under a minute, and correct one without losing what it said before."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from okoce.accounts.queries import Actor, names_of
from okoce.accounts.web.access import for_roles
from okoce.accounts.web.requests import actor_of_request
from okoce.core.decisions import NotAllowed
from okoce.core.fortnights import jakarta_date
from okoce.core.ids import parse_id
from okoce.facts.enums import Channel, Correction, CorrectionReason
from okoce.facts.kinds import Kind, all_kinds, kind_of
from okoce.facts.queries import Entry, entry
from okoce.members.permissions import may_record_fact
from okoce.members.queries import Member
from okoce.members.services import Seen, correct_fact, record_fact
from okoce.portal.desk.forms.facts import CorrectionForm, FactForm, shown_values
from okoce.portal.desk.history import Line, line, recorders
from okoce.portal.desk.scope import DESK, OFFICERS, frame
from okoce.portal.desk.sentences import sentence_of
from okoce.portal.desk.stages import completed_between, shown, stage_title, still_missing
from okoce.portal.desk.texts import sentence
from okoce.portal.desk.views.finding import found, log, status_of
from okoce.portal.desk.worklists import STAGE_KINDS
from okoce.progression.queries import current_edition, standings

ACTIONS = {"perbaiki": Correction.AMEND, "batalkan": Correction.VOID, "pulihkan": Correction.RESTORE}


@dataclass(frozen=True, slots=True)
class KindGroup:
    """The kinds of one stage, as buttons."""

    title: str
    kinds: tuple[Kind, ...]


@for_roles(*DESK)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def record_one(request: HttpRequest, person_id: UUID) -> HttpResponse:
    member = found(request, person_id)
    may = may_record_fact(actor_of_request(request), member)
    kind = _kind(request.GET.get("kind", ""))
    form = FactForm(request.POST or None, kind=kind) if kind and may.allowed else None
    if form is not None and form.is_bound and form.is_valid() and _recorded(actor_of_request(request), member, form):
        return redirect(f"{reverse('desk:record_fact', args=[person_id])}?tersimpan={form.cleaned_data['id']}")
    values = {
        **frame(request),
        "member": member,
        "kind": kind,
        "form": form,
        "groups": kind_groups(),
        "why_not": "" if may.allowed else sentence(may.reasons[0]),
        "saved": saved(member, parse_id(request.GET.get("tersimpan", ""))),
    }
    return render(request, "portal/desk/record_fact.html", values, status=status_of(form) if form else 200)


@for_roles(*DESK)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def correct_one(request: HttpRequest, person_id: UUID, fact_id: UUID, action: str) -> HttpResponse:
    member, correction, known = found(request, person_id), ACTIONS.get(action), entry(fact_id)
    if correction is None or known is None or known.original.person_id != person_id or not known.kind.by_officer:
        raise Http404
    reason = CorrectionForm(request.POST or None, correction=correction, known=known)
    content = FactForm(request.POST or None, kind=known.kind, shown=shown_values(known)) if correction == "amend" else None
    filled = reason.is_valid() and (content is None or content.is_valid())
    if filled and _corrected(actor_of_request(request), known, correction, reason, content):
        return redirect(f"{reverse('desk:member', args=[person_id])}#fakta-{fact_id}")
    if request.method != "POST":
        log(actor_of_request(request), person_id, "fact")
    values = {**frame(request), "member": member, "action": action, "reason": reason, "content": content}
    return render(request, "portal/desk/correct_fact.html", {**values, "line": _line(fact_id)}, status=_status(reason, content))


def kind_groups() -> list[KindGroup]:
    """What an officer may record, by stage; what belongs to no stage stands at the end."""
    offered = [kind for kind in all_kinds() if kind.by_officer]
    stages = [*sorted({kind.stage for kind in offered if kind.stage}), None]
    counted = {code for kinds in STAGE_KINDS.values() for code in kinds}
    offered.sort(key=lambda kind: kind.code not in counted)
    groups = [(stage, tuple(kind for kind in offered if kind.stage == stage)) for stage in stages]
    # What completes a stage stands before what explains why nothing happened.
    return [KindGroup(stage_title(stage) if stage else "", kinds) for stage, kinds in groups if kinds]


def saved(member: Member, fact_id: UUID | None) -> dict[str, Any] | None:
    """What was recorded a moment ago and what it changed: the reading with the fact beside the one without it."""
    known = entry(fact_id) if fact_id else None
    if known is None or member.enrolment_id is None or known.original.person_id != member.person_id:
        return None
    on = jakarta_date(timezone.now())
    edition, whom = current_edition(on), {member.person_id: member.enrolment_id}
    after = standings(whom, by=edition, as_of=on)[member.person_id]
    before = standings(whom, by=edition, as_of=on, without=[known.original.id])[member.person_id]
    return {
        "what": sentence_of(known.kind, known.shown.measures),
        "kind": known.kind,
        "on": known.shown.occurred_on,
        "stage": stage_title(known.kind.stage) if known.kind.stage else "",
        "completed": completed_between(before.reading, after.reading),
        "missing": still_missing(after.reading, known.kind.stage),
        "progress": shown(after),
    }


def channel_of(actor: Actor, member: Member) -> Channel:
    """A mentor's note is a mentor's; whoever is over the place writes as the office."""
    return Channel.COUNTER if actor.over(member.domicile, OFFICERS) else Channel.MENTOR


def _kind(code: str) -> Kind | None:
    if not code:
        return None
    try:
        kind = kind_of(code)
    except NotAllowed:
        raise Http404 from None
    if not kind.by_officer:
        raise Http404
    return kind


def _recorded(actor: Actor, member: Member, form: FactForm) -> bool:
    try:
        record_fact(by=actor, person_id=member.person_id, given=form.given(), channel=channel_of(actor, member))
    except NotAllowed as refused:
        form.refuse(refused.decision)
        return False
    return True


def _corrected(actor: Actor, known: Entry, correction: Correction, reason: CorrectionForm, content: FactForm | None) -> bool:
    said = reason.cleaned_data
    try:
        correct_fact(
            by=actor,
            fact_id=known.original.id,
            correction=correction,
            reason=CorrectionReason(said["reason"]),
            note=said["note"],
            given=content.given() if content else None,
            correction_id=said["correction_id"],
            seen=Seen(said["seen"]),
        )
    except NotAllowed as refused:
        for why in refused.decision.reasons:
            place = content if content is not None and content.field_of(why) else reason
            place.add_error(place.field_of(why), sentence(why))
        if "fact.corrected_meanwhile" in refused.decision.codes:
            reason.show_again(entry(known.original.id) or known)
        return False
    return True


def _line(fact_id: UUID) -> Line:
    known = entry(fact_id)
    assert known is not None, "the view has just read it, and facts are never deleted"
    return line(known, names_of(recorders([known])), can_change=False)


def _status(reason: CorrectionForm, content: FactForm | None) -> int:
    return max(status_of(form) for form in (reason, content) if form is not None)
