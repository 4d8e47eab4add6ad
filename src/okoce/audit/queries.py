"""Reads of the trail."""

from collections.abc import Iterator
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from okoce.audit.models import Change, Opening
from okoce.core.personal import Item, Subject


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


def personal_data(subject: Subject) -> Iterator[Item]:
    """The log of processing: who opened her record, and what was changed about it."""
    for opening in openings_of(subject.person_id):
        group, name = _("Siapa yang membuka data Anda"), "audit.Opening."
        yield Item(name + "opened_at", group, _("Dibuka pada"), opening.opened_at.isoformat())
        yield Item(name + "opened_by_label", group, _("Oleh"), opening.opened_by_label)
        yield Item(name + "surface", group, _("Halaman"), opening.surface)
        if opening.reason:
            yield Item(name + "reason", group, _("Alasan"), opening.reason)
    for change in changes_of("person", subject.person_id):
        group, name = _("Perubahan pada data Anda"), "audit.Change."
        yield Item(name + "changed_at", group, _("Diubah pada"), change.changed_at.isoformat())
        yield Item(name + "verb", group, _("Perubahan"), change.verb)
        if change.reason:
            yield Item(name + "reason", group, _("Alasan"), change.reason)
