"""Forget a person in what P4 keeps: numbers and files go, that there was a permit stays under a pseudonym."""

from uuid import UUID

from django.db import transaction
from django.db.models import Q

from okoce.core.personal import Subject
from okoce.stages.p4_licensing.models import Application, Permit, PermitFile
from okoce.stages.p4_licensing.queries.personal_counters import entries_about
from okoce.stages.p4_licensing.services.packets import forget_packets


@transaction.atomic
def forget_person(*, by: UUID, subject: Subject) -> int:
    """How many rows changed or went; again changes nothing."""
    hers = Permit.objects.filter(person_id=subject.person_id)
    files, _by_model = PermitFile.objects.filter(permit__in=hers).delete()
    numbered = hers.filter(Q(number_sealed__isnull=False) | Q(number_hash__isnull=False))
    permits = numbered.update(number_sealed=None, number_hash=None)
    applications = Application.objects.filter(person_id=subject.person_id, number_sealed__isnull=False)
    listed, _by_model = entries_about(subject).delete()
    kept = files + permits + applications.update(number_sealed=None) + listed
    return kept + forget_packets(by=by, subject=subject)
