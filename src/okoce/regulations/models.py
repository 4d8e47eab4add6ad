"""Rows of rules that a regulation or the programme may change. The database refuses to overwrite or delete one that was
enforced (see the migrations): it is superseded."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from okoce.core.ids import new_id
from okoce.regulations.enums import ChangeState, RulePreviewState, RuleStatus, Trust
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
    change = models.ForeignKey("RuleChange", null=True, blank=True, on_delete=models.PROTECT, related_name="rows")
    replaces = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="proposals")

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
                # Only what the project ships holds without a second person: it has no author either.
                name="regulations_enforced_by_two",
                condition=Q(status=RuleStatus.DRAFT) | Q(created_by__isnull=True) | Q(approved_by__isnull=False),
            ),
            models.CheckConstraint(
                name="regulations_proposals_have_authors",
                condition=Q(change__isnull=True) | Q(created_by__isnull=False),
            ),
            models.UniqueConstraint(name="regulations_once_in_a_change", fields=("change", "code", "applies_to")),
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


def _pair(stem: str) -> Q:
    """Who and when, both or neither."""
    by, at = f"{stem}_by__isnull", f"{stem}_at__isnull"
    return Q(**{by: True, at: True}) | Q(**{by: False, at: False})


class RuleChange(models.Model):
    """Rules that somebody proposes together: drafts of rows and rows to be ended, with a reason. Another person approves."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    reason = models.CharField(max_length=500)
    state = models.CharField(max_length=10, choices=ChangeState.choices, default=ChangeState.DRAFT)
    drafted_by = models.UUIDField()
    drafted_at = models.DateTimeField()
    submitted_by = models.UUIDField(null=True)
    submitted_at = models.DateTimeField(null=True)
    returned_by = models.UUIDField(null=True)
    returned_at = models.DateTimeField(null=True)
    return_reason = models.CharField(max_length=300, blank=True, default="")
    approved_by = models.UUIDField(null=True)
    approved_at = models.DateTimeField(null=True)
    approved_preview = models.ForeignKey("RulePreview", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="regulations_change_says_why", condition=~Q(reason="")),
            models.CheckConstraint(name="regulations_known_change_state", condition=Q(state__in=ChangeState.values)),
            models.CheckConstraint(name="regulations_change_submission_is_whole", condition=_pair("submitted")),
            models.CheckConstraint(name="regulations_change_approval_is_whole", condition=_pair("approved")),
            models.CheckConstraint(
                name="regulations_change_return_is_whole",
                condition=Q(returned_by__isnull=True, returned_at__isnull=True, return_reason="")
                | (Q(returned_by__isnull=False, returned_at__isnull=False) & ~Q(return_reason="")),
            ),
            models.CheckConstraint(
                name="regulations_change_four_eyes", condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("drafted_by"))
            ),
            models.CheckConstraint(
                name="regulations_change_approved_by_another",
                condition=(~Q(state=ChangeState.APPROVED) & Q(approved_by__isnull=True, approved_preview__isnull=True))
                | Q(state=ChangeState.APPROVED, approved_by__isnull=False, approved_preview__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class RuleEnding(models.Model):
    """A row that a change lets end without a successor."""

    change = models.ForeignKey(RuleChange, on_delete=models.CASCADE, related_name="endings")
    row = models.ForeignKey(RuleRow, on_delete=models.PROTECT, related_name="endings")
    last_day = models.DateField()

    class Meta:
        ordering: ClassVar = ["row__code", "id"]
        constraints: ClassVar = [models.UniqueConstraint(name="regulations_ended_once_in_a_change", fields=("change", "row"))]

    def __str__(self) -> str:
        return f"{self.row_id} {self.last_day}"


class RulePreview(models.Model):
    """What a change would do on a day. ``digest`` names its content and the rows that it was looked at beside; ``effects``: by
    what works together, as the families say (``families.Effects``)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    change = models.ForeignKey(RuleChange, on_delete=models.CASCADE, related_name="previews")
    digest = models.CharField(max_length=64)
    on_day = models.DateField()
    state = models.CharField(max_length=10, choices=RulePreviewState.choices, default=RulePreviewState.WAITING)
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    cases = models.PositiveIntegerField(default=0)
    effects = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="regulations_known_preview_state", condition=Q(state__in=RulePreviewState.values)),
            models.CheckConstraint(
                name="regulations_done_is_dated",
                condition=Q(finished_at__isnull=False, state__in=(RulePreviewState.DONE, RulePreviewState.FAILED))
                | Q(finished_at__isnull=True, state__in=(RulePreviewState.WAITING, RulePreviewState.RUNNING)),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                name="regulations_open_previews",
                fields=["asked_at"],
                condition=Q(state__in=(RulePreviewState.WAITING, RulePreviewState.RUNNING)),
            )
        ]

    def __str__(self) -> str:
        return f"{self.change_id} {self.on_day}"


class RuleReview(models.Model):
    """Somebody read the source again and found the rule unchanged: until when, where she read it, what she says of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    row = models.ForeignKey(RuleRow, on_delete=models.PROTECT, related_name="reviews")
    reviewed_by = models.UUIDField()
    reviewed_at = models.DateTimeField()
    verified_on = models.DateField()
    review_by = models.DateField()
    note = models.CharField(max_length=300)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="regulations_review_says_what", condition=~Q(note="")),
            models.CheckConstraint(name="regulations_review_looks_ahead", condition=Q(review_by__gt=F("verified_on"))),
        ]

    def __str__(self) -> str:
        return f"{self.row_id} {self.verified_on}"
