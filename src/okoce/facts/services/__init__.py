"""Writes of the log: record and correct facts, seal them into positions. The only code that inserts facts."""

from okoce.facts.services.forgetting import forget_person
from okoce.facts.services.heads import heads_file, write_day_heads
from okoce.facts.services.history import append_history
from okoce.facts.services.recording import CorrectionDraft, FactDraft, append, append_each, correct, correct_each
from okoce.facts.services.sealing import Sealed, seal, seal_all

__all__ = [
    "CorrectionDraft",
    "FactDraft",
    "Sealed",
    "append",
    "append_each",
    "append_history",
    "correct",
    "correct_each",
    "forget_person",
    "heads_file",
    "seal",
    "seal_all",
    "write_day_heads",
]
