"""The content of the licence roadmap: of the rule rows in force on a day, or of the rows as they are shipped."""

from __future__ import annotations

import csv
import hashlib
import io
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final
from uuid import UUID, uuid5

from okoce.core.canonical import canonical_bytes
from okoce.regulations.queries import in_force, stamp
from okoce.stages.p4_licensing.rules.content import Content, Frame, content_from_rows
from okoce.stages.p4_licensing.rules.decoded import FAMILIES, TASK
from okoce.stages.p4_licensing.rules.frame import read_frame
from okoce.stages.p4_licensing.rules.parts import RuleLike, Text

DATA: Final = Path(__file__).parents[1] / "data"
SHIPPED: Final = tuple(DATA / name for name in ("tasks.toml", "clauses.toml", "params.toml"))
"""Files of rule rows, as `regulations` loads them."""

_SPACE: Final = UUID("6f0f7a52-6f0c-5b7e-9d53-0a8b52f6b5d4")
_kept: dict[str, Content] = {}
_stamped: dict[date, tuple[str, str]] = {}


@dataclass(frozen=True, slots=True)
class ShippedRow:
    """A rule row as a file states it, before any database: its id follows from its content."""

    row_id: UUID
    code: str
    value: Any
    unit: str
    applies_to: str
    legal_basis: str
    article: str
    source_url: str
    trust: str
    verified_on: date | None
    review_by: date | None


@cache
def shipped_frame() -> Frame:
    """Questions, names of scales and traits of classes, as reviewed files ship them."""
    questions, traits = (DATA / "questions.toml").read_bytes(), (DATA / "traits.csv").read_bytes()
    lines = list(csv.DictReader(io.StringIO(traits.decode())))
    return read_frame(tomllib.loads(questions.decode()), lines, hashlib.sha256(questions + traits).hexdigest())


@cache
def shipped_titles() -> Mapping[str, Text]:
    """By task its title as it is shipped: the name of whatever speaks of it."""
    rows = tomllib.loads(SHIPPED[0].read_text("utf-8"))["rule"]
    return {row["code"].removeprefix(TASK): Text(row["value"]["title"], row["value"]["en"]["title"]) for row in rows}


def shipped_rows(on: date) -> tuple[ShippedRow, ...]:
    """The shipped rows that hold on a day."""
    found: list[Mapping[str, Any]] = []
    for path in SHIPPED:
        found.extend(tomllib.loads(path.read_text("utf-8"))["rule"])
    return tuple(_shipped(row) for row in found if row["effective_from"] <= on <= row.get("effective_to", date.max))


@cache
def shipped(on: date) -> Content:
    """The content of the shipped rows on a day: for whoever computes without a database."""
    return content_from_rows(shipped_rows(on), shipped_frame())


def current(on: date) -> Content:
    """The content of the rule rows in force on a day; the same object as long as no row changes.

    Raises :class:`ContentError` where the rows do not fit, which a day before the first content is a case of.
    """
    mark = stamp()
    known = _stamped.get(on)
    if known is not None and known[0] == mark and known[1] in _kept:
        return _kept[known[1]]
    content = _made_once(rows_in_force(on))
    if len(_stamped) >= 64:
        _stamped.clear()
    _stamped[on] = (mark, content.version)
    return content


def rows_in_force(on: date) -> tuple[RuleLike, ...]:
    """The rule rows that make the content of a day."""
    return tuple(row for row in in_force("p4.", on) if row.code.startswith(FAMILIES))


def _made_once(rows: Iterable[RuleLike]) -> Content:
    """Contents by their version, which names their rows: days between two changes share one."""
    content = content_from_rows(rows, shipped_frame())
    if len(_kept) >= 8 and content.version not in _kept:
        _kept.clear()
    return _kept.setdefault(content.version, content)


def _shipped(row: Mapping[str, Any]) -> ShippedRow:
    return ShippedRow(
        row_id=uuid5(_SPACE, canonical_bytes(row).decode()),
        code=row["code"],
        value=row["value"],
        unit=row["unit"],
        applies_to=row.get("applies_to", ""),
        legal_basis=row["legal_basis"],
        article=row["article"],
        source_url=row.get("source_url", ""),
        trust=row["trust"],
        verified_on=row.get("verified_on"),
        review_by=row.get("review_by"),
    )
