"""Words of the editor: refusals with their next step, what is wrong at a field, steps of an edition's life."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy

from okoce.core.decisions import Decision
from okoce.ui import formats

Words = str | Promise

REFUSALS: Final[dict[str, tuple[Words, Words, Words]]] = {
    "edition.evaluators_only": (
        gettext_lazy("Menyusun aturan adalah pekerjaan penilai program."),
        gettext_lazy("Aturan berlaku di semua kecamatan, jadi hanya penilai seluruh program yang menyusunnya."),
        gettext_lazy("Sampaikan usul Anda kepada penilai program."),
    ),
    "edition.editors_only": (
        gettext_lazy("Rancangan ini belum untuk umum."),
        gettext_lazy("Rancangan hanya dibaca oleh penilai seluruh program dan pengelola sistem."),
        gettext_lazy("Baca aturan yang berlaku, atau minta penilai program menjelaskan rancangannya."),
    ),
    "edition.staff_only": (
        gettext_lazy("Halaman ini untuk petugas."),
        gettext_lazy("Aturan untuk umum ada di halaman angka publik."),
        gettext_lazy("Buka “Apa yang dihitung setiap aturan” di halaman angka publik."),
    ),
    "edition.unknown": (
        gettext_lazy("Aturan ini tidak ada."),
        gettext_lazy("Alamatnya tidak cocok dengan aturan mana pun, atau rancangannya sudah dihapus."),
        gettext_lazy("Kembali ke daftar aturan dan pilih dari sana."),
    ),
    "edition.not_a_draft": (
        gettext_lazy("Isi aturan ini tidak bisa diubah lagi."),
        gettext_lazy("Aturan yang sudah diajukan atau disetujui tetap seperti adanya, supaya angka lama bisa diperiksa."),
        gettext_lazy("Tarik dulu pengajuannya, atau mulai versi baru dari aturan ini."),
    ),
    "edition.not_waiting": (
        gettext_lazy("Rancangan ini tidak sedang menunggu persetujuan."),
        gettext_lazy("Seseorang sudah menyetujui, mengembalikan, atau menariknya."),
        gettext_lazy("Lihat riwayatnya di halaman ini."),
    ),
    "edition.somebody_elses": (
        gettext_lazy("Rancangan ini disusun orang lain."),
        gettext_lazy("Hanya penyusunnya yang mengubah, supaya yang menyetujui tidak ikut menulis."),
        gettext_lazy("Sampaikan usul Anda kepadanya, atau mulai rancangan Anda sendiri."),
    ),
    "edition.own_draft": (
        gettext_lazy("Anda sendiri yang menyusun rancangan ini."),
        gettext_lazy("Aturan baru diperiksa oleh dua orang: yang menyusun tidak pernah menyetujui."),
        gettext_lazy("Minta penilai lain atau pengelola sistem memeriksanya."),
    ),
    "edition.code_form": (
        gettext_lazy("Kode aturan belum benar."),
        gettext_lazy("Kode memakai huruf besar dan angka dengan tanda hubung, misalnya JAKPRENEUR-2027."),
        gettext_lazy("Perbaiki kodenya, lalu simpan lagi."),
    ),
    "edition.other_code": (
        gettext_lazy("Kode rancangan ini tidak bisa diganti."),
        gettext_lazy("Kode dan nomor versi tetap sejak rancangan dimulai."),
        gettext_lazy("Mulai rancangan baru dengan kode yang lain."),
    ),
    "edition.changed_meanwhile": (
        gettext_lazy("Rancangan ini berubah sejak Anda membukanya."),
        gettext_lazy("Isinya disimpan dari jendela lain. Isian Anda masih di halaman ini."),
        gettext_lazy("Buka rancangannya di jendela baru, bandingkan, lalu isi lagi yang masih perlu."),
    ),
    "edition.reason_missing": (
        gettext_lazy("Alasannya belum diisi."),
        gettext_lazy("Penyusun perlu tahu apa yang harus diperbaiki."),
        gettext_lazy("Tulis alasannya dalam satu kalimat, lalu kembalikan lagi."),
    ),
    "edition.preview_missing": (
        gettext_lazy("Belum ada pratinjau untuk isi ini."),
        gettext_lazy("Yang menyetujui harus melihat siapa yang berpindah karena isi yang persis sama dengan ini."),
        gettext_lazy("Buat pratinjau, baca hasilnya, lalu ajukan."),
    ),
    "edition.preview_other": (
        gettext_lazy("Pratinjau ini bukan untuk isi yang diajukan."),
        gettext_lazy("Persetujuan hanya bisa diberikan dengan pratinjau dari isi yang persis sama."),
        gettext_lazy("Buat pratinjau baru dari halaman rancangan."),
    ),
    "edition.older_version": (
        gettext_lazy("Versi yang lebih baru sudah berlaku."),
        gettext_lazy("Versi %(version)s sudah disetujui, jadi versi ini tidak bisa menggantikannya."),
        gettext_lazy("Kembalikan rancangan ini, dan mulai versi baru dari aturan yang berlaku."),
    ),
    "edition.rule_missing": (
        gettext_lazy("Ada aturan nilai yang belum berlaku hari ini."),
        gettext_lazy("Rancangan ini memakai nilai dari aturan yang tidak punya angka pada hari ini."),
        gettext_lazy("Pilih aturan lain, atau isi angkanya langsung."),
    ),
    "edition.list_outside_scope": (
        gettext_lazy("Daftar orangnya bukan untuk peran Anda."),
        gettext_lazy("Jumlahnya terbuka bagi Anda; nama orang hanya untuk petugas wilayahnya dan penilai program."),
        gettext_lazy("Kembali ke pratinjau."),
    ),
    "preview.future": (
        gettext_lazy("Tanggal ini belum tiba."),
        gettext_lazy("Pratinjau membaca catatan yang sudah ada, jadi paling jauh sampai hari ini."),
        gettext_lazy("Pilih hari ini atau tanggal sebelumnya."),
    ),
    "preview.rule_missing": (
        gettext_lazy("Ada nilai yang belum berlaku pada tanggal itu."),
        gettext_lazy("Salah satu aturan memakai nilai yang tidak punya angka pada %(day)s."),
        gettext_lazy("Pilih tanggal lain."),
    ),
}
PROBLEMS: Final[dict[str, Words]] = {
    "not_a_number": gettext_lazy("Isi dengan angka bulat, paling kecil 1."),
    "not_a_whole_number": gettext_lazy("Isi dengan angka bulat."),
    "not_a_date": gettext_lazy("Isi tanggalnya."),
    "too_short": gettext_lazy("Pilih sekurangnya satu."),
    "not_text": gettext_lazy("Pilih atau isi sesuatu di sini."),
    "unknown_value": gettext_lazy("Pilih salah satu dari daftarnya."),
    "wrong_form": gettext_lazy("Pilih salah satu dari daftarnya."),
    "too_deep": gettext_lazy("Kelompoknya terlalu dalam. Keluarkan satu tingkat."),
    "unknown_kind": gettext_lazy("Jenis catatan ini tidak ada. Pilih dari daftarnya."),
    "unknown_measure": gettext_lazy("Catatan yang dipilih tidak punya ukuran ini. Pilih ukuran atau jenis catatan yang lain."),
    "wrong_measure": gettext_lazy("Ukuran ini tidak cocok di sini. Pilih yang lain."),
    "wrong_operator": gettext_lazy("Ukuran ini tidak bisa dibandingkan dengan cara itu. Pilih perbandingan yang lain."),
    "wrong_value": gettext_lazy("Nilai ini tidak pernah ada pada ukuran itu. Pilih atau isi nilai yang lain."),
    "unknown_parameter": gettext_lazy("Aturan nilai ini tidak ada. Pilih yang lain, atau isi angkanya."),
    "ends_before_start": gettext_lazy("Hari terakhir lebih awal daripada hari pertama."),
}
OTHER_PROBLEM: Final = gettext_lazy("Bagian ini belum bisa dibaca. Periksa isinya.")
STEPS: Final[dict[str, Words]] = {
    "edition.draft": gettext_lazy("Rancangan dimulai"),
    "edition.change": gettext_lazy("Isi diubah"),
    "edition.preview": gettext_lazy("Pratinjau diminta"),
    "edition.submit": gettext_lazy("Diajukan untuk disetujui"),
    "edition.withdraw": gettext_lazy("Pengajuan ditarik penyusunnya"),
    "edition.send_back": gettext_lazy("Dikembalikan kepada penyusunnya"),
    "edition.approve": gettext_lazy("Disetujui"),
    "edition.supersede": gettext_lazy("Diganti versi berikutnya"),
}
LACKS: Final[dict[str, Words]] = {
    "count_short": gettext_lazy("belum memenuhi “%(what)s”"),
    "sum_short": gettext_lazy("belum memenuhi “%(what)s”"),
    "distinct_short": gettext_lazy("belum memenuhi “%(what)s”"),
    "months_short": gettext_lazy("belum memenuhi “%(what)s”"),
    "not_held": gettext_lazy("belum memenuhi “%(what)s”"),
    "expired": gettext_lazy("tidak lagi memenuhi “%(what)s”"),
    "grade_short": gettext_lazy("buktinya belum cukup kuat untuk “%(what)s”"),
    "stage_not_passed": gettext_lazy("belum memenuhi “%(what)s”"),
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refusal as a page shows it: what happened, why, what now."""

    title: str
    reason: str
    next_step: str


def refusal(decision: Decision) -> Refusal:
    reason = decision.reasons[0]
    values = {name: _shown(value) for name, value in reason.params.items()}
    title, why, now = (str(text) for text in REFUSALS[reason.code])
    return Refusal(title, why % values if values else why, now)


def problem_text(code: str) -> str:
    """What is wrong at a field, in plain words."""
    return str(PROBLEMS.get(code, OTHER_PROBLEM))


def _shown(value: object) -> object:
    language = formats.language_of(get_language())
    return formats.date_long(value, language) if hasattr(value, "isoformat") else value  # type: ignore[arg-type]
