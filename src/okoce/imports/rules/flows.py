"""What a log of events says about paths: what follows what, in which variants, and how long it takes. Pure counting, case by case.

An event has a case, an activity and an instant. Nothing here depends on the order in which rows arrive: events of one case are put
in order by instant, then rank, then the name of the activity, and the number of such ties is told.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple, TypeVar

from okoce.core.survival import Duration, duration

Pair = tuple[str, str]
T = TypeVar("T", str, tuple[str, str], tuple[str, ...])


class Event(NamedTuple):
    """One event of a case. ``at`` orders; ``rank`` orders events of one instant; ``tick`` is what durations are measured in."""

    at: int
    rank: str
    activity: str
    tick: int


@dataclass(frozen=True, slots=True)
class Step:
    """``then`` came next after ``first``: how often, in how many cases, and how often at the same instant."""

    first: str
    then: str
    count: int
    cases: int
    ties: int


@dataclass(frozen=True, slots=True)
class Variant:
    """One sequence of activities, and how many cases went exactly this way."""

    path: tuple[str, ...]
    cases: int


@dataclass(frozen=True, slots=True)
class Way:
    """From the first ``first`` of a case to its first ``then``. ``earlier``: cases that had ``then`` before, which say nothing."""

    first: str
    then: str
    earlier: int
    time: Duration


@dataclass(frozen=True, slots=True)
class Flows:
    """All that was counted; lists with the most frequent first, equal ones by name."""

    cases: int
    closed: int
    events: int
    activities: tuple[tuple[str, int, int], ...]
    steps: tuple[Step, ...]
    variants: tuple[Variant, ...]
    starts: tuple[tuple[str, int], ...]
    finishes: tuple[tuple[str, int], ...]
    ways: tuple[Way, ...]

    @property
    def open(self) -> int:
        return self.cases - self.closed


class Counting:
    """Counts cases as they come. Memory grows with different activities, variants and durations, not with events.

    ``until`` is the tick up to which open cases were watched; a case is closed by the first activity of ``ends``.
    """

    def __init__(self, until: int, ends: frozenset[str] = frozenset()) -> None:
        self.until, self.ends = until, ends
        self.cases = self.closed = 0
        self.events: Counter[str] = Counter()
        self.with_activity: Counter[str] = Counter()
        self.steps: Counter[Pair] = Counter()
        self.step_cases: Counter[Pair] = Counter()
        self.ties: Counter[Pair] = Counter()
        self.variants: Counter[tuple[str, ...]] = Counter()
        self.watched: defaultdict[str, Counter[int]] = defaultdict(Counter)
        self.reached: defaultdict[Pair, Counter[int]] = defaultdict(Counter)
        self.not_waiting: defaultdict[Pair, Counter[int]] = defaultdict(Counter)
        self.earlier: Counter[Pair] = Counter()

    def add(self, case: Iterable[Event]) -> None:
        """Count one case; its events in any order."""
        events = sorted(case)
        if not events:
            return
        path = tuple(event.activity for event in events)
        self.cases += 1
        self.events.update(path)
        self.with_activity.update(set(path))
        self.variants[path] += 1
        pairs = list(pairwise(path))
        self.steps.update(pairs)
        self.step_cases.update(set(pairs))
        self.ties.update((one.activity, two.activity) for one, two in pairwise(events) if one.at == two.at)
        self._watch(events)

    def _watch(self, events: list[Event]) -> None:
        """Between first occurrences: who has arrived, and for how long everybody was watched."""
        firsts: dict[str, int] = {}
        for event in events:
            firsts.setdefault(event.activity, event.tick)
        closing = [event.tick for event in events if event.activity in self.ends]
        self.closed += bool(closing)
        last = max(closing[0] if closing else self.until, events[-1].tick)
        inside = list(firsts.items())
        for index, (first, began) in enumerate(inside):
            self.watched[first][last - began] += 1
            for then, came in inside[index + 1 :]:
                self.reached[first, then][came - began] += 1
                self.not_waiting[first, then][last - began] += 1
                self.not_waiting[then, first][last - came] += 1
                self.earlier[then, first] += 1

    def flows(self) -> Flows:
        """What was counted so far."""
        starts: Counter[str] = Counter()
        finishes: Counter[str] = Counter()
        for path, count in self.variants.items():
            starts[path[0]] += count
            finishes[path[-1]] += count
        return Flows(
            cases=self.cases,
            closed=self.closed,
            events=self.events.total(),
            activities=tuple((name, count, self.with_activity[name]) for name, count in _most(self.events)),
            steps=tuple(Step(*pair, count, self.step_cases[pair], self.ties[pair]) for pair, count in _most(self.steps)),
            variants=tuple(Variant(path, count) for path, count in _most(self.variants)),
            starts=_most(starts),
            finishes=_most(finishes),
            ways=self._ways(),
        )

    def _ways(self) -> tuple[Way, ...]:
        found = (self._way(first, then) for first, then in self.reached)
        return tuple(sorted(found, key=lambda way: (-way.time.reached, way.first, way.then)))

    def _way(self, first: str, then: str) -> Way:
        pair = (first, then)
        waiting = self.watched[first] - self.not_waiting[pair]
        return Way(first, then, self.earlier[pair], duration(self.reached[pair], waiting))


def _most(counts: Mapping[T, int]) -> tuple[tuple[T, int], ...]:
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
