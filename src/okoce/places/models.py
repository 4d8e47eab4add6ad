"""Places and the other names under which people write them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from okoce.places.enums import PlaceLevel

PROVINCE_CODE = r"^[0-9]{2}$"
CITY_CODE = r"^[0-9]{2}\.[0-9]{2}$"
KECAMATAN_CODE = r"^[0-9]{2}\.[0-9]{2}\.[0-9]{2}$"
KELURAHAN_CODE = r"^[0-9]{2}\.[0-9]{2}\.[0-9]{2}\.[0-9]{4}$"


class PlaceQuerySet(models.QuerySet["Place"]):
    def inside(self, scope_code: str) -> PlaceQuerySet:
        """The place of that code and everything in it."""
        return self.filter(Q(code=scope_code) | Q(code__startswith=scope_code + "."))

    def at(self, level: PlaceLevel) -> PlaceQuerySet:
        return self.filter(level=level)


class Place(models.Model):
    code = models.CharField(_("kode Kemendagri"), max_length=13, primary_key=True)
    level = models.CharField(_("tingkat"), max_length=9, choices=PlaceLevel.choices)
    name = models.CharField(_("nama"), max_length=120)
    key = models.CharField(max_length=120, db_index=True, editable=False)
    parent = models.ForeignKey(
        "self", verbose_name=_("bagian dari"), null=True, blank=True, on_delete=models.PROTECT, related_name="parts"
    )
    valid_from = models.DateField(_("berlaku sejak"), null=True, blank=True)
    valid_to = models.DateField(_("berlaku sampai"), null=True, blank=True)
    residents = models.PositiveIntegerField(_("penduduk terdaftar"), null=True, blank=True)
    residents_on = models.DateField(_("penduduk per tanggal"), null=True, blank=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("wilayah")
        verbose_name_plural = _("wilayah")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(level=PlaceLevel.PROVINCE, code__regex=PROVINCE_CODE, parent__isnull=True)
                | Q(level=PlaceLevel.CITY, code__regex=CITY_CODE, parent__isnull=False)
                | Q(level=PlaceLevel.KECAMATAN, code__regex=KECAMATAN_CODE, parent__isnull=False)
                | Q(level=PlaceLevel.KELURAHAN, code__regex=KELURAHAN_CODE, parent__isnull=False),
                name="place_level_follows_code",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | Q(code__startswith=Concat(F("parent_id"), Value("."))),
                name="place_lies_in_its_parent",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="place_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(residents__isnull=True, residents_on__isnull=True)
                | Q(residents__isnull=False, residents_on__isnull=False),
                name="place_residents_are_dated",
            ),
            models.CheckConstraint(condition=~Q(name="") & ~Q(key=""), name="place_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class PlaceAlias(models.Model):
    place = models.ForeignKey(Place, verbose_name=_("wilayah"), on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(_("nama lain"), max_length=120)
    key = models.CharField(max_length=120, db_index=True, editable=False)

    class Meta:
        verbose_name = _("nama lain wilayah")
        verbose_name_plural = _("nama lain wilayah")
        ordering = ["place_id", "name"]
        constraints = [
            models.UniqueConstraint(fields=["place", "key"], name="place_alias_once"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(key=""), name="place_alias_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
