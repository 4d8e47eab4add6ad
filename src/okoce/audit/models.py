"""Who opened whose record, and who changed what. Append-only: the database refuses UPDATE and DELETE."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from okoce.core.ids import new_id


class Opening(models.Model):
    """One opening of a personal record by somebody else; the person sees it on her own page."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    opened_at = models.DateTimeField(db_default=Now())
    opened_by = models.UUIDField()
    opened_by_label = models.CharField(max_length=200)
    person_id = models.UUIDField()
    surface = models.CharField(max_length=40)
    reason = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        indexes: ClassVar = [models.Index(name="audit_openings", fields=["person_id", "-opened_at"])]

    def __str__(self) -> str:
        return f"{self.surface} {self.opened_at}"


class Change(models.Model):
    """One change of a row that is not a fact: what it was, what it became, who and why."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    changed_at = models.DateTimeField(db_default=Now())
    changed_by = models.UUIDField(null=True)
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=60)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        indexes: ClassVar = [models.Index(name="audit_changes", fields=["subject", "subject_id", "changed_at"])]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject} {self.subject_id}"
