"""What an edition asks, in plain words: every form of the grammar has its sentence, so a new edition explains itself.

A phrase is a part of a sentence in small letters; `Line` is the same with the nested parts as lines of their own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from okoce.facts.enums import Channel, Grade
from okoce.facts.kinds import MeasureField, all_kinds, measure_fields
from okoce.progression.rules import (
    AllOf,
    AnyOf,
    Condition,
    Count,
    Distinct,
    Edition,
    Gate,
    Holds,
    MonthsInARow,
    Parameter,
    Selection,
    StagePassed,
    Sum,
    Test,
)
from okoce.ui import formats

Numbers = Mapping[str, int]
"""What parameters are today, where a page knows it."""
ENTREPRENEUR: Final = 8
STAGES: Final[dict[int, str | Promise]] = {
    1: gettext_lazy("Pendaftaran"),
    2: gettext_lazy("Pelatihan"),
    3: gettext_lazy("Pendampingan"),
    4: gettext_lazy("Perizinan"),
    5: gettext_lazy("Pemasaran"),
    6: gettext_lazy("Pelaporan keuangan"),
    7: gettext_lazy("Permodalan"),
}
COMPARED: Final[dict[str, str | Promise]] = {
    "eq": gettext_lazy("%(field)s %(value)s"),
    "in": gettext_lazy("%(field)s %(value)s"),
    "ne": gettext_lazy("%(field)s bukan %(value)s"),
    "ge": gettext_lazy("%(field)s paling sedikit %(value)s"),
    "le": gettext_lazy("%(field)s paling banyak %(value)s"),
}
COMPARED_DAYS: Final[dict[str, str | Promise]] = COMPARED | {
    "ge": gettext_lazy("%(field)s sejak %(value)s"),
    "le": gettext_lazy("%(field)s sampai %(value)s"),
}
OWN_FIELDS: Final[dict[str, str | Promise]] = {
    "fact.grade": gettext_lazy("tingkat bukti"),
    "fact.channel": gettext_lazy("jalur"),
    "fact.occurred_on": gettext_lazy("tanggal kejadian"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an outline: a phrase, and the lines below it."""

    text: str
    parts: tuple["Line", ...] = ()


def stage_name(row: int) -> str:
    """“P4 Perizinan”; the eighth row is who counts as entrepreneur."""
    return str(_("Dihitung sebagai wirausaha")) if row == ENTREPRENEUR else f"P{row} {STAGES[row]}"


def edition_title(edition: Edition) -> str:
    """In the reader's language, where the edition has it."""
    return edition.title_en if _language() == "en" and edition.title_en else edition.title


def edition_explanation(edition: Edition) -> str:
    """One sentence in the reader's language, where the edition has it."""
    return edition.explanation_en if _language() == "en" and edition.explanation_en else edition.explanation


def gate_sentence(gate: Gate, numbers: Numbers | None = None) -> str:
    """What completes a stage, with the evidence that is asked for."""
    return sentence(_with_grade(condition_phrase(gate.condition, numbers), gate.minimum_grade))


def gate_outline(gate: Gate, numbers: Numbers | None = None) -> Line:
    """The same as lines, for conditions with parts."""
    line = outline(gate.condition, numbers)
    return Line(sentence(_with_grade(line.text, gate.minimum_grade), end="" if line.parts else "."), line.parts)


def sentence(phrase: str, end: str = ".") -> str:
    """A phrase with its capital and its full stop."""
    return f"{phrase[:1].upper()}{phrase[1:]}{end}"


def outline(condition: Condition, numbers: Numbers | None = None) -> Line:
    """A condition as a line; the parts of a group as lines below it."""
    if isinstance(condition, AllOf | AnyOf) and len(condition.parts) > 1:
        head = _("semua ini terpenuhi:") if isinstance(condition, AllOf) else _("salah satu ini terpenuhi:")
        return Line(head, tuple(outline(part, numbers) for part in condition.parts))
    if isinstance(condition, AllOf | AnyOf):
        return outline(condition.parts[0], numbers)
    return Line(condition_phrase(condition, numbers))


def condition_phrase(condition: Condition, numbers: Numbers | None = None) -> str:
    """A condition as part of one sentence; what is nested stands in brackets."""
    match condition:
        case AllOf(parts):
            return _joined(parts, _("dan"), numbers)
        case AnyOf(parts):
            return _joined(parts, _("atau"), numbers)
        case StagePassed(stage):
            return _("lulus %(stage)s") % {"stage": stage_name(stage)}
        case Holds(facts, _until):
            return _("punya %(facts)s yang masih berlaku") % {"facts": _facts(facts, numbers)}
        case Count(facts, at_least):
            return _("paling sedikit %(least)s kali %(facts)s") % {
                "least": _threshold(at_least, numbers),
                "facts": _facts(facts, numbers),
            }
        case MonthsInARow(facts, at_least, _month):
            return _("paling sedikit %(least)s bulan berturut-turut ada %(facts)s") % {
                "least": _threshold(at_least, numbers),
                "facts": _facts(facts, numbers),
            }
        case Sum(facts, measure, at_least):
            return _("jumlah %(measure)s paling sedikit %(least)s dari %(facts)s") % {
                "measure": field_label(facts.kinds, measure),
                "least": _amount(facts, measure, at_least, numbers),
                "facts": _facts(facts, numbers),
            }
        case Distinct(facts, field, at_least):
            return _("paling sedikit %(least)s %(field)s yang berbeda dari %(facts)s") % {
                "least": _threshold(at_least, numbers),
                "field": field_label(facts.kinds, field),
                "facts": _facts(facts, numbers),
            }


def _joined(parts: Iterable[Condition], word: str, numbers: Numbers | None) -> str:
    phrases = [
        f"({condition_phrase(part, numbers)})"
        if isinstance(part, AllOf | AnyOf) and len(part.parts) > 1
        else condition_phrase(part, numbers)
        for part in parts
    ]
    return f", {word} ".join(phrases)


def _with_grade(phrase: str, grade: int) -> str:
    if not grade:
        return phrase
    return _("%(phrase)s, bukti minimal %(grade)s") % {"phrase": phrase.removesuffix(":"), "grade": Grade(grade).label} + (
        ":" if phrase.endswith(":") else ""
    )


def _facts(facts: Selection, numbers: Numbers | None) -> str:
    """“hadir di pelatihan (jenis pelatihan keterampilan usaha) dalam 365 hari terakhir, bukti minimal dibenarkan pihak lain”."""
    phrase = f" {_('atau')} ".join(_small(kind_label(kind)) for kind in facts.kinds)
    tests = f" {_('dan')} ".join(_test(facts, test) for test in facts.where)
    if tests:
        phrase = f"{phrase} ({tests})"
    if facts.within is not None:
        days = _threshold(facts.within, numbers)
        phrase = _("%(facts)s dalam %(days)s hari terakhir") % {"facts": phrase, "days": days}
    return _with_grade(phrase, facts.min_grade)


def kind_label(code: str) -> str:
    """How a kind is called; its code, where an old document names one that is not known here."""
    return next((str(kind.label) for kind in all_kinds() if kind.code == code), code)


def field_label(kinds: Iterable[str], name: str) -> str:
    """How a measure, or a field of the fact itself, is called."""
    if name in OWN_FIELDS:
        return str(OWN_FIELDS[name])
    item = measure_of(kinds, name)
    return name if item is None else str(item.label)


def measure_of(kinds: Iterable[str], name: str) -> MeasureField | None:
    """The declaration of a measure in the first of the kinds that has it."""
    wanted = {*kinds}
    fields = (item for kind in all_kinds() if kind.code in wanted for item in measure_fields(kind))
    return next((item for item in fields if item.name == name), None)


def _test(facts: Selection, test: Test) -> str:
    values = test.value if isinstance(test.value, tuple) else (test.value,)
    words = COMPARED_DAYS if any(isinstance(value, date) for value in values) else COMPARED
    shown = f" {_('atau')} ".join(value_label(facts.kinds, test.field, value) for value in values)
    return str(words[test.operator]) % {"field": field_label(facts.kinds, test.field), "value": shown}


def value_label(kinds: Iterable[str], name: str, value: object) -> str:
    """A value as people read it: the label of a code, a date, an amount of rupiah."""
    if isinstance(value, bool):
        return str(_("ya") if value else _("tidak"))
    if isinstance(value, date):
        return formats.date_long(value, _language())
    if name == "fact.grade" and isinstance(value, int):
        return str(Grade(value).label)
    if name == "fact.channel":
        return str(dict(Channel.choices).get(str(value), value))
    item = measure_of(kinds, name)
    if item is not None and issubclass(item.type, TextChoices) and value in item.type.values:
        return str(item.type(str(value)).label)
    if isinstance(value, int):
        return formats.rupiah(value, _language()) if item is not None and item.unit == "rupiah" else _number(value)
    return str(value)


def _amount(facts: Selection, measure: str, at_least: int | Parameter, numbers: Numbers | None) -> str:
    return value_label(facts.kinds, measure, at_least) if isinstance(at_least, int) else _threshold(at_least, numbers)


def _threshold(threshold: int | Parameter, numbers: Numbers | None) -> str:
    if isinstance(threshold, int):
        return _number(threshold)
    if numbers is not None and threshold.code in numbers:
        return _("%(number)s (aturan %(code)s)") % {"number": _number(numbers[threshold.code]), "code": threshold.code}
    return _("[aturan %(code)s]") % {"code": threshold.code}


def _small(label: str) -> str:
    """A label within a sentence; one that begins with a name in capitals (NIB) stays as it is."""
    return label if label[1:2].isupper() else f"{label[:1].lower()}{label[1:]}"


def _number(value: int) -> str:
    return formats.number(value, _language())


def _language() -> str:
    return formats.language_of(get_language())
