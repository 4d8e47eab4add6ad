"""Answers of a business, its decisions, and the fields of its packet.

An answer is a line in a list that only grows: the latest line of a question is the answer, an empty one takes it back. Nothing
else removes an answer: not going back, not saving a page again, not a question that is asked no longer.
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from okoce.core.ids import new_id
from okoce.facts.enums import Channel
from okoce.stages.p4_licensing.enums import Occasion, PacketField, Question


class SavedAnswer(models.Model):
    """One question was answered so, then, by that account; an empty ``answer`` takes the one before back.

    ``content_version``: the content under which the question was asked. ``number`` is the order of writing, made under the lock of
    the business, so that the latest is the same for everybody.
    """

    number = models.BigAutoField(primary_key=True)
    business = models.ForeignKey("members.Business", on_delete=models.PROTECT, related_name="+")
    question = models.CharField(max_length=8, choices=Question.choices)
    answer = models.CharField(max_length=12, blank=True)
    answered_at = models.DateTimeField(db_default=Now())
    answered_by = models.UUIDField()
    channel = models.CharField(max_length=10, choices=Channel.choices)
    content_version = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="p4_class_answer_names_its_version",
                condition=~Q(question="class") | Q(answer="") | Q(answer__regex=r"^(2020|2025):[0-9]{5}$"),
            ),
        ]
        indexes: ClassVar = [models.Index(name="p4_latest_answers", fields=["business", "question", "-number"])]

    def __str__(self) -> str:
        return f"{self.question} {self.answer}"


class RoadmapDecision(models.Model):
    """A roadmap as it was shown on one occasion: answers, rule rows and tasks of then. It stays as it was.

    ``tasks``: in order, each with code, level, whether it was blocked or unconfirmed, and its title and reasons in both languages.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    business = models.ForeignKey("members.Business", on_delete=models.PROTECT, related_name="+")
    occasion = models.CharField(max_length=8, choices=Occasion.choices)
    decided_on = models.DateField()
    decided_at = models.DateTimeField(db_default=Now())
    decided_by = models.UUIDField()
    channel = models.CharField(max_length=10, choices=Channel.choices)
    content_version = models.CharField(max_length=64)
    row_ids = ArrayField(models.UUIDField())
    answers = models.JSONField()
    scale = models.CharField(max_length=6, blank=True)
    risk = models.CharField(max_length=12)
    tasks = models.JSONField()

    class Meta:
        indexes: ClassVar = [models.Index(name="p4_decisions_of", fields=["business", "-decided_at"])]

    def __str__(self) -> str:
        return f"{self.occasion} {self.decided_on}"


class PacketEntry(models.Model):
    """One field of a packet, as it goes onto the forms; sealed, since some name her or her address."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    business = models.ForeignKey("members.Business", on_delete=models.PROTECT, related_name="+")
    field = models.CharField(max_length=12, choices=PacketField.choices)
    value_sealed = models.BinaryField()
    changed_at = models.DateTimeField(db_default=Now())
    changed_by = models.UUIDField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(name="p4_one_packet_field", fields=["business", "field"])]

    def __str__(self) -> str:
        return self.field
