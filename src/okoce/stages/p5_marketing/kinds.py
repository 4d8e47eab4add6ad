"""Fact kinds of P5, marketing: a stall-day or a sale is evidence, having been given a link is not."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from okoce.facts.kinds import Kind, measure


class Market(TextChoices):
    ONLINE = "online", _("daring (online)")
    OFFLINE = "offline", _("luring (bazar, toko, titip jual)")


@dataclass(frozen=True)
class StallDay:
    sales: int = measure(_("hasil penjualan"), unit="rupiah", minimum=0)


@dataclass(frozen=True)
class Sale:
    market: Market = measure(_("tempat jualan"))
    sales: int = measure(_("hasil penjualan"), unit="rupiah", minimum=1)


KINDS = (
    Kind(
        "market.stall_day",
        "p5_marketing",
        _("Hari berjualan di bazar"),
        _("Berjualan di bazar, hasil %(sales)s"),
        StallDay,
        stage=5,
        details={"event": _("nama bazar atau lokasi"), "evidence": _("bukti (nomor lapak atau foto)")},
        needs_details=("event",),
        by_officer=True,
    ),
    Kind(
        "market.sale",
        "p5_marketing",
        _("Penjualan"),
        _("Penjualan %(market)s, hasil %(sales)s"),
        Sale,
        stage=5,
        details={"evidence": _("bukti (nomor pesanan atau nota)")},
        needs_details=("evidence",),
        by_officer=True,
    ),
)
