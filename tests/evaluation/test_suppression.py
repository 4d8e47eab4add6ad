"""Small cells stay hidden from somebody who subtracts: a brute-force reader is the judge."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from okoce.evaluation.rounds.rules.suppression import bounds, suppress

MINIMUM = 5
TREE: dict[str, tuple[str, ...]] = {"all": ("c1", "c2", "out"), "c1": ("k1", "k2", "k3"), "c2": ("k4", "k5")}
LEAVES = ("k1", "k2", "k3", "k4", "k5", "out")


def summed(leaves: Mapping[str, int], tree: Mapping[str, Sequence[str]] = TREE) -> dict[str, int]:
    found = dict(leaves)

    def value(cell: str) -> int:
        if cell not in found:
            found[cell] = sum(value(part) for part in tree[cell])
        return found[cell]

    for cell in tree:
        value(cell)
    return found


def readings(values: Mapping[str, int], hidden: frozenset[str], highest: int) -> Iterator[dict[str, int]]:
    """Every table that a reader cannot tell from the published one. Hidden cells hold somebody: noughts are shown."""
    free = [leaf for leaf in LEAVES if leaf in hidden]
    for guess in product(range(1, highest + 1), repeat=len(free)):
        table = summed({leaf: values[leaf] for leaf in LEAVES} | dict(zip(free, guess, strict=True)))
        if all(table[cell] == values[cell] for cell in values if cell not in hidden) and all(table[cell] for cell in hidden):
            yield table


def told(values: Mapping[str, int], hidden: frozenset[str], highest: int) -> list[str]:
    """Hidden cells that a reader knows, or knows to be small."""
    seen: dict[str, set[int]] = {cell: set() for cell in hidden}
    for table in readings(values, hidden, highest):
        for cell in hidden:
            seen[cell].add(table[cell])
    return [cell for cell, possible in seen.items() if len(possible) < 2 or max(possible) < MINIMUM]


@settings(max_examples=120, deadline=None)
@given(st.lists(st.sampled_from((0, 0, 1, 2, 3, 4, 5, 6, 7)), min_size=6, max_size=6))
def test_nobody_can_compute_a_hidden_cell(counts: list[int]) -> None:
    values = summed(dict(zip(LEAVES, counts, strict=True)))
    # With nothing but few people in all, even the whole is hidden and there is nothing to subtract from.
    assume(len([leaf for leaf in LEAVES if values[leaf] > 0]) <= 5)
    hidden = suppress(values, TREE, MINIMUM)
    assert {cell for cell, value in values.items() if 0 < value < MINIMUM} <= hidden
    assert not {cell for cell in hidden if values[cell] == 0}
    # With few people in all even the whole is hidden, and there is nothing to subtract from. Nine shows two values and a large one.
    if "all" not in hidden and len(hidden.intersection(LEAVES)) <= 4:
        assert told(values, hidden, 9) == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from((0, 1, 2, 4)), min_size=6, max_size=6), st.sets(st.sampled_from(LEAVES)))
def test_bounds_are_exactly_what_is_possible(counts: list[int], chosen: set[str]) -> None:
    values = summed(dict(zip(LEAVES, counts, strict=True)))
    hidden = frozenset(cell for cell in chosen if values[cell])
    assume(len(hidden) <= 3)
    seen: dict[str, set[int]] = {cell: set() for cell in hidden}
    for table in readings(values, hidden, sum(counts) + 1):
        for cell in hidden:
            seen[cell].add(table[cell])
    found = bounds(values, TREE, set(hidden))
    # Leaves alone are hidden here, so that every sum bounds them from above.
    assert {cell: (min(possible), max(possible)) for cell, possible in seen.items()} == {cell: found[cell] for cell in hidden}


CASES = [
    # counts of k1 k2 k3 | k4 k5 | out -> hidden
    ((9, 9, 9, 9, 9, 9), set()),
    ((3, 9, 9, 9, 9, 9), {"k1", "k2"}),
    ((1, 4, 9, 9, 9, 9), {"k1", "k2", "k3"}),  # 1 + 4 = 5: each of the two is below five
    ((0, 0, 0, 9, 9, 9), set()),
    ((9, 9, 9, 9, 9, 2), {"out", "c2", "k4"}),  # the whole less the cities would tell: a city goes, and one of its parts
    ((0, 0, 2, 9, 9, 9), {"k3", "c1", "out"}),
    ((4, 4, 4, 9, 9, 9), {"k1", "k2", "k3"}),  # 12 in three: one may be ten
]


@pytest.mark.parametrize(("counts", "hidden"), CASES)
def test_hand_worked_tables(counts: tuple[int, ...], hidden: set[str]) -> None:
    values = summed(dict(zip(LEAVES, counts, strict=True)))
    assert suppress(values, TREE, MINIMUM) == hidden
    assert told(values, frozenset(hidden), 30 if len(hidden) < 4 else 12) == []


def test_a_programme_of_few_people_says_nothing_but_nought() -> None:
    values = summed(dict(zip(LEAVES, (1, 0, 0, 0, 2, 0), strict=True)))
    assert suppress(values, TREE, MINIMUM) == {"all", "c1", "c2", "k1", "k5"}


def test_equal_tables_hide_equal_cells() -> None:
    """Two editions may count the same people: what one hides, the other must not show."""
    values = summed(dict(zip(LEAVES, (1, 6, 6, 2, 7, 3), strict=True)))
    assert suppress(values, TREE, MINIMUM) == suppress(dict(reversed(values.items())), TREE, MINIMUM)
