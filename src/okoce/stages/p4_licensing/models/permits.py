"""Permits of members as the log states them, their files, applications at offices, and reminders before they end.

The facts decide (``licence.issued``, ``licence.applied``, ``licence.declined``): these rows say the same in a form that can be
listed, found by a number and reminded of. They are made again from her facts whenever one arrives (``services.following``).
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from okoce.core.ids import new_id
from okoce.stages.p4_licensing.enums import FileFormat, Licence, NoLicence, Office, Outcome, PermitState, Refutation, Source


class Permit(models.Model):
    """One permit of one person by its number, however often it was reported.

    ``fact_id``: the fact that states it, the best evidenced of several. ``number_hash``: equal for equal numbers of one kind of
    permit, whosever it is; both are empty after an erasure. ``reporter``: the account that reported it first, empty where
    she did it herself. ``renews``: the permit in whose place this one stands.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    business_id = models.UUIDField(null=True)
    licence = models.CharField(max_length=12, choices=Licence.choices)
    number_sealed = models.BinaryField(null=True)
    number_hash = models.BinaryField(max_length=32, null=True)
    issued_on = models.DateField()
    valid_until = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=PermitState.choices, default=PermitState.REPORTED)
    source = models.CharField(max_length=12, choices=Source.choices, blank=True, default="")
    refutation = models.CharField(max_length=12, choices=Refutation.choices, blank=True, default="")
    fact_id = models.UUIDField(unique=True)
    reported_at = models.DateTimeField(db_default=Now())
    reporter = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)
    renews = models.OneToOneField("self", on_delete=models.PROTECT, related_name="renewed_by", null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="p4_one_permit_a_number", fields=["person", "licence", "number_hash"]),
            models.CheckConstraint(
                name="p4_permit_number_is_whole",
                condition=Q(number_sealed__isnull=True, number_hash__isnull=True)
                | Q(number_sealed__isnull=False, number_hash__isnull=False),
            ),
            models.CheckConstraint(
                name="p4_permit_decision_is_whole",
                condition=Q(state=PermitState.REPORTED, decided_at__isnull=True, decided_by__isnull=True)
                | (~Q(state=PermitState.REPORTED) & Q(decided_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="p4_confirmed_names_its_source",
                condition=(Q(state=PermitState.CONFIRMED) & ~Q(source="")) | (~Q(state=PermitState.CONFIRMED) & Q(source="")),
            ),
            models.CheckConstraint(
                name="p4_refuted_names_its_reason",
                condition=(Q(state=PermitState.REFUTED) & ~Q(refutation="")) | (~Q(state=PermitState.REFUTED) & Q(refutation="")),
            ),
            models.CheckConstraint(name="p4_renews_another", condition=Q(renews__isnull=True) | ~Q(renews=F("id"))),
        ]
        indexes: ClassVar = [
            models.Index(name="p4_permits_by_number", fields=["licence", "number_hash"]),
            models.Index(name="p4_permits_to_check", fields=["reported_at"], condition=Q(state=PermitState.REPORTED)),
            models.Index(
                name="p4_permits_that_end",
                fields=["valid_until"],
                condition=Q(valid_until__isnull=False) & ~Q(state=PermitState.REFUTED),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.licence} {self.issued_on}"


class PermitFile(models.Model):
    """Photo or PDF of a permit, encrypted, apart from its row so that lists do not load it."""

    permit = models.OneToOneField(Permit, primary_key=True, on_delete=models.CASCADE, related_name="file")
    content_sealed = models.BinaryField()
    format = models.CharField(max_length=4, choices=FileFormat.choices)
    size = models.PositiveIntegerField()
    added_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return str(self.permit_id)


class Application(models.Model):
    """A permit was applied for at an office; the office issues or refuses it, or she withdraws.

    ``promised_rule``: the rule row whose days were promised when it was submitted; ``due_on``: the last day of that promise. Both
    are empty where no promise is known. ``number_sealed``: the office's own number of the application.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    business_id = models.UUIDField(null=True)
    licence = models.CharField(max_length=12, choices=Licence.choices)
    office = models.CharField(max_length=10, choices=Office.choices)
    place_code = models.CharField(max_length=13)
    submitted_on = models.DateField()
    number_sealed = models.BinaryField(null=True)
    promised_days = models.PositiveIntegerField(null=True)
    promised_rule = models.UUIDField(null=True)
    due_on = models.DateField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True, default="")
    decided_on = models.DateField(null=True)
    reason = models.CharField(max_length=12, choices=NoLicence.choices, blank=True, default="")
    permit = models.ForeignKey(Permit, on_delete=models.PROTECT, related_name="applications", null=True)
    fact_id = models.UUIDField(unique=True)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="p4_one_open_application", fields=["person", "licence", "office"], condition=Q(outcome="")
            ),
            models.CheckConstraint(
                name="p4_application_outcome_is_whole",
                condition=Q(outcome="", decided_on__isnull=True) | (~Q(outcome="") & Q(decided_on__gte=F("submitted_on"))),
            ),
            models.CheckConstraint(
                name="p4_application_says_why_not",
                condition=(Q(outcome__in=[Outcome.REFUSED, Outcome.WITHDRAWN]) & ~Q(reason=""))
                | (~Q(outcome__in=[Outcome.REFUSED, Outcome.WITHDRAWN]) & Q(reason="")),
            ),
            models.CheckConstraint(
                name="p4_promise_is_whole",
                condition=Q(promised_days__isnull=True, promised_rule__isnull=True, due_on__isnull=True)
                | Q(promised_days__isnull=False, promised_rule__isnull=False, due_on__isnull=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="p4_applications_of", fields=["person", "submitted_on"]),
            models.Index(name="p4_service_times", fields=["licence", "office", "place_code"]),
        ]

    def __str__(self) -> str:
        return f"{self.licence} {self.submitted_on}"


class Reminder(models.Model):
    """A reminder that went out: one for each permit, day of its end, and threshold."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    permit = models.ForeignKey(Permit, on_delete=models.CASCADE, related_name="reminders")
    valid_until = models.DateField()
    days = models.PositiveSmallIntegerField()
    posted_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="p4_one_reminder", fields=["permit", "valid_until", "days"]),
        ]

    def __str__(self) -> str:
        return f"{self.permit_id} {self.days}"


class Followed(models.Model):
    """Up to which position of the log permits were made from facts; one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    position = models.BigIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(name="p4_followed_once", condition=Q(id=1))]

    def __str__(self) -> str:
        return str(self.position)
