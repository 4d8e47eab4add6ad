"""The fortnightly round: frozen packs and what the next round restated. Written by ``rounds.services`` alone."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from okoce.core.ids import new_id


class Pack(models.Model):
    """A frozen, numbered evaluation of one fortnight: figures, editions, indicator versions, position and head. Never changed."""

    number = models.PositiveIntegerField(primary_key=True)
    fortnight = models.IntegerField(unique=True)
    as_of = models.DateField()
    position = models.BigIntegerField()
    head = models.BinaryField(max_length=32)
    batch = models.BigIntegerField()
    editions = models.JSONField()
    indicators = models.JSONField()
    figures = models.JSONField()
    restatements = models.JSONField(default=dict)
    frozen_at = models.DateTimeField()
    frozen_by = models.UUIDField()

    def __str__(self) -> str:
        return f"Pack {self.number}"

    @property
    def short_head(self) -> str:
        """Enough of the head to compare by eye."""
        return bytes(self.head).hex()[:12]


class RoundDecision(models.Model):
    """What a round decided: it comes back in every later round until it is closed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, related_name="decisions")
    action = models.CharField(max_length=300)
    cause = models.CharField(max_length=300, blank=True, default="")
    owner = models.CharField(max_length=120)
    due_on = models.DateField()
    decided_by = models.UUIDField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.UUIDField(null=True)
    result = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="rounds_closing_is_whole",
                condition=Q(closed_at__isnull=True, closed_by__isnull=True, result="")
                | (Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(result="")),
            ),
        ]

    def __str__(self) -> str:
        return self.action
