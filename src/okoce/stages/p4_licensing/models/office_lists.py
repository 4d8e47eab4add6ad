"""Lists of permits as the permit office keeps them, each of one date, matched with members by NIK.

A list says which permits were issued to whom by then. What it says of members becomes facts of the official register; of other
people's permits it keeps what tells them apart, hashed, until the days of ``licensing.list_keep_days`` are over.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from okoce.core.ids import new_id
from okoce.stages.p4_licensing.enums import Licence, ListState, Match, Office


class OfficeList(models.Model):
    """One list. ``place_code``: the office that uploaded it, and over whose members it was matched; empty for the whole province.

    ``rows_rejected`` could not be read and have no entry; ``rows_strangers`` stays when their entries go.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    source = models.CharField(max_length=10, choices=Office.choices)
    as_of = models.DateField()
    place_code = models.CharField(max_length=13, blank=True, default="")
    state = models.CharField(max_length=10, choices=ListState.choices, default=ListState.CHECKED)
    uploaded_at = models.DateTimeField(db_default=Now())
    uploaded_by = models.UUIDField()
    matched_at = models.DateTimeField(null=True)
    matched_by = models.UUIDField(null=True)
    rows_rejected = models.PositiveIntegerField(default=0)
    rows_strangers = models.PositiveIntegerField(default=0)
    expires_at = models.DateTimeField()
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="p4_list_matched_is_whole",
                condition=Q(state=ListState.CHECKED, matched_at__isnull=True, matched_by__isnull=True)
                | (~Q(state=ListState.CHECKED) & Q(matched_at__isnull=False, matched_by__isnull=False)),
            ),
        ]
        indexes: ClassVar = [models.Index(name="p4_lists_by_date", fields=["-as_of", "-uploaded_at"])]

    def __str__(self) -> str:
        return f"{self.source} {self.as_of}"


class OfficeEntry(models.Model):
    """One permit of a list. ``number`` is its row in the sheet; ``likeness``: how alike the names are, in hundredths.

    Of who is not a member nothing is kept but the hashes, the kind of permit and its dates.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    office_list = models.ForeignKey(OfficeList, on_delete=models.CASCADE, related_name="entries")
    number = models.PositiveIntegerField()
    licence = models.CharField(max_length=12, choices=Licence.choices)
    issued_on = models.DateField()
    valid_until = models.DateField(null=True)
    number_hash = models.BinaryField(max_length=32, null=True)
    number_sealed = models.BinaryField(null=True)
    nik_hash = models.BinaryField(max_length=32, null=True)
    match = models.CharField(max_length=10, choices=Match.choices)
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+", null=True)
    likeness = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="p4_one_entry_a_row", fields=["office_list", "number"]),
            models.CheckConstraint(
                name="p4_strangers_are_hashes",
                condition=(Q(match=Match.STRANGER) & Q(person__isnull=True, number_sealed__isnull=True, likeness__isnull=True))
                | (~Q(match=Match.STRANGER) & Q(person__isnull=False)),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="p4_entries_by_number", fields=["licence", "number_hash"]),
            models.Index(name="p4_entries_of", fields=["person", "office_list"]),
            models.Index(name="p4_entries_by_match", fields=["office_list", "match"]),
        ]

    def __str__(self) -> str:
        return f"{self.office_list_id} {self.number}"
