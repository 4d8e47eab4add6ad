"""A published figure as the checks see it, and what a check finds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Final, Literal

from okoce.evaluation.figures.rules.axes import Axes, Vocabulary, read_axes
from okoce.evaluation.figures.rules.notes import Approximation, Note, approximation, read_note

Severity = Literal["contradiction", "explain"]
STAGE_LENGTH: Final = 2


@dataclass(frozen=True)
class Figure:
    """One number that a source published. ``definition`` is the source's indicator (``P1``, ``P4_IUMK``); ``measure`` what sort of
    number it is (stock, flow, target, percent, amount)."""

    key: str
    as_of: date
    definition: str
    measure: str
    value: Decimal
    axes: Axes
    source: str
    period_from: date | None = None
    date_basis: str = "day"
    scope: str = ""
    note_text: str = ""
    vintage: str = ""
    note: Note = field(default_factory=Note)

    @cached_property
    def says(self) -> Approximation:
        """How far the value may stand from what was counted."""
        return approximation(self.value, self.note_text)

    @property
    def stage(self) -> int | None:
        """1 to 7 where the definition is exactly a stage."""
        exact = len(self.definition) == STAGE_LENGTH and self.definition[0] == "P" and self.definition[1] in "1234567"
        return int(self.definition[1]) if exact else None


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found: its code, the figures concerned, and the numbers of the sentence.

    ``contradiction``: both cannot be right. ``explain``: both can, and a reader must be told why.
    """

    code: str
    severity: Severity
    figures: tuple[Figure, ...]
    values: Mapping[str, object]


def read_figure(
    key: str,
    *,
    as_of: date,
    definition: str,
    measure: str,
    value: Decimal,
    scope: str,
    note: str,
    source: str,
    words: Vocabulary,
    period_from: date | None = None,
    date_basis: str = "day",
    vintage: str = "",
) -> Figure:
    """A figure from what a source printed."""
    return Figure(
        key,
        as_of,
        definition,
        measure,
        value,
        read_axes(scope, words),
        source,
        period_from,
        date_basis,
        scope,
        note,
        vintage,
        read_note(note, value),
    )
