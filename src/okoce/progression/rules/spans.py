"""When something holds, as spans of days.

A day is a date's ordinal. `Spans` are half-open `(first day, day after the last)`, in order, apart from one another;
`FOREVER` ends a span that nothing known ends. Conditions have no "or else", so "all" is the intersection of the
parts' spans and "any" their union, and the first day on which a condition holds is where its first span begins.

**Which days can be a first day.** Let d be a day on which a condition holds and d - 1 one on which it does not.
Since `AllOf` and `AnyOf` only become true when a part does, some leaf became true from d - 1 to d. What a leaf sees
changes on d only if a selected fact occurred on d, or left the window on d (`occurred_on + within = d`), or expired
(`until + 1 = d`). Losing a fact makes no `Count`, `Distinct`, `MonthsInARow` or `Holds` true, since each of them is
true of any larger set of facts. It makes a `Sum` true only if the number that is lost is negative. So every first
day is one on which a fact occurred, or on which a fact with a negative measure left the window of a `Sum`. The
leaves build their spans from these days and the days of leaving and expiry alone; between two of them nothing
changes. The tests compare with a day-by-day evaluation.
"""

from datetime import date
from typing import Final

Span = tuple[int, int]
Spans = tuple[Span, ...]

FOREVER: Final = date.max.toordinal() + 1
NEVER: Final[Spans] = ()


def since(day: int) -> Spans:
    """From `day` on."""
    return ((day, FOREVER),)


def holds_on(spans: Spans, day: int) -> bool:
    """Whether one of the spans contains `day`."""
    return any(start <= day < end for start, end in spans)


def union(spans: list[Span]) -> Spans:
    """The days in any of `spans`, which may overlap and stand in any order; empty ones count for nothing."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if start >= end:
            continue
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def intersection(left: Spans, right: Spans) -> Spans:
    """The days in both."""
    common: list[Span] = []
    at_left = at_right = 0
    while at_left < len(left) and at_right < len(right):
        start = max(left[at_left][0], right[at_right][0])
        end = min(left[at_left][1], right[at_right][1])
        if start < end:
            common.append((start, end))
        if left[at_left][1] < right[at_right][1]:
            at_left += 1
        else:
            at_right += 1
    return tuple(common)
