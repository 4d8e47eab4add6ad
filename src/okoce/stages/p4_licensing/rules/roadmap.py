"""The licence roadmap: which tasks, in which order, why, and what is still open.

`build` is a function of content, answers and day alone: no clock, no query, the same roadmap each time.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from okoce.stages.p4_licensing.rules.answers import Answers
from okoce.stages.p4_licensing.rules.content import Content
from okoce.stages.p4_licensing.rules.parts import Fee, Figure, Source, Task, Text
from okoce.stages.p4_licensing.rules.vocabulary import REQUIRED


@dataclass(frozen=True, slots=True)
class Because:
    """Why a task is on the list (or blocked, or took another's place): a sentence that names the answers, and its source."""

    clause: str
    level: str
    says: Text
    answers: tuple[tuple[str, str], ...]
    """Key and value of what the clause asked: ("place", "home"), ("trait", "food_made"), ("scale", "micro")."""
    source: Source

    @property
    def unconfirmed(self) -> bool:
        return self.source.unconfirmed


@dataclass(frozen=True, slots=True)
class Block:
    """Why a task cannot be done now, and the tasks on the list of which any one unlocks it."""

    unlocked_by: tuple[str, ...]
    becauses: tuple[Because, ...]


@dataclass(frozen=True, slots=True)
class RoadmapTask:
    """A task on somebody's list. `needs` and `needed_by` hold only what is on the list too."""

    task: Task
    level: str
    becauses: tuple[Because, ...]
    block: Block | None
    needs: tuple[str, ...]
    needed_by: tuple[str, ...]
    fee: Fee | None
    days: Figure | None
    term: Figure | None

    @property
    def code(self) -> str:
        return self.task.code

    @property
    def required(self) -> bool:
        return self.level == REQUIRED

    @property
    def unconfirmed(self) -> bool:
        """No confirmed rule puts it on the list at this level: to be shown as "belum dipastikan"."""
        return all(because.unconfirmed for because in self.becauses if because.level == self.level)


@dataclass(frozen=True, slots=True)
class MayAdd:
    """An open question, and the tasks that some answer to it would add."""

    question: str
    tasks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Roadmap:
    """Tasks in order, and what it was computed from. `scale` is empty where neither capital nor sales were answered."""

    tasks: tuple[RoadmapTask, ...]
    may_add: tuple[MayAdd, ...]
    scale: str
    risk: str
    version: str
    on: date

    def get(self, code: str) -> RoadmapTask | None:
        return next((each for each in self.tasks if each.code == code), None)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(each.code for each in self.tasks)

    @property
    def row_ids(self) -> tuple[UUID, ...]:
        """The rule rows used, sorted: what a decision stores beside the version."""
        raise NotImplementedError

    def next_step(self, done: Collection[str]) -> RoadmapTask | None:
        """The first task that is not done and can be: required ones first, then advised."""
        raise NotImplementedError


def build(content: Content, answers: Answers, on: date) -> Roadmap:
    """The roadmap of these answers on this day."""
    raise NotImplementedError
