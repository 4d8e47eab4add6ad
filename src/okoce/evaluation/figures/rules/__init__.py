"""Pure rules of published figures: reading what a source printed, and checking figures against one another."""

from okoce.evaluation.figures.rules.axes import Axes, Vocabulary, read_axes, vocabulary_from
from okoce.evaluation.figures.rules.checking import check_all
from okoce.evaluation.figures.rules.figure import Figure, Finding, read_figure
from okoce.evaluation.figures.rules.notes import Approximation, Note, read_note

__all__ = [
    "Approximation",
    "Axes",
    "Figure",
    "Finding",
    "Note",
    "Vocabulary",
    "check_all",
    "read_axes",
    "read_figure",
    "read_note",
    "vocabulary_from",
]
