"""Facts and editions for the tests of the rules, with everything that a test does not care about filled in."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from okoce.progression.rules import (
    Condition,
    Count,
    Edition,
    FactView,
    Gate,
    Reading,
    Selection,
    StagePassed,
    Value,
    read,
)
from okoce.progression.rules.editions import Order

PERSON = UUID(int=1)
ENROLMENT = UUID(int=2)
NEVER_HAPPENS = Count(Selection(("nothing.happens",)), 1)


def day(text: str) -> date:
    """A date of 2024 from "MM-DD", or any from "YYYY-MM-DD"."""
    return date.fromisoformat(text if len(text) > 5 else f"2024-{text}")


def fact(kind: str, on: str | date, *, number: int = 0, grade: int = 1, channel: str = "", **measures: Value | None) -> FactView:
    """One fact. Its id follows from what it says, and from `number` where two say the same."""
    occurred_on = day(on) if isinstance(on, str) else on
    seen = sum((place + 1) * ord(letter) for place, letter in enumerate(f"{kind}{occurred_on}{sorted(measures.items())}"))
    return FactView(UUID(int=(seen << 16) + number), kind, PERSON, ENROLMENT, None, occurred_on, grade, None, measures, channel)


def edition(
    stages: Mapping[int, Condition | Gate],
    *,
    order: Order = "free",
    counts: Condition | Gate | None = None,
    code: str = "TEST",
) -> Edition:
    """An edition with these gates; a stage that is not named is never completed."""
    return Edition(
        code=code,
        title="Uji",
        explanation="Edisi untuk uji.",
        legal_source="none",
        article="article unverified",
        sources=("https://example.org/rule",),
        notes=(),
        valid_from=date(2018, 1, 1),
        valid_to=None,
        order=order,
        stages=tuple(_gate(stages.get(stage, NEVER_HAPPENS)) for stage in range(1, 8)),
        counts_as_entrepreneur=_gate(StagePassed(1) if counts is None else counts),
    )


def read_condition(condition: Condition | Gate, facts: list[FactView], as_of: str | date) -> Reading:
    """A reading whose stage 1 has this condition."""
    return read(edition({1: condition}), facts, day(as_of) if isinstance(as_of, str) else as_of)


def _gate(of: Condition | Gate) -> Gate:
    return of if isinstance(of, Gate) else Gate(of)
