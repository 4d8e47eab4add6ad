"""What others see of a class and of a conversion, and how an official title is shown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

# Words that keep their capitals, and abbreviations that the official lists write out in brackets.
_CAPITALS: Final = (
    "3D",
    "AKAP",
    "AKDP",
    "B2",
    "B3",
    "JPT",
    "KUD",
    "LPG",
    "MICE",
    "OPT",
    "PRT",
    "SPA",
    "VCD",
    "DVD",
    "CD",
    "LED",
    "LKS",
)
_ENDINGS: Final = {"ytdl": "yang tidak termasuk di tempat lain", "ybdi": "yang berhubungan dengan itu"}


class UnknownClassError(LookupError):
    """No class of that version and code. A code of the other version does not help."""


@dataclass(frozen=True, slots=True)
class KbliRef:
    """A class as pages show it."""

    version: str
    code: str
    official_title: str
    plain: str
    plain_en: str
    description: str
    description_en: str
    group: str
    source: str
    verified: bool
    official_description: str = ""

    @property
    def key(self) -> str:
        """Version and code in one word: ``2025:56101``."""
        return f"{self.version}:{self.code}"

    @property
    def title(self) -> str:
        """The official title in readable case."""
        return readable_title(self.official_title)

    @property
    def name(self) -> str:
        """The everyday name where there is one, else the title."""
        return self.plain or self.title


@dataclass(frozen=True, slots=True)
class Converted:
    """A class of the other version, and how it is related. ``reviewed`` is False where only we read it so."""

    to: KbliRef
    relation: str
    reviewed: bool
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A class that answers a question: how well (a whole known phrase is about 1), and the words of ours that led to it."""

    kbli: KbliRef
    score: float
    why: str


def readable_title(official: str) -> str:
    """An official title for reading. The list of 2025 prints capitals, that of 2020 Capitals On Each Word: both become a
    sentence that begins with one capital. Abbreviations keep theirs; "YTDL" and "YBDI" are written out."""
    words = [_readable_word(word) for word in official.split()]
    text = " ".join(words)
    return text[:1].upper() + text[1:]


def _readable_word(word: str) -> str:
    return re.sub(r"[A-Za-z0-9]+", lambda found: _cased(found.group()), word)


def _cased(word: str) -> str:
    if word.upper() in _CAPITALS:
        return word.upper()
    return _ENDINGS.get(word.lower(), word.lower())
