"""Destroy the key of a person and what was sealed under it: the facts stay, their details can be read by nobody any more."""

from uuid import UUID

from django.db import transaction

from okoce.core.personal import Subject
from okoce.facts.models import Fact, FactDetails, PersonKey


@transaction.atomic
def forget_person(*, by: UUID | None, subject: Subject) -> int:
    """Delete details and key; how many rows went. Facts, digests, positions and heads are untouched, and still verify."""
    hers = Fact.objects.filter(person_id=subject.person_id).values("id")
    gone, _by_model = FactDetails.objects.filter(fact_id__in=hers).delete()
    keys, _by_model = PersonKey.objects.filter(person_id=subject.person_id).delete()
    return gone + keys
