"""Sentences for the reasons that registration gives: what happened, why, what now. Nobody is blamed."""

from datetime import date, datetime
from typing import Final

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from okoce.core.decisions import Decision, Reason
from okoce.places.queries import refs
from okoce.stages.p1_registration.enums import ClaimState, RequestState
from okoce.ui.formats import clock, date_long, language_of

SENTENCES: Final = {
    "nik.length": _("NIK terdiri dari 16 angka. Anda mengetik %(given)s. Salin dari KTP, di baris paling atas."),
    "nik.not_digits": _("NIK hanya berisi angka, 16 buah. Salin dari KTP, di baris paling atas."),
    "nik.birth_date_impossible": _("Tanggal lahir di NIK tidak ada di kalender. Periksa dengan KTP; pendaftaran tetap jalan."),
    "nik.birth_date_differs": _("Tanggal lahir di NIK %(on_nik)s, yang ditulis %(given)s. Periksa lagi; pendaftaran tetap jalan."),
    "nik.region_differs": _("NIK berasal dari wilayah lain daripada tempat tinggal. Itu biasa bila pernah pindah."),
    "phone.not_mobile": _("Nomor HP ini belum bisa kami pakai. Tulis nomor yang diawali 08 atau +62, misalnya 0812 3456 7890."),
    "name.no_letter": _("Tulis nama Anda dengan huruf, seperti di KTP."),
    "name.too_long": _("Nama paling panjang %(longest)s huruf. Singkat nama tengahnya."),
    "place.unknown": _("Pilih kelurahan tempat Anda tinggal sekarang. Tinggal di luar Jakarta? Pilih provinsinya di akhir daftar."),
    "business.too_long": _("Keterangan usaha paling panjang %(longest)s huruf. Tulis yang utama saja."),
    "business.missing": _("Tulis usaha atau ide Anda dengan beberapa kata, misalnya “keripik tempe” atau “jahit seragam”."),
    "consent.programme_missing": _(
        "Untuk mendaftar, kami perlu izin pertama: mencatat kegiatan Anda. Izin yang lain boleh dikosongkan."
    ),
    "registration.id_reused": _(
        "Formulir ini sudah pernah terkirim, dan isian yang pertama sudah kami catat. Mendaftarkan orang lain? Periksa isian di "
        "bawah, lalu kirim sekali lagi. Ingin memperbaiki data Anda? Masuk dengan HP Anda atau datang ke kantor kecamatan."
    ),
    "counter.officers_only": _("Pendaftaran di loket hanya untuk petugas. Anda bisa mendaftar sendiri di halaman Daftar."),
    "receipt.unknown": _(
        "Nomor resi ini tidak ada dalam catatan kami. Periksa lagi huruf dan angkanya; resi lengkap ada di pesan pertama dari kami."
    ),
    "receipt.not_settled": _("Pendaftaran ini sedang kami catat. Coba lagi sebentar, biasanya kurang dari satu menit."),
    "request.unknown": _("Permintaan ini tidak ada. Muat ulang daftar."),
    "request.other_community": _("Permintaan ini ditujukan kepada komunitas lain, jadi hanya komunitas itu yang menjawab."),
    "request.already_answered": _("Permintaan ini sudah dijawab: %(state)s. Muat ulang halaman untuk melihatnya."),
    "request.only_herself": _("Hanya anggota sendiri yang dapat menarik permintaannya."),
    "request.still_open": _(
        "Anda masih punya komunitas, atau permintaan yang belum dijawab. Tarik dahulu yang itu, lalu pilih yang lain."
    ),
    "record.outside_scope": _("Data ini di luar wilayah tugas Anda. Hubungi petugas kecamatan tempat anggota tinggal."),
    "record.not_enrolled": _("Anda sedang tidak terdaftar. Daftar lagi di kantor kecamatan; catatan lama tetap ada."),
    "claim.unknown": _("Nomor laporan ini tidak ada dalam catatan kami. Periksa lagi huruf dan angkanya."),
    "claim.other_office": _("Laporan ini dijawab petugas di wilayah pelapor atau di wilayah orang yang terdaftar."),
    "claim.already_answered": _("Laporan ini sudah dijawab: %(state)s. Muat ulang halaman untuk membaca jawabannya."),
    "claim.answer_missing": _("Tulis jawaban untuk pelapor: apa yang Anda periksa dan apa hasilnya. Pelapor akan membacanya."),
    "too_many_tries": _(
        "Dari jaringan atau nomor ini sudah banyak permintaan, jadi kami menunda sebentar agar data Anda aman. "
        "Coba lagi setelah pukul %(again_at)s. Isian Anda masih ada di halaman ini."
    ),
    "code_unreadable": _("Kode terdiri dari 6 angka. Salin dari pesan yang kami kirim."),
    "code_wrong": _("Kode ini tidak cocok. Periksa pesan terakhir dari kami. Anda masih bisa mencoba %(left)s kali."),
    "code_over": _("Kode ini tidak berlaku lagi: sudah dipakai, lewat 10 menit, atau salah lima kali. Minta kode baru."),
}
STATES: Final = {state.value: state.label for state in (*RequestState, *ClaimState)}


def sentence(reason: Reason) -> str:
    """The sentence of one reason, with its numbers, dates and states written for the reader."""
    return str(SENTENCES[reason.code]) % {name: _shown(name, value) for name, value in reason.params.items()}


def sentences(decision: Decision) -> list[str]:
    return [sentence(reason) for reason in decision.reasons]


def _shown(name: str, value: object) -> object:
    language = language_of(get_language())
    if isinstance(value, datetime):
        return clock(timezone.localtime(value), language)
    if isinstance(value, date):
        return date_long(value, language)
    if name == "state":
        return STATES.get(str(value), value)
    place = refs().get(value) if isinstance(value, str) else None
    return place.name if place else value
