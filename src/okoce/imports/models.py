"""Uploaded spreadsheets, their rows, and which columns an office calls what. Written by ``imports.services`` alone.

Rows and files hold personal data as typed: they are encrypted, and the file goes after the days of the rule row
``imports.keep_days`` (the rows with it; what they led to stays in the apps that own it).
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from okoce.core.ids import new_id
from okoce.imports.enums import Choice, FileFormat, ImportState, Outcome, Sort, Verdict


class SheetImport(models.Model):
    """One uploaded file on its way through checking, storing and perhaps undoing.

    ``office``: the scope over which the uploader acts. ``columns``: field to column index. ``as_of``, ``source``: of which day, and
    by which office, a list of permits is. ``reached``: number of the row at which the worker goes on in its present pass, 0 at the
    beginning. The ``rows_…`` say how many rows ended where; the database refuses figures that do not add up to ``rows_in``, which
    the reader of the file counted.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sort = models.CharField(max_length=10, choices=Sort.choices)
    kind = models.CharField(max_length=60, blank=True, default="")
    office = models.CharField(max_length=13, blank=True, default="")
    as_of = models.DateField(null=True)
    source = models.CharField(max_length=10, blank=True, default="")
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.UPLOADED)
    fault = models.JSONField(default=dict)
    uploaded_at = models.DateTimeField(db_default=Now())
    uploaded_by = models.UUIDField()
    file_name = models.CharField(max_length=120)
    file_digest = models.BinaryField(max_length=32)
    file_format = models.CharField(max_length=4, choices=FileFormat.choices)
    encoding = models.CharField(max_length=12, blank=True, default="")
    delimiter = models.CharField(max_length=1, blank=True, default="")
    sheet = models.CharField(max_length=120, blank=True, default="")
    header_row = models.PositiveIntegerField(null=True)
    columns = models.JSONField(default=dict)
    consent_attested = models.BooleanField(default=False)
    mapped_at = models.DateTimeField(null=True)
    mapped_by = models.UUIDField(null=True)
    stored_at = models.DateTimeField(null=True)
    stored_by = models.UUIDField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.UUIDField(null=True)
    undo_reason = models.CharField(max_length=200, blank=True, default="")
    is_synthetic = models.BooleanField(default=False)
    reached = models.PositiveIntegerField(default=0)
    rows_in = models.PositiveIntegerField(default=0)
    rows_stored = models.PositiveIntegerField(default=0)
    rows_same = models.PositiveIntegerField(default=0)
    rows_outside = models.PositiveIntegerField(default=0)
    rows_rejected = models.PositiveIntegerField(default=0)
    rows_left = models.PositiveIntegerField(default=0)
    rows_open = models.PositiveIntegerField(default=0)
    rows_undone = models.PositiveIntegerField(default=0)
    rows_stay = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="imports_no_row_is_lost",
                condition=Q(
                    rows_in=F("rows_stored")
                    + F("rows_same")
                    + F("rows_outside")
                    + F("rows_rejected")
                    + F("rows_left")
                    + F("rows_open")
                ),
            ),
            models.CheckConstraint(
                name="imports_list_of_permits_has_its_day",
                condition=Q(sort=Sort.PERMITS, as_of__isnull=False) & ~Q(source="")
                | (~Q(sort=Sort.PERMITS) & Q(as_of__isnull=True, source="")),
            ),
            models.CheckConstraint(
                name="imports_undone_were_stored", condition=Q(rows_stored__gte=F("rows_undone") + F("rows_stay"))
            ),
            models.CheckConstraint(
                name="imports_mapped_is_whole",
                condition=Q(mapped_at__isnull=True, mapped_by__isnull=True) | Q(mapped_at__isnull=False, mapped_by__isnull=False),
            ),
            models.CheckConstraint(
                name="imports_stored_is_whole",
                condition=Q(stored_at__isnull=True, stored_by__isnull=True) | Q(stored_at__isnull=False, stored_by__isnull=False),
            ),
            models.CheckConstraint(
                name="imports_undone_is_whole",
                condition=Q(undone_at__isnull=True, undone_by__isnull=True, undo_reason="")
                | (Q(undone_at__isnull=False, undone_by__isnull=False) & ~Q(undo_reason="")),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="imports_of_office", fields=["office", "-uploaded_at"]),
            models.Index(
                name="imports_at_work",
                fields=["uploaded_at"],
                condition=Q(state__in=[ImportState.READING, ImportState.STORING, ImportState.UNDOING]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sort} {self.uploaded_at}"


class SheetFile(models.Model):
    """The file itself and the first rows of its sheets, encrypted, until it expires."""

    sheet_import = models.OneToOneField(SheetImport, primary_key=True, on_delete=models.CASCADE, related_name="file")
    content_sealed = models.BinaryField()
    outline_sealed = models.BinaryField()
    expires_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(name="imports_expiry", fields=["expires_at"])]

    def __str__(self) -> str:
        return str(self.sheet_import_id)


class SheetRow(models.Model):
    """One row of a sheet. ``id`` becomes the id of the fact or submission to which it leads, so that storing twice is once.

    ``content_hash``: equal for rows that say the same; ``subject_hash``: equal for rows about the same thing (of the same person).
    ``fact_id``: the fact that is the same, that is amended, or that was recorded. ``reasons``: codes with numbers and field
    names, nothing personal.
    """

    id = models.UUIDField(primary_key=True)
    sheet_import = models.ForeignKey(SheetImport, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    cells_sealed = models.BinaryField(null=True)
    verdict = models.CharField(max_length=10, choices=Verdict.choices, default=Verdict.UNREAD)
    choice = models.CharField(max_length=12, choices=Choice.choices, default=Choice.OPEN)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.NONE)
    reasons = models.JSONField(default=list)
    nik_hash = models.BinaryField(max_length=32, null=True)
    person_id = models.UUIDField(null=True)
    fact_id = models.UUIDField(null=True)
    content_hash = models.BinaryField(max_length=32, null=True)
    subject_hash = models.BinaryField(max_length=32, null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="imports_one_row_a_number", fields=["sheet_import", "number"]),
            models.CheckConstraint(
                name="imports_stored_were_chosen",
                condition=Q(outcome=Outcome.NONE) | Q(choice__in=[Choice.TAKE, Choice.TAKE_AS_NEW]),
            ),
            models.CheckConstraint(
                name="imports_only_good_rows_are_stored",
                condition=Q(outcome=Outcome.NONE) | Q(verdict__in=[Verdict.NEW, Verdict.CHANGED, Verdict.DOUBTFUL]),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="imports_rows_by_subject", fields=["sheet_import", "subject_hash"]),
        ]

    def __str__(self) -> str:
        return str(self.number)


class RememberedColumns(models.Model):
    """Which column an office calls what: recognised again by the fingerprint of the headers."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    office = models.CharField(max_length=13, blank=True)
    sort = models.CharField(max_length=10, choices=Sort.choices)
    kind = models.CharField(max_length=60, blank=True)
    fingerprint = models.BinaryField(max_length=32)
    columns = models.JSONField()
    saved_at = models.DateTimeField(db_default=Now())
    saved_by = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="imports_columns_once", fields=["office", "sort", "kind", "fingerprint"]),
        ]

    def __str__(self) -> str:
        return f"{self.office} {self.sort} {self.kind}"
