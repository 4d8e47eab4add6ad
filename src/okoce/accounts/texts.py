"""Sentences for the reasons that accounts gives: what happened, why, what now."""

from datetime import datetime
from typing import Final

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from okoce.core.decisions import Reason
from okoce.ui.formats import clock, language_of

SENTENCES: Final = {
    "too_many_tries": _(
        "Sudah terlalu banyak percobaan, jadi kami menunda sebentar agar akun Anda aman. Coba lagi setelah pukul %(again_at)s."
    ),
    "code_unreadable": _("Kode terdiri dari 6 angka. Salin dari pesan yang kami kirim."),
    "code_wrong": _("Kode ini tidak cocok. Periksa pesan terakhir dari kami. Anda masih bisa mencoba %(left)s kali."),
    "code_over": _("Kode ini tidak berlaku lagi: sudah dipakai, lewat 10 menit, atau salah lima kali. Minta kode baru."),
    "sign_in_wrong": _(
        "Nama pengguna dan kata sandi tidak cocok. Periksa huruf besar dan kecil. Lupa? Minta tautan baru kepada pengelola sistem."
    ),
    "factor_unreadable": _("Ketik 6 angka dari aplikasi kode Anda, atau satu kode cadangan dari kertas Anda."),
    "factor_wrong": _(
        "Kode ini tidak cocok, atau sudah dipakai. Tunggu kode berikutnya di aplikasi Anda, dan periksa apakah jam HP Anda tepat."
    ),
    "factor_app_exists": _("Akun Anda sudah memakai sebuah aplikasi kode. Hapus dahulu yang lama."),
    "factor_needed": _("Peran Anda membutuhkan langkah kedua. Pasang yang baru dahulu, lalu hapus yang ini."),
    "factor_none": _("Akun ini belum memakai langkah kedua. Pasang dahulu aplikasi kode atau kunci sandi."),
    "passkey_wrong": _("Kunci sandi ini tidak diterima. Muat ulang halaman, lalu coba lagi dengan kunci sandi akun ini."),
    "passkey_known": _("Kunci sandi ini sudah terpasang. Pilih perangkat atau kunci yang lain."),
    "reason_missing": _("Tulis alasannya; alasan itu tercatat bersama perubahan."),
    "password_wrong": _("Kata sandi ini tidak cocok. Periksa huruf besar dan kecil."),
    "link_over": _("Tautan ini tidak berlaku lagi: sudah dipakai atau lewat 3 hari. Minta tautan baru kepada pengelola sistem."),
    "accounts_need_administrator": _("Hanya pengelola sistem yang dapat mengubah akun. Mintalah kepadanya."),
    "accounts_never_own": _("Tidak seorang pun mengubah peran atau akunnya sendiri. Mintalah kepada pengelola sistem yang lain."),
    "account_unknown": _("Akun ini tidak ada. Pilih akun dari daftar."),
    "account_inactive": _("Akun ini sudah diakhiri. Aktifkan dahulu."),
    "account_name_taken": _("Nama pengguna %(username)s sudah dipakai. Pilih nama lain."),
    "grant_unknown": _("Peran ini tidak ada. Muat ulang halaman."),
    "grant_exists": _("Akun ini sudah memegang peran itu di tempat yang sama. Akhiri dahulu yang lama."),
    "grant_place_unknown": _("Wilayah %(place)s tidak ada dalam daftar. Pilih wilayah lain."),
    "grant_ends_before_it_begins": _("Tanggal akhir mendahului tanggal mulai. Periksa kedua tanggal."),
    "grant_member_is_no_grant": _("Anggota tidak diberi peran: ia masuk dengan nomor HP setelah mendaftar."),
    "grant_place_and_organisation": _("Pilih wilayah atau lembaga, jangan keduanya."),
    "grant_needs_kelurahan": _("Peran ini berlaku untuk satu kelurahan. Pilih kelurahannya."),
    "grant_needs_kecamatan": _("Peran ini berlaku untuk satu kecamatan. Pilih kecamatannya."),
    "grant_needs_city": _("Peran ini berlaku untuk satu kota atau satu provinsi. Pilih salah satunya."),
    "grant_needs_organisation": _("Peran ini berlaku untuk satu lembaga. Pilih lembaganya."),
    "grant_needs_place_or_organisation": _("Peran ini berlaku untuk satu wilayah atau satu lembaga. Pilih salah satunya."),
    "grant_needs_place_or_everywhere": _("Peran ini berlaku untuk satu wilayah atau seluruh program, bukan satu lembaga."),
    "grant_needs_everywhere": _("Peran ini berlaku untuk seluruh program. Kosongkan wilayah dan lembaga."),
}


def sentence(reason: Reason) -> str:
    return str(SENTENCES[reason.code]) % {name: _shown(value) for name, value in reason.params.items()}


def _shown(value: object) -> object:
    if not isinstance(value, datetime):
        return value
    return clock(timezone.localtime(value), language_of(get_language()))
