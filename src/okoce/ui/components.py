"""What components are given: frozen values made by the pages, without any knowledge of models."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from okoce.ui.enums import Direction, StageState

Number = int | float


@dataclass(frozen=True, slots=True)
class StageMark:
    """One of the seven stages as somebody sees it. `grade` is the word for the evidence, in the reader's language."""

    code: str
    name: str
    state: StageState
    on: date | None = None
    grade: str = ""
    note: str = ""
    action_label: str = ""
    action_url: str = ""

    @property
    def number(self) -> int:
        return int(self.code.lstrip("P"))


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """A dated line of somebody's history. With `corrected_reason` it is struck through, and stays readable."""

    on: date
    title: str
    detail: str = ""
    by: str = ""
    grade: str = ""
    url: str = ""
    url_label: str = ""
    corrected_reason: str = ""
    corrected_on: date | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A heading of a table. `sorted` is "", "ascending" or "descending"; `url` asks for the next order."""

    label: str
    url: str = ""
    sorted: str = ""
    numeric: bool = False

    def __post_init__(self) -> None:
        if self.sorted not in ("", "ascending", "descending"):
            raise ValueError(f"unknown order {self.sorted!r}")


@dataclass(frozen=True, slots=True)
class FilterWord:
    """A filter in force, said in words, with the address of the same list without it."""

    label: str
    value: str
    remove_url: str


@dataclass(frozen=True, slots=True)
class NavItem:
    label: str
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    value: Number | None
    note: str = ""
    direction: Direction = Direction.SAME
    url: str = ""


@dataclass(frozen=True, slots=True)
class PathPoint:
    """One date on a path: what was planned, and what was reached if the date has come."""

    on: date
    target: Number | None = None
    actual: Number | None = None


def stages_done(stages: Sequence[StageMark]) -> int:
    return sum(stage.state == StageState.DONE for stage in stages)


def stage_now(stages: Sequence[StageMark]) -> StageMark | None:
    return next((stage for stage in stages if stage.state == StageState.NOW), None)
