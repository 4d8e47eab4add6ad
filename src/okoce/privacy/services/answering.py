"""Officers answer: take, correct, refuse with a reason of the law; an erasure needs a second officer, who orders it."""

from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from okoce.accounts.queries import Actor
from okoce.audit.services import log_change, log_opening
from okoce.core.decisions import Decision, NotAllowed, require
from okoce.core.encryption import keyring
from okoce.members.queries import clean_words, member, phone_of
from okoce.members.services import Corrected, close_person, correct_person
from okoce.messaging.services import post
from okoce.privacy.enums import Refusal, RequestKind, RequestState
from okoce.privacy.messages import decided_text, done_text, ordered_text, refused_text, taken_text
from okoce.privacy.models import DataRequest, Erasure
from okoce.privacy.permissions import may_order, may_work_on
from okoce.privacy.queries.disputes import identity_is_disputed
from okoce.privacy.queries.requests import ANSWER
from okoce.privacy.rules import may_move

LONGEST_ANSWER = 600
SHORTEST_REASON = 10


@transaction.atomic
def take(*, by: Actor, request_id: UUID) -> None:
    """An officer begins; she is told.

    NotAllowed: ``data.unknown``, ``data.other_office``, ``data.not_now``, ``data.already_ended``.
    """
    row = _locked(by, request_id)
    require(may_move(RequestKind(row.kind), RequestState(row.state), RequestState.IN_WORK))
    row.state, row.taken_at, row.taken_by = RequestState.IN_WORK, timezone.now(), by.user_id
    row.save(update_fields=["state", "taken_at", "taken_by"])
    _log(by, "take", row)
    _tell(row, taken_text(row.receipt))


@transaction.atomic
def answer(*, by: Actor, request_id: UUID, text: str, corrected: Corrected | None = None) -> None:
    """The request is met; a correction changes the record in the same transaction. She reads ``text``.

    NotAllowed: as :func:`take`, ``data.answer_missing``, ``data.erasure_needs_two`` and those of ``correct_person``.
    """
    row = _locked(by, request_id)
    require(may_move(RequestKind(row.kind), RequestState(row.state), RequestState.ANSWERED))
    if corrected is not None and any(corrected.fields()):
        correct_person(by=by, person_id=row.person_id, to=corrected)
    _end(by, row, RequestState.ANSWERED, text)
    _tell(row, done_text(row.receipt, RequestKind(row.kind)))


@transaction.atomic
def refuse(*, by: Actor, request_id: UUID, reason: Refusal, text: str) -> None:
    """The request cannot be met, with a reason of the law and, in ``text``, what she can do now. NotAllowed as :func:`answer`."""
    row = _locked(by, request_id)
    require(may_move(RequestKind(row.kind), RequestState(row.state), RequestState.REFUSED))
    row.refusal = reason
    _end(by, row, RequestState.REFUSED, text)
    _tell(row, refused_text(row.receipt, str(reason.label)))


@transaction.atomic
def decide_erasure(*, by: Actor, request_id: UUID) -> None:
    """The first officer agrees: who she is was checked, nothing stands against it.

    NotAllowed: as :func:`take`, ``data.disputed``.
    """
    row = _locked(by, request_id)
    require(may_move(RequestKind(row.kind), RequestState(row.state), RequestState.DECIDED))
    if identity_is_disputed(row.person_id):
        raise NotAllowed(Decision.no("data.disputed"))
    row.state, row.decided_at, row.decided_by = RequestState.DECIDED, timezone.now(), by.user_id
    row.save(update_fields=["state", "decided_at", "decided_by"])
    _log(by, "decide_erasure", row)
    _tell(row, decided_text(row.receipt))


@transaction.atomic
def send_back(*, by: Actor, request_id: UUID) -> None:
    """The second officer wants the first to look again. NotAllowed as :func:`order_erasure`."""
    row = _locked(by, request_id)
    require(may_move(RequestKind(row.kind), RequestState(row.state), RequestState.IN_WORK))
    require(may_order(by, row))
    now = timezone.now()
    row.state, row.decided_at, row.decided_by = RequestState.IN_WORK, None, None
    row.taken_at, row.taken_by = row.taken_at or now, row.taken_by or by.user_id
    row.save(update_fields=["state", "decided_at", "decided_by", "taken_at", "taken_by"])
    _log(by, "send_back", row)


@transaction.atomic
def order_erasure(*, by: Actor, request_id: UUID) -> UUID:
    """Another officer orders the erasure: the record is closed at once, the worker empties everything. The id of the order.

    She gets the last message here, while her number is still known. NotAllowed: as :func:`take`, ``data.city_orders``,
    ``data.same_eyes``, ``data.disputed``.
    """
    row = _locked(by, request_id)
    require(may_move(RequestKind(row.kind), RequestState(row.state), RequestState.ORDERED))
    require(may_order(by, row))
    if identity_is_disputed(row.person_id):
        raise NotAllowed(Decision.no("data.disputed"))
    row.state, row.ordered_at, row.ordered_by = RequestState.ORDERED, timezone.now(), by.user_id
    row.save(update_fields=["state", "ordered_at", "ordered_by"])
    _tell(row, ordered_text(row.receipt))
    order = Erasure.objects.create(person_id=row.person_id, request_id=row.id, ordered_at=row.ordered_at, ordered_by=by.user_id)
    close_person(by=by.user_id, person_id=row.person_id)
    _log(by, "order_erasure", row)
    return order.id


@transaction.atomic
def hand_over(*, by: Actor, request_id: UUID, reason: str) -> UUID:
    """An officer opens the copy for somebody who stands before her; logged with the reason. The person whose copy it is.

    Answers the request where it still runs. NotAllowed: as :func:`take`, ``data.not_a_copy``, ``data.reason_missing``.
    """
    row = _locked(by, request_id)
    if row.kind != RequestKind.ACCESS or row.state in (RequestState.REFUSED, RequestState.CANCELLED):
        raise NotAllowed(Decision.no("data.not_a_copy"))
    if len(clean_words(reason)) < SHORTEST_REASON or by.user_id is None:
        raise NotAllowed(Decision.no("data.reason_missing"))
    words = clean_words(reason)[:200]
    log_opening(by=by.user_id, label=by.label, person_id=row.person_id, surface="data_copy", reason=words)
    if row.state != RequestState.ANSWERED:
        row.state, row.ended_at, row.ended_by = RequestState.ANSWERED, timezone.now(), by.user_id
        row.save(update_fields=["state", "ended_at", "ended_by"])
        _log(by, "hand_over", row)
    return row.person_id


def _locked(by: Actor, request_id: UUID) -> DataRequest:
    row = DataRequest.objects.select_for_update().filter(id=request_id).first()
    if row is None:
        raise NotAllowed(Decision.no("data.unknown"))
    require(may_work_on(by, row))
    return row


def _end(by: Actor, row: DataRequest, state: RequestState, text: str) -> None:
    words = clean_words(text)[:LONGEST_ANSWER]
    if not words:
        raise NotAllowed(Decision.no("data.answer_missing"))
    row.answer_sealed = keyring(settings.SECRETS_DIR).seal(words, ANSWER)
    row.state, row.ended_at, row.ended_by = state, timezone.now(), by.user_id
    row.save(update_fields=["state", "ended_at", "ended_by", "answer_sealed", "refusal"])
    _log(by, str(state), row)


def _log(by: Actor, verb: str, row: DataRequest) -> None:
    after = {"state": str(row.state), "kind": str(row.kind)} | ({"reason": str(row.refusal)} if row.refusal else {})
    log_change(by=by.user_id, verb=verb, subject="data_request", subject_id=row.id, after=after)


def _tell(row: DataRequest, text: str) -> None:
    """Write to the registered number; invented people have a number of nobody."""
    found, phone = member(row.person_id), phone_of(row.person_id)
    if found is not None and phone and not found.is_synthetic:
        post(to=phone, text=text, purpose="data_request")
