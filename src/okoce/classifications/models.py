"""KBLI classes of both versions, what became of the old ones, and the everyday words that lead to them."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from okoce.classifications.enums import ClassGroup, KbliVersion, Origin, Relation, TermKind
from okoce.core.ids import new_id


class KbliClass(models.Model):
    """A five-digit class of one version. Title and code are the official list's; plain names and descriptions are ours."""

    version = models.CharField(_("versi"), max_length=4, choices=KbliVersion.choices)
    code = models.CharField(_("kode"), max_length=5)
    official_title = models.CharField(_("judul resmi"), max_length=300)
    official_description = models.TextField(_("uraian resmi"), blank=True, default="")
    plain = models.CharField(_("sebutan sehari-hari"), max_length=120, blank=True, default="")
    plain_en = models.CharField(max_length=120, blank=True, default="")
    description = models.TextField(_("penjelasan"), blank=True, default="")
    description_en = models.TextField(blank=True, default="")
    group = models.CharField(_("kelompok"), max_length=12, choices=ClassGroup.choices, blank=True, default="")
    source = models.CharField(_("sumber"), max_length=300)
    verified = models.BooleanField(_("kode dan judul dicocokkan dengan daftar resmi"), default=False)
    origin = models.CharField(max_length=8, choices=Origin.choices)

    class Meta:
        verbose_name = _("kelompok KBLI")
        verbose_name_plural = _("kelompok KBLI")
        ordering: ClassVar = ["version", "code"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="classifications_class_is_version_and_code", fields=["version", "code"]),
            models.CheckConstraint(name="classifications_code_has_five_digits", condition=Q(code__regex=r"^[0-9]{5}$")),
            models.CheckConstraint(name="classifications_known_version", condition=Q(version__in=KbliVersion.values)),
        ]

    def __str__(self) -> str:
        return f"{self.version}:{self.code}"


class Conversion(models.Model):
    """A class of 2020 and one that its businesses belong to in 2025. ``reviewed``: both lists bear it out, see docs/data.md."""

    old = models.ForeignKey(KbliClass, on_delete=models.CASCADE, related_name="becomes")
    new = models.ForeignKey(KbliClass, on_delete=models.CASCADE, related_name="was")
    relation = models.CharField(_("hubungan"), max_length=12, choices=Relation.choices)
    reviewed = models.BooleanField(_("sudah ditinjau"), default=False)
    note = models.TextField(_("catatan"), blank=True, default="")
    source = models.CharField(_("sumber"), max_length=300)
    origin = models.CharField(max_length=8, choices=Origin.choices)

    class Meta:
        verbose_name = _("konversi KBLI")
        verbose_name_plural = _("konversi KBLI")
        ordering: ClassVar = ["old__code", "new__code"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="classifications_one_conversion_per_pair", fields=["old", "new"]),
            models.CheckConstraint(name="classifications_converts_to_another_version", condition=~Q(old=F("new"))),
        ]

    def __str__(self) -> str:
        return f"{self.old_id} -> {self.new_id}"


class SearchTerm(models.Model):
    """Everyday words for a class."""

    kbli_class = models.ForeignKey(KbliClass, on_delete=models.CASCADE, related_name="terms")
    term = models.CharField(_("kata pencarian"), max_length=80)
    kind = models.CharField(_("jenis kata"), max_length=8, choices=TermKind.choices)
    origin = models.CharField(max_length=8, choices=Origin.choices)

    class Meta:
        verbose_name = _("kata pencarian")
        verbose_name_plural = _("kata pencarian")
        ordering: ClassVar = ["kbli_class", "term"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="classifications_term_once_per_class", fields=["kbli_class", "term"]),
        ]

    def __str__(self) -> str:
        return self.term


class DataStamp(models.Model):
    """Changes whenever classes, conversions or terms do. Each process keeps its index under the stamp that it was built at."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    value = models.UUIDField(default=new_id)

    class Meta:
        verbose_name = _("tanda data")
        verbose_name_plural = _("tanda data")
        constraints: ClassVar = [models.CheckConstraint(name="classifications_one_stamp", condition=Q(id=1))]

    def __str__(self) -> str:
        return str(self.value)
