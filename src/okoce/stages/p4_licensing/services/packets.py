"""The fields of a packet: each written for itself, so that a page that was open elsewhere takes nothing back."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now

from okoce.accounts.queries import Actor
from okoce.core.decisions import Decision, NotAllowed, require
from okoce.core.encryption import keyring
from okoce.core.personal import Subject
from okoce.members.services.locks import locked_member
from okoce.stages.p4_licensing.enums import PacketField
from okoce.stages.p4_licensing.models import PacketEntry
from okoce.stages.p4_licensing.permissions import may_report
from okoce.stages.p4_licensing.queries.packets import SEALED_AS, packet_of
from okoce.stages.p4_licensing.rules.packets import clean, mark

LONGEST = 1000


@transaction.atomic
def fill_packet(*, by: Actor, person_id: UUID, given: Mapping[str, str], seen: Mapping[str, str]) -> int:
    """Write the fields that somebody changed; how many.

    ``seen``: the marks of what stood in each field when the page was opened. A field that was left as seen stays as it is now,
    whoever changed it meanwhile.

    NotAllowed: ``packet.too_long``, ``packet.unknown_field``, ``answer.no_business`` and those of ``may_report``.
    """
    member = locked_member(person_id)
    require(may_report(by, member))
    if member.business_id is None:
        raise NotAllowed(Decision.no("answer.no_business"))
    assert by.user_id is not None, "who may write is signed in"
    ring, known, changed = keyring(settings.SECRETS_DIR), packet_of(member.business_id), 0
    for field, value in _changed(given, seen).items():
        if known.get(field, "") == value:
            continue
        if not value:
            PacketEntry.objects.filter(business_id=member.business_id, field=field).delete()
        else:
            PacketEntry.objects.update_or_create(
                business_id=member.business_id,
                field=field,
                defaults={"value_sealed": ring.seal(value, SEALED_AS), "changed_at": Now(), "changed_by": by.user_id},
            )
        changed += 1
    return changed


def _changed(given: Mapping[str, str], seen: Mapping[str, str]) -> dict[str, str]:
    found = {}
    for field, text in given.items():
        if field not in PacketField.values:
            raise NotAllowed(Decision.no("packet.unknown_field"))
        value = clean(text)
        if len(value) > LONGEST:
            raise NotAllowed(Decision.no("packet.too_long", longest=LONGEST))
        if mark(value) != seen.get(field, mark("")):
            found[field] = value
    return found


@transaction.atomic
def forget_packets(*, by: UUID, subject: Subject) -> int:
    """Delete what she typed for her packet; how many fields."""
    deleted, _by_model = PacketEntry.objects.filter(business__person_id=subject.person_id).delete()
    return deleted
