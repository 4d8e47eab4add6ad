"""Sentences for the reasons that requests are refused with: what happened, and what to do now."""

from datetime import date, datetime
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from okoce.core.decisions import Reason
from okoce.members.enums import Purpose
from okoce.privacy.enums import RequestKind, RequestState
from okoce.ui.formats import clock, date_long
from okoce.ui.presentation import language

SENTENCES: Final = {
    "data.only_herself": _("Permintaan ini hanya dapat dibuat orangnya sendiri, lewat HP-nya atau di loket dengan KTP."),
    "data.other_office": _("Permintaan ini ditangani kantor tempat anggota tinggal. Antar atau hubungkan ia dengan kantor itu."),
    "data.city_orders": _("Penghapusan diperintahkan petugas kota. Beri tahu rekan Anda di kota bahwa permintaan ini menunggu."),
    "data.same_eyes": _("Anda yang menyetujui, jadi orang lain yang memerintahkan penghapusan. Mintalah petugas kota yang lain."),
    "data.retained_is_closed": _("Catatan yang disimpan menurut hukum hanya dibuka petugas kota, dengan alasan."),
    "data.retained_is_destroyed": _("Catatan ini sudah dimusnahkan karena masa simpannya habis."),
    "data.unknown": _("Permintaan ini tidak ada. Buka lagi daftarnya."),
    "data.id_reused": _("Formulir ini sudah dipakai untuk permintaan lain. Muat ulang halaman, lalu isi lagi."),
    "data.still_running": _("Permintaan yang sama masih kami kerjakan. Jawabannya tiba sebelum batas waktunya."),
    "data.purpose_missing": _("Pilih izin yang ingin dicabut."),
    "data.field_missing": _("Pilih apa yang salah."),
    "data.words_missing": _("Tulis yang benar, supaya petugas dapat memperbaikinya."),
    "data.words_too_long": _("Paling panjang %(longest)s huruf. Singkat tulisan Anda."),
    "data.answer_missing": _("Tulis jawabannya: pemohon akan membacanya."),
    "data.reason_missing": _("Tulis alasannya dengan kalimat. Pemilik data dapat membaca alasan ini."),
    "data.already_ended": _("Permintaan ini sudah selesai: %(state)s. Jawaban kedua tidak dikirim."),
    "data.not_now": _("Langkah ini belum bisa: permintaan ini %(state)s. Muat ulang halaman."),
    "data.not_an_erasure": _("Langkah ini hanya untuk penghapusan data."),
    "data.not_a_copy": _("Permintaan ini bukan permintaan salinan data."),
    "data.erasure_needs_two": _("Penghapusan tidak dijawab seorang diri: setujui, lalu petugas kota memerintahkannya."),
    "data.disputed": _("Ada laporan bahwa NIK ini dipakai orang lain. Jawab laporan itu dulu, baru data boleh dihapus."),
    "record.unknown": _("Anggota ini tidak ada. Cari lagi lewat nama atau NIK."),
    "record.outside_scope": _("Anggota ini tinggal di luar wilayah Anda. Hubungi kantor wilayahnya."),
    "record.own": _("Data diri sendiri diperbaiki petugas lain. Mintalah rekan Anda."),
    "nik.taken": _("NIK ini sudah tercatat untuk orang lain. Cocokkan lagi dengan KTP."),
    "nik.not_digits": _("NIK hanya berisi angka. Salin dari KTP."),
    "nik.length": _("NIK terdiri dari 16 angka. Anda mengetik %(given)s."),
    "name.no_letter": _("Tulis namanya dengan huruf, seperti di KTP."),
    "name.too_long": _("Nama paling panjang %(longest)s huruf. Singkat nama tengahnya."),
    "phone.not_mobile": _("Tulis nomor HP Indonesia, misalnya 0812 3456 7890."),
    "business.missing": _("Tulis usahanya dalam beberapa kata."),
    "business.too_long": _("Keterangan usaha paling panjang %(longest)s huruf. Tulis yang utama saja."),
    "too_many_tries": _("Sudah terlalu banyak percobaan, jadi kami menunda sebentar. Coba lagi setelah pukul %(again_at)s."),
    "code_unreadable": _("Kode terdiri dari 6 angka. Salin dari pesan yang kami kirim."),
    "code_wrong": _("Kode ini tidak cocok. Periksa pesan terakhir dari kami. Anda masih bisa mencoba %(left)s kali."),
    "code_over": _("Kode ini tidak berlaku lagi: sudah dipakai, lewat 10 menit, atau salah lima kali. Minta kode baru."),
}

STOPS: Final = {
    Purpose.PROGRAMME: _("Kegiatan baru Anda tidak dicatat lagi. Yang sudah tercatat tetap ada dan tetap dihitung tanpa nama."),
    Purpose.CONTACT: _("Kami hanya mengirim kode masuk dan jawaban atas permintaan Anda sendiri."),
    Purpose.PARTNERS: _("Bank dan mitra lain tidak diberi tahu bahwa Anda anggota. Komunitas pilihan Anda tetap tahu."),
    Purpose.RESEARCH: _("Data Anda tidak ikut dalam penelitian berikutnya. Hasil yang sudah terbit tidak memuat nama."),
}
"""What ends at once with a withdrawal, and what it does not reach."""

EXPLAINED: Final = {
    RequestKind.ACCESS: _("Semua yang kami simpan tentang Anda, dan siapa yang membukanya. Siap seketika."),
    RequestKind.CORRECTION: _("Nama, NIK, tanggal lahir, nomor HP, alamat, usaha, atau catatan yang salah."),
    RequestKind.WITHDRAWAL: _("Berlaku seketika. Anda memilih untuk apa data Anda tidak boleh dipakai lagi."),
    RequestKind.ERASURE: _("Nama, NIK, HP, dan semua rincian dihapus untuk selamanya. Anda keluar dari program."),
}


def sentence(reason: Reason) -> str:
    """A reason in words; a code without a sentence is a defect that the tests find."""
    return str(SENTENCES[reason.code]) % {name: _shown(value) for name, value in reason.params.items()}


def _shown(value: object) -> object:
    if isinstance(value, datetime):
        return clock(timezone.localtime(value), language())
    if isinstance(value, date):
        return date_long(value, language())
    return value.label if isinstance(value, RequestState) else value
