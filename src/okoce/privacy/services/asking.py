"""Requests arrive: from her own phone, or taken down by an officer with her card in hand. The clock starts in that instant."""

import os
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from okoce.accounts.queries import Actor
from okoce.audit.services import log_change
from okoce.core.decisions import Decision, NotAllowed, require
from okoce.core.encryption import keyring
from okoce.core.fortnights import jakarta_date
from okoce.core.ids import new_id
from okoce.core.receipts import receipt_from
from okoce.facts.enums import Channel
from okoce.members.enums import Purpose
from okoce.members.queries import Member, clean_words, member, phone_of
from okoce.members.services import set_consent, withdraw_for
from okoce.messaging.services import post
from okoce.privacy.enums import Field, RequestKind, RequestState
from okoce.privacy.messages import asked_text, done_text
from okoce.privacy.models import DataRequest
from okoce.privacy.permissions import may_ask, may_take_down, may_work_on
from okoce.privacy.queries.requests import WORDS
from okoce.privacy.rules import HOURS_RULE, due, may_move
from okoce.regulations.queries import rows_for

LONGEST_WORDS = 1000


@dataclass(frozen=True, slots=True)
class Request:
    """What she asks. The form makes ``id``; ``words`` are her reason, or what is right (optional but for a correction)."""

    kind: RequestKind
    person_id: UUID
    words: str = ""
    purpose: Purpose | None = None
    about: Field | None = None
    id: UUID = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class Asked:
    """What she keeps: the number, and the instant by which the law wants an answer."""

    request_id: UUID
    receipt: str
    due_at: datetime
    state: RequestState


@transaction.atomic
def ask(*, by: Actor, request: Request, at: datetime | None = None) -> Asked:
    """She asks on her own phone. A copy and a withdrawal are answered at once; the rest goes to the officers of her place.

    The same id again is the same request. NotAllowed: ``data.only_herself``, ``record.unknown``, ``data.purpose_missing``,
    ``data.field_missing``, ``data.words_missing``, ``data.words_too_long``, ``data.still_running``, ``data.id_reused``.
    """
    require(may_ask(by, request.person_id))
    row, is_new = _stored(by, request, _found(request.person_id), Channel.SELF, at or timezone.now())
    if is_new and request.kind == RequestKind.ACCESS:
        _answer_at_once(row, by)
    if is_new and request.kind == RequestKind.WITHDRAWAL and request.purpose is not None:
        set_consent(by=by, person_id=row.person_id, purpose=request.purpose, given=False)
        _answer_at_once(row, by)
    return _told(row, is_new)


@transaction.atomic
def ask_for(*, by: Actor, request: Request, at: datetime | None = None) -> Asked:
    """An officer takes a request down for somebody who stands before her with her card; both identities are kept.

    NotAllowed: ``data.other_office`` and those of :func:`ask`.
    """
    found = _found(request.person_id)
    require(may_take_down(by, found))
    row, is_new = _stored(by, request, found, Channel.COUNTER, at or timezone.now())
    if is_new and request.kind == RequestKind.WITHDRAWAL and request.purpose is not None:
        withdraw_for(by=by, person_id=row.person_id, purpose=request.purpose)
        _answer_at_once(row, by)
    return _told(row, is_new)


@transaction.atomic
def cancel(*, by: Actor, request_id: UUID) -> None:
    """She changes her mind, or tells an officer so, as long as nothing was carried out.

    NotAllowed: ``data.unknown``, ``data.only_herself``, ``data.other_office``, ``data.not_now``, ``data.already_ended``.
    """
    row = DataRequest.objects.select_for_update().filter(id=request_id).first()
    if row is None:
        raise NotAllowed(Decision.no("data.unknown"))
    if not may_ask(by, row.person_id):
        require(may_work_on(by, row) if by.person_id is None else may_ask(by, row.person_id))
    require(may_move(RequestKind(row.kind), RequestState(row.state), RequestState.CANCELLED))
    row.state, row.ended_at, row.ended_by = RequestState.CANCELLED, timezone.now(), by.user_id
    row.save(update_fields=["state", "ended_at", "ended_by"])
    log_change(by=by.user_id, verb="cancel", subject="data_request", subject_id=row.id, after={"kind": row.kind})


def _found(person_id: UUID) -> Member:
    found = member(person_id)
    if found is None:
        raise NotAllowed(Decision.no("record.unknown"))
    return found


def _stored(by: Actor, request: Request, found: Member, channel: Channel, now: datetime) -> tuple[DataRequest, bool]:
    """The row of a request, and whether it came for the first time."""
    known = DataRequest.objects.filter(id=request.id).first()
    if known is not None:
        if (known.person_id, known.kind) != (request.person_id, request.kind):
            raise NotAllowed(Decision.no("data.id_reused"))
        return known, False
    row = _row(by, request, found, channel, now)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise NotAllowed(Decision.no("data.still_running")) from None
    log_change(by=by.user_id, verb="ask", subject="data_request", subject_id=row.id, after={"kind": row.kind})
    return row, True


def _row(by: Actor, request: Request, found: Member, channel: Channel, now: datetime) -> DataRequest:
    assert by.user_id is not None, "the permission let nobody unknown in"
    words = clean_words(request.words)
    require(_is_whole(request, words))
    today = jakarta_date(now)
    rules = rows_for((HOURS_RULE[request.kind], "privacy.copy_hours"), today)
    hours = int(str(rules[HOURS_RULE[request.kind]].value))
    copy_hours = int(str(rules["privacy.copy_hours"].value))
    return DataRequest(
        id=request.id,
        receipt=receipt_from(os.urandom(16)),
        kind=request.kind,
        person_id=found.person_id,
        place_code=found.domicile,
        channel=channel,
        asked_at=now,
        asked_by=by.user_id,
        due_at=due(now, hours),
        words_sealed=keyring(settings.SECRETS_DIR).seal(words, WORDS) if words else None,
        purpose=request.purpose or "",
        field=request.about or "",
        open_until=now + timedelta(hours=copy_hours) if request.kind == RequestKind.ACCESS else None,
    )


def _is_whole(request: Request, words: str) -> Decision:
    if request.kind == RequestKind.WITHDRAWAL and request.purpose is None:
        return Decision.no("data.purpose_missing")
    if request.kind == RequestKind.CORRECTION and request.about is None:
        return Decision.no("data.field_missing")
    if request.kind == RequestKind.CORRECTION and not words:
        return Decision.no("data.words_missing")
    if len(words) > LONGEST_WORDS:
        return Decision.no("data.words_too_long", longest=LONGEST_WORDS)
    return Decision.yes()


def _answer_at_once(row: DataRequest, by: Actor) -> None:
    row.state, row.ended_at, row.ended_by = RequestState.ANSWERED, timezone.now(), by.user_id
    row.save(update_fields=["state", "ended_at", "ended_by"])


def _told(row: DataRequest, is_new: bool) -> Asked:
    """Write to the registered number, once; invented people have a number of nobody."""
    phone, kind = phone_of(row.person_id), RequestKind(row.kind)
    found = member(row.person_id)
    if is_new and phone and found is not None and not found.is_synthetic:
        is_done = row.state == RequestState.ANSWERED
        text = done_text(row.receipt, kind) if is_done else asked_text(row.receipt, kind, row.due_at)
        post(to=phone, text=text, purpose="data_request")
    return Asked(row.id, row.receipt, row.due_at, RequestState(row.state))
