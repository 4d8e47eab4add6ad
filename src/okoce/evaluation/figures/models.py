"""The ledger of figures that somebody published. Append-only: what a source printed is never overwritten, a later reading of it
is another row that is known from a later day."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from okoce.evaluation.figures.enums import DateBasis, Measure


class PublishedFigure(models.Model):
    """One number as one source printed it, with the axes as printed; ``figures.rules`` reads them."""

    id = models.UUIDField(primary_key=True)
    identity = models.BinaryField(max_length=32)
    known_on = models.DateField()
    recorded_at = models.DateTimeField(db_default=Now())
    file = models.CharField(max_length=120)
    row = models.CharField(max_length=20)
    period_from = models.DateField(null=True)
    as_of = models.DateField()
    date_basis = models.CharField(max_length=10, choices=DateBasis.choices)
    scope = models.CharField(max_length=120)
    definition = models.CharField(max_length=60)
    measure = models.CharField(max_length=10, choices=Measure.choices)
    value = models.DecimalField(max_digits=18, decimal_places=2)
    vintage = models.CharField(max_length=30, blank=True, default="")
    note = models.TextField(blank=True, default="")
    source = models.CharField(max_length=400)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="figures_one_reading_a_day", fields=["identity", "known_on"]),
            models.CheckConstraint(
                name="figures_period_in_order", condition=Q(period_from__isnull=True) | Q(period_from__lte=models.F("as_of"))
            ),
        ]
        indexes: ClassVar = [models.Index(name="figures_by_known", fields=["known_on"])]

    def __str__(self) -> str:
        return f"{self.definition} {self.as_of}: {self.value}"
