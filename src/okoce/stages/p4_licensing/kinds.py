"""Fact kinds of P4, licensing."""

from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from okoce.facts.kinds import Kind, measure


class Licence(TextChoices):
    """Permits that members hold; IUMK and SKU are of the years before NIB."""

    NIB = "nib", _("NIB")
    IUMK = "iumk", _("IUMK")
    SKU = "sku", _("SKU (surat keterangan usaha)")
    PIRT = "pirt", _("SPP-IRT")
    HALAL = "halal", _("sertifikat halal")
    BPOM_MD = "bpom_md", _("izin edar BPOM MD")
    SLHS = "slhs", _("SLHS")
    BRAND = "brand", _("merek terdaftar")
    OTHER = "other", _("izin lain")


class NoLicence(TextChoices):
    """Why no permit came; asked in kind words, kept as a code."""

    GREEN_ZONE = "green_zone", _("lokasi di zona yang tidak mengizinkan usaha")
    UPPER_FLOOR = "upper_floor", _("tinggal di rusun lantai dua ke atas")
    PAPERS = "papers", _("surat belum lengkap")
    NO_NEED = "no_need", _("merasa belum perlu")
    OTHER = "other", _("lainnya")


@dataclass(frozen=True)
class Issued:
    licence: Licence = measure(_("jenis izin"))
    valid_until: date | None = measure(_("berlaku sampai"), optional=True)


@dataclass(frozen=True)
class NotIssued:
    licence: Licence = measure(_("jenis izin"))
    reason: NoLicence = measure(_("alasan"))


KINDS = (
    Kind(
        "licence.issued",
        "p4_licensing",
        _("Izin terbit"),
        _("Izin terbit: %(licence)s"),
        Issued,
        stage=4,
        details={"number": _("nomor izin")},
        needs_details=("number",),
        by_officer=True,
    ),
    Kind(
        "licence.declined",
        "p4_licensing",
        _("Izin tidak diurus atau ditolak"),
        _("%(licence)s tidak diurus atau ditolak: %(reason)s"),
        NotIssued,
        stage=4,
        details={"note": _("catatan")},
        by_officer=True,
    ),
)
