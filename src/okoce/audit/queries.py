"""Reads of the trail."""

from uuid import UUID

from django.db.models import QuerySet

from okoce.audit.models import Change, Opening


def openings_of(person_id: UUID) -> QuerySet[Opening]:
    """Who opened a person's record, latest first."""
    return Opening.objects.filter(person_id=person_id).order_by("-opened_at")


def changes_of(subject: str, subject_id: object) -> QuerySet[Change]:
    """What was changed about one row, latest first."""
    return Change.objects.filter(subject=subject, subject_id=str(subject_id)).order_by("-changed_at")


def changed_to(subject: str) -> dict[str, dict[str, object]]:
    """Every row of a subject that was changed, with what its last change made of it."""
    changes = Change.objects.filter(subject=subject).order_by("changed_at")
    return dict(changes.values_list("subject_id", "after"))
