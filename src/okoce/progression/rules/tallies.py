"""Running totals for the conditions that look at values: what a set of facts amounts to, as facts come and go."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Generic, Protocol, TypeVar

from okoce.progression.rules.spans import FOREVER, Span, Spans, since

T = TypeVar("T")
Joining = TypeVar("Joining", contravariant=True)


class Tally(Protocol[Joining]):
    """A total that facts join and leave."""

    def join(self, value: Joining) -> None:
        """A fact with this value comes in."""

    def leave(self, value: Joining) -> None:
        """It goes out again."""

    def total(self) -> int:
        """What the facts inside amount to."""


class SumTally:
    """The sum of numbers."""

    def __init__(self) -> None:
        self._sum = 0

    def join(self, value: int) -> None:
        """Adds the number."""
        self._sum += value

    def leave(self, value: int) -> None:
        """Takes the number off again."""
        self._sum -= value

    def total(self) -> int:
        """The sum; 0 of none."""
        return self._sum


class DistinctTally(Generic[T]):
    """How many different values there are."""

    def __init__(self) -> None:
        self._times: Counter[T] = Counter()

    def join(self, value: T) -> None:
        """One more fact with the value."""
        self._times[value] += 1

    def leave(self, value: T) -> None:
        """One fewer; the value is gone with its last fact."""
        self._times[value] -= 1
        if not self._times[value]:
            del self._times[value]

    def total(self) -> int:
        """The number of values."""
        return len(self._times)


class MonthTally(DistinctTally[int]):
    """The longest run of consecutive months."""

    def total(self) -> int:
        """Its length."""
        return len(longest_run(self._times))


def longest_run(months: Iterable[int]) -> list[int]:
    """The longest run of consecutive numbers, the earliest of equals; empty for none."""
    best: list[int] = []
    run: list[int] = []
    for month in sorted(set(months)):
        run = [*run, month] if run and run[-1] == month - 1 else [month]
        if len(run) > len(best):
            best = run
    return best


def spans_of(entries: Sequence[tuple[int, T]], within: int | None, tally: Tally[T], need: int, *, may_fall: bool) -> Spans:
    """The days on which the tally of what is in the window reaches `need`.

    `entries` are (day, value) in order of day. `may_fall`: whether a joining value can lower the total, so that
    without a window the first day is not the last word.
    """
    joining: dict[int, list[T]] = {}
    leaving: dict[int, list[T]] = {}
    for day, value in entries:
        joining.setdefault(day, []).append(value)
        if within is not None:
            leaving.setdefault(day + within, []).append(value)
    spans: list[Span] = []
    start: int | None = None
    for day in sorted({*joining, *leaving}):
        for value in joining.get(day, ()):
            tally.join(value)
        for value in leaving.get(day, ()):
            tally.leave(value)
        enough = tally.total() >= need
        if enough and start is None:
            if within is None and not may_fall:
                return since(day)
            start = day
        elif start is not None and not enough:
            spans.append((start, day))
            start = None
    if start is not None:
        spans.append((start, FOREVER))
    return tuple(spans)
