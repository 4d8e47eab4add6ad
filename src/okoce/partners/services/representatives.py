"""Cards of the people who may speak for an organisation."""

from datetime import date, timedelta
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from okoce.accounts.queries import Actor
from okoce.audit.services import log_change
from okoce.core.decisions import Decision, NotAllowed, require
from okoce.core.fortnights import jakarta_date
from okoce.partners import models, permissions, queries, rules
from okoce.partners.enums import Refusal
from okoce.partners.queries.organisations import representative_of
from okoce.partners.services.locking import locked
from okoce.partners.services.numbers import new_card_number

SUBJECT = "partners.representative"
CARD_HOLDS = timedelta(days=365)


@transaction.atomic
def add_representative(
    *,
    by: Actor,
    organisation_id: UUID,
    name: str,
    function: str,
    valid_from: date | None = None,
    valid_to: date | None = None,
    account_id: UUID | None = None,
    is_synthetic: bool = False,
) -> queries.RepresentativeCard:
    """Name somebody and give the card its number; it holds for a year where nothing else is said."""
    row = locked(organisation_id, partial(permissions.may_name_representative, by))
    if not function.strip():
        raise NotAllowed(Decision.no(Refusal.FUNCTION_MISSING))
    require(rules.may_describe([name, function]))
    today = jakarta_date(timezone.now())
    begins = valid_from or today
    ends = valid_to or begins + CARD_HOLDS
    if ends < begins:
        raise NotAllowed(Decision.no(Refusal.PERIOD_REVERSED))
    card = models.Representative.objects.create(
        organisation=row,
        name=name.strip(),
        function=function.strip(),
        card_number=_free_number(),
        account_id=account_id,
        valid_from=begins,
        valid_to=ends,
        named_by=by.user_id,
        is_synthetic=is_synthetic,
    )
    after = {"card_number": card.card_number, "function": card.function, "valid_to": ends.isoformat()}
    log_change(by=by.user_id, verb="add_representative", subject=SUBJECT, subject_id=card.id, after=after)
    return representative_of(card, today)


@transaction.atomic
def revoke_representative(*, by: Actor, representative_id: UUID, reason: str) -> queries.RepresentativeCard:
    """Take a card back: the public check says from now on that it no longer holds."""
    found = models.Representative.objects.get(id=representative_id)
    organisation = locked(found.organisation_id, partial(permissions.may_revoke_representative, by))
    card = models.Representative.objects.select_for_update().get(id=representative_id)
    card.organisation = organisation
    if card.revoked_at is not None:
        raise NotAllowed(Decision.no(Refusal.CARD_ALREADY_REVOKED))
    if not reason.strip():
        raise NotAllowed(Decision.no(Refusal.REASON_MISSING))
    card.revoked_at, card.revoked_by, card.revoked_reason = timezone.now(), by.user_id, reason.strip()
    card.save(update_fields=["revoked_at", "revoked_by", "revoked_reason"])
    log_change(
        by=by.user_id,
        verb="revoke_representative",
        subject=SUBJECT,
        subject_id=card.id,
        before={"card_number": card.card_number},
        reason=card.revoked_reason,
    )
    return representative_of(card, jakarta_date(timezone.now()))


def _free_number() -> str:
    number = new_card_number()
    while models.Representative.objects.filter(card_key=rules.number_key(number)).exists():
        number = new_card_number()
    return number
