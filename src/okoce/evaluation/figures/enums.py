"""The words of the ledger of published figures."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Measure(models.TextChoices):
    """What sort of number a figure is; numbers of different sorts are never compared."""

    STOCK = "stock", _("jumlah sampai tanggal itu")
    FLOW = "flow", _("tambahan dalam jangka waktu")
    TARGET = "target", _("sasaran")
    PERCENT = "percent", _("persen")
    AMOUNT = "amount", _("rupiah")


class DateBasis(models.TextChoices):
    """What the date of a figure is."""

    DAY = "day", _("tanggal data")
    PUBLISHED = "published", _("tanggal terbit")
    MONTH = "month", _("bulan data")
    YEAR = "year", _("tahun data")
