"""Undo registrations that an office had sent in a file, as far as nothing was built upon them."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from okoce.accounts.queries import Actor
from okoce.core.decisions import Decision, NotAllowed, require
from okoce.facts.queries import timeline
from okoce.members.queries import members, phones_of
from okoce.members.services import withdraw_entries
from okoce.messaging.services import post_many
from okoce.stages.p1_registration.enums import Outcome, RequestState
from okoce.stages.p1_registration.messages import withdrawn_text
from okoce.stages.p1_registration.models import CommunityRequest, Registration
from okoce.stages.p1_registration.permissions import may_register_at_counter


@transaction.atomic
def undo_registrations(*, by: Actor, registration_ids: Collection[UUID]) -> Mapping[UUID, str]:
    """Withdraw registrations and return, for each that stays, the reason code: ``undo.has_facts`` (something was recorded about
    her since), ``undo.has_community`` (a community has taken her), ``undo.has_left``, ``undo.not_new`` (she was known before).

    Those that are withdrawn already are passed over. A message goes to the number that had been written to. NotAllowed:
    ``counter.officers_only``, ``record.outside_scope``.
    """
    require(may_register_at_counter(by))
    rows = list(Registration.objects.select_for_update(of=("self",)).filter(id__in=registration_ids).order_by("id"))
    enrolments = [row.enrolment_id for row in rows]
    taken = set(
        CommunityRequest.objects.filter(enrolment__in=enrolments, state=RequestState.ACCEPTED).values_list("enrolment", flat=True)
    )
    found = members([row.person_id for row in rows if row.person_id])
    stays: dict[UUID, str] = {}
    withdrawn: dict[UUID, Registration] = {}
    for row in rows:
        assert row.person_id is not None, "a registration that was stored is settled (constraint p1_settled_is_whole)"
        entries = timeline(row.person_id)
        if all(entry.live is None for entry in entries):
            continue
        if row.outcome != Outcome.NEW:
            stays[row.id] = "undo.not_new"
        elif row.enrolment_id in taken:
            stays[row.id] = "undo.has_community"
        elif any(entry.original.id != row.id or entry.corrections for entry in entries):
            stays[row.id] = "undo.has_facts"
        elif not found[row.person_id].is_open:
            stays[row.id] = "undo.has_left"
        else:
            withdrawn[row.person_id] = row
    if withdrawn:
        _withdraw(by, withdrawn, synthetic={person_id for person_id, record in found.items() if record.is_synthetic})
    return stays


def _withdraw(by: Actor, withdrawn: Mapping[UUID, Registration], *, synthetic: Collection[UUID]) -> None:
    if by.user_id is None:
        raise NotAllowed(Decision.no("record.outside_scope"))
    withdraw_entries(by=by, person_ids=withdrawn.keys())
    waiting = CommunityRequest.objects.filter(
        enrolment__in=[row.enrolment_id for row in withdrawn.values()], state=RequestState.WAITING
    )
    waiting.update(state=RequestState.WITHDRAWN, decided_at=timezone.now(), decided_by=by.user_id)
    phones = phones_of([person_id for person_id in withdrawn if person_id not in synthetic])
    texts = [(phone, withdrawn_text(withdrawn[person_id].receipt)) for person_id, phone in phones.items()]
    post_many(texts=texts, purpose="registration")
