"""Facts in words for the desks: what happened with every measure, and what was written beside it."""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from okoce.facts.kinds import Kind, MeasureField, measure_fields
from okoce.portal.sentences import fact_sentence, measure_shown


def sentence_of(kind: Kind, measures: Mapping[str, object]) -> str:
    """What happened; a measure that the kind's sentence does not say is appended with its label."""
    left = [item for item in measure_fields(kind) if _is_left(kind, item) and measures.get(item.name) not in (None, "")]
    said = [f"{item.label}: {measure_shown(item, measures[item.name])}" for item in left]
    return "; ".join([fact_sentence(kind, measures), *said])


def _is_left(kind: Kind, item: MeasureField) -> bool:
    """Of measures outside the sentence an officer needs codes, dates and amounts she wrote herself, no ids and flags."""
    if f"%({item.name})s" in str(kind.sentence):
        return False
    return kind.by_officer or issubclass(item.type, TextChoices)


def detail_lines(kind: Kind, details: Mapping[str, str]) -> list[tuple[str, str]]:
    """Label and text of what was written beside the measures, in the order of the form."""
    labels = {**kind.details, "note": kind.details.get("note", _("catatan"))}
    return [(str(labels[name]), details[name]) for name in labels if details.get(name)]
