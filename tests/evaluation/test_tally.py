"""Counting: sums hold, flow adds up to stock, and a figure's list is the people whom it counts."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from okoce.core.fortnights import EPOCH, Fortnight
from okoce.evaluation.rounds.rules.differences import difference
from okoce.evaluation.rounds.rules.figures import BREACHES, DIFFERS, Figure, counts
from okoce.evaluation.rounds.rules.lines import OUTSIDE, EditionLine, PersonLine, counted_at, merge_lines
from okoce.evaluation.rounds.rules.restating import changed_people, moved_on, restated
from okoce.evaluation.rounds.rules.tally import ALL, ENTREPRENEURS, ROWS, Measure, tally
from okoce.evaluation.rounds.rules.target_path import planned_at, progress, reached_by_fortnight
from tests.evaluation.building import edition_line, person_line

PLACES = ("31.71.01", "31.71.02", "31.74.01", OUTSIDE)
CODES = ("A", "B")
LAST = Fortnight(3)
SLOWLY = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
D = EPOCH


some_day = st.integers(0, 55).map(lambda n: EPOCH + timedelta(days=n))


def days() -> st.SearchStrategy[date | None]:
    return st.none() | some_day


@st.composite
def edition_lines(draw: st.DrawFn) -> EditionLine:
    passed = tuple(draw(days()) for _ in range(7))
    on = draw(days())
    now = on is not None and draw(st.booleans())
    holds = tuple(day is not None and draw(st.booleans()) for day in passed)
    return EditionLine(passed, holds, on, now, draw(st.integers(0, 2)), "" if now else draw(st.sampled_from("247")))


@st.composite
def person_lines(draw: st.DrawFn, person_id: UUID | None = None) -> PersonLine:
    return PersonLine(
        person_id=person_id or draw(st.uuids()),
        place=draw(st.sampled_from(PLACES)),
        place_then=draw(st.sampled_from(PLACES)),
        registered_on=draw(some_day),
        last_fact_on=EPOCH,
        editions={code: draw(edition_lines()) for code in CODES},
    )


populations = st.lists(person_lines(), max_size=8)


@SLOWLY
@given(populations)
def test_the_whole_is_its_cities_and_those_of_elsewhere(people: Sequence[PersonLine]) -> None:
    found = tally(people, LAST, CODES)
    for measures in found.cells.values():
        for cells in measures.values():
            for row in range(len(ROWS)):
                at = {place: count[row] for place, count in cells.items()}
                assert at.get(ALL, 0) == at.get(OUTSIDE, 0) + sum(at.get(city, 0) for city in ("31.71", "31.74"))
                assert at.get("31.71", 0) == at.get("31.71.01", 0) + at.get("31.71.02", 0)
    assert found.registered.get(ALL, 0) == found.people == len(people)


@SLOWLY
@given(populations)
def test_flows_add_up_to_the_change_of_stock(people: Sequence[PersonLine]) -> None:
    """Nothing arrives late here: the same lines are read as of each fortnight's end."""
    before = {code: dict.fromkeys(ROWS, 0) for code in CODES}
    for number in range(4):
        fortnight = Fortnight(number)
        found = tally([_as_of(line, fortnight.last_day) for line in people], fortnight, CODES).cells
        for code in CODES:
            for row in ROWS:
                stock, flow = (found[code][m].get(ALL, [0] * 8)[row - 1] for m in (Measure.STOCK, Measure.FLOW))
                assert stock == before[code][row] + flow
                before[code][row] = stock


def _as_of(line: PersonLine, day: date) -> PersonLine:
    def known(on: date | None) -> date | None:
        return on if on is not None and on <= day else None

    editions = {
        code: EditionLine(tuple(map(known, item.passed_on)), item.holds, known(item.counts_on), False, 0, "4")
        for code, item in line.editions.items()
    }
    return PersonLine(line.person_id, line.place, line.place_then, line.registered_on, line.last_fact_on, editions)


@SLOWLY
@given(populations)
def test_the_list_behind_every_cell_is_as_long_as_the_cell(people: Sequence[PersonLine]) -> None:
    found = tally(people, LAST, CODES)
    for code in CODES:
        for measure in Measure:
            for place in (*PLACES, "31.71", "31.74", ALL):
                for row in ROWS:
                    listed = [line for line in people if counts(Figure(code, measure, place, row), line, LAST)]
                    assert len(listed) == found.cells[code][measure].get(place, [0] * 8)[row - 1]
        for place in (*PLACES, ALL):
            listed = [line for line in people if counts(Figure(code, BREACHES, place), line, LAST)]
            assert len(listed) == found.breaches[code].get(place, 0)


@SLOWLY
@given(populations)
def test_reasons_of_a_difference_add_up(people: Sequence[PersonLine]) -> None:
    found = difference(people, *CODES)
    assert found.only_a + found.only_b + found.both + found.neither == len(people)
    assert sum(count for code, _lacks, count in found.reasons if code == "B") == found.only_a
    assert sum(count for code, _lacks, count in found.reasons if code == "A") == found.only_b
    for code, lacks, count in found.reasons:
        there = "B" if code == "A" else "A"
        figure = Figure(code, DIFFERS, ALL, ENTREPRENEURS, there, lacks)
        assert len([line for line in people if counts(figure, line, LAST)]) == count


@SLOWLY
@given(populations, populations, populations)
def test_restated_is_what_is_now_less_what_was(
    same: Sequence[PersonLine], gone: Sequence[PersonLine], come: Sequence[PersonLine]
) -> None:
    """Reading only the people touched gives the figures of reading everybody again."""
    was, now = tally([*same, *gone], LAST, CODES).cells, tally([*same, *come], LAST, CODES).cells
    touched = [tally(part, LAST, CODES).cells for part in (gone, come)]
    found = restated(was, now)
    assert restated(was, moved_on(was, *touched)) == found
    for item in found:
        assert item.was != item.now
        assert item.was == was[item.edition][item.measure].get(item.place, [0] * 8)[item.row - 1]
        assert item.now == now[item.edition][item.measure].get(item.place, [0] * 8)[item.row - 1]
    changes = {(i.edition, i.measure, i.place, i.row): i.now - i.was for i in found}
    for code in CODES:
        for row in ROWS:
            key = (code, Measure.STOCK, ALL, row)
            assert changes.get(key, 0) == _all(now, code, row) - _all(was, code, row)


def _all(cells: dict[str, dict[str, dict[str, list[int]]]], code: str, row: int) -> int:
    return cells[code][Measure.STOCK].get(ALL, [0] * 8)[row - 1]


PERSON = UUID(int=7)


@given(st.lists(person_lines(person_id=PERSON), min_size=1, max_size=5), st.randoms())
def test_merging_enrolments_does_not_depend_on_their_order(own: list[PersonLine], random: object) -> None:
    merged = merge_lines(own)
    random.shuffle(own)  # type: ignore[attr-defined]
    other = merge_lines(own)
    assert merged.keys() == other.keys() == {PERSON}
    for code in CODES:
        one, two = merged[PERSON].editions[code], other[PERSON].editions[code]
        assert (one.passed_on, one.holds, one.counts_on, one.counts_now) == (
            two.passed_on,
            two.holds,
            two.counts_on,
            two.counts_now,
        )
    assert merged[PERSON].place == other[PERSON].place
    assert merged[PERSON].registered_on == min(line.registered_on for line in own)


def test_three_enrolments_live_where_the_newest_says() -> None:
    """Pairwise merging of the first and the third would have made the second the newest."""
    places = ("31.71.01", "31.71.02", "31.74.01")
    own = [person_line(place, D + timedelta(days=n), PERSON, A=edition_line()) for n, place in enumerate(places)]
    for order in ((0, 1, 2), (0, 2, 1), (2, 0, 1)):
        found = merge_lines([own[n] for n in order])[PERSON]
        assert (found.place, found.place_then, found.registered_on) == ("31.74.01", "31.71.01", D)


@pytest.mark.parametrize(
    ("code", "counted"),
    [("31.74.01.1001", "31.74.01"), ("31.74.01", "31.74.01"), ("31.74", OUTSIDE), ("31", OUTSIDE), ("32", OUTSIDE), ("", OUTSIDE)],
)
def test_where_a_person_counts(code: str, counted: str) -> None:
    assert counted_at(code, "31") == counted


def test_hand_worked_cells() -> None:
    one, two = D, D + timedelta(days=20)
    people = [
        person_line("31.71.01", one, A=edition_line(one, two, counts_on=two)),
        person_line("31.71.01", one, A=edition_line(one, counts_on=one, counts_now=False)),
        person_line(OUTSIDE, two, A=edition_line(two)),
    ]
    found = tally(people, Fortnight(1), ["A"])
    assert found.cells["A"][Measure.STOCK] == {
        "31.71": [2, 1, 0, 0, 0, 0, 0, 2],
        "31.71.01": [2, 1, 0, 0, 0, 0, 0, 2],
        ALL: [3, 1, 0, 0, 0, 0, 0, 2],
        OUTSIDE: [1, 0, 0, 0, 0, 0, 0, 0],
    }
    assert found.cells["A"][Measure.FLOW][ALL] == [1, 1, 0, 0, 0, 0, 0, 1]
    assert found.cells["A"][Measure.HOLDS][ALL] == [3, 1, 0, 0, 0, 0, 0, 1]
    assert found.registered_flow == {"31.71": 0, "31.71.01": 0, ALL: 1, OUTSIDE: 1}
    assert "31.74.01" not in found.registered, "a place without anybody has no entry"


def test_only_what_is_counted_makes_a_change() -> None:
    line = person_line("31.71.01", D, PERSON, A=edition_line(D))
    later = PersonLine(PERSON, line.place, line.place_then, D, D + timedelta(days=9), line.editions)
    assert changed_people({PERSON: line}, {PERSON: later}) == frozenset()
    assert changed_people({PERSON: line}, {}) == {PERSON}


PATH = [
    # first, fortnights, at, reached, pace -> planned, gap, left, needed
    ((0, 130, 0, 0, 0), (1538, -1538, 129, 1551)),
    ((0, 130, 64, 120_000, 10), (100_000, 20_000, 65, 1231)),
    ((0, 130, 129, 199_999, 0), (200_000, -1, 0, None)),
    ((0, 130, 500, 250_000, 0), (200_000, 50_000, 0, None)),
    ((10, 130, 5, 0, 0), (0, 0, 130, 1539)),
    ((0, 130, 0, 200_000, 0), (1538, 198_462, 129, 0)),
]


@pytest.mark.parametrize(("given_", "expected"), PATH)
def test_target_path(given_: tuple[int, int, int, int, int], expected: tuple[int, int, int, int | None]) -> None:
    first, fortnights, at, reached, pace = given_
    found = progress(target=200_000, first=Fortnight(first), fortnights=fortnights, at=Fortnight(at), reached=reached, pace=pace)
    assert (found.planned, found.gap, found.fortnights_left, found.pace_needed) == expected
    assert planned_at(200_000, Fortnight(first), fortnights, Fortnight(at)) == expected[0]


def test_series_is_cumulative_and_keeps_early_days() -> None:
    counted = [D - timedelta(days=3), D, D + timedelta(days=14), D + timedelta(days=30), D + timedelta(days=90)]
    assert reached_by_fortnight(counted, Fortnight(0), Fortnight(3)) == (2, 3, 4, 4)
    assert reached_by_fortnight(counted, Fortnight(2), Fortnight(1)) == ()
