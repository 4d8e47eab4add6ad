"""Editions as officials keep them, and what a change would do. The rules package reads the documents; written by
``progression.services`` alone. The database keeps what was approved as it was (see the migrations)."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from okoce.core.ids import new_id
from okoce.progression.enums import EditionState, PreviewState

FIXED = (EditionState.APPROVED, EditionState.SUPERSEDED)


class EditionRecord(models.Model):
    """One version of a rulebook: the document in the edition schema, and who drafted, submitted and approved it.

    ``digest``: SHA-256 of the canonical document, which a preview names. Versions that the project ships have no author.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField(default=1)
    document = models.JSONField()
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=EditionState.choices, default=EditionState.DRAFT)
    copied_from = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    drafted_by = models.UUIDField(null=True)
    drafted_at = models.DateTimeField(null=True)
    submitted_by = models.UUIDField(null=True)
    submitted_at = models.DateTimeField(null=True)
    returned_by = models.UUIDField(null=True)
    returned_at = models.DateTimeField(null=True)
    return_reason = models.CharField(max_length=300, blank=True, default="")
    approved_by = models.UUIDField(null=True)
    approved_at = models.DateTimeField(null=True)
    approved_preview = models.ForeignKey("EditionPreview", null=True, on_delete=models.PROTECT, related_name="+")
    successor = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    superseded_at = models.DateTimeField(null=True)
    rank = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="progression_four_eyes", condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("drafted_by"))
            ),
            models.CheckConstraint(
                name="progression_approval_is_whole",
                condition=Q(approved_by__isnull=True, approved_at__isnull=True)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
            ),
            models.CheckConstraint(
                name="progression_draft_is_whole",
                condition=Q(drafted_by__isnull=True, drafted_at__isnull=True)
                | Q(drafted_by__isnull=False, drafted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="progression_submission_is_whole",
                condition=Q(submitted_by__isnull=True, submitted_at__isnull=True)
                | Q(submitted_by__isnull=False, submitted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="progression_return_is_whole",
                condition=Q(returned_by__isnull=True, returned_at__isnull=True, return_reason="")
                | (Q(returned_by__isnull=False, returned_at__isnull=False) & ~Q(return_reason="")),
            ),
            models.CheckConstraint(name="progression_known_state", condition=Q(state__in=EditionState.values)),
            models.CheckConstraint(
                # Only what the project ships holds without a second person and a preview: it has no author either.
                name="progression_approved_by_another",
                condition=Q(state__in=(EditionState.DRAFT, EditionState.SUBMITTED), approved_by__isnull=True)
                | Q(state__in=FIXED, drafted_by__isnull=True)
                | Q(state__in=FIXED, approved_by__isnull=False, approved_preview__isnull=False),
            ),
            models.CheckConstraint(
                name="progression_drafts_have_authors",
                condition=Q(state__in=FIXED) | Q(drafted_by__isnull=False),
            ),
            models.CheckConstraint(
                name="progression_superseded_names_its_successor",
                condition=Q(state=EditionState.SUPERSEDED, successor__isnull=False, superseded_at__isnull=False)
                | (~Q(state=EditionState.SUPERSEDED) & Q(successor__isnull=True, superseded_at__isnull=True)),
            ),
            models.UniqueConstraint(name="progression_one_version", fields=("code", "version")),
            models.UniqueConstraint(
                name="progression_one_approved_version", fields=("code",), condition=Q(state=EditionState.APPROVED)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"


class EditionPreview(models.Model):
    """What a draft would change: read beside an approved edition as of a day, as known at a position.

    ``digest`` is that of the draft's document when it was asked for. ``figures``: per row (1 to 7 stages, 8 entrepreneurs) the
    persons before and after, and how many moved each way.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    edition = models.ForeignKey(EditionRecord, on_delete=models.CASCADE, related_name="previews")
    against = models.ForeignKey(EditionRecord, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    as_of = models.DateField()
    known_at = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=PreviewState.choices, default=PreviewState.WAITING)
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    progress_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    figures = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="progression_known_preview_state", condition=Q(state__in=PreviewState.values)),
            models.CheckConstraint(
                name="progression_done_is_dated",
                condition=Q(finished_at__isnull=False, state__in=(PreviewState.DONE, PreviewState.FAILED))
                | Q(finished_at__isnull=True, state__in=(PreviewState.WAITING, PreviewState.RUNNING)),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                name="progression_open_previews",
                fields=["asked_at"],
                condition=Q(state__in=(PreviewState.WAITING, PreviewState.RUNNING)),
            )
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.as_of}"


class PreviewGroup(models.Model):
    """Persons who move in one row, in one direction, for one reason (``rules.moves.encode_reason``)."""

    preview = models.ForeignKey(EditionPreview, on_delete=models.CASCADE, related_name="groups")
    row = models.PositiveSmallIntegerField()
    gained = models.BooleanField()
    reason = models.JSONField()
    people = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar = ["-row", "gained", "-people", "id"]

    def __str__(self) -> str:
        return f"{self.row} {self.people}"


class PreviewMove(models.Model):
    """One person of a group, by her opaque id."""

    group = models.ForeignKey(PreviewGroup, on_delete=models.CASCADE, related_name="moves")
    person_id = models.UUIDField()

    def __str__(self) -> str:
        return str(self.person_id)
