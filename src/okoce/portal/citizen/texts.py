"""Sentences for members: what a stage lacks and why, the one next step, and refusals of what she may do herself."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from okoce.core.decisions import Decision
from okoce.facts.enums import Channel, CorrectionReason, Grade
from okoce.facts.kinds import kind_of, measure_fields
from okoce.progression.rules import Missing, NextStep
from okoce.ui import formats

STAGES: Final = {
    1: gettext_lazy("Pendaftaran"),
    2: gettext_lazy("Pelatihan"),
    3: gettext_lazy("Pendampingan"),
    4: gettext_lazy("Perizinan"),
    5: gettext_lazy("Pemasaran"),
    6: gettext_lazy("Pelaporan keuangan"),
    7: gettext_lazy("Permodalan"),
}
# What one does, by the first kind that would count; other kinds are named by their own label.
DOINGS: Final = {
    "registration.submitted": gettext_lazy("mendaftar"),
    "activity.joined": gettext_lazy("ikut satu kegiatan"),
    "training.attended": gettext_lazy("hadir di pelatihan"),
    "mentoring.visit": gettext_lazy("bertemu pendamping"),
    "licence.issued": gettext_lazy("izin usaha yang berlaku"),
    "market.stall_day": gettext_lazy("berjualan di bazar, toko, atau daring"),
    "books.month": gettext_lazy("catatan untung rugi sebulan"),
    "loan.disbursed": gettext_lazy("pinjaman usaha cair, bila memang diinginkan"),
}
# Only a count above one needs its numbers; “Perlu: bertemu pendamping.” says the rest.
LACKS: Final = {
    "count_short": gettext_lazy("Perlu: %(what)s, %(left)s kali lagi (baru %(have)s dari %(need)s)."),
    "sum_short": gettext_lazy("Perlu: %(what)s, baru %(have)s dari %(need)s."),
    "distinct_short": gettext_lazy("Perlu: %(what)s, baru %(have)s dari %(need)s macam."),
    "months_short": gettext_lazy("Perlu: %(what)s, baru %(have)s dari %(need)s bulan berturut-turut."),
    "not_held": gettext_lazy("Perlu: %(what)s."),
    "expired": gettext_lazy("Perlu diperpanjang: %(what)s, berlaku sampai %(ended)s."),
    "grade_short": gettext_lazy("Sudah dicatat: %(what)s. Belum ada pihak lain yang membenarkan; tunjukkan buktinya ke petugas."),
    "stage_not_passed": gettext_lazy("Menunggu P%(stage)s selesai, karena aturan ini berurutan."),
}
ONCE: Final = ("count_short", "months_short", "distinct_short")
GRADES: Final = {
    Grade.SELF_REPORTED: gettext_lazy("menurut Anda"),
    Grade.CONFIRMED: gettext_lazy("dibenarkan pihak lain"),
    Grade.REGISTER: gettext_lazy("tercatat di daftar resmi"),
    Grade.SAMPLED: gettext_lazy("sudah diperiksa"),
}
CHANNELS: Final = {
    Channel.SELF: gettext_lazy("Anda sendiri"),
    Channel.COUNTER: gettext_lazy("petugas di loket"),
    Channel.MENTOR: gettext_lazy("pendamping"),
    Channel.PARTNER: gettext_lazy("komunitas atau mitra"),
    Channel.IMPORT: gettext_lazy("unggahan berkas"),
    Channel.REGISTER: gettext_lazy("daftar resmi"),
    Channel.LENDER: gettext_lazy("pemberi pinjaman"),
}
REFUSALS: Final = {
    "request.still_open": gettext_lazy("Anda masih punya komunitas, atau permintaan yang belum dijawab. Tarik dahulu yang itu."),
    "request.already_answered": gettext_lazy("Komunitas baru saja menjawab. Baca jawabannya di halaman ini."),
    "record.outside_scope": gettext_lazy("Halaman ini hanya untuk Anda sendiri. Masuk lagi dan pilih nama Anda."),
    "record.not_enrolled": gettext_lazy(
        "Anda sedang tidak terdaftar. Daftar lagi di kantor kecamatan; catatan lama Anda tetap ada."
    ),
    "consent.only_herself": gettext_lazy("Izin hanya diubah oleh orangnya sendiri. Masuk lagi dan pilih nama Anda."),
}


TRAINING: Final = "training.attended"


@dataclass(frozen=True, slots=True)
class StepWords:
    title: str
    text: str


def refusal(decision: Decision) -> str:
    return " ".join(str(REFUSALS[code]) for code in decision.codes)


def lacks(missing: Missing) -> str:
    """One thing that is missing, with what would close it."""
    return _lacks(missing, _language())


@lru_cache(maxsize=4096)
def _lacks(missing: Missing, language: str) -> str:
    """Kept: a list says the same few things of thousands of members."""
    code = "not_held" if missing.code in ONCE and missing.need == 1 else missing.code
    return str(LACKS[code]) % {
        "what": doing(missing),
        "have": formats.number(missing.have, language),
        "need": formats.number(missing.need, language),
        "left": formats.number(missing.need - missing.have, language),
        "ended": formats.date_long(missing.ended_on, language) if missing.ended_on else "–",
        "stage": missing.stage or "",
    }


def doing(missing: Missing) -> str:
    """What would count, with what it is limited to: “hadir di pelatihan: keterampilan usaha”."""
    if not missing.kinds:
        return ""
    first = missing.kinds[0]
    words = str(DOINGS.get(first, kind_of(first).label))
    limits = _limits(missing)
    if not limits:
        return words
    return _("hadir di pelatihan %(skill)s") % {"skill": limits} if first == TRAINING else f"{words}: {limits}"


def step_words(step: NextStep) -> StepWords:
    """The one next step, as something to do."""
    if step.code == "grade_short":
        return StepWords(
            _("Tunjukkan buktinya kepada petugas"),
            _("Ini sudah dicatat menurut Anda: %(what)s. Petugas mencocokkan buktinya, lalu tahap ini selesai.")
            % {"what": doing(step.missing)},
        )
    title, text = (str(words) for words in _STEPS[step.stage])
    if step.again:
        return StepWords(_("Perbarui: %(title)s") % {"title": title}, lacks(step.missing))
    limits = _limits(step.missing)
    if limits and TRAINING in step.missing.kinds:
        title = _("Ikut pelatihan %(skill)s") % {"skill": limits}
    return StepWords(title, text)


def correction_reason(code: str) -> str:
    return str(CorrectionReason(code).label)


_STEPS: Final = {
    1: (gettext_lazy("Daftar di kantor kecamatan"), gettext_lazy("Bawa KTP. Petugas mencatat Anda, gratis.")),
    2: (
        gettext_lazy("Ikut pelatihan"),
        gettext_lazy("Gratis. Tanyakan jadwal terdekat di pusat kewirausahaan kecamatan Anda, lalu datang pada harinya."),
    ),
    3: (
        gettext_lazy("Bertemu pendamping"),
        gettext_lazy("Pendamping melihat usaha Anda dan membantu satu hal yang paling perlu. Minta waktu bertemu kepada petugas."),
    ),
    4: (
        gettext_lazy("Urus izin usaha (NIB)"),
        gettext_lazy("Gratis. Bawa KTP, nomor HP, dan alamat tempat usaha. Petugas membantu mengisi sampai terbit."),
    ),
    5: (
        gettext_lazy("Jual di satu tempat baru"),
        gettext_lazy(
            "Bazar, toko, titip jual, atau daring: satu hari jualan sudah cukup. Catat hasilnya, lalu laporkan kepada petugas."
        ),
    ),
    6: (
        gettext_lazy("Catat uang masuk dan keluar sebulan"),
        gettext_lazy("Buku tulis pun boleh. Setelah sebulan, petugas membantu menghitung untungnya."),
    ),
    7: (
        gettext_lazy("Siapkan modal"),
        gettext_lazy(
            "Program ini tidak memberi uang tunai. Petugas membantu menyiapkan berkas untuk bank, dan banklah yang memutuskan. "
            "Tidak ingin meminjam? Katakan kepada petugas; itu juga pilihan yang baik."
        ),
    ),
}


def _limits(missing: Missing) -> str:
    return _either([label for test in missing.where for label in _labels(missing.kinds[0], test.field, test.value)])


def _labels(kind: str, field: str, value: object) -> list[str]:
    types = {item.name: item.type for item in measure_fields(kind_of(kind))}
    values = value if isinstance(value, tuple) else (value,)
    labels = {choice.value: str(choice.label) for choice in types[field]} if hasattr(types.get(field), "choices") else {}
    return [labels.get(item, str(item)) for item in values]


def _either(words: list[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s, atau %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def _language() -> str:
    return formats.language_of(get_language())
