"""What communities answered to somebody who chose them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from okoce.stages.p1_registration.enums import DeclineReason, RequestState
from okoce.stages.p1_registration.models import CommunityRequest, Registration


@dataclass(frozen=True, slots=True)
class CommunityAnswer:
    """One request to one community, and where it stands."""

    id: UUID
    community_id: UUID
    community: str
    state: RequestState
    asked_at: datetime
    due_on: date
    decided_at: datetime | None
    decline_reason: DeclineReason | None
    note: str

    @property
    def is_open(self) -> bool:
        return self.state in (RequestState.WAITING, RequestState.ACCEPTED)


def answers_to(enrolment_id: UUID) -> tuple[CommunityAnswer, ...]:
    """All requests of an enrolment, the latest first, in one query."""
    rows = CommunityRequest.objects.filter(enrolment_id=enrolment_id).select_related("community").order_by("-asked_at", "-id")
    return tuple(_answer(row) for row in rows)


def _answer(row: CommunityRequest) -> CommunityAnswer:
    return CommunityAnswer(
        id=row.id,
        community_id=row.community_id,
        community=row.community.name,
        state=RequestState(row.state),
        asked_at=row.asked_at,
        due_on=row.due_on,
        decided_at=row.decided_at,
        decline_reason=DeclineReason(row.decline_reason) if row.decline_reason else None,
        note=row.note,
    )


def waiting_requests(person_ids: Collection[UUID]) -> dict[UUID, tuple[UUID, UUID]]:
    """Requests that wait for an answer: person to (request, community)."""
    rows = CommunityRequest.objects.filter(enrolment__person_id__in=person_ids, state=RequestState.WAITING)
    found = rows.values_list("enrolment__person_id", "id", "community_id")
    return {person: (request, community) for person, request, community in found}


def persons_of(submission_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """Settled submissions to the persons they led to."""
    rows = Registration.objects.filter(id__in=submission_ids, person_id__isnull=False)
    return {row.id: row.person_id for row in rows.only("person_id") if row.person_id is not None}
