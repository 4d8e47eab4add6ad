"""Fact kinds of P7, capital. The programme gives access to loans, not money; no credit wanted is an outcome too."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from okoce.facts.kinds import Kind, measure


class Product(TextChoices):
    KUR = "kur", _("KUR")
    MONAS = "monas_pemula", _("Monas Pemula (Bank DKI)")
    MEKAAR = "mekaar", _("PNM Mekaar")
    COOPERATIVE = "cooperative", _("koperasi")
    P2P = "p2p", _("pinjaman daring berizin")
    OTHER = "other", _("lainnya")


class NoLoan(TextChoices):
    DEBT_ELSEWHERE = "debt_elsewhere", _("masih ada utang di tempat lain")
    TOO_YOUNG_BUSINESS = "too_young_business", _("usaha belum cukup lama berjalan")
    PAPERS = "papers", _("surat belum lengkap")
    CASH_FLOW = "cash_flow", _("uang usaha belum cukup untuk mengangsur")
    OTHER = "other", _("lainnya")


@dataclass(frozen=True)
class Disbursed:
    product: Product = measure(_("jenis pinjaman"))
    amount: int = measure(_("jumlah"), unit="rupiah", minimum=1)
    months: int = measure(_("lama angsuran"), unit="months", minimum=1)


@dataclass(frozen=True)
class Refused:
    product: Product = measure(_("jenis pinjaman"))
    reason: NoLoan = measure(_("alasan"))


KINDS = (
    Kind(
        "loan.disbursed",
        "p7_capital",
        _("Pinjaman cair"),
        _("Pinjaman %(product)s cair %(amount)s untuk %(months)s bulan"),
        Disbursed,
        stage=7,
        details={"lender": _("pemberi pinjaman"), "number": _("nomor akad")},
        needs_details=("lender",),
        by_officer=True,
    ),
    Kind(
        "loan.refused",
        "p7_capital",
        _("Pinjaman ditolak"),
        _("Pinjaman %(product)s ditolak: %(reason)s"),
        Refused,
        stage=7,
        details={"lender": _("pemberi pinjaman")},
        by_officer=True,
    ),
    Kind(
        "loan.declined",
        "p7_capital",
        _("Tidak ingin pinjaman"),
        _("Memilih tidak meminjam"),
        stage=7,
        details={"note": _("catatan")},
        by_officer=True,
    ),
)
