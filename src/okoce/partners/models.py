"""Organisations that help, and the centres. Written by ``partners.services`` alone."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Upper

from okoce.core.ids import new_id
from okoce.partners.enums import OrganisationKind, OrganisationState


def _number_key(field: str) -> Upper:
    """The number as it is compared (``rules.number_key``), kept by the database so that no two differ by a dash only."""
    letters = Func(F(field), Value("[^A-Za-z0-9]"), Value(""), Value("g"), function="regexp_replace")
    return Upper(letters)


class Organisation(models.Model):
    """A community, agency, company or lender; ``register_number`` is what a citizen checks in the public register."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=12, choices=OrganisationKind.choices)
    name = models.CharField(max_length=120)
    register_number = models.CharField(max_length=20, unique=True)
    register_key = models.GeneratedField(
        expression=_number_key("register_number"), output_field=models.CharField(max_length=20), db_persist=True
    )
    state = models.CharField(max_length=12, choices=OrganisationState.choices, default=OrganisationState.PENDING)
    state_reason = models.CharField(max_length=200, blank=True, default="")
    state_since = models.DateField(null=True)
    verified_on = models.DateField(null=True)
    verified_by = models.UUIDField(null=True)
    about = models.CharField(max_length=300, blank=True, default="")
    public_contact = models.CharField(max_length=120, blank=True, default="")
    accepts_members = models.BooleanField(default=True)
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="partners_verified_has_date",
                condition=~Q(state=OrganisationState.VERIFIED) | Q(verified_on__isnull=False, verified_by__isnull=False),
            ),
            models.CheckConstraint(
                name="partners_stopped_has_reason",
                condition=~Q(state__in=[OrganisationState.SUSPENDED, OrganisationState.REMOVED]) | ~Q(state_reason=""),
            ),
            models.UniqueConstraint(name="partners_one_register_key", fields=["register_key"]),
        ]

    def __str__(self) -> str:
        return self.name


class OrganisationArea(models.Model):
    """Where an organisation works: a place code, with all places below it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="areas")
    place_code = models.CharField(max_length=13)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="partners_one_area", fields=["organisation", "place_code"]),
        ]

    def __str__(self) -> str:
        return self.place_code


class Representative(models.Model):
    """Somebody who may speak for an organisation: what the card shows, and for how long. Never a telephone number or an address.

    ``account_id`` is the person's account where she has one: nobody decides about an organisation that she represents.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="representatives")
    name = models.CharField(max_length=120)
    function = models.CharField(max_length=80)
    card_number = models.CharField(max_length=20, unique=True)
    card_key = models.GeneratedField(
        expression=_number_key("card_number"), output_field=models.CharField(max_length=20), db_persist=True
    )
    account_id = models.UUIDField(null=True)
    valid_from = models.DateField()
    valid_to = models.DateField()
    named_by = models.UUIDField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.UUIDField(null=True)
    revoked_reason = models.CharField(max_length=200, blank=True, default="")
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="partners_one_card_key", fields=["card_key"]),
            models.CheckConstraint(name="partners_card_period", condition=Q(valid_to__gte=F("valid_from"))),
            models.CheckConstraint(
                name="partners_card_revoked_whole",
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True, revoked_reason="")
                | (Q(revoked_at__isnull=False, revoked_by__isnull=False) & ~Q(revoked_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return self.card_number


class Centre(models.Model):
    """The entrepreneurship centre of one kecamatan: where people go."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place_code = models.CharField(max_length=13, unique=True)
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=200)
    public_contact = models.CharField(max_length=120, blank=True, default="")
    is_synthetic = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class CentreStaff(models.Model):
    """Somebody a citizen may meet at the centre, by function; the name is public because the function is."""

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="staff")
    name = models.CharField(max_length=120)
    function = models.CharField(max_length=80)

    def __str__(self) -> str:
        return self.name


class CentreRoom(models.Model):
    """A room of the centre and how many people it holds."""

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="rooms")
    name = models.CharField(max_length=80)
    capacity = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="partners_room_has_seats", condition=Q(capacity__gt=0)),
        ]

    def __str__(self) -> str:
        return self.name


class OpeningHours(models.Model):
    """Hours of one weekday (1 Monday to 7 Sunday); a weekday without a row is closed."""

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="hours")
    weekday = models.PositiveSmallIntegerField()
    opens_at = models.TimeField()
    closes_at = models.TimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="partners_one_opening_a_day", fields=["centre", "weekday"]),
            models.CheckConstraint(name="partners_weekday", condition=Q(weekday__range=(1, 7))),
            models.CheckConstraint(name="partners_opens_before_closing", condition=Q(opens_at__lt=F("closes_at"))),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.opens_at}-{self.closes_at}"
