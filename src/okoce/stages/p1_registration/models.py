"""Submissions of the registration form, what communities answered, and claims of misused identity."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from okoce.core.ids import new_id
from okoce.members.enums import EntryStatus
from okoce.stages.p1_registration.enums import ClaimState, DeclineReason, Outcome, Referral, RequestState


class Registration(models.Model):
    """One submission; the form made the id, so the same submission twice is one row. The receipt is what she keeps.

    It is accepted in one statement and settled soon after: settling finds or makes the member and empties the sealed body. So
    accepting takes the same time whether the NIK is known or not, and a surge waits in the table instead of in the browser.
    """

    id = models.UUIDField(primary_key=True)
    receipt = models.CharField(max_length=12, unique=True)
    submitted_at = models.DateTimeField(db_default=Now())
    body_digest = models.BinaryField(max_length=32)
    sealed_body = models.BinaryField(null=True)
    place_code = models.CharField(max_length=13)
    entry_status = models.CharField(max_length=10, choices=EntryStatus.choices)
    community = models.ForeignKey("partners.Organisation", on_delete=models.PROTECT, related_name="+", null=True)
    referral = models.CharField(max_length=14, choices=Referral.choices)
    channel = models.CharField(max_length=10)
    registered_by = models.UUIDField(null=True)
    settled_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True, default="")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+", null=True)
    enrolment = models.ForeignKey("members.Enrolment", on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="p1_settled_is_whole",
                condition=Q(outcome="", person__isnull=True, settled_at__isnull=True, sealed_body__isnull=False)
                | (~Q(outcome="") & Q(person__isnull=False, settled_at__isnull=False, sealed_body__isnull=True)),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="p1_to_settle", fields=["submitted_at"], condition=Q(outcome="")),
        ]

    def __str__(self) -> str:
        return self.receipt


class CommunityRequest(models.Model):
    """Somebody chose a community; the community accepts, declines with a reason, or lets the clock run."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    enrolment = models.ForeignKey("members.Enrolment", on_delete=models.PROTECT, related_name="+")
    community = models.ForeignKey("partners.Organisation", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=RequestState.choices, default=RequestState.WAITING)
    asked_at = models.DateTimeField(db_default=Now())
    due_on = models.DateField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)
    decline_reason = models.CharField(max_length=14, choices=DeclineReason.choices, blank=True, default="")
    note = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="p1_one_open_request",
                fields=["enrolment"],
                condition=Q(state__in=[RequestState.WAITING, RequestState.ACCEPTED]),
            ),
            models.CheckConstraint(
                name="p1_decision_is_whole",
                condition=Q(state=RequestState.WAITING, decided_at__isnull=True, decided_by__isnull=True)
                | Q(~Q(state=RequestState.WAITING), decided_at__isnull=False, decided_by__isnull=False),
            ),
            models.CheckConstraint(
                name="p1_declined_has_reason",
                condition=Q(state=RequestState.DECLINED) & ~Q(decline_reason="")
                | ~Q(state=RequestState.DECLINED) & Q(decline_reason=""),
            ),
        ]
        indexes: ClassVar = [models.Index(name="p1_requests", fields=["community", "state", "asked_at"])]

    def __str__(self) -> str:
        return f"{self.community_id} {self.state}"


class IdentityClaim(models.Model):
    """ "Somebody used my NIK": opened by anybody, answered by an officer before the due date."""

    id = models.UUIDField(primary_key=True)
    receipt = models.CharField(max_length=12, unique=True)
    nik_hash = models.BinaryField(max_length=32)
    nik_sealed = models.BinaryField()
    name = models.CharField(max_length=120)
    phone_sealed = models.BinaryField()
    place_code = models.CharField(max_length=13)
    told_at = models.DateTimeField(db_default=Now())
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=ClaimState.choices, default=ClaimState.OPEN)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)
    answer = models.CharField(max_length=300, blank=True, default="")
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="p1_claim_answer_is_whole",
                condition=Q(state=ClaimState.OPEN, answered_at__isnull=True, answered_by__isnull=True)
                | Q(~Q(state=ClaimState.OPEN), answered_at__isnull=False, answered_by__isnull=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="p1_claims", fields=["state", "due_on"]),
            models.Index(name="p1_claims_by_nik", fields=["nik_hash"]),
        ]

    def __str__(self) -> str:
        return self.receipt
