"""Writes of the log: record and correct facts, seal them into positions. The only code that inserts facts."""

from okoce.facts.services.recording import FactDraft, append, correct
from okoce.facts.services.sealing import Sealed, seal, seal_all

__all__ = ["FactDraft", "Sealed", "append", "correct", "seal", "seal_all"]
