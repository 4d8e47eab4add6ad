"""Texts of P4 that go to phones: short, in Indonesian, with what to do next. Numbers are shown by their last four signs."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from okoce.stages.p4_licensing.enums import Licence, Refutation
from okoce.stages.p4_licensing.rules.expiry import Renewal
from okoce.stages.p4_licensing.rules.formats import masked
from okoce.ui.formats import date_long


def confirmed_text(licence: str, number: str) -> str:
    with override("id"):
        return _("OK OCE: %(licence)s Anda (%(number)s) sudah dicocokkan petugas dan tercatat. Terima kasih.") % {
            "licence": Licence(licence).label,
            "number": masked(number),
        }


def refuted_text(licence: str, reason: Refutation) -> str:
    with override("id"):
        return _(
            "OK OCE: %(licence)s yang Anda laporkan belum bisa kami catat: %(reason)s. Bawa surat aslinya ke petugas kecamatan,"
            " atau laporkan lagi dengan nomor yang benar."
        ) % {"licence": Licence(licence).label, "reason": reason.label}


def ending_text(licence: str, number: str, valid_until: date, days: int, window: Renewal) -> str:
    """What ends when, and from or by when to renew it."""
    with override("id"):
        words = _("OK OCE: %(licence)s Anda (%(number)s) berakhir %(day)s, %(days)s hari lagi.") % {
            "licence": Licence(licence).label,
            "number": masked(number),
            "day": date_long(valid_until, "id"),
            "days": days,
        }
        return f"{words} {_when(window, valid_until)}"


def _when(window: Renewal, valid_until: date) -> str:
    if window.file_by is not None:
        return _("Perpanjangan diajukan paling lambat %(day)s. Petugas kecamatan membantu Anda.") % {
            "day": date_long(window.file_by, "id")
        }
    return _("Urus perpanjangannya sebelum hari itu. Petugas kecamatan membantu Anda.")
