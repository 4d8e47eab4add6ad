"""Words of the pages of rules: refusals with their next step, steps of a change's life, units, and constants."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext, gettext_lazy

from okoce.core.decisions import Decision, Reason
from okoce.regulations.families import all_families
from okoce.regulations.rules import ARTICLE_UNVERIFIED, PROGRAMME_SETTING
from okoce.ui.refusals import Refusal, Words, refusal_of

REFUSALS: Final[dict[str, tuple[Words, Words, Words]]] = {
    "rule.editors_only": (
        gettext_lazy("Mengusulkan dan menyetujui ketentuan bukan bagian peran Anda."),
        gettext_lazy("Ketentuan berlaku di semua kecamatan, jadi hanya penilai dan pengelola seluruh program yang mengubahnya."),
        gettext_lazy("Sampaikan usul Anda kepada penilai program, dengan peraturan yang Anda baca."),
    ),
    "rule.staff_only": (
        gettext_lazy("Halaman ini untuk petugas."),
        gettext_lazy("Riwayat dan rancangan ketentuan dibaca oleh petugas program."),
        gettext_lazy("Baca ketentuan yang berlaku di halaman untuk umum."),
    ),
    "rule.unknown": (
        gettext_lazy("Ketentuan ini tidak ada."),
        gettext_lazy("Alamatnya tidak cocok dengan ketentuan mana pun, atau rancangannya sudah dihapus."),
        gettext_lazy("Kembali ke daftar ketentuan dan pilih dari sana."),
    ),
    "rule.change_unknown": (
        gettext_lazy("Usulan ini tidak ada."),
        gettext_lazy("Alamatnya tidak cocok dengan usulan mana pun, atau usulannya sudah dihapus."),
        gettext_lazy("Kembali ke daftar ketentuan dan pilih dari sana."),
    ),
    "rule.change_not_a_draft": (
        gettext_lazy("Isi usulan ini tidak bisa diubah lagi."),
        gettext_lazy("Yang sudah diajukan atau disetujui tetap seperti yang dibaca orang kedua."),
        gettext_lazy("Tarik dulu pengajuannya, atau buat usulan baru."),
    ),
    "rule.change_not_waiting": (
        gettext_lazy("Usulan ini tidak sedang menunggu persetujuan."),
        gettext_lazy("Seseorang sudah menyetujui, mengembalikan, atau menariknya."),
        gettext_lazy("Lihat riwayatnya di halaman usulan."),
    ),
    "rule.somebody_elses": (
        gettext_lazy("Usulan ini disusun orang lain."),
        gettext_lazy("Hanya penyusunnya yang mengubah, supaya yang menyetujui tidak ikut menulis."),
        gettext_lazy("Sampaikan saran Anda kepadanya, atau buat usulan Anda sendiri."),
    ),
    "rule.own_change": (
        gettext_lazy("Anda sendiri yang menyusun usulan ini."),
        gettext_lazy("Ketentuan diperiksa oleh dua orang: yang menyusun tidak pernah menyetujui."),
        gettext_lazy("Minta penilai atau pengelola lain memeriksanya."),
    ),
    "rule.reason_missing": (
        gettext_lazy("Alasannya belum diisi."),
        gettext_lazy("Orang lain perlu tahu mengapa, sekarang dan bertahun-tahun kemudian."),
        gettext_lazy("Tulis alasannya dalam satu kalimat, lalu simpan lagi."),
    ),
    "rule.change_empty": (
        gettext_lazy("Usulan ini belum berisi ketentuan."),
        gettext_lazy("Tidak ada yang bisa dilihat akibatnya atau disetujui."),
        gettext_lazy("Pilih ketentuan dari daftar, lalu usulkan perubahannya."),
    ),
    "rule.changed_since": (
        gettext_lazy("Ketentuan yang Anda ganti sudah diubah orang lain."),
        gettext_lazy("Usulan lain disetujui lebih dulu. Isi yang berlaku sekarang tertulis di halaman usulan ini."),
        gettext_lazy("Bandingkan, sesuaikan usulan dengan ketentuan yang berlaku sekarang, lalu lihat lagi akibatnya."),
    ),
    "rule.changed_meanwhile": (
        gettext_lazy("Usulan ini, atau ketentuan di sekitarnya, berubah sejak Anda membukanya."),
        gettext_lazy("Yang diajukan harus persis sama dengan yang Anda lihat."),
        gettext_lazy("Buka lagi halaman usulan, buat pratinjau baru, lalu ajukan."),
    ),
    "rule.preview_missing": (
        gettext_lazy("Belum ada pratinjau untuk isi ini."),
        gettext_lazy("Yang menyetujui harus melihat akibat dari isi yang persis sama dengan ini."),
        gettext_lazy("Buat pratinjau, baca hasilnya, lalu ajukan."),
    ),
    "rule.preview_other": (
        gettext_lazy("Pratinjau ini bukan untuk keadaan sekarang."),
        gettext_lazy("Isi usulan, atau ketentuan lain yang dibaca bersamanya, berubah sesudah pratinjau dibuat."),
        gettext_lazy("Buat pratinjau baru dari halaman usulan, baca, lalu putuskan."),
    ),
    "rule.not_active": (
        gettext_lazy("Ketentuan ini tidak sedang berlaku."),
        gettext_lazy("Hanya baris yang berlaku yang bisa diganti, diakhiri, atau diperiksa ulang."),
        gettext_lazy("Buka riwayat ketentuannya dan pilih baris yang berlaku."),
    ),
    "rule.starts_before_the_old_one": (
        gettext_lazy("Pengganti mulai terlalu awal."),
        gettext_lazy("Baris yang diganti baru berlaku sejak %(old_from)s."),
        gettext_lazy("Pilih hari itu atau sesudahnya, atau ganti dahulu baris sebelumnya."),
    ),
    "rule.old_one_has_ended": (
        gettext_lazy("Masa berlakunya tidak cocok."),
        gettext_lazy("Baris yang diganti berakhir %(old_to)s, dan sesudahnya ketentuan lain bisa berlaku."),
        gettext_lazy("Pilih tanggal dalam masa berlaku baris itu."),
    ),
    "rule.ends_before_it_begins": (
        gettext_lazy("Tanggal akhir mendahului tanggal mulai."),
        gettext_lazy("Ketentuan harus berlaku sekurangnya satu hari."),
        gettext_lazy("Periksa kedua tanggal."),
    ),
    "rule.period_taken": (
        gettext_lazy("Ketentuan lain sudah berlaku pada masa itu."),
        gettext_lazy("Untuk satu hal hanya satu ketentuan yang berlaku pada satu hari."),
        gettext_lazy("Buka riwayat ketentuan itu dan usulkan penggantinya."),
    ),
    "rule.value_unreadable": (
        gettext_lazy("Nilainya belum bisa dibaca."),
        gettext_lazy("Nilai ketentuan adalah bilangan bulat atau teks. Pecahan ditulis sebagai teks, misalnya “0.5”."),
        gettext_lazy("Perbaiki nilainya, lalu simpan lagi."),
    ),
    "rule.value_no_object": (
        gettext_lazy("Isi ketentuan ini belum lengkap."),
        gettext_lazy("Ketentuan ini terdiri dari beberapa isian, bukan satu nilai."),
        gettext_lazy("Isi formulirnya, lalu simpan lagi."),
    ),
    "rule.other_code": (
        gettext_lazy("Kode ketentuan tidak bisa diganti."),
        gettext_lazy("Pengganti menjawab hal yang sama untuk pihak yang sama."),
        gettext_lazy("Buat ketentuan baru dengan kode yang lain."),
    ),
    "rule.twice_in_change": (
        gettext_lazy("Ketentuan ini sudah ada dalam usulan itu."),
        gettext_lazy("Satu usulan memuat setiap ketentuan satu kali."),
        gettext_lazy("Ubah baris yang sudah ada, atau buat usulan lain."),
    ),
    "rule.code_form": (
        gettext_lazy("Kode ketentuan belum benar."),
        gettext_lazy("Kode memakai huruf kecil, angka, dan garis bawah, dengan titik di antara bagiannya."),
        gettext_lazy("Perbaiki kodenya, lalu simpan lagi."),
    ),
    "rule.basis_missing": (
        gettext_lazy("Dasar hukumnya belum diisi."),
        gettext_lazy("Setiap ketentuan menyebut peraturannya, atau menyebut dirinya ketetapan program."),
        gettext_lazy("Isi dasar hukum dan pasalnya, lalu simpan lagi."),
    ),
    "rule.seen_needs_article": (
        gettext_lazy("“Naskah peraturan dibaca” perlu pasal dan tanggalnya."),
        gettext_lazy("Warga melihat ketentuan seperti ini sebagai sudah pasti."),
        gettext_lazy("Isi pasal dan tanggal membaca, atau pilih kepastian yang lain."),
    ),
    "rule.review_before_reading": (
        gettext_lazy("Tanggal periksa ulang terlalu awal."),
        gettext_lazy("Sumber diperiksa ulang sesudah dibaca, bukan sebelumnya."),
        gettext_lazy("Pilih tanggal sesudah tanggal membaca."),
    ),
    "rule.verified_in_future": (
        gettext_lazy("Tanggal membaca belum tiba."),
        gettext_lazy("Yang dicatat adalah hari Anda sungguh membaca sumbernya."),
        gettext_lazy("Pilih hari ini atau sebelumnya."),
    ),
    "rule.verified_before": (
        gettext_lazy("Sumbernya sudah dibaca sesudah tanggal itu."),
        gettext_lazy("Pemeriksaan terakhir bertanggal %(day)s."),
        gettext_lazy("Pilih tanggal yang lebih baru."),
    ),
    "rule.review_past": (
        gettext_lazy("Tanggal periksa ulang sudah lewat."),
        gettext_lazy("Ketentuan ini akan langsung ditandai perlu diperiksa ulang."),
        gettext_lazy("Pilih tanggal sesudah hari ini."),
    ),
    "rule.review_too_far": (
        gettext_lazy("Tanggal periksa ulang terlalu jauh."),
        gettext_lazy("Peraturan sering berubah, jadi sumber diperiksa ulang paling lambat dua tahun kemudian."),
        gettext_lazy("Pilih tanggal yang lebih dekat."),
    ),
}
STEPS: Final[dict[str, Words]] = {
    "rule_change.draft": gettext_lazy("Usulan dimulai"),
    "rule_change.reword": gettext_lazy("Alasan diubah"),
    "rule_change.put": gettext_lazy("Ketentuan ditulis"),
    "rule_change.drop": gettext_lazy("Ketentuan dikeluarkan"),
    "rule_change.end": gettext_lazy("Ketentuan diusulkan berakhir"),
    "rule_change.keep": gettext_lazy("Ketentuan tidak jadi diakhiri"),
    "rule_change.adopt": gettext_lazy("Disesuaikan dengan ketentuan yang berlaku"),
    "rule_change.preview": gettext_lazy("Pratinjau dibuat"),
    "rule_change.submit": gettext_lazy("Diajukan untuk disetujui"),
    "rule_change.withdraw": gettext_lazy("Pengajuan ditarik penyusunnya"),
    "rule_change.send_back": gettext_lazy("Dikembalikan kepada penyusunnya"),
    "rule_change.approve": gettext_lazy("Disetujui dan berlaku"),
}
NAMED: Final[dict[str, Words]] = {
    ARTICLE_UNVERIFIED: gettext_lazy("pasal belum diperiksa"),
    PROGRAMME_SETTING: gettext_lazy("ketetapan program"),
    "no article": gettext_lazy("tanpa pasal"),
}
UNITS: Final[dict[str, Words]] = {
    "days": gettext_lazy("hari"),
    "working days": gettext_lazy("hari kerja"),
    "hours": gettext_lazy("jam"),
    "minutes": gettext_lazy("menit"),
    "months": gettext_lazy("bulan"),
    "years": gettext_lazy("tahun"),
    "percent": gettext_lazy("persen"),
    "persons": gettext_lazy("orang"),
    "entrepreneurs": gettext_lazy("wirausaha"),
    "fortnights": gettext_lazy("dua minggu"),
    "signs": gettext_lazy("huruf"),
    "requests": gettext_lazy("permintaan"),
    "roles": gettext_lazy("peran"),
    "attempts": gettext_lazy("percobaan"),
}


def refusal(decision: Decision) -> Refusal:
    """The first reason in three parts; a reason of a family's own check in the words of the family."""
    reason = decision.reasons[0]
    if reason.code in REFUSALS:
        return refusal_of(decision, REFUSALS)
    return Refusal(gettext("Isi ketentuan ini belum benar."), sentences(decision), gettext("Perbaiki isiannya, lalu simpan lagi."))


def sentences(decision: Decision) -> str:
    """Every reason of a family's own check, in its words."""
    return " ".join(dict.fromkeys(_said(reason) for reason in decision.reasons))


def _said(reason: Reason) -> str:
    told = (family.sentence(reason) for family in all_families() if family.sentence is not None)
    return next((words for words in told if words), reason.code)


def basis(text: str) -> str:
    """A legal basis or article in the reader's language where it is one of the constants, else as it stands."""
    return str(NAMED.get(text, text))


def unit(name: str) -> str:
    """A unit in the reader's language where it is a known one, else as it stands."""
    return str(UNITS.get(name, name))
