"""Figures about everybody from the warehouse: the same answers as from lines of people, asked in columns."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from okoce.core.fortnights import Fortnight
from okoce.evaluation.readings.queries import read_at, version_of
from okoce.evaluation.rounds.rules.differences import EditionDifference, ordered_reasons
from okoce.evaluation.rounds.rules.figures import BREACHES, DIFFERS, Figure
from okoce.evaluation.rounds.rules.lines import OUTSIDE
from okoce.evaluation.rounds.rules.tally import ALL, CITY, ENTREPRENEURS, ROWS, Cells, Measure, Tally
from okoce.evaluation.warehouse.queries import Opened, kept_sql, session_tables
from okoce.facts.queries import head_at
from okoce.places.queries import HOME_PROVINCE
from okoce.progression.queries import Edition, kinds_read
from okoce.progression.rules import StagePassed

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Lacking = Callable[[str, list[UUID]], Iterable[str]]
KEPT = 2
"""Questions whose tables a process keeps: the running fortnight, and the one that waits to be frozen."""


class Question(NamedTuple):
    """What figures are asked of: a fortnight read as of a day under bound editions, as known at a position."""

    fortnight: Fortnight
    as_of: date
    position: int
    editions: tuple[Edition, ...]


class Row(NamedTuple):
    """One person behind a figure."""

    person_id: UUID
    place: str
    on: date


@dataclass
class Answers:
    """A session in which the tables that figures stand on are made; one thread at a time asks it."""

    store: DuckDBPyConnection
    lock: Lock

    def rows(self, name: str, **asked: object) -> list[tuple[Any, ...]]:
        with self.lock:
            self._set(asked)
            return self.store.execute(kept_sql()[name]).fetchall()

    def count(self, name: str, **asked: object) -> int:
        with self.lock:
            self._set(asked)
            found = self.store.execute(f"SELECT count(*) FROM ({kept_sql()[name]})").fetchone()  # noqa: S608  our own text
            return int(found[0]) if found else 0

    def part(self, name: str, first: int, most: int, **asked: object) -> list[tuple[Any, ...]]:
        with self.lock:
            self._set(asked)
            sql = f"SELECT * FROM ({kept_sql()[name]}) LIMIT {most:d} OFFSET {first:d}"  # noqa: S608  our own text, numbers
            return self.store.execute(sql).fetchall()

    def _set(self, asked: dict[str, object]) -> None:
        for name, value in asked.items():
            self.store.execute(f"SET VARIABLE {name} = ?", [value])


_kept: OrderedDict[tuple[object, ...], Answers] = OrderedDict()
_kept_lock = Lock()


def answers(found: Opened, question: Question) -> Answers:
    """The session for a question; the last ones are kept, as pages and the lists behind them ask the same again."""
    key = (found.path, *question)
    with _kept_lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
        made = _kept[key] = _prepare(found, question)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
        return made


def forget() -> None:
    """Drop the sessions that are kept."""
    with _kept_lock:
        _kept.clear()


def _prepare(found: Opened, question: Question) -> Answers:
    store = found.store.cursor()
    made = Answers(store, Lock())
    made._set(
        {
            "as_of": question.as_of,
            "first_on": question.fortnight.first_day,
            "position": question.position,
            "home": HOME_PROVINCE,
            "versions": [version_of(item) for item in question.editions],
            "kinds": sorted(kinds_read(question.editions)),
        }
    )
    with read_at(store, question.editions, question.position) as tables:
        store.execute(f"CREATE TEMP VIEW asked_reading AS SELECT * FROM {tables.reading}")  # noqa: S608  names of our own tables
        store.execute(f"CREATE TEMP VIEW asked_holding AS SELECT * FROM {tables.holding}")  # noqa: S608  names of our own tables
        for name in session_tables():
            store.execute(f"CREATE TEMP TABLE {name} AS {kept_sql()[name]}")
        store.execute("DROP VIEW asked_reading; DROP VIEW asked_holding")
    return made


def tally_of(asked: Answers, codes: Iterable[str]) -> Tally:
    """Sums by kecamatan, city and in all, as ``rules.tally`` makes them from lines."""
    codes = tuple(codes)
    cells: Cells = {code: {str(measure): {} for measure in Measure} for code in codes}
    for measure in Measure:
        for code, stage, place, persons in asked.rows(str(measure)):
            for each in _places_of(place):
                cells[code][measure].setdefault(each, [0] * len(ROWS))[(stage or ENTREPRENEURS) - 1] += persons
    registered, flow = Counter[str](), Counter[str]()
    for place, persons, recent, _first in asked.rows("registered"):
        for each in _places_of(place):
            registered[each] += persons
            flow[each] += recent
    breaches: dict[str, Counter[str]] = {code: Counter() for code in codes}
    for code, place, persons in asked.rows("breaches"):
        for each in _places_of(place):
            breaches[code][each] += persons
    return Tally(cells, dict(registered), dict(flow), {code: dict(found) for code, found in breaches.items()}, registered[ALL])


def _places_of(place: str) -> tuple[str, ...]:
    return (ALL, OUTSIDE) if place == OUTSIDE else (ALL, place[:CITY], place)


def first_fortnight(asked: Answers, as_of: date) -> Fortnight:
    """That of the first registration."""
    return Fortnight.of(min((row[3] for row in asked.rows("registered")), default=as_of))


def began_counting(asked: Answers) -> dict[str, dict[int, int]]:
    """Edition to fortnight to how many began to count as entrepreneurs in it."""
    found: dict[str, dict[int, int]] = {}
    for code, fortnight, persons in asked.rows("entrepreneurs_by_fortnight"):
        found.setdefault(code, {})[fortnight] = persons
    return found


def late_facts(asked: Answers, fortnight: Fortnight) -> int:
    """Facts of the fortnight or before that were sealed after the last seal before its cut-off."""
    known = head_at(fortnight.cut_off)
    return int(asked.rows("late", known_before=known.position if known else 0)[0][0])


def says_by_stage(edition: Edition) -> bool:
    """Whether what keeps somebody from counting is a stage: then the warehouse knows it."""
    return isinstance(edition.counts_as_entrepreneur.condition, StagePassed) and edition.order == "strict"


def difference_of(asked: Answers, people: int, a: Edition, b: Edition, lacking: Lacking) -> EditionDifference:
    """Who counts under one of two editions only, and what she lacks under the other.

    ``lacking`` says what given persons lack under an edition whose condition is not a stage.
    """
    in_a, in_b, both = asked.rows("both", edition=a.code, against=b.code)[0]
    in_a, in_b, both = int(in_a or 0), int(in_b or 0), int(both or 0)
    reasons: Counter[tuple[str, str]] = Counter()
    for here, there in ((b, a), (a, b)):
        if says_by_stage(here):
            for stage, persons in asked.rows("open_stages", edition=here.code, against=there.code):
                reasons[here.code, str(stage)] += persons
        elif found := asked.rows("only_there", edition=here.code, against=there.code):
            for lacks in lacking(here.code, [row[0] for row in found]):
                reasons[here.code, lacks] += 1
    neither = people - in_a - in_b + both
    return EditionDifference(a.code, b.code, in_a - both, in_b - both, both, neither, ordered_reasons(reasons))


@dataclass(frozen=True, slots=True)
class Behind:
    """The persons behind a figure: how many, and any part of them, the latest first."""

    total: int
    part: Callable[[int, int], tuple[Row, ...]]


def behind(asked: Answers, figure: Figure, edition: Edition) -> Behind | None:
    """From the warehouse; None where only lines of people can tell (what somebody lacks that is no stage)."""
    if figure.measure == DIFFERS and figure.lacks and not (says_by_stage(edition) and figure.lacks.isdigit()):
        return None
    measure = figure.measure if figure.measure in (BREACHES, DIFFERS) else str(Measure(figure.measure))
    name = f"behind_{measure}"
    values: dict[str, object] = {
        "edition": figure.edition,
        "against": figure.against,
        "place": figure.place,
        "stage": figure.row % ENTREPRENEURS,
        "lacks": int(figure.lacks or 0) if figure.measure == DIFFERS else 0,
    }

    def part(first: int, most: int) -> tuple[Row, ...]:
        return tuple(Row(*row) for row in asked.part(name, first, most, **values))

    return Behind(asked.count(name, **values), part)
