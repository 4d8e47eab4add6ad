"""Write the trail: openings of personal records, and changes of rows that are not facts."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from okoce.audit.models import Change, Opening


def log_opening(*, by: UUID, label: str, person_id: UUID, surface: str, reason: str = "") -> None:
    """Somebody opened a personal record. ``surface`` is a code of the page; the person reads ``label`` and ``reason``."""
    Opening.objects.create(opened_by=by, opened_by_label=label, person_id=person_id, surface=surface, reason=reason)


def log_openings(*, by: UUID, label: str, person_ids: Iterable[UUID], surface: str, reason: str = "") -> None:
    """A list showed personal data of several people: one row each, in one statement."""
    Opening.objects.bulk_create(
        [Opening(opened_by=by, opened_by_label=label, person_id=person, surface=surface, reason=reason) for person in person_ids]
    )


def log_change(
    *,
    by: UUID | None,
    verb: str,
    subject: str,
    subject_id: object,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
    reason: str = "",
) -> None:
    """A row changed: only fields that may be read by staff go into ``before`` and ``after``, never NIK, phone or address."""
    Change.objects.create(
        changed_by=by,
        verb=verb,
        subject=subject,
        subject_id=str(subject_id),
        before=dict(before or {}),
        after=dict(after or {}),
        reason=reason,
    )
