"""Editions as officials keep them. The rules package reads the document; written by ``progression.services`` alone."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class EditionRecord(models.Model):
    """One versioned rulebook: the document in the edition schema, and who drafted and approved it."""

    class State(models.TextChoices):
        DRAFT = "draft"
        APPROVED = "approved"
        SUPERSEDED = "superseded"

    code = models.CharField(max_length=40, primary_key=True)
    document = models.JSONField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    drafted_by = models.UUIDField(null=True)
    approved_by = models.UUIDField(null=True)
    approved_at = models.DateTimeField(null=True)
    rank = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="progression_four_eyes",
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=models.F("drafted_by")),
            ),
            models.CheckConstraint(
                name="progression_approval_is_whole",
                condition=Q(approved_by__isnull=True, approved_at__isnull=True)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.code
