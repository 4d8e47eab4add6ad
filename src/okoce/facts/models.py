"""The append-only log. The database refuses UPDATE, DELETE and TRUNCATE of facts, positions and batches (see the migrations)."""

from typing import ClassVar

from django.db import models
from django.db.models import Func, Q
from django.db.models.functions import Now

from okoce.facts.enums import Channel, Correction, CorrectionReason, Grade


class TransactionId(models.Field):  # type: ignore[type-arg]  # the value is never set from Python
    """PostgreSQL's 64-bit transaction id (``xid8``); the database fills it."""

    def db_type(self, connection: object) -> str:
        return "xid8"


class CurrentTransaction(Func):
    """``pg_current_xact_id()``: the transaction in which the row arrives."""

    function = "pg_current_xact_id"
    output_field: ClassVar[models.Field] = TransactionId()  # type: ignore[type-arg]


class Fact(models.Model):
    """One immutable statement about one person; written by ``facts.services`` alone, never changed."""

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=60)
    person_id = models.UUIDField()
    enrolment_id = models.UUIDField(null=True)
    business_id = models.UUIDField(null=True)
    occurred_on = models.DateField()
    captured_at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())
    xid = TransactionId(db_default=CurrentTransaction(), editable=False)
    recorded_by = models.UUIDField(null=True)
    on_behalf_of = models.UUIDField(null=True)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    place_id = models.CharField(max_length=13)
    org_id = models.UUIDField(null=True)
    grade = models.PositiveSmallIntegerField(choices=Grade.choices)
    measures = models.JSONField(default=dict)
    details_digest = models.BinaryField(max_length=32)
    corrects = models.UUIDField(null=True)
    correction = models.CharField(max_length=10, choices=Correction.choices, blank=True, default="")
    reason = models.CharField(max_length=20, choices=CorrectionReason.choices, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="facts_correction_is_whole",
                condition=Q(corrects__isnull=True, correction="", reason="")
                | (Q(corrects__isnull=False) & ~Q(correction="") & ~Q(reason="")),
            ),
            models.CheckConstraint(name="facts_corrects_another", condition=~Q(corrects=models.F("id"))),
            models.CheckConstraint(name="facts_known_grade", condition=Q(grade__lte=max(Grade.values))),
        ]
        indexes: ClassVar = [
            models.Index(name="facts_by_person", fields=["person_id", "occurred_on"]),
            models.Index(name="facts_by_original", fields=["corrects"], condition=Q(corrects__isnull=False)),
            models.Index(name="facts_by_kind_place", fields=["kind", "place_id", "occurred_on"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.occurred_on}"


class FactDetails(models.Model):
    """Salt and details of a fact, encrypted under the person's key; erasable without touching the fact."""

    fact = models.OneToOneField(Fact, primary_key=True, on_delete=models.DO_NOTHING, related_name="details")
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return str(self.fact_id)


class PersonKey(models.Model):
    """The key of one person's details, itself encrypted; destroying it makes every detail unreadable."""

    person_id = models.UUIDField(primary_key=True)
    sealed_key = models.BinaryField()

    def __str__(self) -> str:
        return str(self.person_id)


class Unsealed(models.Model):
    """Queue of facts without a position, filled by a trigger in the fact's own transaction; emptied by the sealer."""

    # Without a constraint of the database: a trigger on facts alone fills the queue, no fact is ever deleted, and looking each one
    # up again would be paid by every registration.
    fact = models.OneToOneField(Fact, primary_key=True, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False)
    xid = TransactionId()

    class Meta:
        # The order in which the sealer takes: without it every batch would sort the whole queue.
        indexes: ClassVar = [models.Index(name="facts_next_to_seal", fields=["xid", "fact"])]

    def __str__(self) -> str:
        return str(self.fact_id)


class Batch(models.Model):
    """One closing of the log: consecutive positions, their Merkle root and the chained head."""

    number = models.BigIntegerField(primary_key=True)
    first = models.BigIntegerField()
    last = models.BigIntegerField(unique=True)
    sealed_at = models.DateTimeField()
    root = models.BinaryField(max_length=32)
    head = models.BinaryField(max_length=32)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="facts_batch_not_empty", condition=Q(first__lte=models.F("last"))),
        ]
        indexes: ClassVar = [models.Index(name="facts_batch_by_time", fields=["sealed_at"])]

    def __str__(self) -> str:
        return f"{self.number}: {self.first}-{self.last}"


class BatchLeaves(models.Model):
    """The leaf hashes of a batch, 32 bytes a position in order: what its root commits to, kept so that a fault can be located."""

    batch = models.OneToOneField(Batch, primary_key=True, on_delete=models.DO_NOTHING, related_name="kept_leaves")
    leaves = models.BinaryField()

    def __str__(self) -> str:
        return f"leaves of {self.batch_id}"


class Position(models.Model):
    """The place of a fact in the order in which the programme learnt its facts; consecutive from 1."""

    position = models.BigIntegerField(primary_key=True)
    fact = models.OneToOneField(Fact, on_delete=models.DO_NOTHING, related_name="sealed_position")

    def __str__(self) -> str:
        return str(self.position)


class LiveRow(models.Model):
    """A live fact as the database view ``facts_live`` gives it, for filters of lists; the rule is ``rules.corrections``."""

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=60)
    person_id = models.UUIDField()
    enrolment_id = models.UUIDField(null=True)
    occurred_on = models.DateField()
    place_id = models.CharField(max_length=13)
    org_id = models.UUIDField(null=True)
    grade = models.PositiveSmallIntegerField()
    measures = models.JSONField()

    class Meta:
        managed = False
        db_table = "facts_live"

    def __str__(self) -> str:
        return f"{self.kind} {self.occurred_on}"
