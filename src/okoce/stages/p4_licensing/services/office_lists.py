"""Keep what a list of the permit office said. Uploading, checking and storing its rows is the work of ``imports``; the facts that
it leads to are recorded there, and the permits made again from them here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from okoce.accounts.queries import Actor
from okoce.audit.services import log_change
from okoce.core.decisions import Decision, require
from okoce.core.encryption import keyring
from okoce.core.fortnights import jakarta_date
from okoce.regulations.queries import number
from okoce.stages.p4_licensing.enums import ListState, Match, Office
from okoce.stages.p4_licensing.models import OfficeEntry, OfficeList
from okoce.stages.p4_licensing.permissions import OFFICERS
from okoce.stages.p4_licensing.queries.permits import NUMBER
from okoce.stages.p4_licensing.services.following import project

SUBJECT = "office_list"
SAID = ("licence", "issued_on", "valid_until", "number_hash", "number_sealed", "nik_hash", "match", "person", "likeness")


@dataclass(frozen=True, slots=True)
class ListHead:
    """Whose list it is and of which day. ``id`` is that of the upload."""

    id: UUID
    source: Office
    as_of: date
    place_code: str
    is_synthetic: bool = False


@dataclass(frozen=True, slots=True)
class EntryDraft:
    """One row that could be read. Of a stranger only the hashes are kept, whatever is given."""

    id: UUID
    number: int
    licence: str
    issued_on: date
    valid_until: date | None
    text: str
    number_hash: bytes | None
    nik_hash: bytes | None
    match: Match
    person_id: UUID | None
    likeness: int | None


@transaction.atomic
def begin_list(*, by: Actor, head: ListHead) -> None:
    """A list is checked (again): what was kept of an earlier check goes. NotAllowed ``list.officers_only``."""
    require(Decision.yes() if by.has(*OFFICERS) else Decision.no("list.officers_only"))
    assert by.user_id is not None, "officers are signed in"
    OfficeList.objects.filter(id=head.id).delete()
    keep = timedelta(days=number("licensing.list_keep_days", jakarta_date(timezone.now())))
    OfficeList.objects.create(
        id=head.id,
        source=head.source,
        as_of=head.as_of,
        place_code=head.place_code,
        uploaded_by=by.user_id,
        expires_at=timezone.now() + keep,
        is_synthetic=head.is_synthetic,
    )


@transaction.atomic
def keep_entries(*, by: Actor, list_id: UUID, drafts: Sequence[EntryDraft]) -> None:
    """Keep some rows of a list, again if need be."""
    require(Decision.yes() if by.has(*OFFICERS) else Decision.no("list.officers_only"))
    ring = keyring(settings.SECRETS_DIR)
    rows = []
    for draft in drafts:
        stranger = draft.match == Match.STRANGER or draft.person_id is None
        rows.append(
            OfficeEntry(
                id=draft.id,
                office_list_id=list_id,
                number=draft.number,
                licence=draft.licence,
                issued_on=draft.issued_on,
                valid_until=draft.valid_until,
                number_hash=draft.number_hash,
                number_sealed=None if stranger else ring.seal(draft.text, NUMBER),
                nik_hash=draft.nik_hash if stranger else None,
                match=Match.STRANGER if stranger else draft.match,
                person_id=None if stranger else draft.person_id,
                likeness=None if stranger else draft.likeness,
            )
        )
    OfficeEntry.objects.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=list(SAID), batch_size=500)


@transaction.atomic
def take_entries(*, by: Actor, taken: Sequence[tuple[UUID, Match]]) -> None:
    """Some rows became facts: say what they are now, and make the permits of their people again from the facts."""
    require(Decision.yes() if by.has(*OFFICERS) else Decision.no("list.officers_only"))
    said = dict(taken)
    rows = list(OfficeEntry.objects.filter(id__in=said).exclude(person=None))
    for row in rows:
        row.match = said[row.id]
    OfficeEntry.objects.bulk_update(rows, ["match"], batch_size=500)
    # The facts were recorded in this transaction, so their people are locked already.
    for person_id in sorted({row.person_id for row in rows if row.person_id is not None}):
        project(person_id=person_id)


@transaction.atomic
def end_list(*, by: Actor, list_id: UUID, rejected: int) -> None:
    """All rows were gone through: from now on the list says what holds as of its day. Again changes nothing."""
    require(Decision.yes() if by.has(*OFFICERS) else Decision.no("list.officers_only"))
    found = OfficeList.objects.select_for_update(of=("self",)).filter(id=list_id).first()
    if found is None or found.state == ListState.WITHDRAWN:
        return
    found.rows_rejected = rejected
    found.rows_strangers = max(found.rows_strangers, found.entries.filter(match=Match.STRANGER).count())
    found.state, found.matched_at, found.matched_by = ListState.MATCHED, timezone.now(), by.user_id
    found.save(update_fields=["rows_rejected", "rows_strangers", "state", "matched_at", "matched_by"])
    after = {"as_of": found.as_of.isoformat(), "rejected": rejected}
    log_change(by=by.user_id, verb="office_list.match", subject=SUBJECT, subject_id=found.id, after=after)


@transaction.atomic
def withdraw_list(*, by: Actor, list_id: UUID) -> None:
    """The upload was undone: the list says nothing any more; its entries go, and the permits follow the facts."""
    require(Decision.yes() if by.has(*OFFICERS) else Decision.no("list.officers_only"))
    found = OfficeList.objects.select_for_update(of=("self",)).filter(id=list_id).exclude(state=ListState.WITHDRAWN).first()
    if found is None:
        return
    OfficeEntry.objects.filter(office_list=found).delete()
    found.state, found.matched_at, found.matched_by = ListState.WITHDRAWN, found.matched_at or timezone.now(), by.user_id
    found.save(update_fields=["state", "matched_at", "matched_by"])
    log_change(by=by.user_id, verb="office_list.withdraw", subject=SUBJECT, subject_id=found.id)


def forget_strangers() -> int:
    """Delete entries of people who are not members once their days are over; how many. Their count stays with the list."""
    expired = OfficeEntry.objects.filter(office_list__expires_at__lte=timezone.now(), match=Match.STRANGER)
    return expired.delete()[0]
