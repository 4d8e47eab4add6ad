"""Write the trail: openings of personal records, and changes of rows that are not facts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from okoce.audit.models import Change, Opening
from okoce.core.personal import Subject


def log_opening(*, by: UUID, label: str, person_id: UUID, surface: str, reason: str = "") -> None:
    """Somebody opened a personal record. ``surface`` is a code of the page; the person reads ``label`` and ``reason``."""
    Opening.objects.create(opened_by=by, opened_by_label=label, person_id=person_id, surface=surface, reason=reason)


def log_openings(*, by: UUID, label: str, person_ids: Iterable[UUID], surface: str, reason: str = "") -> None:
    """A list showed personal data of several people: one row each, in one statement."""
    Opening.objects.bulk_create(
        [Opening(opened_by=by, opened_by_label=label, person_id=person, surface=surface, reason=reason) for person in person_ids]
    )


@dataclass(frozen=True, slots=True)
class Changed:
    """One change of a row: only fields that may be read by staff go into ``before`` and ``after``, never NIK, phone or address."""

    verb: str
    subject: str
    subject_id: object
    before: Mapping[str, object] = field(default_factory=dict)
    after: Mapping[str, object] = field(default_factory=dict)
    reason: str = ""


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
    """A row changed; see :class:`Changed` for what may be written down."""
    log_changes(by=[by], changes=[Changed(verb, subject, subject_id, before or {}, after or {}, reason)])


def log_changes(*, by: Sequence[UUID | None], changes: Sequence[Changed]) -> None:
    """Several rows changed, each by its own author, in one statement."""
    Change.objects.bulk_create(
        [
            Change(
                changed_by=author,
                verb=item.verb,
                subject=item.subject,
                subject_id=str(item.subject_id),
                before=dict(item.before),
                after=dict(item.after),
                reason=item.reason,
            )
            for author, item in zip(by, changes, strict=True)
        ]
    )


def forget_person(*, by: UUID | None, subject: Subject) -> int:
    """Empty the free words that staff wrote about an erased person; who did what, when and where stays. Rows that changed.

    The database lets nothing but this through, and only for a person whose erasure was ordered (migration of privacy).
    """
    openings = Opening.objects.filter(person_id=subject.person_id).exclude(reason="").update(reason="")
    changes = Change.objects.filter(subject="person", subject_id=str(subject.person_id)).exclude(reason="")
    return openings + changes.update(reason="")
