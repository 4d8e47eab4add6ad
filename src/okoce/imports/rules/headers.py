"""Headers: which row holds them, which column is which field, and whether an office has sent the same ones before."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from okoce.imports.rules.cells import Cell, is_blank

LOOK_AT = 20
"""The header stands in one of the first rows, below a title or a letterhead."""
REASON_HEADERS = frozenset({"alasan ditolak", "baris asal", "reason for rejection", "original row"})
"""Columns that we add to what comes back; they are none of the office's own."""
_MARKS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Field:
    """What a column may hold. ``synonyms`` are headers by which offices call it, the label among them."""

    name: str
    label: str
    synonyms: tuple[str, ...]
    required: bool = False
    codes: tuple[tuple[str, str], ...] = ()
    shape: str = "text"
    example: str = ""
    note: str = ""


def normalised(header: object) -> str:
    """A header without marks, accents, case and what stands in brackets: "No. HP (WA)" is "no hp"."""
    plain = unicodedata.normalize("NFKD", str(header)).encode("ascii", "ignore").decode().lower()
    return _MARKS.sub(" ", re.sub(r"\([^)]*\)", " ", plain)).strip()


def header_names(row: Sequence[Cell]) -> tuple[str, ...]:
    """The headers of a row in their order; columns of ours and empty ones at the end are left out."""
    names = [normalised(cell) for cell in row]
    while names and (not names[-1] or names[-1] in REASON_HEADERS):
        names.pop()
    return tuple(names)


def fingerprint(row: Sequence[Cell]) -> bytes:
    """Equal for the same headers in the same order, however they are spelt in case and marks."""
    return sha256("\0".join(header_names(row)).encode()).digest()


def find_header(rows: Sequence[Sequence[Cell]], fields: Sequence[Field]) -> int | None:
    """Index of the row among the first that names the most fields, at least two; None where no row does."""
    scores = [len(mapped(row, fields)) for row in rows[:LOOK_AT]]
    best = max(scores, default=0)
    return scores.index(best) if best >= min(2, len(fields)) else None


def mapped(row: Sequence[Cell], fields: Sequence[Field]) -> dict[str, int]:
    """Field to column: by the exact header first, then by a header that begins or ends with a synonym; each column once."""
    headers = {index: name for index, cell in enumerate(row) if not is_blank(cell) and (name := normalised(cell))}
    free = {index: name for index, name in headers.items() if name not in REASON_HEADERS}
    found: dict[str, int] = {}
    for fits in (_is, _has):
        for field in fields:
            if field.name in found:
                continue
            index = next((index for index, name in free.items() if any(fits(name, word) for word in _words(field))), None)
            if index is not None:
                found[field.name] = index
                del free[index]
    return found


def kept(remembered: Mapping[str, int], width: int, fields: Sequence[Field]) -> dict[str, int]:
    """A remembered mapping, without fields that are gone and columns that are not there."""
    names = {field.name for field in fields}
    return {name: column for name, column in remembered.items() if name in names and 0 <= column < width}


def missing(columns: Mapping[str, int], fields: Sequence[Field]) -> tuple[Field, ...]:
    return tuple(field for field in fields if field.required and field.name not in columns)


def twice(columns: Mapping[str, int]) -> tuple[int, ...]:
    """Columns that two fields claim."""
    used = list(columns.values())
    return tuple(sorted({column for column in used if used.count(column) > 1}))


def _words(field: Field) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for text in (field.name, field.label, *field.synonyms) if (word := normalised(text))))


def _is(name: str, word: str) -> bool:
    return name == word


def _has(name: str, word: str) -> bool:
    return len(word) > 3 and (name.startswith(f"{word} ") or name.endswith(f" {word}"))
