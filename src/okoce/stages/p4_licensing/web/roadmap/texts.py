"""Words of the roadmap's pages: levels, risks, refusals; and which words a figure of the content gets."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from okoce.core.decisions import Decision
from okoce.stages.p4_licensing.rules import Fee, Figure, Text
from okoce.stages.p4_licensing.rules.parts import Term
from okoce.ui import formats
from okoce.ui.presentation import language

LEVELS: Final = {"required": gettext_lazy("wajib"), "advised": gettext_lazy("disarankan")}
TERMS: Final = {
    "while_operating": gettext_lazy("selama usaha berjalan"),
    "no_expiry": gettext_lazy("tidak berakhir"),
    "on_certificate": gettext_lazy("seperti tertulis di sertifikat"),
}
CHANGES: Final = {
    "gained": gettext_lazy("%(task)s: baru di daftar"),
    "lost": gettext_lazy("%(task)s: tidak lagi di daftar"),
    "level": gettext_lazy("%(task)s: wajib atau disarankannya berubah"),
    "blocked": gettext_lazy("%(task)s: sekarang tertahan"),
    "freed": gettext_lazy("%(task)s: tidak lagi tertahan"),
    "figures": gettext_lazy("%(task)s: biaya, lama, atau masa berlakunya berubah"),
}
REFUSALS: Final = {
    "answer.missing": gettext_lazy("Pilih satu jawaban, lalu lanjut. Belum tahu? Pilih “Lewati dulu”."),
    "answer.unknown": gettext_lazy("Jawaban ini tidak kami kenal. Muat ulang halaman, lalu pilih dari daftar."),
    "answer.no_class": gettext_lazy("Pilih dulu jenis usahanya, supaya daftar izinnya bisa dibuat."),
    "answer.no_business": gettext_lazy("Belum ada usaha yang tercatat. Minta petugas kecamatan mencatatnya, lalu kembali ke sini."),
    "answer.class_stays": gettext_lazy("Jenis usaha hanya bisa diganti, tidak dikosongkan. Cari jenis yang benar."),
    "packet.too_long": gettext_lazy("Isian paling panjang %(longest)s huruf. Singkat dulu, lalu simpan."),
    "packet.unknown_field": gettext_lazy("Isian ini tidak ada di berkas. Muat ulang halaman."),
    "record.not_enrolled": gettext_lazy("Anda sedang tidak terdaftar. Daftar lagi di kantor kecamatan; catatan lama tetap ada."),
    "record.consent_withdrawn": gettext_lazy(
        "Izin untuk mencatat kegiatan sudah dicabut, jadi jawaban tidak kami simpan. Anda tetap bisa mencoba tanpa menyimpan."
    ),
    "record.outside_scope": gettext_lazy("Anggota ini di luar wilayah Anda. Petugas di tempat tinggalnya yang melanjutkan."),
    "record.own": gettext_lazy("Jawaban Anda sendiri diisi di halaman Anda, bukan di meja petugas."),
    "record.unknown": gettext_lazy("Catatan ini tidak ada lagi. Cari anggotanya sekali lagi."),
}


def refusal(decision: Decision) -> str:
    return " ".join(str(REFUSALS[reason.code]) % dict(reason.params) for reason in decision.reasons)


def said(text: Text) -> str:
    """A text of the content in the reader's language."""
    return text.read_in(language())


def fee_words(fee: Fee | None) -> str:
    """What it costs; empty where no row says so."""
    if fee is None:
        return ""
    low, high = fee.low.value, fee.high.value if fee.high else fee.low.value
    if high == 0:
        return _("gratis")
    if low == high:
        return formats.rupiah(low, language())
    return _("%(low)s sampai %(high)s") % {"low": formats.rupiah(low, language()), "high": formats.rupiah(high, language())}


def hedged(word: str, unconfirmed: bool) -> str:
    """A figure as a line of the roadmap says it: one without a source that was seen says so."""
    return _("%(figure)s (belum dipastikan)") % {"figure": word} if word and unconfirmed else word


def days_words(days: Figure | None) -> str:
    if days is None:
        return ""
    if days.value == 0:
        return _("hari itu juga")
    if days.unit == "working days":
        return ngettext("%(count)s hari kerja", "%(count)s hari kerja", days.value) % {"count": days.value}
    return ngettext("%(count)s hari", "%(count)s hari", days.value) % {"count": days.value}


def term_words(term: Term | None) -> str:
    if term is None:
        return ""
    if term.years:
        return ngettext("%(count)s tahun", "%(count)s tahun", term.years) % {"count": term.years}
    return str(TERMS.get(term.word, term.word))


def article_words(article: str) -> str:
    """An article, or that nobody has found it."""
    return _("pasalnya belum dipastikan") if not article or article == "article unverified" else article
