"""A fact in plain words: the sentence of its kind with codes, amounts, dates and places written for the reader."""

from collections.abc import Mapping
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import get_language

from okoce.facts.kinds import Kind, MeasureField, measure_fields
from okoce.places.queries import refs
from okoce.ui import formats

PLACES = ("from_place", "to_place")


def fact_sentence(kind: Kind, measures: Mapping[str, object]) -> str:
    """What happened, in the reader's language."""
    shown = {item.name: measure_shown(item, measures.get(item.name)) for item in measure_fields(kind)}
    return str(kind.sentence) % shown


def measure_shown(item: MeasureField, value: object) -> str:
    """One measure as people write it; a dash where it was not given."""
    language = formats.language_of(get_language())
    if value is None:
        return "–"
    if issubclass(item.type, TextChoices):
        return str(item.type(str(value)).label)
    if item.type is date:
        day = date.fromisoformat(str(value))
        month = f"{formats.MONTHS[language][day.month - 1]} {day.year}"
        return month if item.unit == "month" else formats.date_long(day, language)
    if item.type is int:
        amount = int(str(value))
        return formats.rupiah(amount, language) if item.unit == "rupiah" else formats.number(amount, language)
    return place_name(value) if item.name in PLACES else str(value)


def place_name(code: object) -> str:
    """“Menteng Dalam, Tebet” for a kelurahan, the name alone for anything larger."""
    ref = refs().get(str(code))
    if ref is None:
        return str(code)
    return f"{ref.name}, {ref.kecamatan_name}" if ref.kecamatan_name and ref.kecamatan_name != ref.name else ref.name
