"""Remind the holders of permits that end. The worker calls this; a reminder and its message are one transaction."""

from collections import defaultdict
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from okoce.core.encryption import keyring
from okoce.core.fortnights import jakarta_date
from okoce.members.enums import Purpose
from okoce.members.queries import members, phones_of
from okoce.messaging.services import post
from okoce.stages.p4_licensing.enums import PermitState
from okoce.stages.p4_licensing.messages import ending_text
from okoce.stages.p4_licensing.models import Permit, Reminder
from okoce.stages.p4_licensing.queries.renewing import renewal_rules
from okoce.stages.p4_licensing.rules.expiry import RenewalRules, due_reminder, renewal
from okoce.stages.p4_licensing.services.following import NUMBER

AT_ONCE = 200


def remind_due() -> int:
    """Send every reminder that is due today and return how many. Once for each permit, end and threshold, whoever else works.

    Only to those who let the programme contact them and take part; whose permit was renewed or refuted is left alone.
    """
    today, sent = jakarta_date(timezone.now()), 0
    rules = renewal_rules(today)
    waiting = _waiting(today, rules)
    for start in range(0, len(waiting), AT_ONCE):
        sent += _remind(waiting[start : start + AT_ONCE], today, rules)
    return sent


def _waiting(today: date, rules: RenewalRules) -> list[UUID]:
    """Permits that end soon enough, were not renewed, and whose reminder of today has not gone out."""
    last = today + timedelta(days=max(rules.remind))
    standing = Permit.objects.exclude(state=PermitState.REFUTED)
    renewed = Exists(standing.filter(renews=OuterRef("pk")))
    ending = standing.filter(~renewed, valid_until__gte=today, valid_until__lte=last)
    rows = ending.order_by("id").values_list("id", "valid_until")
    sent = _sent([permit_id for permit_id, _until in rows])
    return [
        permit_id
        for permit_id, until in rows
        if until is not None and due_reminder(until, today, sent[permit_id, until], rules.remind) is not None
    ]


def _sent(ids: list[UUID]) -> dict[tuple[UUID, date], set[int]]:
    found: dict[tuple[UUID, date], set[int]] = defaultdict(set)
    for permit_id, until, days in Reminder.objects.filter(permit__in=ids).values_list("permit_id", "valid_until", "days"):
        found[permit_id, until].add(days)
    return found


@transaction.atomic
def _remind(ids: list[UUID], today: date, rules: RenewalRules) -> int:
    """Under the lock everything is looked at once more: another worker may have been here, or the permit was renewed."""
    rows = list(Permit.objects.select_for_update(of=("self",), skip_locked=True).filter(id__in=ids).order_by("id"))
    later = Permit.objects.filter(renews__in=ids).exclude(state=PermitState.REFUTED)
    renewed = set(later.values_list("renews_id", flat=True))
    sent, holders = _sent(ids), members({row.person_id for row in rows})
    willing = {person_id for person_id, held in holders.items() if held.is_open and Purpose.CONTACT in held.consents}
    phones, ring, count = phones_of(willing), keyring(settings.SECRETS_DIR), 0
    for row in rows:
        until = row.valid_until
        if until is None or row.id in renewed or row.state == PermitState.REFUTED or row.person_id not in phones:
            continue
        days = due_reminder(until, today, sent[row.id, until], rules.remind)
        if days is None or row.number_sealed is None:
            continue
        Reminder.objects.create(permit=row, valid_until=until, days=days)
        number = ring.open(row.number_sealed, NUMBER)
        text = ending_text(row.licence, number, until, (until - today).days, renewal(row.licence, until, rules))
        post(to=phones[row.person_id], text=text, purpose="permit.ending")
        count += 1
    return count
