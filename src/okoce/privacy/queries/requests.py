"""Requests as pages need them: with their clock, within what the reader may see."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from okoce.accounts.enums import Role
from okoce.accounts.queries import EVERYWHERE, Actor
from okoce.core.encryption import keyring
from okoce.core.fortnights import jakarta_date
from okoce.privacy.enums import Field, RequestKind, RequestState
from okoce.privacy.models import DataRequest
from okoce.privacy.rules import ENDED, Clock, clock
from okoce.regulations.queries import number

OFFICERS = (Role.KECAMATAN, Role.CITY)
WORDS, ANSWER = "data-request-words", "data-request-answer"
"""What the sealed texts of a request are sealed as."""


@dataclass(frozen=True, slots=True)
class Case:
    """One request with its clock. ``words`` are hers, ``answer`` the officer's; both empty in lists and after an erasure."""

    row: DataRequest
    clock: Clock
    words: str = ""
    answer: str = ""

    @property
    def kind(self) -> RequestKind:
        return RequestKind(self.row.kind)

    @property
    def state(self) -> RequestState:
        return RequestState(self.row.state)

    @property
    def field(self) -> Field | None:
        return Field(self.row.field) if self.row.field else None

    @property
    def is_running(self) -> bool:
        return self.state not in ENDED

    @property
    def can_be_cancelled(self) -> bool:
        return self.state in (RequestState.OPEN, RequestState.IN_WORK, RequestState.DECIDED)


@dataclass(frozen=True, slots=True)
class Overview:
    """How the duty stands, per kind: how many run, of these are due soon or late, and were answered in time or not."""

    kind: RequestKind
    running: int
    soon: int
    late: int
    met: int
    missed: int


def case(request_id: UUID) -> Case | None:
    """One request with its texts; the caller has asked the permission."""
    row = DataRequest.objects.filter(id=request_id).first()
    return _case(row) if row else None


def case_by_receipt(receipt: str) -> Case | None:
    """The request of a receipt number in its stored form, without its texts: what anybody with the number may read of it."""
    row = DataRequest.objects.filter(receipt=receipt).first()
    return _listed([row])[0] if row else None


def cases_of(person_id: UUID) -> tuple[Case, ...]:
    """All requests of a person, latest first, in two queries."""
    return _listed(list(DataRequest.objects.filter(person_id=person_id).order_by("-asked_at")))


def cases_for(actor: Actor, *, ended: bool = False, limit: int = 100) -> tuple[Case, ...]:
    """What an officer has to answer, the most urgent first; or what was answered last."""
    rows = visible(actor).filter(state__in=ENDED) if ended else visible(actor).exclude(state__in=ENDED)
    return _listed(list(rows.order_by("-ended_at" if ended else "due_at")[:limit]))


def running_count(actor: Actor) -> int:
    """How many requests of the actor's place wait for an answer."""
    return visible(actor).exclude(state__in=ENDED).count()


def visible(actor: Actor) -> QuerySet[DataRequest]:
    """Requests of the places that the actor is over; nobody's by default."""
    condition = Q(pk__in=[])
    for scope in actor.places(*OFFICERS):
        if scope == EVERYWHERE:
            return DataRequest.objects.all()
        condition |= Q(place_code=scope) | Q(place_code__startswith=f"{scope}.")
    return DataRequest.objects.filter(condition)


def overview(rows: QuerySet[DataRequest]) -> tuple[Overview, ...]:
    """How each kind stands, in two queries."""
    counted: Counter[tuple[str, str]] = Counter()
    soon, now = _soon(), timezone.now()
    for kind, due_at, ended_at in rows.values_list("kind", "due_at", "ended_at"):
        counted[kind, clock(due_at, now, ended_at, soon).code] += 1
    return tuple(
        Overview(
            kind=kind,
            running=sum(counted[kind, code] for code in ("running", "soon", "late")),
            soon=counted[kind, "soon"],
            late=counted[kind, "late"],
            met=counted[kind, "met"],
            missed=counted[kind, "missed"],
        )
        for kind in RequestKind
    )


def everywhere() -> QuerySet[DataRequest]:
    """All requests, for totals alone."""
    return DataRequest.objects.all()


def _listed(rows: Sequence[DataRequest]) -> tuple[Case, ...]:
    soon, now = _soon(), timezone.now()
    return tuple(Case(row, clock(row.due_at, now, row.ended_at, soon)) for row in rows)


def _case(row: DataRequest) -> Case:
    ring, listed = keyring(settings.SECRETS_DIR), _listed([row])[0]
    words = ring.open(row.words_sealed, WORDS) if row.words_sealed else ""
    answer = ring.open(row.answer_sealed, ANSWER) if row.answer_sealed else ""
    return Case(row, listed.clock, words, answer)


def _soon() -> int:
    return number("privacy.due_soon_hours", jakarta_date(timezone.now()))


def opens_until(found: Case, now: datetime) -> datetime | None:
    """Until when the copy of an access request may be opened; None where it may not any more."""
    until = found.row.open_until
    return until if until is not None and until > now else None
