"""Sentences of partners: every refusal with its reason and next step, opening hours, states and cards."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from okoce.core.decisions import Decision, Reason
from okoce.partners.enums import CardStanding, OpeningCode, OrganisationAction, OrganisationState, Refusal, Weekday
from okoce.partners.rules import Opening
from okoce.ui.enums import Tone
from okoce.ui.presentation import language

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Refused:
    """A refusal as a page shows it: why, and what to do now."""

    reason: str
    next_step: str


REFUSALS: Mapping[Refusal, tuple[Text, Text]] = {
    Refusal.ROLE_MISSING: (
        _("Peran Anda tidak mencakup tindakan ini."),
        _("Minta petugas kecamatan atau pengelola sistem melakukannya."),
    ),
    Refusal.OUT_OF_SCOPE: (
        _("Wilayah kerja organisasi ini lebih luas dari, atau di luar, wilayah Anda."),
        _("Minta petugas kota, atau pengelola sistem bila wilayahnya lebih dari satu kota."),
    ),
    Refusal.OWN_ORGANISATION: (
        _("Anda sendiri wakil organisasi ini, jadi Anda tidak boleh menilainya."),
        _("Minta rekan lain di kecamatan atau petugas kota memeriksanya."),
    ),
    Refusal.ACTION_NOT_POSSIBLE: (
        _("Tindakan ini tidak berlaku untuk organisasi yang %(state)s."),
        _("Muat ulang halaman untuk melihat keadaan terbaru."),
    ),
    Refusal.ORGANISATION_REMOVED: (
        _("Organisasi ini sudah dicoret dari daftar."),
        _("Minta petugas membuka pemeriksaan lagi sebelum menambah wakil."),
    ),
    Refusal.NAME_MISSING: (_("Namanya masih kosong."), _("Tulis nama lengkapnya.")),
    Refusal.REASON_MISSING: (
        _("Alasannya masih kosong."),
        _("Tulis alasan dalam satu kalimat; masyarakat akan membacanya."),
    ),
    Refusal.AREA_MISSING: (_("Wilayah kerjanya belum dipilih."), _("Pilih sedikitnya satu wilayah.")),
    Refusal.AREA_UNKNOWN: (_("Wilayah %(code)s tidak kami kenal."), _("Pilih wilayah dari daftar.")),
    Refusal.REGISTER_NUMBER_TAKEN: (
        _("Nomor %(number)s sudah dipakai organisasi lain."),
        _("Kosongkan nomornya; kami akan membuatkan nomor baru."),
    ),
    Refusal.REGISTER_NUMBER_UNREADABLE: (
        _("Nomor daftar itu tidak berisi huruf atau angka."),
        _("Kosongkan nomornya; kami akan membuatkan nomor baru."),
    ),
    Refusal.PHONE_OF_A_PERSON: (
        _("Nama atau jabatan memuat nomor telepon, padahal semua orang dapat membacanya."),
        _("Hapus nomornya. Kontak kantor boleh ditulis di kolom kontak."),
    ),
    Refusal.PERIOD_REVERSED: (
        _("Kartu berakhir sebelum mulai berlaku."),
        _("Pilih tanggal berakhir sesudah tanggal mulai."),
    ),
    Refusal.CARD_ALREADY_REVOKED: (_("Kartu ini sudah dicabut."), _("Muat ulang halaman untuk melihat keadaan terbaru.")),
    Refusal.NOT_A_KECAMATAN: (_("Center hanya ada di tingkat kecamatan."), _("Pilih kecamatan dari daftar center.")),
    Refusal.ADDRESS_MISSING: (
        _("Alamat center masih kosong."),
        _("Tulis alamat yang bisa ditemukan orang: jalan, nomor, lantai."),
    ),
    Refusal.FUNCTION_MISSING: (
        _("Jabatannya masih kosong."),
        _("Tulis tugasnya, misalnya “pendamping” atau “petugas pendaftaran”."),
    ),
    Refusal.WEEKDAY_TWICE: (_("Hari %(weekday)s tertulis dua kali."), _("Sisakan satu jam buka untuk hari itu.")),
    Refusal.HOURS_REVERSED: (
        _("Pada hari %(weekday)s jam tutup tidak sesudah jam buka."),
        _("Perbaiki jamnya, atau kosongkan keduanya bila hari itu tutup."),
    ),
    Refusal.ROOM_WITHOUT_SEATS: (_("Ada ruang tanpa jumlah kursi."), _("Isi jumlah orang yang muat, paling sedikit 1.")),
}

OPENINGS: Mapping[OpeningCode, Text] = {
    OpeningCode.OPEN_UNTIL: _("Buka sekarang, sampai %(time)s"),
    OpeningCode.LATER_TODAY: _("Tutup; buka hari ini %(time)s"),
    OpeningCode.TOMORROW: _("Tutup; buka lagi besok %(time)s"),
    OpeningCode.ON_WEEKDAY: _("Tutup; buka lagi %(weekday)s %(time)s"),
    OpeningCode.NEXT_WEEK: _("Tutup; buka lagi %(weekday)s pekan depan %(time)s"),
    OpeningCode.NO_HOURS: _("Jam buka belum diisi"),
}

STANDINGS: Mapping[CardStanding, Text] = {
    CardStanding.VALID: _("berlaku"),
    CardStanding.NOT_YET: _("belum berlaku"),
    CardStanding.EXPIRED: _("habis masa berlaku"),
    CardStanding.REVOKED: _("dicabut"),
    CardStanding.ORGANISATION_NOT_VERIFIED: _("organisasinya tidak terverifikasi"),
}
STANDING_TONES: Mapping[CardStanding, Tone] = {
    CardStanding.VALID: Tone.DONE,
    CardStanding.NOT_YET: Tone.WAITING,
    CardStanding.EXPIRED: Tone.NEUTRAL,
    CardStanding.REVOKED: Tone.REFUSED,
    CardStanding.ORGANISATION_NOT_VERIFIED: Tone.REFUSED,
}
STATE_TONES: Mapping[OrganisationState, Tone] = {
    OrganisationState.PENDING: Tone.WAITING,
    OrganisationState.VERIFIED: Tone.DONE,
    OrganisationState.SUSPENDED: Tone.NEUTRAL,
    OrganisationState.REMOVED: Tone.REFUSED,
}
EFFECTS: Mapping[OrganisationAction, Text] = {
    OrganisationAction.VERIFY: _("Namanya langsung tampil di daftar umum dan kartu wakilnya berlaku."),
    OrganisationAction.SUSPEND: _("Namanya hilang dari daftar umum; yang memeriksa nomornya membaca alasan Anda."),
    OrganisationAction.REMOVE: _("Namanya dicoret; yang memeriksa nomornya diperingatkan dan membaca alasan Anda."),
    OrganisationAction.REOPEN: _("Pemeriksaan dimulai lagi dengan nomor yang sama."),
}
HAPPENED: Mapping[str, Text] = {
    "register": _("Didaftarkan"),
    "verify": _("Dinyatakan terverifikasi"),
    "suspend": _("Dihentikan sementara"),
    "remove": _("Dicoret dari daftar"),
    "reopen": _("Pemeriksaan dibuka lagi"),
    "set_areas": _("Wilayah kerja diubah"),
    "set_accepts_members": _("Pilihan menerima anggota diubah"),
}
DONE: Mapping[str, Text] = {
    "register": _("Tercatat dan menunggu pemeriksaan."),
    "verify": _("Sudah terverifikasi dan tampil di daftar umum."),
    "suspend": _("Sudah dihentikan sementara. Kartu wakilnya tidak berlaku lagi."),
    "remove": _("Sudah dicoret dari daftar."),
    "reopen": _("Pemeriksaan dibuka lagi."),
    "set_areas": _("Wilayah kerja sudah disimpan."),
    "set_accepts_members": _("Pilihan menerima anggota sudah disimpan."),
    "add_representative": _("Wakil sudah ditambahkan. Tulis nomor kartunya di kartu orang itu."),
    "revoke_representative": _("Kartu sudah dicabut dan langsung tidak berlaku."),
    "save_centre": _("Center sudah disimpan dan langsung tampil di halaman umum."),
}


def clock(value: time) -> str:
    """08.00 in Indonesian, 08:00 in English."""
    return value.strftime("%H:%M" if language() == "en" else "%H.%M")


def opening_sentence(opening: Opening) -> str:
    """ "Buka sekarang, sampai 16.00"."""
    params = {
        "time": clock(opening.at) if opening.at else "",
        "weekday": str(Weekday(opening.weekday).label) if opening.weekday else "",
    }
    return str(OPENINGS[opening.code]) % params


def refused(decision: Decision) -> Refused:
    """The first reason of a refusal: one thing to put right at a time."""
    reason = decision.reasons[0]
    why, now = REFUSALS[Refusal(reason.code)]
    return Refused(str(why) % _params(reason), str(now))


def _params(reason: Reason) -> dict[str, Any]:
    params: dict[str, Any] = dict(reason.params)
    if "state" in params:
        params["state"] = str(OrganisationState(params["state"]).label)
    if "weekday" in params:
        params["weekday"] = str(Weekday(params["weekday"]).label)
    return params
