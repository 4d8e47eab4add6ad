"""Requests about one's own data, the log of erasures, and what the law keeps. Written by ``privacy.services`` alone."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from okoce.core.ids import new_id
from okoce.members.enums import Purpose
from okoce.privacy.enums import Field, Held, Refusal, RequestKind, RequestState


def _pair(stem: str) -> Q:
    """Who and when, both or neither."""
    both = {f"{stem}_at__isnull": False, f"{stem}_by__isnull": False}
    neither = {f"{stem}_at__isnull": True, f"{stem}_by__isnull": True}
    return Q(**both) | Q(**neither)


class DataRequest(models.Model):
    """One request of one person; the form made the id. Her words and the officer's are encrypted, and emptied by an erasure."""

    id = models.UUIDField(primary_key=True)
    receipt = models.CharField(max_length=12, unique=True)
    kind = models.CharField(max_length=12, choices=RequestKind.choices)
    person_id = models.UUIDField()
    place_code = models.CharField(max_length=13)
    channel = models.CharField(max_length=10)
    asked_at = models.DateTimeField()
    asked_by = models.UUIDField()
    due_at = models.DateTimeField()
    words_sealed = models.BinaryField(null=True)
    purpose = models.CharField(max_length=12, choices=Purpose.choices, blank=True, default="")
    field = models.CharField(max_length=12, choices=Field.choices, blank=True, default="")
    state = models.CharField(max_length=10, choices=RequestState.choices, default=RequestState.OPEN)
    taken_at = models.DateTimeField(null=True)
    taken_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)
    ordered_at = models.DateTimeField(null=True)
    ordered_by = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    refusal = models.CharField(max_length=14, choices=Refusal.choices, blank=True, default="")
    answer_sealed = models.BinaryField(null=True)
    open_until = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="privacy_taken_pair", condition=_pair("taken")),
            models.CheckConstraint(name="privacy_decided_pair", condition=_pair("decided")),
            models.CheckConstraint(name="privacy_ordered_pair", condition=_pair("ordered")),
            models.CheckConstraint(name="privacy_ended_pair", condition=_pair("ended")),
            models.CheckConstraint(
                name="privacy_ended_has_state",
                condition=Q(state__in=["answered", "refused", "cancelled"], ended_at__isnull=False)
                | (~Q(state__in=["answered", "refused", "cancelled"]) & Q(ended_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="privacy_refused_has_reason",
                condition=(Q(state="refused") & ~Q(refusal="")) | (~Q(state="refused") & Q(refusal="")),
            ),
            models.CheckConstraint(name="privacy_four_eyes", condition=Q(ordered_by__isnull=True) | ~Q(ordered_by=F("decided_by"))),
            models.UniqueConstraint(
                name="privacy_one_running",
                fields=["person_id", "kind", "field", "purpose"],
                condition=~Q(state__in=["answered", "refused", "cancelled"]),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="privacy_by_person", fields=["person_id", "-asked_at"]),
            models.Index(name="privacy_running", fields=["due_at"], condition=~Q(state__in=["answered", "refused", "cancelled"])),
        ]

    def __str__(self) -> str:
        return self.receipt


class Erasure(models.Model):
    """One line of the log of erasures: opaque ids, what was done so far, how many rows went. Replayed after a restore."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person_id = models.UUIDField(unique=True)
    request_id = models.UUIDField(null=True)
    ordered_at = models.DateTimeField()
    ordered_by = models.UUIDField(null=True)
    steps = ArrayField(models.CharField(max_length=20), default=list)
    counts = models.JSONField(default=dict)
    done_at = models.DateTimeField(null=True)
    cleaned_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="privacy_cleaned_after_done", condition=Q(cleaned_at__isnull=True) | Q(done_at__isnull=False)
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="privacy_to_erase", fields=["ordered_at"], condition=Q(done_at__isnull=True)),
            models.Index(name="privacy_to_clean", fields=["done_at"], condition=Q(cleaned_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Retained(models.Model):
    """What the law keeps of an erased person until a day: sealed under a key of its own, which is destroyed on that day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person_id = models.UUIDField()
    held = models.CharField(max_length=10, choices=Held.choices)
    rule_code = models.CharField(max_length=80)
    legal_basis = models.CharField(max_length=200)
    article = models.CharField(max_length=120)
    records = models.PositiveIntegerField()
    kept_until = models.DateField()
    key_sealed = models.BinaryField(null=True)
    content_sealed = models.BinaryField(null=True)
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="privacy_one_retained", fields=["person_id", "held"]),
            models.CheckConstraint(
                name="privacy_destroyed_is_empty",
                condition=Q(destroyed_at__isnull=True, key_sealed__isnull=False, content_sealed__isnull=False)
                | Q(destroyed_at__isnull=False, key_sealed__isnull=True, content_sealed__isnull=True),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="privacy_to_destroy", fields=["kept_until"], condition=Q(destroyed_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.held} {self.kept_until}"
