"""Sentences for the reasons that an import of a list gives."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from okoce.core.decisions import Reason

SENTENCES: Final = {
    "kbli.columns_missing": _("Baris %(line)s: kolom wajib code dan title (atau kode dan judul) tidak ada."),
    "kbli.file_empty": _("Berkas ini tidak berisi kelompok KBLI. Isi satu kelompok per baris: kode lima angka dan judulnya."),
    "kbli.code_malformed": _("Baris %(line)s: kode “%(code)s” bukan kode KBLI. Kode kelompok terdiri dari lima angka."),
    "kbli.code_twice": _("Baris %(line)s: kode %(code)s sudah ada di baris %(first)s. Hapus salah satunya."),
    "kbli.title_missing": _("Baris %(line)s: judul untuk kode %(code)s kosong. Isi judul resminya."),
    "kbli.title_too_long": _(
        "Baris %(line)s: judul untuk kode %(code)s lebih dari 300 huruf. Periksa apakah uraian ikut tertulis."
    ),
    "kbli.zeros_lost": _(
        "Baris %(line)s: kode %(code)s mungkin kehilangan angka 0 di depan. Simpan kolom kode sebagai teks, lalu impor lagi."
    ),
}


def sentence(reason: Reason) -> str:
    return str(SENTENCES[reason.code]) % dict(reason.params)
