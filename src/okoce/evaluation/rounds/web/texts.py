"""Words of the round: refusals with their next step, stages, measures, causes, and what somebody lacks."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from okoce.core.decisions import Decision
from okoce.evaluation.rounds.rules.figures import BREACHES
from okoce.evaluation.rounds.rules.lines import OUTSIDE
from okoce.evaluation.rounds.rules.sheet import Sheet
from okoce.evaluation.rounds.rules.tally import ALL, ENTREPRENEURS, Measure
from okoce.facts.kinds import kind_of
from okoce.ui import formats
from okoce.ui.presentation import language
from okoce.ui.refusals import Refusal, Words, refusal_of

REFUSALS: Final[dict[str, tuple[Words, Words, Words]]] = {
    "round.evaluators_only": (
        gettext_lazy("Ini pekerjaan penilai program."),
        gettext_lazy("Hanya penilai seluruh program yang membekukan putaran dan mencatat keputusannya."),
        gettext_lazy("Minta penilai program melakukannya, atau minta peran itu kepada pengelola sistem."),
    ),
    "round.list_outside_scope": (
        gettext_lazy("Daftar ini di luar wilayah Anda."),
        gettext_lazy("Angkanya terbuka bagi Anda, tetapi nama orangnya hanya untuk petugas wilayah itu dan penilai program."),
        gettext_lazy("Buka daftar kecamatan atau kota Anda sendiri dari tabel wilayah."),
    ),
    "round.still_running": (
        gettext_lazy("Putaran ini masih berjalan."),
        gettext_lazy("Fakta untuk dua minggu ini masih berdatangan sampai %(last_day)s."),
        gettext_lazy("Bekukan setelah tanggal itu. Sampai saat itu angkanya tetap bisa dibaca di sini."),
    ),
    "round.already_frozen": (
        gettext_lazy("Putaran ini sudah dibekukan."),
        gettext_lazy("Putaran %(first_day)s sampai %(last_day)s, atau yang sesudahnya, sudah menjadi paket dan tidak berubah."),
        gettext_lazy("Buka paketnya di riwayat. Perubahan sesudahnya tampil pada paket berikutnya."),
    ),
    "round.nothing_sealed": (
        gettext_lazy("Belum ada fakta yang disegel."),
        gettext_lazy("Paket hanya memuat fakta yang sudah disegel, dan penyegel belum menutup satu pun."),
        gettext_lazy("Tunggu beberapa detik lalu coba lagi. Bila tetap begini, pengelola sistem perlu memeriksa penyegel."),
    ),
    "decision.incomplete": (
        gettext_lazy("Keputusan belum lengkap."),
        gettext_lazy("Keputusan perlu tindakan dan satu penanggung jawab."),
        gettext_lazy("Isi keduanya, lalu simpan lagi."),
    ),
    "decision.due_in_past": (
        gettext_lazy("Tenggatnya sudah lewat."),
        gettext_lazy("Tanggal %(due_on)s sudah berlalu, jadi tidak bisa menjadi tenggat."),
        gettext_lazy("Pilih hari ini atau hari sesudahnya."),
    ),
    "decision.unknown": (
        gettext_lazy("Keputusan ini tidak ada."),
        gettext_lazy("Alamatnya tidak cocok dengan keputusan mana pun."),
        gettext_lazy("Kembali ke putaran dan pilih dari daftar keputusan terbuka."),
    ),
    "decision.closed": (
        gettext_lazy("Keputusan ini sudah ditutup."),
        gettext_lazy("Seseorang sudah mencatat hasilnya lebih dulu."),
        gettext_lazy("Kembali ke putaran; keputusan ini tidak perlu ditindaklanjuti lagi."),
    ),
    "decision.result_missing": (
        gettext_lazy("Hasilnya belum diisi."),
        gettext_lazy("Keputusan ditutup dengan hasil, supaya putaran berikutnya tahu apa yang terjadi."),
        gettext_lazy("Tulis hasilnya dalam satu kalimat, lalu simpan lagi."),
    ),
    "round.unknown_figure": (
        gettext_lazy("Angka ini tidak ada."),
        gettext_lazy("Alamat halaman tidak menunjuk ke angka mana pun pada putaran ini."),
        gettext_lazy("Kembali ke putaran dan tekan angkanya."),
    ),
}
STAGES: Final[dict[int, Words]] = {
    1: gettext_lazy("Pendaftaran"),
    2: gettext_lazy("Pelatihan"),
    3: gettext_lazy("Pendampingan"),
    4: gettext_lazy("Perizinan"),
    5: gettext_lazy("Pemasaran"),
    6: gettext_lazy("Pelaporan keuangan"),
    7: gettext_lazy("Permodalan"),
}
MEASURES: Final[dict[str, tuple[Words, Words]]] = {
    Measure.STOCK: (
        gettext_lazy("Pernah lulus"),
        gettext_lazy("orang yang pernah lulus, dihitung satu kali, sampai tanggal data"),
    ),
    Measure.FLOW: (
        gettext_lazy("Lulus dalam dua minggu ini"),
        gettext_lazy("orang yang pertama kali lulus dalam dua minggu ini"),
    ),
    Measure.HOLDS: (
        gettext_lazy("Masih berlaku"),
        gettext_lazy("orang yang lulus dan syaratnya masih terpenuhi pada tanggal data"),
    ),
}
CAUSES: Final[dict[str, Words]] = {
    "late": gettext_lazy("datang terlambat"),
    "amend": gettext_lazy("isinya diperbaiki"),
    "void": gettext_lazy("dibatalkan"),
    "restore": gettext_lazy("dipulihkan"),
}
LACKS: Final[dict[str, Words]] = {
    "count_short": gettext_lazy("belum ada catatan “%(what)s”"),
    "sum_short": gettext_lazy("jumlahnya belum cukup pada “%(what)s”"),
    "distinct_short": gettext_lazy("belum cukup ragamnya pada “%(what)s”"),
    "months_short": gettext_lazy("bulannya belum cukup pada “%(what)s”"),
    "not_held": gettext_lazy("belum punya “%(what)s”"),
    "expired": gettext_lazy("masa berlakunya habis pada “%(what)s”"),
    "grade_short": gettext_lazy("belum dibenarkan pihak lain: “%(what)s”"),
}


def refusal(decision: Decision) -> Refusal:
    return refusal_of(decision, REFUSALS)


def number(value: float) -> str:
    return formats.number(value, language(), decimals=0 if value == int(value) else 1)


def stage_name(row: int) -> str:
    """“P4 Perizinan”; the eighth row is who counts as entrepreneur."""
    return str(_("Wirausaha")) if row == ENTREPRENEURS else f"P{row} {STAGES[row]}"


def measure_name(measure: str) -> str:
    return str(_("Tahap di luar urutan")) if measure == BREACHES else str(MEASURES[Measure(measure)][0])


def place_name(sheet: Sheet, place: str) -> str:
    if place == ALL:
        return _("Seluruh program")
    return _("Luar Jakarta") if place == OUTSIDE else sheet.name(place)


def lacking(lacks: str) -> str:
    """What keeps somebody from counting, in words: a stage that is not passed, or facts that are missing."""
    if lacks.isdigit():
        return _("belum lulus %(stage)s") % {"stage": stage_name(int(lacks))}
    code, _colon, kind = lacks.partition(":")
    return str(LACKS[code]) % {"what": kind_of(kind).label}


def cause(code: str, kind: str) -> str:
    """“Hadir di pelatihan: datang terlambat”."""
    return f"{kind_of(kind).label}: {CAUSES[code]}"
