"""Communities answer those who chose them; a member may choose another or step back."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from okoce.accounts.queries import Actor
from okoce.core.decisions import Decision, NotAllowed, require
from okoce.core.fortnights import jakarta_date
from okoce.core.ids import new_id
from okoce.facts.enums import Channel, Grade
from okoce.facts.services import FactDraft, append
from okoce.members.permissions import may_open_record
from okoce.members.queries import Member, member, phone_of
from okoce.messaging.services import post
from okoce.regulations.queries import number
from okoce.stages.p1_registration.enums import DeclineReason, RequestState
from okoce.stages.p1_registration.messages import community_accepted_text, community_declined_text
from okoce.stages.p1_registration.models import CommunityRequest
from okoce.stages.p1_registration.permissions import may_answer_for
from okoce.stages.p1_registration.rules import may_answer


@transaction.atomic
def accept(*, by: Actor, request_id: UUID) -> None:
    """The community takes her in; it becomes a fact and she is told. NotAllowed: ``request.unknown``,
    ``request.other_community``, ``request.already_answered``."""
    request = _locked(request_id)
    require(may_answer_for(by, request.community_id))
    require(may_answer(RequestState(request.state), RequestState.ACCEPTED))
    _decide(request, RequestState.ACCEPTED, by)
    _record(request, by, "community.joined", {})
    _tell(request, community_accepted_text(request.community.name))


@transaction.atomic
def decline(*, by: Actor, request_id: UUID, reason: DeclineReason, note: str = "") -> None:
    """The community cannot take her, with a reason that she reads; she may choose another. Refusals as for :func:`accept`."""
    request = _locked(request_id)
    require(may_answer_for(by, request.community_id))
    require(may_answer(RequestState(request.state), RequestState.DECLINED))
    request.decline_reason, request.note = reason, note.strip()[:200]
    _decide(request, RequestState.DECLINED, by)
    _record(request, by, "community.declined", {"reason": reason})
    _tell(request, community_declined_text(request.community.name, str(reason.label)))


@transaction.atomic
def withdraw(*, by: Actor, request_id: UUID) -> None:
    """She steps back from a community, herself. NotAllowed: ``request.only_herself``, ``request.already_answered``."""
    request = _locked(request_id)
    if by.person_id is None or by.person_id != request.enrolment.person_id:
        raise NotAllowed(Decision.no("request.only_herself"))
    require(may_answer(RequestState(request.state), RequestState.WITHDRAWN))
    _decide(request, RequestState.WITHDRAWN, by)


@transaction.atomic
def choose_community(*, by: Actor, person_id: UUID, community_id: UUID) -> UUID:
    """She (or an officer for her) chooses a community; its clock starts. NotAllowed: ``record.outside_scope``,
    ``record.not_enrolled``, ``request.still_open``."""
    found = member(person_id)
    if found is None or not may_open_record(by, found):
        raise NotAllowed(Decision.no("record.outside_scope"))
    if found.enrolment_id is None or not found.is_open:
        raise NotAllowed(Decision.no("record.not_enrolled"))
    open_states = [RequestState.WAITING, RequestState.ACCEPTED]
    standing = CommunityRequest.objects.select_for_update(of=("self",)).filter(
        enrolment_id=found.enrolment_id, state__in=open_states
    )
    if standing.exists():
        raise NotAllowed(Decision.no("request.still_open"))
    today = jakarta_date(timezone.now())
    due_on = today + timedelta(days=number("community.answer_days", today))
    return CommunityRequest.objects.create(enrolment_id=found.enrolment_id, community_id=community_id, due_on=due_on).id


def _locked(request_id: UUID) -> CommunityRequest:
    found = (
        CommunityRequest.objects.select_for_update(of=("self",))
        .select_related("enrolment", "community")
        .filter(id=request_id)
        .first()
    )
    if found is None:
        raise NotAllowed(Decision.no("request.unknown"))
    return found


def _decide(request: CommunityRequest, state: RequestState, by: Actor) -> None:
    request.state, request.decided_at, request.decided_by = state, timezone.now(), by.user_id
    request.save(update_fields=["state", "decided_at", "decided_by", "decline_reason", "note"])


def _member_of(request: CommunityRequest) -> Member:
    found = member(request.enrolment.person_id)
    assert found is not None, "an enrolment has a person (foreign key)"
    return found


def _record(request: CommunityRequest, by: Actor, kind: str, measures: dict[str, object]) -> None:
    found = _member_of(request)
    draft = FactDraft(
        id=new_id(),
        kind=kind,
        person_id=found.person_id,
        enrolment_id=request.enrolment_id,
        occurred_on=jakarta_date(timezone.now()),
        place_id=found.domicile,
        org_id=request.community_id,
        channel=Channel.PARTNER,
        grade=Grade.CONFIRMED,
        measures=measures,
    )
    append(by=by.user_id, drafts=[draft])


def _tell(request: CommunityRequest, text: str) -> None:
    found = _member_of(request)
    if not found.is_synthetic:
        post(to=phone_of(found.person_id), text=text, purpose="community")
