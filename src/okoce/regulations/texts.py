"""Sentences for the reasons and constants of rules."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from okoce.core.decisions import Reason
from okoce.regulations.rules import ARTICLE_UNVERIFIED, PROGRAMME_SETTING

SENTENCES: Final = {
    "rule.change_needs_administrator": _(
        "Hanya pengelola sistem untuk seluruh program yang dapat mengubah aturan. Mintalah kepadanya."
    ),
    "rule.not_active": _("Aturan ini tidak sedang berlaku. Pilih baris yang berlaku untuk diganti."),
    "rule.not_draft": _("Hanya rancangan yang dapat disahkan. Untuk aturan yang berlaku, buat penggantinya."),
    "rule.starts_before_the_old_one": _("Pengganti tidak boleh mulai sebelum %(old_from)s. Ganti dahulu baris sebelumnya."),
    "rule.old_one_has_ended": _("Baris ini berakhir %(old_to)s. Pengganti harus berada dalam masa berlakunya."),
    "rule.ends_before_it_begins": _("Tanggal akhir mendahului tanggal mulai. Periksa kedua tanggal."),
    "rule.period_taken": _("Aturan lain sudah berlaku pada masa itu. Ganti aturan itu, jangan tambah baris baru."),
    "rule.value_unreadable": _("Nilai aturan harus bilangan bulat atau teks. Tulis pecahan sebagai teks, misalnya “0.5”."),
    "rule.value_no_object": _("Isi aturan ini harus ditulis pada formulirnya: beberapa isian, bukan satu nilai."),
}
NAMED: Final = {
    ARTICLE_UNVERIFIED: _("pasal belum diperiksa"),
    PROGRAMME_SETTING: _("ketetapan program"),
}


def sentence(reason: Reason) -> str:
    return str(SENTENCES[reason.code]) % dict(reason.params)


def basis(text: str) -> str:
    """A legal basis or article in the reader's language where it is one of the two constants, else as it stands."""
    return str(NAMED.get(text, text))
