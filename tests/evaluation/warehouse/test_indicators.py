"""Figures of the warehouse are those of the Python evaluator, at every position and on several days."""

import random
from collections import Counter, defaultdict

import duckdb
import pytest

from okoce.core.fortnights import Fortnight
from okoce.evaluation.rounds.queries import lines_of
from okoce.evaluation.rounds.rules.tally import ALL, CITY, Cells, Tally, tally
from okoce.evaluation.warehouse import files
from okoce.evaluation.warehouse.indicators.expressions import EXPRESSIONS
from okoce.evaluation.warehouse.indicators.kept import kept_sql
from okoce.evaluation.warehouse.services import refresh
from okoce.places.queries import HOME_PROVINCE
from okoce.progression.queries import approved_editions, kinds_read
from tests.evaluation.building import DAY
from tests.evaluation.warehouse.filler import fill, version_of
from tests.evaluation.warehouse.history import History
from tests.world import today

OUTSIDE = "outside"


def places_of(place: str) -> tuple[str, ...]:
    return (ALL, OUTSIDE) if place == OUTSIDE else (ALL, place[:CITY], place)


def asked(store: "duckdb.DuckDBPyConnection", fortnight: Fortnight, position: int) -> None:
    """Set what is asked for, and make the tables that figures stand on."""
    editions = approved_editions(fortnight.last_day)
    values: dict[str, object] = {
        "as_of": fortnight.last_day, "first_on": fortnight.first_day, "position": position, "home": HOME_PROVINCE,
        "versions": [version_of(item.code) for item in editions], "kinds": sorted(kinds_read(editions)),
    }  # fmt: skip
    for name, value in values.items():
        store.execute(f"SET VARIABLE {name} = ?", [value])
    for name in (name for name in EXPRESSIONS if name.startswith("asked_")):
        store.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {kept_sql()[name]}")


def cells(store: "duckdb.DuckDBPyConnection", codes: list[str]) -> Cells:
    found: Cells = {code: {measure: {} for measure in ("stock", "flow", "holds")} for code in codes}
    for measure in ("stock", "flow", "holds"):
        for edition, stage, place, persons in store.execute(kept_sql()[measure]).fetchall():
            for each in places_of(place):
                found[edition][measure].setdefault(each, [0] * 8)[(stage or 8) - 1] += persons
    return found


def by_place(store: "duckdb.DuckDBPyConnection", indicator: str) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for row in store.execute(kept_sql()[indicator]).fetchall():
        for place in places_of(row[0]):
            counts[place] += row[1]
    return dict(counts)


def compare(store: "duckdb.DuckDBPyConnection", fortnight: Fortnight, position: int) -> Tally:
    editions = approved_editions(fortnight.last_day)
    codes = [item.code for item in editions]
    fill(store, editions, fortnight.last_day, position)
    asked(store, fortnight, position)
    lines = lines_of(editions, fortnight.last_day, position)
    expected = tally(lines.values(), fortnight, codes)
    assert cells(store, codes) == expected.cells
    assert by_place(store, "registered") == expected.registered
    then = Counter(line.place_then for line in lines.values())
    assert dict(store.execute(kept_sql()["registered_then"]).fetchall()) == then
    breaches: dict[str, Counter[str]] = defaultdict(Counter)
    for edition, place, persons in store.execute(kept_sql()["breaches"]).fetchall():
        for each in places_of(place):
            breaches[edition][each] += persons
    assert {code: dict(breaches[code]) for code in codes} == expected.breaches
    stages = {(code, stage): 0 for code in codes for stage in range(1, 9)}
    for line in lines.values():
        for code, read in line.editions.items():
            stages[code, (*read.passed_on, None).index(None) + 1] += 1
    in_stage: Counter[tuple[str, int]] = Counter()
    for edition, stage, _place, persons in store.execute(kept_sql()["in_stage"]).fetchall():
        in_stage[edition, stage] += persons
    assert {key: in_stage[key] for key in stages} == stages
    began = Counter((c, Fortnight.of(r.counts_on).number) for n in lines.values() for c, r in n.editions.items() if r.counts_on)
    assert {row[:2]: row[2] for row in store.execute(kept_sql()["entrepreneurs_by_fortnight"]).fetchall()} == began
    return expected


@pytest.mark.parametrize("seed", [11, 12])
def test_figures_equal_those_of_python(own_database: str, seed: int) -> None:
    positions = list(History(random.Random(seed)).steps(8))
    refresh()
    people = 0
    with duckdb.connect(str(files.working_file())) as store:
        for position in positions:
            for ago in (0, 40, 90):
                people += compare(store, Fortnight.of(today() - ago * DAY).next(-1), position).people
    assert people > 50
