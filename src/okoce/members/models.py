"""Person, enrolment and business, kept apart. Written by ``members.services`` alone."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from okoce.core.ids import new_id
from okoce.members.enums import EndReason, EntryStatus, Purpose, Sex


class Person(models.Model):
    """A human. NIK and phone are encrypted, with keyed hashes for exact look-up; one NIK is one person.

    ``closed_at``: erasure was ordered, so nothing finds or adds to her any more. ``erased_at``: the row is a pseudonym, and the
    database refuses to keep anything personal in it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=120)
    nik_sealed = models.BinaryField(null=True)
    nik_hash = models.BinaryField(max_length=32, null=True, unique=True)
    phone_sealed = models.BinaryField(null=True)
    phone_hash = models.BinaryField(max_length=32, db_index=True, null=True)
    birth_on = models.DateField(null=True)
    sex = models.CharField(max_length=1, choices=Sex.choices, blank=True, default="")
    domicile = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    is_synthetic = models.BooleanField(default=False)
    created_at = models.DateTimeField(db_default=Now())
    closed_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="members_erased_is_empty",
                condition=Q(erased_at__isnull=True)
                | Q(name="", nik_sealed=None, phone_sealed=None, birth_on=None, sex="", closed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="members_closed_is_not_found",
                condition=Q(closed_at__isnull=True, phone_hash__isnull=False, phone_sealed__isnull=False)
                | Q(closed_at__isnull=False, nik_hash=None, phone_hash=None),
            ),
        ]
        indexes: ClassVar = [
            GinIndex(name="members_look_alike_names", fields=["name"], opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.name


class Enrolment(models.Model):
    """One period of one person in the programme; who left and came back has two."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="enrolments")
    started_on = models.DateField()
    entry_status = models.CharField(max_length=10, choices=EntryStatus.choices)
    ended_on = models.DateField(null=True)
    end_reason = models.CharField(max_length=20, choices=EndReason.choices, blank=True, default="")
    mentor_id = models.UUIDField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="members_one_open_enrolment", fields=["person"], condition=Q(ended_on__isnull=True)),
            models.CheckConstraint(
                name="members_end_is_whole",
                condition=Q(ended_on__isnull=True, end_reason="") | (Q(ended_on__gte=F("started_on")) & ~Q(end_reason="")),
            ),
        ]
        indexes: ClassVar = [models.Index(name="members_by_mentor", fields=["mentor_id"])]

    def __str__(self) -> str:
        return f"{self.person_id} {self.started_on}"


class Business(models.Model):
    """What a person runs or means to run; several over time."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="businesses")
    description = models.CharField(max_length=200)
    started_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)

    def __str__(self) -> str:
        return self.description


class Consent(models.Model):
    """Permission for one purpose under one wording; withdrawn, never deleted. Assisted consent names the officer."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    wording = models.CharField(max_length=12)
    given_at = models.DateTimeField(db_default=Now())
    taken_by = models.UUIDField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="members_one_consent", fields=["person", "purpose"], condition=Q(withdrawn_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return self.purpose
