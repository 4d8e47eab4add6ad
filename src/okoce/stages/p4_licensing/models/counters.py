"""Days on which the permit counter comes to the people (jemput bola), and whom it invited.

What happened at the counter is a fact (``licence.issued``, ``licence.applied``, ``licence.declined``): an invite names it, and
holds beside it only what no fact says: that she was invited, whether she came, and which papers she lacked.
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from okoce.core.ids import new_id
from okoce.stages.p4_licensing.enums import Answer, AtCounter, CannotCome, DayState, Licence, NoLicence, Waiting


class LicenceWait(models.Model):
    """Since when somebody could have a permit, as her facts of the present enrolment say; made again from them, see
    ``services.waiting``. Whether she has one, or has applied, is asked of permits and applications."""

    person = models.OneToOneField("members.Person", primary_key=True, on_delete=models.PROTECT, related_name="+")
    enrolment = models.ForeignKey("members.Enrolment", on_delete=models.PROTECT, related_name="+")
    trained_on = models.DateField(null=True)
    mentored_on = models.DateField(null=True)
    declined_on = models.DateField(null=True)
    declined_reason = models.CharField(max_length=12, choices=NoLicence.choices, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="p4_wait_began", condition=Q(trained_on__isnull=False) | Q(mentored_on__isnull=False)),
            models.CheckConstraint(
                name="p4_wait_declined_is_whole",
                condition=Q(declined_on__isnull=True, declined_reason="") | (Q(declined_on__isnull=False) & ~Q(declined_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.person_id)


class WaitsFollowed(models.Model):
    """Up to which position of the log waits were made from facts; one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    position = models.BigIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(name="p4_waits_followed_once", condition=Q(id=1))]

    def __str__(self) -> str:
        return str(self.position)


class CounterDay(models.Model):
    """One day at one place. Its slots are its capacity. ``summary``: its counts as it was closed, never computed again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    centre = models.ForeignKey("partners.Centre", on_delete=models.PROTECT, related_name="+", null=True)
    address = models.CharField(max_length=160)
    organiser = models.CharField(max_length=80)
    licence = models.CharField(max_length=12, choices=Licence.choices, default=Licence.NIB)
    on = models.DateField()
    opens = models.TimeField()
    closes = models.TimeField()
    capacity = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=DayState.choices, default=DayState.PLANNED)
    planned_at = models.DateTimeField(db_default=Now())
    planned_by = models.UUIDField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    cancel_reason = models.CharField(max_length=160, blank=True, default="")
    summary = models.JSONField(default=dict)
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="p4_one_counter_there_then", fields=["place", "address", "on"], condition=~Q(state=DayState.CANCELLED)
            ),
            models.CheckConstraint(name="p4_counter_closes_after_it_opens", condition=Q(closes__gt=F("opens"))),
            models.CheckConstraint(name="p4_counter_has_room", condition=Q(capacity__gte=1, capacity__lte=300)),
            models.CheckConstraint(
                name="p4_counter_end_is_whole",
                condition=Q(state=DayState.PLANNED, ended_at__isnull=True, ended_by__isnull=True)
                | (~Q(state=DayState.PLANNED) & Q(ended_at__isnull=False, ended_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="p4_cancelled_counter_says_why",
                condition=(Q(state=DayState.CANCELLED) & ~Q(cancel_reason=""))
                | (~Q(state=DayState.CANCELLED) & Q(cancel_reason="")),
            ),
        ]
        indexes: ClassVar = [models.Index(name="p4_counter_days", fields=["place", "-on"])]

    def __str__(self) -> str:
        return f"{self.place_id} {self.on}"


class CounterSlot(models.Model):
    """One turn at a counter, made with the day: a day cannot take more people than it has slots."""

    id = models.BigAutoField(primary_key=True)
    day = models.ForeignKey(CounterDay, on_delete=models.CASCADE, related_name="slots")
    number = models.PositiveSmallIntegerField()
    at = models.TimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(name="p4_one_slot_a_number", fields=["day", "number"])]

    def __str__(self) -> str:
        return f"{self.day_id} {self.number}"


class CounterInvite(models.Model):
    """One person of one day. ``why``, ``since``: what put her on the list of the stuck; ``is_told``: a message went to her.

    ``slot`` is empty for who cannot come, and for a day that is over on paper. ``papers``: codes of what was missing.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    day = models.ForeignKey(CounterDay, on_delete=models.PROTECT, related_name="invites")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=10, choices=Waiting.choices)
    since = models.DateField(null=True)
    slot = models.OneToOneField(CounterSlot, on_delete=models.PROTECT, related_name="invite", null=True)
    invited_at = models.DateTimeField(db_default=Now())
    invited_by = models.UUIDField()
    is_told = models.BooleanField(default=False)
    answer = models.CharField(max_length=8, choices=Answer.choices, blank=True, default="")
    cannot_come = models.CharField(max_length=10, choices=CannotCome.choices, blank=True, default="")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)
    outcome = models.CharField(max_length=10, choices=AtCounter.choices, blank=True, default="")
    reason = models.CharField(max_length=12, choices=NoLicence.choices, blank=True, default="")
    papers = ArrayField(models.CharField(max_length=12), default=list)
    permit = models.ForeignKey("p4_licensing.Permit", on_delete=models.PROTECT, related_name="+", null=True)
    application = models.ForeignKey("p4_licensing.Application", on_delete=models.SET_NULL, related_name="+", null=True)
    fact_id = models.UUIDField(null=True)
    noted_at = models.DateTimeField(null=True)
    noted_by = models.UUIDField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="p4_invited_once", fields=["day", "person"]),
            models.CheckConstraint(
                name="p4_answer_is_whole",
                condition=Q(answer="", answered_at__isnull=True, answered_by__isnull=True)
                | (~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="p4_who_cannot_come_has_no_slot",
                condition=~Q(answer=Answer.CANNOT) & Q(cannot_come="")
                | (Q(answer=Answer.CANNOT, slot__isnull=True) & ~Q(cannot_come="")),
            ),
            models.CheckConstraint(
                name="p4_counter_outcome_is_whole",
                condition=Q(outcome="", noted_at__isnull=True, noted_by__isnull=True, fact_id__isnull=True, reason="", papers=[])
                | (~Q(outcome="") & Q(noted_at__isnull=False, noted_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="p4_counter_outcome_names_its_fact",
                condition=Q(outcome__in=[AtCounter.ISSUED, AtCounter.APPLIED, AtCounter.DECLINED], fact_id__isnull=False)
                | (~Q(outcome__in=[AtCounter.ISSUED, AtCounter.APPLIED, AtCounter.DECLINED]) & Q(fact_id__isnull=True)),
            ),
            models.CheckConstraint(
                name="p4_papers_are_named",
                condition=(Q(outcome=AtCounter.PAPERS) & ~Q(papers=[])) | (~Q(outcome=AtCounter.PAPERS) & Q(papers=[])),
            ),
            models.CheckConstraint(
                name="p4_declined_at_counter_says_why",
                condition=(Q(outcome=AtCounter.DECLINED) & ~Q(reason="")) | (~Q(outcome=AtCounter.DECLINED) & Q(reason="")),
            ),
        ]
        indexes: ClassVar = [models.Index(name="p4_invites_of", fields=["person", "day"])]

    def __str__(self) -> str:
        return f"{self.day_id} {self.person_id}"
