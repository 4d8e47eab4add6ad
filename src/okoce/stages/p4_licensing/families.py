"""The families of rules that make the licence roadmap, as `regulations` keeps, edits and shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from okoce.core.decisions import Decision, Reason
from okoce.regulations.families import Consequences, Family, Field
from okoce.stages.p4_licensing import texts
from okoce.stages.p4_licensing.queries.content import shipped_frame, shipped_titles
from okoce.stages.p4_licensing.queries.effects import cases_to_look_at, effects_of_change
from okoce.stages.p4_licensing.rules import check_rows, decoded, vocabulary
from okoce.stages.p4_licensing.rules.decoded import check_value
from okoce.stages.p4_licensing.rules.decoding import PLACE
from okoce.stages.p4_licensing.rules.parts import RuleLike, Text

type_of_label = str | Promise
Options = tuple[tuple[str, type_of_label], ...]
PAGES: Final = (_("Peta jalan izin"),)
INDONESIAN, ENGLISH, WHEN, UNLESS, EFFECT = _("Bahasa Indonesia"), _("Bahasa Inggris"), _("Bila"), _("Kecuali bila"), _("Pengaruh")


def agree(rows: tuple[RuleLike, ...]) -> Decision:
    """Do the rules of a day make a content together? Rules of other parts of P4 are not asked."""
    return check_rows([row for row in rows if row.code.startswith(decoded.FAMILIES)], shipped_frame())


TOGETHER: Final = Consequences("p4.", agree=agree, effects=effects_of_change, size=cases_to_look_at)


def in_words(text: Text) -> str:
    return text.read_in(get_language() or "id")


class TaskNames(Mapping[str, type_of_label]):
    """What the rules of a family are called: by the title of their task, in the reader's language."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix

    def __getitem__(self, code: str) -> str:
        return in_words(shipped_titles()[code.removeprefix(self._prefix)])

    def __iter__(self) -> Iterator[str]:
        return (f"{self._prefix}{task}" for task in shipped_titles())

    def __len__(self) -> int:
        return len(shipped_titles())


def sentence(reason: Reason) -> str:
    """Faults of content in words; nothing for reasons of others."""
    return texts.sentence(reason) if reason.code in texts.SENTENCES else ""


def options_of(key: str) -> Callable[[], Options]:
    """The values that a condition knows, in the words of the questions."""

    def options() -> Options:
        frame = shipped_frame()
        words = frame.words.get(key) or next((each.answers for each in frame.questions if each.code == key), {})
        return tuple((code, _word(words, code)) for code in vocabulary.VALUES[key] or ())

    return options


def _word(words: Mapping[str, Text], code: str) -> type_of_label:
    return in_words(words[code]) if code in words else _("belum dijawab")


def clause_title(value: Mapping[str, Any], language: str) -> str:
    """The sentence of a clause, with dots where somebody's own answer or a rule's number stands."""
    english = value.get("en") if language == "en" else None
    return PLACE.sub("…", str((english or value).get("says", "")))


def days_in_words(rule: RuleLike) -> str:
    if rule.value == 0:
        return said("hari yang sama")
    if rule.unit == "working days":
        return ngettext("%(days)d hari kerja", "%(days)d hari kerja", rule.value) % {"days": rule.value}
    return ngettext("%(days)d hari", "%(days)d hari", rule.value) % {"days": rule.value}


def term_in_words(rule: RuleLike) -> str:
    if isinstance(rule.value, int):
        return ngettext("%(years)d tahun", "%(years)d tahun", rule.value) % {"years": rule.value}
    return str(texts.TERM_WORDS.get(rule.value, rule.value))


def _condition(where: str, section: type_of_label, key: str) -> Field:
    known = vocabulary.VALUES[key]
    label = CONDITIONS[key]
    if known is None:
        return Field(f"{where}.{key}", label, "lines", omit=True, section=section, help=_("Satu kode per baris."))
    return Field(f"{where}.{key}", label, "choices", omit=True, section=section, choices=options_of(key))


CONDITIONS: Final[Mapping[str, type_of_label]] = {
    "place": _("Tempat"),
    "zone": _("Zona"),
    "capital": _("Modal"),
    "product": _("Hasil"),
    "inputs": _("Bahan"),
    "outlets": _("Tempat produksi dan outlet"),
    "sales": _("Omzet"),
    "entity": _("Bentuk usaha"),
    "brand": _("Merek"),
    "npwp": _("NPWP"),
    "trait": _("Sifat kelas usaha"),
    "scale": _("Skala usaha"),
    "risk": _("Tingkat risiko"),
    "class": _("Kelas usaha (2025:10794)"),
    "task": _("Tugas lain di daftar"),
}


def _words_of_task(prefix: str, section: type_of_label) -> tuple[Field, ...]:
    return (
        Field(f"{prefix}title", _("Judul"), required=True, section=section),
        Field(f"{prefix}what_for", _("Untuk apa"), "long", required=True, section=section),
        Field(f"{prefix}papers", _("Surat yang diperlukan"), "lines", required=True, section=section),
        Field(f"{prefix}steps", _("Langkah"), "lines", required=True, section=section),
        Field(f"{prefix}office", _("Kantor"), required=True, section=section),
        Field(f"{prefix}gets", _("Hasil yang didapat"), "long", required=True, section=section),
        Field(f"{prefix}if_not", _("Bila tidak diurus"), "long", required=True, section=section),
    )


TASK_FIELDS: Final = (
    *_words_of_task("", INDONESIAN),
    *_words_of_task("en.", ENGLISH),
    Field("phone", _("Telepon"), help=_("Kosongkan bila tidak ada sumbernya.")),
    Field("where", _("Alamat situs")),
    Field("needs", _("Sesudah tugas"), "lines", help=_("Satu kode per baris.")),
    Field("order", _("Urutan"), "number", required=True),
)
CLAUSE_FIELDS: Final = (
    Field("task", _("Kode tugas"), required=True),
    Field("effect", _("Pengaruh"), "choice", required=True, section=EFFECT, choices=texts.EFFECTS),
    Field("level", _("Tingkat"), "choice", required=True, section=EFFECT, choices=texts.LEVELS),
    Field("unlocked_by", _("Dibuka oleh tugas"), "lines", section=EFFECT, help=_("Hanya bila tertahan.")),
    Field("by", _("Diganti tugas"), section=EFFECT, help=_("Hanya bila diganti.")),
    Field("since", _("Sejak tanggal aturan"), section=EFFECT, help=_("Misalnya p4.param.halal_duty_from.")),
    Field("until", _("Sampai sebelum tanggal aturan"), section=EFFECT),
    *(_condition("when", WHEN, key) for key in CONDITIONS),
    *(_condition("unless", UNLESS, key) for key in CONDITIONS),
    Field("says", _("Kalimat alasan"), "long", required=True, section=INDONESIAN),
    Field("en.says", _("Kalimat alasan"), "long", required=True, section=ENGLISH),
)
TRAIT_FIELDS: Final = (Field("traits", _("Sifat kelas usaha"), "choices", choices=options_of("trait")),)
RISK_FIELDS: Final = (
    Field("scope", _("Ruang lingkup")),
    Field("scale", _("Skala usaha"), "choices", choices=options_of("scale")),
    Field("place", _("Tempat"), "choices", choices=options_of("place")),
    Field("level", _("Tingkat risiko"), "choice", required=True, choices=options_of("risk")),
)
PARAM_NAMES: Final = {
    f"{decoded.PARAM}{name}": label
    for name, label in (
        ("halal_duty_from", _("Sertifikat halal wajib sejak")),
        ("capital_micro_max", _("Modal usaha mikro paling banyak")),
        ("capital_small_max", _("Modal usaha kecil paling banyak")),
        ("capital_medium_max", _("Modal usaha menengah paling banyak")),
        ("sales_micro_max", _("Omzet usaha mikro paling banyak")),
        ("sales_small_max", _("Omzet usaha kecil paling banyak")),
        ("sales_medium_max", _("Omzet usaha menengah paling banyak")),
        ("sehati_sales_max", _("Omzet paling banyak untuk sertifikat halal gratis")),
        ("spp_irt_commitment_months", _("Komitmen SPP-IRT diperiksa dalam")),
        ("spp_irt_renew_months", _("SPP-IRT boleh diperpanjang paling awal sebelum berakhir")),
        ("slhs_renew_months", _("SLHS diperpanjang paling lambat sebelum berakhir")),
        ("brand_renew_months", _("Merek boleh diperpanjang paling awal sebelum berakhir")),
    )
}


def _family(prefix: str, label: type_of_label, units: tuple[str, ...], **more: object) -> Family:
    return Family(
        prefix,
        label,
        check_value,
        sentence=sentence,
        public=True,
        pages=PAGES,
        units=units,
        consequences=TOGETHER,
        **more,  # type: ignore[arg-type]  # the families below say what
    )


FAMILIES: Final = (
    _family(decoded.TASK, _("Tugas perizinan"), ("task",), objects=True, fields=TASK_FIELDS),
    _family(decoded.CLAUSE, _("Syarat tugas perizinan"), ("clause",), objects=True, fields=CLAUSE_FIELDS, title=clause_title),
    _family(decoded.PARAM, _("Tanggal dan batas perizinan"), ("rupiah", "months", "date"), names=PARAM_NAMES),
    _family(decoded.FEE, _("Biaya izin"), ("rupiah",), names=TaskNames(decoded.FEE)),
    _family(decoded.DAYS, _("Waktu layanan izin"), ("days", "working days"), names=TaskNames(decoded.DAYS), words=days_in_words),
    _family(decoded.TERM, _("Masa berlaku izin"), ("years",), names=TaskNames(decoded.TERM), words=term_in_words, mixed=True),
    _family(decoded.TRAITS, _("Sifat kelas usaha"), ("traits",), objects=True, fields=TRAIT_FIELDS),
    _family(decoded.RISK, _("Tingkat risiko kelas usaha"), ("risk",), objects=True, fields=RISK_FIELDS),
)
