"""The parts that content is made of: texts, sources, tasks, clauses, figures, questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from okoce.stages.p4_licensing.rules.vocabulary import UNCONFIRMED


class RuleLike(Protocol):
    """A rule row as `regulations` gives it (its `RuleValue`), as far as content reads it."""

    @property
    def row_id(self) -> UUID: ...
    @property
    def code(self) -> str: ...
    @property
    def value(self) -> Any: ...
    @property
    def unit(self) -> str: ...
    @property
    def applies_to(self) -> str: ...
    @property
    def legal_basis(self) -> str: ...
    @property
    def article(self) -> str: ...
    @property
    def source_url(self) -> str: ...
    @property
    def trust(self) -> str: ...
    @property
    def verified_on(self) -> date | None: ...
    @property
    def review_by(self) -> date | None: ...


class Text(NamedTuple):
    """A text of the content in both languages. `id` is Indonesian."""

    id: str
    en: str

    def read_in(self, language: str) -> str:
        return self.en if language.startswith("en") else self.id


@dataclass(frozen=True, slots=True)
class Source:
    """Which rule row says so, on what legal ground, and how far it may be trusted."""

    row_id: UUID
    code: str
    legal_basis: str
    article: str
    trust: str
    source_url: str
    verified_on: date | None
    review_by: date | None

    @property
    def unconfirmed(self) -> bool:
        """Shown to citizens as "belum dipastikan", never as a fact."""
        return self.trust == UNCONFIRMED


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do, with everything somebody needs to do it. `phone` and `where` are empty where none is recorded."""

    code: str
    order: int
    title: Text
    what_for: Text
    papers: tuple[Text, ...]
    steps: tuple[Text, ...]
    office: Text
    phone: str
    where: str
    gets: Text
    if_not: Text
    needs: tuple[str, ...]
    source: Source


Conditions = Mapping[str, frozenset[str]]
"""By key (a question, `trait`, `class`, `scale`, `risk`, `task`): the values that match."""


@dataclass(frozen=True, slots=True)
class Clause:
    """When a task is added, blocked or replaced, and the sentence that says why."""

    code: str
    task: str
    effect: str
    level: str
    when: Conditions
    unless: Conditions
    since: str
    until: str
    unlocked_by: tuple[str, ...]
    by: str
    says: Text
    source: Source


@dataclass(frozen=True, slots=True)
class Figure:
    """A whole number that a row states: rupiah or days; 0 days are the same day."""

    value: int
    unit: str
    source: Source

    @property
    def unconfirmed(self) -> bool:
        return self.source.unconfirmed


@dataclass(frozen=True, slots=True)
class Fee:
    """What a task costs; with `high` it lies between the two."""

    low: Figure
    high: Figure | None = None

    @property
    def unconfirmed(self) -> bool:
        return self.low.unconfirmed or (self.high is not None and self.high.unconfirmed)


@dataclass(frozen=True, slots=True)
class Term:
    """How long a permit holds: years, or where the law states none a word for it (`years` is 0 then)."""

    years: int
    word: str
    source: Source

    @property
    def unconfirmed(self) -> bool:
        return self.source.unconfirmed


@dataclass(frozen=True, slots=True)
class Param:
    """A scalar of `p4.param.*`: a whole number, or a day."""

    code: str
    value: int | date
    source: Source


@dataclass(frozen=True, slots=True)
class RiskRow:
    """The risk level of a class for a scope, some scales and some places; empty sets mean all."""

    scope: str
    scales: frozenset[str]
    places: frozenset[str]
    level: str
    source: Source


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its answers in words, and of whom it is asked (everybody where `when` is empty)."""

    code: str
    asks: Text
    helps: Text
    answers: Mapping[str, Text]
    when: Conditions
