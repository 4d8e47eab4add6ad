"""Texts of P1 that go to phones: short, in Indonesian, with what to do next."""

from datetime import datetime

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import override

from okoce.core.fortnights import JAKARTA


def registered_text(receipt: str) -> str:
    with override("id"):
        return _(
            "Pendaftaran OK OCE Anda sudah kami catat. Nomor resi %(receipt)s. Simpan nomor ini untuk melihat"
            " keadaannya kapan saja."
        ) % {"receipt": receipt}


def already_registered_text(receipt: str, submitted_at: datetime) -> str:
    with override("id"):
        when = formats.date_format(submitted_at.astimezone(JAKARTA), "j F Y H.i")
        return _(
            "Ada pendaftaran OK OCE dengan NIK Anda pada %(when)s (resi %(receipt)s). Anda sudah terdaftar, tidak perlu mendaftar"
            " lagi. Jika bukan Anda yang mengisi, laporkan di loket kecamatan."
        ) % {"when": when, "receipt": receipt}


def withdrawn_text(receipt: str) -> str:
    with override("id"):
        return _(
            "Pendaftaran OK OCE dengan resi %(receipt)s dibatalkan kantor yang mengirimnya. Ingin tetap ikut? Daftar di halaman"
            " kami atau di loket kecamatan."
        ) % {"receipt": receipt}


def community_accepted_text(community: str) -> str:
    with override("id"):
        return _("Kabar baik: komunitas %(community)s menerima Anda. Masuk ke OK OCE untuk melihat langkah berikutnya.") % {
            "community": community
        }


def community_declined_text(community: str, reason: str) -> str:
    with override("id"):
        return _("Komunitas %(community)s belum bisa menerima Anda: %(reason)s. Masuk ke OK OCE untuk memilih komunitas lain.") % {
            "community": community,
            "reason": reason,
        }


def claim_answered_text(receipt: str, answer: str) -> str:
    with override("id"):
        return _("Jawaban laporan %(receipt)s tentang NIK Anda: %(answer)s") % {"receipt": receipt, "answer": answer}
