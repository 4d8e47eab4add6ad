"""Rounds say the same from the warehouse as from lines of people: figures, differences, lists; packs are read at its position."""

import random
from dataclasses import asdict

import pytest

from okoce.core.fortnights import Fortnight
from okoce.evaluation.rounds import queries, services
from okoce.evaluation.rounds.queries import columns
from okoce.evaluation.rounds.queries.columns import Question
from okoce.evaluation.rounds.queries.reading import _from_columns, _from_lines
from okoce.evaluation.rounds.rules.figures import BREACHES, DIFFERS, Figure, day_of
from okoce.evaluation.rounds.rules.lines import OUTSIDE
from okoce.evaluation.rounds.rules.tally import ALL, ROWS, Measure
from okoce.evaluation.warehouse.queries import DATABASE, Opened, opened
from okoce.evaluation.warehouse.services import refresh
from okoce.facts.queries import head
from okoce.progression.queries import approved_editions
from tests.evaluation.building import DAY, EVALUATOR, ended, someone
from tests.evaluation.warehouse.history import History, sealed
from tests.world import KECAMATAN, today


def questions(position: int) -> list[Question]:
    """Three days: the running fortnight, and two that have ended."""
    running = Fortnight.of(today())
    days = [(running, today()), *((running.next(-ago), running.next(-ago).last_day) for ago in (1, 5))]
    return [Question(fortnight, as_of, position, approved_editions(as_of)) for fortnight, as_of in days]


def warehouse() -> Opened:
    found = opened()
    assert found is not None
    return found


@pytest.mark.parametrize("seed", [21, 22, 23])
def test_a_sheet_says_the_same_at_every_position(own_database: str, seed: int) -> None:
    """Positions that the kept readings have seen, and such between two refreshes that they have not."""
    positions = []
    for number, position in enumerate(History(random.Random(seed)).steps(8)):
        positions.append(position)
        if number % 3 == 0:
            refresh()
    refresh()
    found = warehouse()
    seen = 0
    for position in positions:
        for question in questions(position):
            by_columns, by_lines = _from_columns(found, question), _from_lines(question)
            assert asdict(by_columns) == asdict(by_lines), (position, question.as_of)
            seen += by_lines.tally.people
    assert seen > 100


@pytest.mark.parametrize("seed", [31, 32])
def test_lists_hold_the_same_people_in_the_same_order(own_database: str, seed: int) -> None:
    history = History(random.Random(seed))
    *_steps, last = history.steps(8)
    refresh()
    found = warehouse()
    listed = 0
    for question in questions(last):
        asked = columns.answers(found, question)
        for figure in _figures(question):
            edition = next(item for item in question.editions if item.code == figure.edition)
            behind = columns.behind(asked, figure, edition)
            lines = queries.people_behind(question.fortnight, last, figure)
            if behind is None:
                assert figure.lacks, figure
                continue
            rows = [(line.person_id, line.place, day_of(figure, line)) for line in lines]
            assert behind.total == len(rows), figure
            assert [tuple(row) for row in behind.part(0, 100)] == rows, figure
            assert [tuple(row) for row in behind.part(2, 3)] == rows[2:5], figure
            listed += len(rows)
    assert listed > 200


def _figures(question: Question) -> list[Figure]:
    codes = [item.code for item in question.editions]
    places = (ALL, OUTSIDE, KECAMATAN, KECAMATAN[:5])
    found = [Figure(code, str(measure), place, row) for code in codes for measure in Measure for place in places for row in ROWS]
    found += [Figure(code, BREACHES, place) for code in codes for place in places]
    pairs = [(code, other) for code in codes for other in codes if other != code]
    found += [Figure(code, DIFFERS, ALL, against=other) for code, other in pairs]
    found += [Figure(code, DIFFERS, ALL, against=other, lacks=lacks) for code, other in pairs for lacks in ("2", "3", "4")]
    return found


def test_a_pack_is_read_from_the_warehouse_at_its_very_position(own_database: str) -> None:
    for n in range(1, 5):
        someone(n, ended().first_day - n * DAY).trained(ended().first_day)
    sealed()
    assert DATABASE.stamp() is None
    pack = services.freeze(by=EVALUATOR, fortnight=ended())
    stamp, newest = DATABASE.stamp(), head()
    assert stamp is not None
    assert newest is not None
    assert (pack.position, bytes(pack.head).hex()) == (stamp.position, stamp.head) == (newest.position, newest.head.hex())
    question = Question(ended(), pack.as_of, pack.position, approved_editions(pack.as_of))
    assert pack.figures["cells"] == _from_lines(question).tally.cells


def test_pages_stand_where_the_warehouse_stands_and_say_how_far_it_is_behind(own_database: str) -> None:
    someone(1, today() - 40 * DAY)
    first = sealed()
    without = queries.ground()
    assert (without.position, without.behind, without.extracted_at) == (first, 0, None), "a fresh installation reads the log"
    refresh()
    someone(2, today() - 40 * DAY)
    last = sealed()
    stands = queries.ground()
    assert (stands.position, stands.behind) == (first, last - first)
    assert stands.extracted_at == warehouse().stamp.extracted_at
    assert queries.sheet(ended()).people == 1
    newest = head()
    assert newest is not None
    assert queries.sheet(ended(), newest).people == 2, "a state that the warehouse does not hold yet is read from the log"
    assert queries.behind(ended(), last, Figure("OKOCE-2018", "stock", ALL, 1)).total == 2
    refresh()
    assert (queries.ground().behind, queries.sheet(ended()).people) == (0, 2)
