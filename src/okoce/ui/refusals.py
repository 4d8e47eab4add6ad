"""A refusal in three parts, as every desk shows it: what happened, why, what now."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from okoce.core.decisions import Decision
from okoce.ui.formats import date_long
from okoce.ui.presentation import language

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Refusal:
    """What happened, why, and the next step."""

    title: str
    reason: str
    next_step: str


def refusal_of(decision: Decision, texts: Mapping[str, tuple[Words, Words, Words]]) -> Refusal:
    """The first reason in words. ``texts``: code to the three parts; the second may name the reason's numbers and dates.

    KeyError where a code has no words: a defect that the tests of each app find.
    """
    reason = decision.reasons[0]
    title, why, now = (str(text) for text in texts[reason.code])
    values = {name: _written(value) for name, value in reason.params.items()}
    return Refusal(title, why % values if values else why, now)


def _written(value: object) -> object:
    return date_long(value, language()) if hasattr(value, "isoformat") else value  # type: ignore[arg-type]
