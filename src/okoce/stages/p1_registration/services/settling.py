"""Settle accepted submissions: find or make the member, record the fact, ask the community, write to the registered number."""

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import QuerySet

from okoce.accounts.queries import Actor
from okoce.accounts.services import ensure_phone_accounts
from okoce.core.decisions import require
from okoce.core.encryption import keyring
from okoce.core.fortnights import jakarta_date
from okoce.facts.enums import Channel, Grade
from okoce.facts.services import FactDraft, append_each
from okoce.members.queries import phones_of
from okoce.members.services import Enrolled, NewMember, enrol_many
from okoce.messaging.services import post_many
from okoce.places.queries import is_resident
from okoce.regulations.queries import numbers
from okoce.stages.p1_registration.enums import Outcome
from okoce.stages.p1_registration.messages import already_registered_text, registered_text
from okoce.stages.p1_registration.models import CommunityRequest, Registration
from okoce.stages.p1_registration.permissions import may_register_at_counter
from okoce.stages.p1_registration.services.intake import BODY, Arrived, Submission, submit, submit_each

logger = logging.getLogger(__name__)
AT_ONCE = 200
CLOSE = """
    UPDATE p1_registration_registration AS r
    SET outcome = s.outcome, person_id = s.person_id, enrolment_id = s.enrolment_id, settled_at = now(), sealed_body = NULL
    FROM unnest(%s::uuid[], %s::text[], %s::uuid[], %s::uuid[]) AS s (id, outcome, person_id, enrolment_id)
    WHERE r.id = s.id
"""


@dataclass(frozen=True, slots=True)
class Settled:
    """What a submission led to."""

    receipt: str
    outcome: Outcome
    person_id: UUID
    enrolment_id: UUID | None


@dataclass(frozen=True, slots=True)
class _Case:
    row: Registration
    body: Mapping[str, object]
    member: NewMember


def settle_due(limit: int = AT_ONCE) -> int:
    """Settle the oldest waiting submissions in one transaction and return how many; several workers share the queue.

    Where one of them fails, each is settled for itself: the failing one is reported and waits, and holds up nobody.
    """
    try:
        with transaction.atomic():
            return len(_settle(list(_waiting()[:limit])))
    except (OperationalError, InterfaceError):
        raise  # the database is away: the same would happen to each
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one, the others go on
        logger.warning("a batch of registrations failed (%s); settling them one by one", type(error).__name__)
    due = Registration.objects.filter(outcome="").order_by("submitted_at").values_list("id", flat=True)[:limit]
    return sum(_settle_alone(submission_id) for submission_id in list(due))


def _settle_alone(submission_id: UUID) -> int:
    try:
        with transaction.atomic():
            return len(_settle(list(_waiting().filter(id=submission_id))))
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:  # noqa: BLE001 - as above
        # The database's words on a refused row hold the row, a name among it: only the kind of the error goes into the log.
        logger.error("registration %s cannot be settled and waits: %s", submission_id, type(error).__name__)
        return 0


def _waiting() -> QuerySet[Registration]:
    waiting = Registration.objects.filter(outcome="").order_by("submitted_at")
    return waiting.select_for_update(of=("self",), skip_locked=True)


@transaction.atomic
def register_at_counter(*, by: Actor, submission: Submission) -> Settled:
    """Accept and settle at once, for an officer with the person before her; both identities are kept.

    NotAllowed: ``counter.officers_only`` and those of ``submit``.
    """
    require(may_register_at_counter(by))
    receipt = submit(by=by, submission=submission, channel=Channel.COUNTER)
    row = Registration.objects.select_for_update(of=("self",)).get(id=receipt.submission_id)
    return _settle([row])[0] if row.outcome == "" else _settled(row)


@transaction.atomic
def register_each(*, by: Actor, given: Sequence[Arrived]) -> tuple[Settled, ...]:
    """As :func:`register_at_counter`, the people of an office's list; all or none, in the order of ``given``. NIK are not twice."""
    require(may_register_at_counter(by))
    submit_each(by=[by] * len(given), given=given)
    ids = [item.submission.id for item in given]
    rows = {row.id: row for row in Registration.objects.select_for_update(of=("self",)).filter(id__in=ids).order_by("id")}
    waiting = [rows[row_id] for row_id in ids if rows[row_id].outcome == ""]
    settled = dict(zip((row.id for row in waiting), _settle(waiting), strict=True))
    return tuple(settled.get(row_id) or _settled(rows[row_id]) for row_id in ids)


def _settle(rows: Sequence[Registration]) -> list[Settled]:
    if not rows:
        return []
    cases = [_case(row) for row in rows]
    enrolled = enrol_many(by=None, members=[case.member for case in cases])
    new = [(case, result) for case, result in zip(cases, enrolled, strict=True) if result.created]
    _append_facts(new)
    _ask_communities(new)
    ensure_phone_accounts(phones={case.member.phone: case.member.is_synthetic for case, _result in new})
    _write(cases, enrolled)
    settled = [
        Settled(row.receipt, Outcome.NEW if result.created else Outcome.EXISTING, result.person_id, result.enrolment_id)
        for row, result in zip(rows, enrolled, strict=True)
    ]
    _close([row.id for row in rows], settled)
    return settled


def _close(ids: list[UUID], settled: Sequence[Settled]) -> None:
    """Write down what came of the submissions and empty their bodies."""
    with connection.cursor() as cursor:
        outcomes = [str(item.outcome) for item in settled]
        cursor.execute(CLOSE, [ids, outcomes, [item.person_id for item in settled], [item.enrolment_id for item in settled]])


def _settled(row: Registration) -> Settled:
    assert row.person_id is not None, "a settled registration has a person (constraint p1_settled_is_whole)"
    return Settled(row.receipt, Outcome(row.outcome), row.person_id, row.enrolment_id)


def _case(row: Registration) -> _Case:
    assert row.sealed_body is not None, "a submission that waits has its body (constraint p1_settled_is_whole)"
    body = json.loads(keyring(settings.SECRETS_DIR).open(row.sealed_body, BODY))
    member = NewMember(
        nik=body["nik"],
        phone=body["phone"],
        name=body["name"],
        domicile=row.place_code,
        entry_status=row.entry_status,
        business=body["business"],
        consents=frozenset(body["consents"]),
        started_on=jakarta_date(row.submitted_at),
        taken_by=row.registered_by,
        given_at=row.submitted_at,
        birth_on=date.fromisoformat(body["birth_on"]) if body["birth_on"] else None,
        is_synthetic=body["synthetic"],
    )
    return _Case(row, body, member)


def _append_facts(new: Sequence[tuple[_Case, Enrolled]]) -> None:
    """The fact of P1 for each new member; its id is the submission's, made by the form."""
    append_each(by=[case.row.registered_by for case, _result in new], drafts=[_fact(case, result) for case, result in new])


def _fact(case: _Case, result: Enrolled) -> FactDraft:
    at_counter = case.row.registered_by is not None
    return FactDraft(
        id=case.row.id,
        kind="registration.submitted",
        person_id=result.person_id,
        enrolment_id=result.enrolment_id,
        business_id=result.business_id,
        occurred_on=case.member.started_on,
        captured_at=case.row.submitted_at,
        on_behalf_of=result.person_id if at_counter else None,
        place_id=case.row.place_code,
        channel=Channel(case.row.channel),
        grade=Grade.CONFIRMED if at_counter else Grade.SELF_REPORTED,
        measures={
            "entry_status": case.row.entry_status,
            "resident": int(is_resident(case.row.place_code)),
        },
    )


def _ask_communities(new: Sequence[tuple[_Case, Enrolled]]) -> None:
    days = numbers("community.answer_days", {case.member.started_on for case, _result in new})
    CommunityRequest.objects.bulk_create(
        [
            CommunityRequest(
                enrolment_id=result.enrolment_id,
                community_id=case.row.community_id,
                asked_at=case.row.submitted_at,
                due_on=case.member.started_on + timedelta(days=days[case.member.started_on]),
            )
            for case, result in new
            if case.row.community_id is not None and result.enrolment_id is not None
        ]
    )


def _write(cases: Sequence[_Case], enrolled: Sequence[Enrolled]) -> None:
    """One message each, to the number that the member has registered: nobody else's number learns anything."""
    known = phones_of([result.person_id for result in enrolled if not result.created])
    texts = [
        (case.member.phone, registered_text(case.row.receipt))
        if result.created
        else (known[result.person_id], already_registered_text(case.row.receipt, case.row.submitted_at))
        for case, result in zip(cases, enrolled, strict=True)
        if not case.member.is_synthetic
    ]
    post_many(texts=texts, purpose="registration")
