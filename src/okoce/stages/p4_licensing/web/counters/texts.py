"""Sentences of the pages of counter days and lists: what happened, why, what now."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from okoce.core.decisions import Reason
from okoce.stages.p4_licensing.web.permits import texts as permits
from okoce.ui.formats import date_long
from okoce.ui.presentation import language

SENTENCES: Final = {
    "counter.unknown": _("Hari loket ini tidak ada. Buka lagi daftarnya."),
    "counter.not_your_place": _("Hari loket dicatat kantor di tempatnya. Pilih tempat di wilayah Anda, atau hubungi kantor itu."),
    "counter.closes_first": _("Jam tutupnya sebelum jam buka. Periksa kedua jam."),
    "counter.no_room": _("Tulis berapa orang yang bisa dilayani, 1 sampai %(most)s."),
    "counter.too_far_ahead": _("Tanggal ini lebih dari setahun lagi. Periksa tahunnya."),
    "counter.planned_already": _("Di tempat dan tanggal ini sudah ada hari loket. Undang orangnya ke hari itu."),
    "counter.ended": _("Hari loket ini sudah ditutup atau dibatalkan. Catat lewat halaman anggota."),
    "counter.too_many": _("Paling banyak %(most)s orang sekali undang. Centang lebih sedikit."),
    "counter.full": _("Gilirannya sudah habis. Rencanakan hari loket lain."),
    "counter.invited_already": _("Ia sudah diundang ke hari loket ini."),
    "counter.reason_missing": _("Pilih atau tulis alasannya: tanpa itu tidak ada yang bisa dibantu."),
    "counter.papers_missing": _("Pilih surat apa yang kurang, agar bisa disiapkan."),
    "counter.noted_already": _("Hasilnya sudah tercatat sebagai kegiatan. Bila keliru, perbaiki dari riwayat anggotanya."),
    "counter.not_yet": _("Hari loketnya baru %(on)s. Catat hasilnya pada hari itu."),
    "counter.nobody_here": _("NIK ini tidak terdaftar di wilayah Anda. Periksa angkanya, atau daftarkan orangnya di loket."),
    "counter.work_done": _("Sudah ada hasil yang dicatat, jadi hari ini tidak bisa dibatalkan. Tutup saja harinya."),
    "counter.nobody_chosen": _("Centang dahulu orang yang mau diundang."),
}
LEFT_OUT: Final = {
    "counter.full": _("tidak kebagian giliran"),
    "counter.invited_already": _("sudah diundang ke hari ini"),
    "record.outside_scope": _("di luar wilayah Anda"),
    "record.not_enrolled": _("tidak sedang ikut program"),
    "record.consent_withdrawn": _("mencabut izin dicatat"),
    "record.own": _("diri Anda sendiri"),
}
"""Why somebody was not invited, as part of a count."""
SORTS: Final = {
    "papers": _("surat yang kurang"),
    "cannot_come": _("tidak bisa datang"),
    "declined": _("tidak mau atau tidak bisa"),
}


def sentence(reason: Reason) -> str:
    words = SENTENCES.get(reason.code)
    if words is None:
        return permits.sentence(reason)
    values = {name: date_long(value, language()) if name == "on" else value for name, value in reason.params.items()}  # type: ignore[arg-type]  # dates
    return str(words) % values if values else str(words)
