"""Sentences of findings, and the words of axes and definitions."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from okoce.evaluation.figures.rules import Figure, Finding
from okoce.evaluation.rounds.web.texts import stage_name
from okoce.ui import formats

Words = str | Promise
CHECKS: Final[dict[str, Words]] = {
    "two_numbers": gettext_lazy("Satu sumber mencetak dua angka untuk hal yang sama: %(value)s dan %(other)s."),
    "wrong_share": gettext_lazy("Sumber menulis %(percent)s persen, padahal %(value)s dari %(base)s bukan sebanyak itu."),
    "other_denominators": gettext_lazy(
        "%(value)s dari %(base)s ditulis %(percent)s persen; dari %(other)s, angka lain untuk hari itu, "
        "menjadi %(other_percent)s persen."
    ),
    "wrong_product": gettext_lazy("Perkalian dalam sumber menghasilkan %(product)s, tetapi angka yang dicetak %(value)s."),
    "part_larger": gettext_lazy("Bagian (%(part)s) lebih besar daripada keseluruhannya (%(whole)s)."),
    "swapped_names": gettext_lazy("Sumber menukar nama %(first)s dan %(second)s; angkanya dibaca menurut nama tahap yang tetap."),
    "parts_and_total": gettext_lazy(
        "Wilayah yang disebut berjumlah %(parts)s, total yang dicetak %(total)s: selisih %(gap)s. "
        "Saluran (%(channels)s) bukan wilayah; dengan saluran pun %(unexplained)s belum terjelaskan. Tidak disebut: %(missing)s."
    ),
    "two_definitions": gettext_lazy("%(narrow)s (%(value)s) dan %(wide)s (%(other)s) adalah dua hal berbeda, jangan disamakan."),
    "later_above_earlier": gettext_lazy(
        "%(later)s (%(other)s) lebih banyak daripada %(earlier)s (%(value)s): mungkin bila tahap tidak harus berurutan, "
        "jadi perlu dijelaskan."
    ),
    "sources_disagree": gettext_lazy("Untuk hari yang sama sumber-sumber menyebut %(value)s dan %(other)s: selisih %(gap)s."),
    "area_differs": gettext_lazy("%(value)s dan %(other)s berbeda karena wilayah yang dihitung berbeda: selisih %(gap)s orang."),
    "implausible": gettext_lazy("%(value)s orang sukar dipercaya untuk %(residents)s penduduk."),
    "implausible_rate": gettext_lazy(
        "%(value)s per kecamatan berarti %(total)s orang, sukar dipercaya untuk %(residents)s penduduk."
    ),
    "falls": gettext_lazy("Jumlah yang seharusnya hanya bertambah turun dari %(value)s menjadi %(other)s."),
    "falls_between_sources": gettext_lazy(
        "Kurang dari sebulan kemudian sumber lain menyebut angka lebih rendah: %(value)s lalu %(other)s. Keduanya disimpan."
    ),
    "stale": gettext_lazy("Angka %(value)s diulang %(days)s hari kemudian seolah-olah baru."),
}
"""One sentence per check; every code of the rules has one (a test compares)."""
CHANNEL, AGENCY, REVISED = gettext_lazy("lewat %s"), gettext_lazy("menurut %s"), gettext_lazy("hitungan kemudian")


def sentence(finding: Finding) -> str:
    """The finding in one sentence."""
    return str(CHECKS[finding.code]) % {name: _shown(value) for name, value in finding.values.items()}


def _shown(value: object) -> str:
    if isinstance(value, int | Decimal):
        return value_text(Decimal(value))
    return str(value)


def value_text(value: Decimal) -> str:
    """A number as people read it; decimals only where there are some."""
    decimals = max(0, -int(value.normalize().as_tuple().exponent)) if value % 1 else 0
    return formats.number(value, formats.language_of(get_language()), decimals=decimals)


def definition_name(code: str) -> str:
    """“P4 Perizinan” for a stage; other definitions keep the source's own code."""
    is_stage = len(code) == 2 and code[0] == "P" and code[1] in "1234567"
    return stage_name(int(code[1])) if is_stage else code.replace("_", " ")


def axes_text(figure: Figure) -> str:
    """Where, by which way and counted by whom; what the source does not say is not made up."""
    axes = figure.axes
    parts: list[str] = []
    if axes.area:
        parts.append(str(AREAS.get(axes.area) or axes.area.rpartition("/")[2]))
    if axes.channel:
        parts.append(str(CHANNEL) % axes.channel)
    if axes.agency:
        parts.append(str(AGENCY) % axes.agency)
    parts += [text for text in (axes.period, str(REVISED) if axes.revision else "", axes.detail) if text]
    return ", ".join(str(part) for part in parts) or _("tidak disebut")


AREAS: Final[Mapping[str, Words]] = {"ID": gettext_lazy("Seluruh Indonesia"), "ID/DKI": gettext_lazy("Seluruh DKI Jakarta")}
