"""Content in small: rows as the shipped files state them, with everything that does not matter filled in."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from okoce.core.canonical import canonical_bytes
from okoce.stages.p4_licensing.queries.content import ShippedRow, shipped_frame
from okoce.stages.p4_licensing.rules import Content, content_from_rows

_BN = 1_000_000_000


def row(code: str, value: Any, unit: str = "", applies_to: str = "", trust: str = "1") -> ShippedRow:
    return ShippedRow(
        row_id=uuid5(
            NAMESPACE_URL, canonical_bytes({"code": code, "value": value, "applies_to": applies_to, "trust": trust}).decode()
        ),
        code=code,
        value=value,
        unit=unit,
        applies_to=applies_to,
        legal_basis="PP 28/2025",
        article="article unverified",
        source_url="",
        trust=trust,
        verified_on=date(2026, 11, 24),
        review_by=None,
    )


def task_value(order: int = 10, needs: list[str] | None = None) -> dict[str, Any]:
    english: dict[str, Any] = {
        "title": "Task",
        "what_for": "For that.",
        "papers": ["Paper"],
        "steps": ["Step."],
        "office": "Office",
        "gets": "This.",
        "if_not": "That.",
    }
    indonesian = {
        "title": "Tugas",
        "what_for": "Untuk itu.",
        "papers": ["Surat"],
        "steps": ["Langkah."],
        "office": "Loket",
        "gets": "Ini.",
        "if_not": "Itu.",
    }
    return {**indonesian, "phone": "", "where": "", "needs": needs or [], "order": order, "en": english}


def clause_value(code: str, **more: Any) -> dict[str, Any]:
    return {
        "task": code.split(".")[0],
        "effect": "add",
        "level": "required",
        "when": {},
        "unless": {},
        "since": "",
        "until": "",
        "unlocked_by": [],
        "by": "",
        "says": "Karena begitu.",
        "en": {"says": "Because."},
        **more,
    }


def task(code: str, order: int = 10, needs: list[str] | None = None) -> ShippedRow:
    return row(f"p4.task.{code}", task_value(order, needs), "task")


def clause(code: str, trust: str = "1", **more: Any) -> ShippedRow:
    return row(f"p4.clause.{code}", clause_value(code, **more), "clause", trust=trust)


def param(name: str, value: int | str, unit: str) -> ShippedRow:
    return row(f"p4.param.{name}", value, unit)


def risk(code: str, level: str, trust: str = "1", applies_to: str = "", **more: Any) -> ShippedRow:
    return row(f"p4.risk.{code}", {"scope": "", "scale": [], "place": [], "level": level, **more}, "risk", applies_to, trust)


def thresholds(question: str, values: tuple[int, int, int]) -> list[ShippedRow]:
    names = ("micro", "small", "medium")
    return [param(f"{question}_{name}_max", value, "rupiah") for name, value in zip(names, values, strict=True)]


def content(*rows: ShippedRow, capital: tuple[int, int, int] = (_BN, 5 * _BN, 10 * _BN)) -> Content:
    return content_from_rows(
        [*rows, *thresholds("capital", capital), *thresholds("sales", (2 * _BN, 15 * _BN, 50 * _BN))], shipped_frame()
    )
