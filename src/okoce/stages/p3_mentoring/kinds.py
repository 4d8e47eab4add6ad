"""Fact kinds of P3, mentoring."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from okoce.facts.kinds import Kind, measure


class Topic(TextChoices):
    PRODUCT = "product", _("produk dan mutu")
    SELLING = "selling", _("penjualan")
    BOOKS = "books", _("pencatatan uang")
    LICENCE = "licence", _("izin usaha")
    CAPITAL = "capital", _("modal")
    OTHER = "other", _("lainnya")


@dataclass(frozen=True)
class Visit:
    topic: Topic = measure(_("topik"))
    minutes: int = measure(_("lama"), unit="minutes", minimum=1)


_DETAILS = {"agreed": _("yang disepakati"), "evidence": _("bukti (nomor catatan kunjungan)")}

KINDS = (
    Kind(
        "mentoring.visit",
        "p3_mentoring",
        _("Kunjungan pendamping"),
        _("Dikunjungi pendamping, topik %(topic)s, %(minutes)s menit"),
        Visit,
        stage=3,
        details=_DETAILS,
        by_officer=True,
    ),
    Kind(
        "mentoring.session",
        "p3_mentoring",
        _("Sesi pendampingan"),
        _("Sesi pendampingan, topik %(topic)s, %(minutes)s menit"),
        Visit,
        stage=3,
        details=_DETAILS,
        by_officer=True,
    ),
)
