"""Texts about counter days that go to phones: where, when, what to bring, what to do if she cannot come."""

from datetime import date, time

from django.utils.translation import gettext as _
from django.utils.translation import override

from okoce.ui.formats import date_long


def invite_text(address: str, on: date, at: time, organiser: str) -> str:
    """An invitation; the time is her own turn."""
    with override("id"):
        values = {"address": address, "day": date_long(on, "id"), "organiser": organiser, "at": f"{at:%H.%M}"}
        return (
            _("OK OCE: loket izin keliling %(organiser)s di %(address)s, %(day)s pukul %(at)s. Gratis. Bawa KTP dan HP.") % values
            + " "
            + _("Tidak bisa datang? Beri tahu petugas kelurahan Anda.")
        )


def cancelled_text(address: str, on: date) -> str:
    with override("id"):
        return _(
            "OK OCE: loket izin keliling di %(address)s, %(day)s, dibatalkan. Kami kabari bila ada hari lain. Anda tetap bisa"
            " mengurus izin di kantor kelurahan."
        ) % {"address": address, "day": date_long(on, "id")}
