"""Rows of the shipped files and of complete official lists, read without a database."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from okoce.core.decisions import Reason

CLASS_COLUMNS: Final = (
    "code", "official_title", "plain", "plain_en", "description", "description_en", "group", "source", "verified",
)  # fmt: skip
CONVERSION_COLUMNS: Final = ("code_2020", "code_2025", "relation", "reviewed", "note", "source")
TERM_COLUMNS: Final = ("term", "code_2025", "code_2020", "kind")
_CODE: Final = re.compile(r"[0-9]{5}")
_LEVEL_ABOVE: Final = re.compile(r"[A-Va-v]|[0-9]{2,4}")
LONGEST_TITLE: Final = 300
_NAMES: Final = {
    "code": "code", "kode": "code", "title": "title", "judul": "title", "official_title": "title",
    "description": "description", "deskripsi": "description", "uraian": "description",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class OfficialRow:
    """A line of a complete list."""

    code: str
    title: str
    description: str


def is_code(text: str) -> bool:
    return _CODE.fullmatch(text) is not None


def is_true(text: str) -> bool:
    return text.strip().lower() == "true"


def shipped_rows(lines: Iterable[str], columns: tuple[str, ...]) -> list[dict[str, str]]:
    """Rows of a shipped file. Raises ValueError where it has other columns: that is a defect of the project."""
    reader = csv.DictReader(line for line in lines if not line.startswith("#"))
    if tuple(reader.fieldnames or ()) != columns:
        raise ValueError(f"columns {reader.fieldnames} instead of {columns}")
    return [dict(row) for row in reader]


def official_rows(lines: Iterable[str], problems: list[Reason]) -> list[OfficialRow]:
    """Classes of a complete list (CSV: code, title, description where there is one). Each wrong line adds its reason.

    Letters and shorter codes are the levels above (category to subgroup) and are passed over. A list without one leading
    zero has lost them to a spreadsheet: its 1111 may be 01111, and is refused instead of being passed over.
    """
    reader = csv.reader(lines)
    header = [_NAMES.get(name.strip().lower(), "") for name in next(reader, [])]
    if not {"code", "title"} <= set(header):
        problems.append(Reason("kbli.columns_missing", {"line": 1}))
        return []
    rows = []
    for cells in reader:
        row = {name: cell.strip() for name, cell in zip(header, cells, strict=False) if name}
        if any(row.values()):
            rows.append((reader.line_num, row))
    zeros = any(row.get("code", "").startswith("0") for _line, row in rows)
    seen: dict[str, int] = {}
    found = (_official(row, line, seen, zeros, problems) for line, row in rows)
    return [row for row in found if row is not None]


def _official(row: Mapping[str, str], line: int, seen: dict[str, int], zeros: bool, problems: list[Reason]) -> OfficialRow | None:
    code, title = row.get("code", ""), " ".join(row.get("title", "").split())
    wrong = ""
    if _LEVEL_ABOVE.fullmatch(code):
        wrong = "kbli.zeros_lost" if len(code) == 4 and not zeros else ""
    elif not is_code(code):
        wrong = "kbli.code_malformed"
    elif code in seen:
        wrong = "kbli.code_twice"
    elif not title or len(title) > LONGEST_TITLE:
        wrong = "kbli.title_too_long" if title else "kbli.title_missing"
    else:
        seen[code] = line
        return OfficialRow(code, title, " ".join(row.get("description", "").split()))
    if wrong:
        problems.append(Reason(wrong, {"line": line, "code": code, "first": seen.get(code, 0)}))
    return None
