"""Communities answer those who chose them; a member may choose another or step back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from okoce.accounts.queries import Actor
from okoce.core.decisions import Decision, NotAllowed, require
from okoce.core.fortnights import jakarta_date
from okoce.core.ids import new_id
from okoce.facts.enums import Channel, Grade
from okoce.facts.services import FactDraft, append_each
from okoce.members.permissions import may_open_record
from okoce.members.queries import Member, member, members, phones_of
from okoce.messaging.services import post_many
from okoce.regulations.queries import number
from okoce.stages.p1_registration.enums import DeclineReason, RequestState
from okoce.stages.p1_registration.messages import community_accepted_text, community_declined_text
from okoce.stages.p1_registration.models import CommunityRequest
from okoce.stages.p1_registration.permissions import may_answer_for
from okoce.stages.p1_registration.rules import may_answer

DECIDE = """
    UPDATE p1_registration_communityrequest AS r
    SET state = d.state, decided_at = d.decided_at, decided_by = d.decided_by, decline_reason = d.reason, note = d.note
    FROM unnest(%s::uuid[], %s::text[], %s::timestamptz[], %s::uuid[], %s::text[], %s::text[])
        AS d (id, state, decided_at, decided_by, reason, note)
    WHERE r.id = d.id
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a community answers to one request. ``at``: when it was answered, for answers given on paper; now where it is None."""

    request_id: UUID
    state: RequestState
    reason: DeclineReason | None = None
    note: str = ""
    at: datetime | None = None


def accept(*, by: Actor, request_id: UUID) -> None:
    """The community takes her in; it becomes a fact and she is told. NotAllowed: those of :func:`answer_many`."""
    answer_many(by=by, answers=[Answer(request_id, RequestState.ACCEPTED)])


def decline(*, by: Actor, request_id: UUID, reason: DeclineReason, note: str = "") -> None:
    """The community cannot take her, with a reason that she reads; she may choose another. Refusals as for :func:`accept`."""
    answer_many(by=by, answers=[Answer(request_id, RequestState.DECLINED, reason, note)])


def answer_many(*, by: Actor, answers: Sequence[Answer]) -> None:
    """Answer several requests, all or none; each becomes a fact and is told to the member.

    NotAllowed: ``request.unknown``, ``request.other_community``, ``request.already_answered``.
    """
    answer_each(by=[by] * len(answers), answers=answers)


@transaction.atomic
def answer_each(*, by: Sequence[Actor], answers: Sequence[Answer]) -> None:
    """As :func:`answer_many`, each answer by its own speaker."""
    if not answers:
        return
    ids = [answer.request_id for answer in answers]
    rows = CommunityRequest.objects.select_for_update(of=("self",)).select_related("enrolment", "community")
    requests = {row.id: row for row in rows.filter(id__in=ids).order_by("id")}
    authors = {}
    for actor, answer in zip(by, answers, strict=True):
        request = requests.get(answer.request_id)
        if request is None:
            raise NotAllowed(Decision.no("request.unknown"))
        require(may_answer_for(actor, request.community_id))
        require(may_answer(RequestState(request.state), answer.state))
        request.state, request.decided_at, request.decided_by = answer.state, answer.at or timezone.now(), actor.user_id
        request.decline_reason, request.note = answer.reason or "", answer.note.strip()[:200]
        authors[request.id] = actor.user_id
    decided = list(requests.values())
    columns: list[Any] = [
        [row.id for row in decided],
        [str(row.state) for row in decided],
        [row.decided_at for row in decided],
        [row.decided_by for row in decided],
        [str(row.decline_reason) for row in decided],
        [row.note for row in decided],
    ]
    with connection.cursor() as cursor:
        cursor.execute(DECIDE, columns)
    people = members({request.enrolment.person_id for request in decided})
    if len(people) < len({request.enrolment.person_id for request in decided}):
        raise NotAllowed(Decision.no("request.unknown"))  # her record is being erased
    drafts = [_fact(request, people[request.enrolment.person_id]) for request in decided]
    append_each(by=[authors[request.id] for request in decided], drafts=drafts)
    _tell(decided, people)


@transaction.atomic
def withdraw(*, by: Actor, request_id: UUID) -> None:
    """She steps back from a community, herself. NotAllowed: ``request.only_herself``, ``request.already_answered``."""
    request = _locked(request_id)
    if by.person_id is None or by.person_id != request.enrolment.person_id:
        raise NotAllowed(Decision.no("request.only_herself"))
    require(may_answer(RequestState(request.state), RequestState.WITHDRAWN))
    request.state, request.decided_at, request.decided_by = RequestState.WITHDRAWN, timezone.now(), by.user_id
    request.save(update_fields=["state", "decided_at", "decided_by"])


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


def _fact(request: CommunityRequest, found: Member) -> FactDraft:
    accepted = request.state == RequestState.ACCEPTED
    assert request.decided_at is not None, "answered a moment ago"
    return FactDraft(
        id=new_id(),
        kind="community.joined" if accepted else "community.declined",
        person_id=found.person_id,
        enrolment_id=request.enrolment_id,
        occurred_on=jakarta_date(request.decided_at),
        captured_at=request.decided_at,
        place_id=found.domicile,
        org_id=request.community_id,
        channel=Channel.PARTNER,
        grade=Grade.CONFIRMED,
        measures={} if accepted else {"reason": request.decline_reason},
    )


def _tell(requests: Sequence[CommunityRequest], people: Mapping[UUID, Member]) -> None:
    real = [request for request in requests if not people[request.enrolment.person_id].is_synthetic]
    phones = phones_of([request.enrolment.person_id for request in real])
    texts = [(phones[request.enrolment.person_id], _text(request)) for request in real]
    post_many(texts=texts, purpose="community")


def _text(request: CommunityRequest) -> str:
    if request.state == RequestState.ACCEPTED:
        return community_accepted_text(request.community.name)
    return community_declined_text(request.community.name, str(DeclineReason(request.decline_reason).label))
