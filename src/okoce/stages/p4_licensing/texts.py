"""Words of the licence roadmap: faults of content, effects of clauses, levels, terms."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from okoce.core.decisions import Reason

SENTENCES: Final = {
    "p4.content.not_an_object": _("%(at)s: di sini harus ada beberapa isian bernama. Tulis sebagai objek."),
    "p4.content.unknown_key": _("%(at)s tidak dikenal. Periksa ejaannya atau hapus."),
    "p4.content.missing_key": _("%(at)s belum ada. Tambahkan, bila perlu kosong."),
    "p4.content.text_needed": _("%(at)s harus berupa teks. Isi dengan kalimat."),
    "p4.content.list_needed": _("%(at)s harus berupa daftar teks yang tidak kosong. Isi paling sedikit satu."),
    "p4.content.twice": _("%(at)s memuat hal yang sama dua kali. Hapus salah satu."),
    "p4.content.same_length": _("%(at)s tidak sama panjang dengan bahasa Indonesianya. Terjemahkan baris demi baris."),
    "p4.content.number_needed": _("%(at)s harus bilangan bulat yang tidak negatif. Tulis tanpa titik dan tanpa Rp."),
    "p4.content.day_needed": _("%(at)s harus tanggal seperti 2026-10-17. Tulis tahun, bulan, lalu hari."),
    "p4.content.term_needed": _("%(at)s harus jumlah tahun, atau on_certificate, while_operating, no_expiry. Pilih salah satu."),
    "p4.content.url_needed": _("%(at)s harus alamat situs yang diawali https. Kosongkan bila tidak ada."),
    "p4.content.phone_needed": _("%(at)s harus nomor telepon. Kosongkan bila tidak ada."),
    "p4.content.unknown_value": _("%(at)s: “%(value)s” tidak dikenal. Pilih dari kode yang ada."),
    "p4.content.unknown_task": _("%(at)s: tugas “%(value)s” tidak ada. Periksa kodenya."),
    "p4.content.unknown_param": _("%(at)s: tanggal atau batas “%(value)s” tidak ada. Periksa kodenya."),
    "p4.content.unknown_place": _("%(at)s: “%(value)s” tidak dapat diisi dalam kalimat. Pakai hanya jawaban yang disyaratkan."),
    "p4.content.unknown_class": _("%(at)s: bukan kelas KBLI 2020 atau 2025. Tulis versi dan lima angka."),
    "p4.content.unknown_family": _("%(at)s tidak termasuk aturan perizinan. Periksa awal kodenya."),
    "p4.content.another_task": _("%(at)s tidak sama dengan tugas dalam kode aturan. Samakan."),
    "p4.content.only_with_replace": _("%(at)s diisi bila dan hanya bila tugas diganti tugas lain. Periksa pengaruhnya."),
    "p4.content.only_with_block": _("%(at)s diisi bila dan hanya bila tugas tertahan. Sebutkan apa yang membukanya."),
    "p4.content.never_on_a_list": _("%(at)s tidak dapat muncul di daftar siapa pun. Tambahkan syarat yang memunculkannya."),
    "p4.content.circle": _("%(at)s saling menunggu. Putuskan lingkarannya."),
    "p4.content.other_questions": _("%(at)s: daftar pertanyaan tidak sama dengan yang dikenal program. Samakan kodenya."),
}

EFFECTS: Final = (
    ("add", _("ditambahkan ke daftar")),
    ("block", _("tertahan")),
    ("replace", _("diganti tugas lain")),
)
LEVELS: Final = (("required", _("wajib")), ("advised", _("dianjurkan")))
TERM_WORDS: Final = {
    "on_certificate": _("sampai tanggal pada sertifikat"),
    "while_operating": _("selama usaha berjalan"),
    "no_expiry": _("tanpa batas waktu"),
}
"""Terms that are no number of years."""


def sentence(reason: Reason) -> str:
    return str(SENTENCES[reason.code]) % dict(reason.params)
