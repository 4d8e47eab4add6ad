"""Texts about requests that go to phones: short, in Indonesian, with what happens next and by when."""

from datetime import datetime

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import override

from okoce.core.fortnights import JAKARTA
from okoce.privacy.enums import RequestKind


def asked_text(receipt: str, kind: RequestKind, due_at: datetime) -> str:
    with override("id"):
        return _("Permintaan Anda (%(kind)s) sudah kami terima, nomor %(receipt)s. Kami jawab paling lambat %(when)s.") % {
            "kind": kind.label,
            "receipt": receipt,
            "when": _when(due_at),
        }


def done_text(receipt: str, kind: RequestKind) -> str:
    with override("id"):
        return _("Permintaan Anda %(receipt)s (%(kind)s) sudah dijawab. Masuk ke OK OCE, buka Data saya, untuk membacanya.") % {
            "kind": kind.label,
            "receipt": receipt,
        }


def taken_text(receipt: str) -> str:
    with override("id"):
        return _("Petugas mulai mengerjakan permintaan Anda %(receipt)s tentang data Anda.") % {"receipt": receipt}


def refused_text(receipt: str, reason: str) -> str:
    with override("id"):
        return _(
            "Permintaan Anda %(receipt)s belum dapat dipenuhi: %(reason)s. Masuk ke OK OCE, buka Data saya, untuk langkah"
            " berikutnya."
        ) % {"receipt": receipt, "reason": reason}


def decided_text(receipt: str) -> str:
    with override("id"):
        return _(
            "Penghapusan data Anda (%(receipt)s) disetujui. Petugas kedua memeriksa sebelum dihapus. Berubah pikiran?"
            " Batalkan di Data saya."
        ) % {"receipt": receipt}


def ordered_text(receipt: str) -> str:
    with override("id"):
        return _("Data Anda kami hapus sekarang. Ini pesan terakhir kami ke nomor ini. Simpan nomor %(receipt)s sebagai bukti.") % {
            "receipt": receipt
        }


def _when(instant: datetime) -> str:
    return formats.date_format(instant.astimezone(JAKARTA), "j F Y H.i")
