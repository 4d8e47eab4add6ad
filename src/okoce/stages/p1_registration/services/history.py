"""Take over registrations that were settled long ago, with what communities answered; written with COPY."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from okoce.accounts.queries import Actor
from okoce.core.copying import copy_rows
from okoce.core.decisions import require
from okoce.core.fortnights import jakarta_date
from okoce.core.ids import new_id
from okoce.regulations.queries import numbers
from okoce.stages.p1_registration.enums import DeclineReason, Outcome, RequestState
from okoce.stages.p1_registration.permissions import may_answer_for
from okoce.stages.p1_registration.rules import may_answer
from okoce.stages.p1_registration.services.intake import COLUMNS, Arrived, registration_values

KEPT = tuple(name for name in COLUMNS if name != "sealed_body")
SETTLED = (*KEPT, "outcome", "settled_at", "person_id", "enrolment_id")
REQUEST = (
    "id",
    "enrolment_id",
    "community_id",
    "state",
    "asked_at",
    "due_on",
    "decided_at",
    "decided_by",
    "decline_reason",
    "note",
)


@dataclass(frozen=True, slots=True)
class PastAnswer:
    """What the community answered, who spoke for it, and when."""

    by: Actor
    state: RequestState
    at: datetime
    reason: DeclineReason | None = None


@dataclass(frozen=True, slots=True)
class PastRegistration:
    """A registration, the member whom it led to, and the community's answer; without one the request still waits."""

    arrived: Arrived
    person_id: UUID
    enrolment_id: UUID
    answer: PastAnswer | None = None


@transaction.atomic
def register_history(*, by: Sequence[Actor], registrations: Sequence[PastRegistration]) -> int:
    """Settled registrations and requests to communities as submitting, settling and answering leave them; how many. All or none.
    ``by`` handed each of them in.

    The members exist already (``members.services.enrol_history``); the facts are recorded apart and nobody is written to.
    NotAllowed as ``submit``, and ``request.other_community`` for an answer by somebody else.
    """
    now = timezone.now()
    rows = []
    for actor, item in zip(by, registrations, strict=True):
        values = dict(zip(COLUMNS, registration_values(actor, item.arrived, now), strict=True))
        rows.append((*(values[name] for name in KEPT), str(Outcome.NEW), now, item.person_id, item.enrolment_id))
    asking = [item for item in registrations if item.arrived.submission.community_id is not None]
    days = numbers("community.answer_days", {_day(item) for item in asking})
    with connection.cursor() as cursor:
        copy_rows(cursor, "p1_registration_registration", SETTLED, rows)
        requests = (_request(item, days[_day(item)]) for item in asking)
        copy_rows(cursor, "p1_registration_communityrequest", REQUEST, requests)
    return len(rows)


def _day(item: PastRegistration) -> date:
    return jakarta_date(item.arrived.at or timezone.now())


def _request(item: PastRegistration, answer_days: int) -> tuple[Any, ...]:
    """The values of :data:`REQUEST`."""
    community_id, answer = item.arrived.submission.community_id, item.answer
    assert community_id is not None, "only those who asked one"
    asked = (new_id(), item.enrolment_id, community_id)
    due_on = _day(item) + timedelta(days=answer_days)
    if answer is None:
        return (*asked, str(RequestState.WAITING), item.arrived.at, due_on, None, None, "", "")
    require(may_answer_for(answer.by, community_id))
    require(may_answer(RequestState.WAITING, answer.state))
    return (*asked, str(answer.state), item.arrived.at, due_on, answer.at, answer.by.user_id, str(answer.reason or ""), "")
