"""Fact kinds of P6, bookkeeping: one closed month of books is one fact."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from okoce.facts.kinds import Kind, measure


@dataclass(frozen=True)
class Month:
    """``month`` is the first day of the month; amounts in whole rupiah; a loss is spending above income."""

    month: date = measure(_("bulan"), unit="month")
    revenue: int = measure(_("uang masuk dari jualan"), unit="rupiah", minimum=0)
    expense: int = measure(_("biaya"), unit="rupiah", minimum=0)


KINDS = (
    Kind(
        "books.month",
        "p6_bookkeeping",
        _("Laporan untung rugi sebulan"),
        _("Laporan untung rugi bulan %(month)s: masuk %(revenue)s, biaya %(expense)s"),
        Month,
        stage=6,
        details={"evidence": _("bukti (buku kas, aplikasi, atau foto)")},
        by_officer=True,
    ),
)
