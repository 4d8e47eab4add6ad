"""What follows what, variants and durations: worked by hand, and true of any log."""

from collections import defaultdict
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from okoce.core.survival import Duration
from okoce.imports.rules.flows import Counting, Event, Flows

LAST = 40
Row = tuple[int, str, int]
ROWS = st.lists(st.tuples(st.integers(0, 5), st.sampled_from("ABCD"), st.integers(0, 30)), max_size=40)


def counted(rows: list[Row], *ends: str, until: int = LAST) -> Flows:
    cases: dict[int, list[Event]] = defaultdict(list)
    for case, activity, day in rows:
        cases[case].append(Event(day, "", activity, day))
    counting = Counting(until, frozenset(ends))
    for events in cases.values():
        counting.add(events)
    return counting.flows()


def way(flows: Flows, first: str, then: str) -> Duration:
    return next(item.time for item in flows.ways if (item.first, item.then) == (first, then))


def test_a_log_counted_by_hand() -> None:
    one, two = [(1, "A", 0), (1, "B", 7), (1, "C", 21)], [(2, "A", 0), (2, "A", 1), (2, "B", 15)]
    flows = counted([*one, *two, (3, "A", 1), (3, "C", 36)], until=36)
    assert (flows.cases, flows.open, flows.events) == (3, 3, 8)
    assert flows.activities == (("A", 4, 3), ("B", 2, 2), ("C", 2, 2))
    assert [(step.first, step.then, step.count, step.cases) for step in flows.steps] == [
        ("A", "B", 2, 2),
        ("A", "A", 1, 1),
        ("A", "C", 1, 1),
        ("B", "C", 1, 1),
    ]
    assert [(item.path, item.cases) for item in flows.variants] == [(("A", "A", "B"), 1), (("A", "B", "C"), 1), (("A", "C"), 1)]
    assert way(flows, "A", "B") == Duration(3, 2, 1, median=15, p90=None, at_risk=2, median_of_reached=7)
    assert way(flows, "A", "C") == Duration(3, 2, 1, median=35, p90=None, at_risk=2, median_of_reached=21)


@given(ROWS)
def test_sums(rows: list[Row]) -> None:
    flows = counted(rows)
    assert flows.events == len(rows)
    assert sum(step.count for step in flows.steps) == flows.events - flows.cases
    assert sum(item.cases for item in flows.variants) == flows.cases
    assert sum(len(item.path) * item.cases for item in flows.variants) == flows.events
    assert sum(count for _name, count in flows.starts) == sum(count for _name, count in flows.finishes) == flows.cases
    having = {name: cases for name, _events, cases in flows.activities}
    assert all(item.time.started + item.earlier == having[item.first] for item in flows.ways)


@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(rows: list[Row], random: Random) -> None:
    shuffled = [*rows]
    random.shuffle(shuffled)
    assert counted(shuffled, "D") == counted(rows, "D")


def test_ties_are_decided_by_rank_and_name_and_told() -> None:
    counting = Counting(10)
    counting.add([Event(5, "2", "a", 5), Event(5, "1", "z", 5), Event(5, "2", "b", 5)])
    flows = counting.flows()
    assert flows.variants[0].path == ("z", "a", "b")
    assert [step.ties for step in flows.steps] == [1, 1]
    assert way(flows, "z", "b").median == 0


def test_a_closed_case_is_watched_until_it_closed() -> None:
    closed = [(1, "A", 0), (1, "End", 10), (2, "A", 0), (2, "B", 20), (3, "A", 0), (3, "B", 30)]
    flows = counted(closed, "End")
    assert (flows.cases, flows.open) == (3, 2)
    # The closed case left at day 10 and is not at risk at day 20: one of two has arrived.
    assert way(flows, "A", "B") == Duration(3, 2, 1, median=20, p90=30, at_risk=2, median_of_reached=20)
    assert way(counted(closed), "A", "B").median == 30


def test_what_came_before_says_nothing_about_the_way() -> None:
    flows = counted([(1, "B", 0), (1, "A", 5), (2, "A", 0), (2, "B", 3)])
    found = next(item for item in flows.ways if (item.first, item.then) == ("A", "B"))
    assert (found.earlier, found.time.started, found.time.median) == (1, 1, 3)
