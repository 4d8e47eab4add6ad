"""Rows of rules that a regulation or the programme may change. The database refuses to overwrite or delete one that was
enforced (see the migrations): it is superseded."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from okoce.core.ids import new_id
from okoce.regulations.enums import RuleStatus, Trust
from okoce.regulations.rules import ARTICLE_UNVERIFIED


class DateRange(Func):
    """``daterange(from, to, '[]')``: both days belong to the period; no end is an open one."""

    function = "DATERANGE"
    output_field: ClassVar[models.Field] = DateRangeField()  # type: ignore[type-arg]


class RuleRow(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(_("kode aturan"), max_length=80)
    value = models.JSONField(_("nilai"))
    unit = models.CharField(_("satuan"), max_length=30)
    applies_to = models.CharField(_("berlaku untuk"), max_length=80, blank=True, default="")
    legal_basis = models.CharField(_("dasar hukum"), max_length=200)
    article = models.CharField(_("pasal"), max_length=120, default=ARTICLE_UNVERIFIED)
    effective_from = models.DateField(_("berlaku sejak"))
    effective_to = models.DateField(_("berlaku sampai"), null=True, blank=True)
    source_url = models.URLField(_("sumber"), max_length=500, blank=True, default="")
    verified_on = models.DateField(_("diperiksa tanggal"), null=True, blank=True)
    verified_by = models.CharField(_("diperiksa oleh"), max_length=120, blank=True, default="")
    trust = models.CharField(_("kepastian"), max_length=4, choices=Trust.choices, default=Trust.PROGRAMME)
    review_by = models.DateField(_("diperiksa ulang sebelum"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=RuleStatus.choices, default=RuleStatus.DRAFT)
    note = models.TextField(_("catatan"), blank=True, default="")
    superseded_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="supersedes")
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.UUIDField(null=True, blank=True)
    approved_by = models.UUIDField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("aturan")
        verbose_name_plural = _("aturan")
        ordering: ClassVar = ["code", "applies_to", "effective_from", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="regulations_ends_after_it_begins",
                condition=Q(effective_to__isnull=True) | Q(effective_to__gte=F("effective_from")),
            ),
            models.CheckConstraint(
                name="regulations_known_status",
                condition=Q(status__in=RuleStatus.values),
            ),
            models.CheckConstraint(name="regulations_known_trust", condition=Q(trust__in=Trust.values)),
            models.CheckConstraint(
                name="regulations_approval_is_whole",
                condition=Q(approved_by__isnull=True, approved_at__isnull=True)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
            ),
            models.CheckConstraint(
                name="regulations_four_eyes",
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("created_by")),
            ),
            models.CheckConstraint(
                name="regulations_verified_pair",
                condition=Q(verified_on__isnull=True, verified_by="") | (Q(verified_on__isnull=False) & ~Q(verified_by="")),
            ),
            models.CheckConstraint(
                name="regulations_cites_its_basis",
                condition=~Q(code="") & ~Q(legal_basis="") & ~Q(article=""),
            ),
            models.CheckConstraint(
                name="regulations_superseded_names_its_successor",
                condition=~Q(status=RuleStatus.SUPERSEDED) | Q(superseded_by__isnull=False),
            ),
            ExclusionConstraint(
                name="regulations_one_row_holds_at_a_time",
                expressions=[
                    ("code", RangeOperators.EQUAL),
                    ("applies_to", RangeOperators.EQUAL),
                    (
                        DateRange("effective_from", "effective_to", RangeBoundary(True, True)),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(status=RuleStatus.ACTIVE),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.effective_from}"


class RuleStamp(models.Model):
    """One row, rewritten by a trigger with every change of a rule row: what was kept under an older token is out of date."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    token = models.UUIDField()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(name="regulations_one_stamp", condition=Q(id=1))]

    def __str__(self) -> str:
        return str(self.token)
