"""Sentences for the reasons that loading places gives."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from okoce.core.decisions import Reason

SENTENCES: Final = {
    "place.columns_missing": _("Baris %(line)s: kolom wajib code dan name tidak ada."),
    "place.code_malformed": _("Baris %(line)s: kode “%(code)s” bukan kode Kemendagri. Tulis dengan titik, misalnya 32.76.01."),
    "place.code_twice": _("Baris %(line)s: kode %(code)s sudah ada di baris lain. Hapus salah satunya."),
    "place.name_missing": _("Baris %(line)s: nama untuk kode %(code)s kosong. Isi namanya."),
    "place.value_unreadable": _(
        "Baris %(line)s: angka atau tanggal untuk kode %(code)s tidak terbaca. Tulis tanggal seperti 2024-12-31."
    ),
    "place.residents_undated": _("Baris %(line)s: jumlah penduduk kode %(code)s harus bukan negatif dan disertai tanggalnya."),
    "place.ends_before_it_begins": _("Baris %(line)s: kode %(code)s berakhir sebelum mulai berlaku."),
    "place.parent_unknown": _("Baris %(line)s: wilayah di atas kode %(code)s belum ada. Tambahkan barisnya ke berkas ini."),
}


def sentence(reason: Reason) -> str:
    return str(SENTENCES[reason.code]) % dict(reason.params)
