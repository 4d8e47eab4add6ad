"""Which version of a fact is live. Corrections always point at the original; the order of their arrival never matters."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, TypeVar
from uuid import UUID

from okoce.core.decisions import Decision
from okoce.core.fortnights import jakarta_date


class Version(Protocol):
    """What this rule needs to know of a fact or of a correction."""

    @property
    def id(self) -> UUID: ...
    @property
    def captured_at(self) -> datetime: ...
    @property
    def correction(self) -> str: ...


V = TypeVar("V", bound=Version)


def deciding(corrections: Iterable[V]) -> V | None:
    """The correction that holds: the greatest (captured_at, id) among those known; None where there is none."""
    return max(corrections, key=lambda version: (version.captured_at, version.id), default=None)


def live_version(original: V, corrections: Sequence[V]) -> V | None:
    """The content that holds for an original: an amendment's, the original's own, or None where it is void."""
    last = deciding(corrections)
    if last is None or last.correction == "restore":
        return original
    return None if last.correction == "void" else last


@dataclass(frozen=True, slots=True)
class Dates:
    """The three times of a draft: when it was true, when it was noted, and now."""

    occurred_on: date
    captured_at: datetime
    now: datetime


def may_be_dated(dates: Dates) -> Decision:
    """A fact is not of the future, in the calendar of Jakarta."""
    today = jakarta_date(dates.now)
    if dates.occurred_on > today:
        return Decision.no("fact.in_future", occurred_on=dates.occurred_on, today=today)
    return Decision.yes()


def bounded_capture(captured_at: datetime, now: datetime) -> datetime:
    """A device's clock may run ahead; nothing is captured after it arrived."""
    return min(captured_at, now)
