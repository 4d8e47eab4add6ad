"""What the desks of officers and communities read: receipts of the counter, requests with their clock, claims to answer."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from okoce.accounts.enums import Role
from okoce.accounts.queries import EVERYWHERE, Actor
from okoce.core.encryption import keyring
from okoce.members.queries import masked_nik, person_id_by_nik, visible_to
from okoce.stages.p1_registration.enums import ClaimState, RequestState
from okoce.stages.p1_registration.models import CommunityRequest, IdentityClaim, Registration
from okoce.stages.p1_registration.rules import read_receipt

CLAIM_OFFICERS = (Role.KECAMATAN, Role.CITY)


@dataclass(frozen=True, slots=True)
class CounterReceipt:
    """What is handed over the counter: the number, whose it is, and who took it."""

    number: str
    submitted_at: datetime
    outcome: str
    person_id: UUID | None
    registered_by: UUID | None


@dataclass(frozen=True, slots=True)
class CommunityState:
    """The community that somebody chose last, and where its answer stands."""

    community: str
    state: RequestState
    due_on: date


@dataclass(frozen=True, slots=True)
class Applicant:
    """Somebody who chose a community, as the community sees her."""

    request_id: UUID
    community_id: UUID
    person_id: UUID
    name: str
    domicile: str
    business: str
    entry_status: str
    state: RequestState
    asked_at: datetime
    due_on: date
    decided_at: datetime | None
    is_synthetic: bool


@dataclass(frozen=True, slots=True)
class ClaimCase:
    """A claim with its masked NIK, and who stands in the register under it, if anybody."""

    id: UUID
    receipt: str
    name: str
    nik: str
    place_code: str
    told_at: datetime
    due_on: date
    state: ClaimState
    answer: str
    answered_at: datetime | None
    person_id: UUID | None


def counter_receipt(submission_id: UUID) -> CounterReceipt | None:
    """One submission, for the page that shows its receipt at the counter."""
    row = Registration.objects.filter(id=submission_id).first()
    return CounterReceipt(row.receipt, row.submitted_at, row.outcome, row.person_id, row.registered_by) if row else None


def person_of_receipt(text: str) -> UUID | None:
    """Whom a receipt number as typed led to; the caller asks ``may_open_record`` afterwards."""
    number = read_receipt(text)
    if not number:
        return None
    return Registration.objects.filter(receipt=number).values_list("person_id", flat=True).first()


def community_of(enrolment_id: UUID) -> CommunityState | None:
    """The latest request of an enrolment, in one query."""
    rows = CommunityRequest.objects.select_related("community").filter(enrolment_id=enrolment_id)
    row = rows.order_by("-asked_at", "-id").first()
    return CommunityState(row.community.name, RequestState(row.state), row.due_on) if row else None


def late_requests(today: date) -> QuerySet[CommunityRequest]:
    """Requests whose clock has run out without an answer, for ``Exists`` filters of lists."""
    return CommunityRequest.objects.filter(state=RequestState.WAITING, due_on__lt=today)


def applicants(
    communities: Collection[UUID], state: RequestState, *, after: UUID | None = None, limit: int = 50
) -> list[Applicant]:
    """Those who chose one of the communities: the waiting by their clock, the others by the latest answer.

    ``after`` is the last request of the page before. One row more than ``limit`` comes where there are more.
    """
    rows = _with_business().filter(community_id__in=communities, state=state)
    last = CommunityRequest.objects.filter(id=after, community_id__in=communities).first() if after else None
    if state == RequestState.WAITING:
        if last is not None:
            rows = rows.filter(Q(due_on__gt=last.due_on) | Q(due_on=last.due_on, id__gt=last.id))
        rows = rows.order_by("due_on", "id")
    else:
        if last is not None:
            rows = rows.filter(Q(decided_at__lt=last.decided_at) | Q(decided_at=last.decided_at, id__lt=last.id))
        rows = rows.order_by("-decided_at", "-id")
    return [_applicant(row) for row in rows[: limit + 1]]


def applicant(request_id: UUID) -> Applicant | None:
    """One request, whatever its state; the caller asks ``may_answer_for``."""
    row = _with_business().filter(id=request_id).first()
    return _applicant(row) if row else None


def how_many(communities: Collection[UUID], state: RequestState) -> int:
    """How many requests of the communities stand in a state."""
    return CommunityRequest.objects.filter(community_id__in=communities, state=state).count()


def claims_for(actor: Actor) -> QuerySet[IdentityClaim]:
    """The claims that the actor may answer: the claimant or the registered person lives in her kecamatan or city."""
    places = actor.places(*CLAIM_OFFICERS)
    if EVERYWHERE in places:
        return IdentityClaim.objects.all()
    claimed, registered = Q(pk__in=[]), Q(pk__in=[])
    for place in places:
        claimed |= Q(place_code=place) | Q(place_code__startswith=f"{place}.")
        registered |= Q(domicile_id=place) | Q(domicile__code__startswith=f"{place}.")
    hers = visible_to(actor).filter(registered, nik_hash=OuterRef("nik_hash"))
    return IdentityClaim.objects.filter(claimed | Q(Exists(hers)))


def open_claims(actor: Actor) -> QuerySet[IdentityClaim]:
    """Those that wait for an answer, the nearest deadline first."""
    return claims_for(actor).filter(state=ClaimState.OPEN).order_by("due_on", "told_at")


def answered_claims(actor: Actor, limit: int = 20) -> QuerySet[IdentityClaim]:
    """The last ones that were answered."""
    return claims_for(actor).exclude(state=ClaimState.OPEN).order_by("-answered_at")[:limit]


def has_open_claim(nik: str) -> bool:
    """Whether somebody says that this NIK was misused, and nobody has answered yet."""
    nik_hash = keyring(settings.SECRETS_DIR).keyed_hash(nik, "nik")
    return IdentityClaim.objects.filter(nik_hash=nik_hash, state=ClaimState.OPEN).exists()


def claim_case(actor: Actor, claim_id: UUID) -> ClaimCase | None:
    """One claim that the actor may answer; None outside her scope."""
    row = claims_for(actor).filter(id=claim_id).first()
    if row is None:
        return None
    nik = keyring(settings.SECRETS_DIR).open(bytes(row.nik_sealed), "nik")
    return ClaimCase(
        id=row.id,
        receipt=row.receipt,
        name=row.name,
        nik=masked_nik(nik),
        place_code=row.place_code,
        told_at=row.told_at,
        due_on=row.due_on,
        state=ClaimState(row.state),
        answer=row.answer,
        answered_at=row.answered_at,
        person_id=person_id_by_nik(nik),
    )


def _with_business() -> QuerySet[CommunityRequest]:
    latest = CommunityRequest.objects.filter(pk=OuterRef("pk")).order_by("-enrolment__person__businesses__id")
    business = Subquery(latest.values("enrolment__person__businesses__description")[:1])
    rows = CommunityRequest.objects.filter(enrolment__person__closed_at=None).select_related("enrolment__person")
    return rows.annotate(business=business)


def _applicant(row: "CommunityRequest") -> Applicant:
    person = row.enrolment.person
    return Applicant(
        request_id=row.id,
        community_id=row.community_id,
        person_id=person.id,
        name=person.name,
        domicile=person.domicile_id,
        business=getattr(row, "business", None) or "",
        entry_status=row.enrolment.entry_status,
        state=RequestState(row.state),
        asked_at=row.asked_at,
        due_on=row.due_on,
        decided_at=row.decided_at,
        is_synthetic=person.is_synthetic,
    )
