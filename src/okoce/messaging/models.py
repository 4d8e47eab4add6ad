"""Outbox: messages are written in the transaction that causes them and sent afterwards by the worker."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from okoce.core.ids import new_id


class Message(models.Model):
    """One message to one number, both encrypted. The text is emptied once sent or given up, for it may hold a code."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    to_sealed = models.BinaryField()
    to_hash = models.BinaryField(max_length=32, null=True)
    text_sealed = models.BinaryField()
    purpose = models.CharField(max_length=40)
    created_at = models.DateTimeField(db_default=Now())
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(name="messaging_due", fields=["next_attempt_at"], condition=Q(sent_at=None, given_up_at=None)),
            models.Index(name="messaging_by_number", fields=["to_hash"]),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.created_at}"
