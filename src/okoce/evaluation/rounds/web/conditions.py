"""What an edition asks, in plain words: every operator of the grammar has its sentence, so a new edition explains itself."""

from collections.abc import Iterable

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from okoce.evaluation.rounds.web.texts import number, stage_name
from okoce.facts.enums import Grade
from okoce.facts.kinds import kind_of, measure_fields
from okoce.progression.rules import (
    AllOf,
    AnyOf,
    Condition,
    Count,
    Distinct,
    Gate,
    Holds,
    MonthsInARow,
    Parameter,
    Selection,
    StagePassed,
    Sum,
    Test,
)

OPERATORS = {"eq": "", "in": "", "ne": "≠ ", "ge": "≥ ", "le": "≤ "}


def gate_sentence(gate: Gate) -> str:
    """What completes a stage, with the evidence that is asked for."""
    sentence = condition_phrase(gate.condition)
    if gate.minimum_grade:
        sentence = _("%(condition)s (bukti: sekurangnya %(grade)s)") % {
            "condition": sentence,
            "grade": Grade(gate.minimum_grade).label,
        }
    return f"{sentence[:1].upper()}{sentence[1:]}."


def condition_phrase(condition: Condition) -> str:
    match condition:
        case AllOf(parts):
            return _joined(parts, _("dan"))
        case AnyOf(parts):
            return _joined(parts, _("atau"))
        case StagePassed(stage):
            return _("lulus %(stage)s") % {"stage": stage_name(stage)}
        case Holds(facts, _until):
            return _("%(facts)s, dan masih berlaku") % {"facts": _facts(facts)}
        case Count(facts, at_least):
            return _times(_facts(facts), at_least)
        case MonthsInARow(facts, at_least, _month):
            return _("%(facts)s, %(months)s bulan berturut-turut") % {"facts": _facts(facts), "months": _threshold(at_least)}
        case Sum(facts, measure, at_least):
            return _("jumlah %(measure)s sekurangnya %(least)s pada %(facts)s") % {
                "measure": _field(facts, measure),
                "least": _threshold(at_least),
                "facts": _facts(facts),
            }
        case Distinct(facts, field, at_least):
            return _("%(least)s %(field)s yang berbeda pada %(facts)s") % {
                "least": _threshold(at_least),
                "field": _field(facts, field),
                "facts": _facts(facts),
            }


def _joined(parts: Iterable[Condition], word: str) -> str:
    return f"; {word} ".join(condition_phrase(part) for part in parts)


def _times(facts: str, at_least: int | Parameter) -> str:
    if at_least == 1:
        return facts
    return _("%(facts)s, sekurangnya %(times)s kali") % {"facts": facts, "times": _threshold(at_least)}


def _facts(facts: Selection) -> str:
    """“hadir di pelatihan [keterampilan usaha (hard skill)] dalam 365 hari”."""
    labels = [str(kind_of(kind).label) for kind in facts.kinds]
    phrase = f" {_('atau')} ".join(f"{label[:1].lower()}{label[1:]}" for label in labels)
    tests = ", ".join(_test(facts, test) for test in facts.where)
    if tests:
        phrase = f"{phrase} [{tests}]"
    if facts.within is not None:
        phrase = _("%(facts)s dalam %(days)s hari") % {"facts": phrase, "days": _threshold(facts.within)}
    return phrase


def _test(facts: Selection, test: Test) -> str:
    values = test.value if isinstance(test.value, tuple) else (test.value,)
    return OPERATORS[test.operator] + f" {_('atau')} ".join(_value(facts, test.field, value) for value in values)


def _value(facts: Selection, field: str, value: object) -> str:
    for kind in facts.kinds:
        for item in measure_fields(kind_of(kind)):
            if item.name == field and issubclass(item.type, TextChoices):
                return str(item.type(str(value)).label)
    return str(value)


def _field(facts: Selection, field: str) -> str:
    for kind in facts.kinds:
        for item in measure_fields(kind_of(kind)):
            if item.name == field:
                return str(item.label)
    return field


def _threshold(threshold: int | Parameter) -> str:
    return number(threshold) if isinstance(threshold, int) else threshold.code
