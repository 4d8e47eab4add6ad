"""Facts in words: what happened, with its measures as people write them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from okoce.facts.kinds import Kind, MeasureField, kind_of, measure_fields
from okoce.places.queries import refs
from okoce.ui.formats import MONTHS, date_long, number, rupiah
from okoce.ui.presentation import language


class Asked(Protocol):
    """One test of a condition: a measure, how it is compared, and with what."""

    @property
    def field(self) -> str: ...
    @property
    def operator(self) -> str: ...
    @property
    def value(self) -> object: ...


def sentence_of(kind: Kind, measures: Mapping[str, object]) -> str:
    """What happened, in one sentence; what a kind does not say in its sentence is appended."""
    shown = {item.name: measure_text(item, measures.get(item.name)) for item in measure_fields(kind)}
    said = str(kind.sentence) % shown
    left = [item for item in measure_fields(kind) if f"%({item.name})s" not in str(kind.sentence) and shown[item.name]]
    return "; ".join([said, *(f"{item.label} {shown[item.name]}" for item in left if not _is_flag(kind, item))])


def _is_flag(kind: Kind, item: MeasureField) -> bool:
    """Measures that only the readings need, or whose value is an id."""
    return kind.code == "registration.submitted" or not issubclass(item.type, TextChoices | int | date | str)


def detail_lines(kind: Kind, details: Mapping[str, str]) -> list[tuple[str, str]]:
    """Label and text of what was written beside the measures, in the order of the form."""
    labels = {**kind.details, "note": kind.details.get("note", _("catatan"))}
    return [(str(labels[name]), details[name]) for name in labels if details.get(name)]


def measure_text(item: MeasureField, value: object) -> str:
    """One measure as people write it; empty where it was left open."""
    if value is None or value == "":
        return ""
    if issubclass(item.type, TextChoices):
        return str(item.type(value).label)
    if item.type is date:
        day = value if isinstance(value, date) else date.fromisoformat(str(value))
        return f"{MONTHS[language()][day.month - 1]} {day.year}" if item.unit == "month" else date_long(day, language())
    if item.type is int:
        amount = int(str(value))
        return rupiah(amount, language()) if item.unit == "rupiah" else number(amount, language())
    ref = refs().get(str(value)) if item.name.endswith("place") else None
    return ref.name if ref else str(value)


def asked_for(kinds: Sequence[str], where: Sequence[Asked]) -> str:
    """Which facts would count: their names, and what their measures must be."""
    names = _(" atau ").join(str(kind_of(code).label) for code in kinds)
    tests = [text for test in where if (text := _test_text(kinds, test))]
    return f"{names} ({', '.join(tests)})" if tests else names


def _test_text(kinds: Sequence[str], test: Asked) -> str:
    if test.operator not in ("eq", "in"):
        return ""
    values = test.value if isinstance(test.value, tuple) else (test.value,)
    for code in kinds:
        for item in measure_fields(kind_of(code)):
            if item.name == test.field:
                return _(" atau ").join(measure_text(item, value) for value in values)
    return ""
