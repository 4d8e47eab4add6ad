"""The product-limit estimate against published and hand-worked cases, and against counting."""

from collections import Counter
from statistics import median_low

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okoce.core.survival import duration

TIMES = st.lists(st.integers(0, 60), min_size=1, max_size=60)


@pytest.mark.parametrize(
    ("reached", "waiting", "median", "p90"),
    [
        ([1, 2, 3, 4], [], 2, 4),
        ([5], [], 5, 5),
        ([6, 6, 6, 7, 10, 13, 16, 22, 23], [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35], 23, None),
        ([3], [3, 3], None, None),
        ([], [4, 5], None, None),
        ([2, 4], [2], 4, 4),
    ],
    ids=["none waits", "one", "leukaemia trial of Freireich 1963", "one of three", "nobody", "equal times: arrivals first"],
)
def test_known_estimates(reached: list[int], waiting: list[int], median: int | None, p90: int | None) -> None:
    found = duration(Counter(reached), Counter(waiting))
    assert (found.median, found.p90) == (median, p90)
    assert (found.started, found.reached, found.censored) == (len(reached) + len(waiting), len(reached), len(waiting))


@given(TIMES)
def test_without_waiting_it_is_the_plain_median(times: list[int]) -> None:
    found = duration(Counter(times), Counter())
    assert found.median == median_low(times) == found.median_of_reached
    assert found.p90 == sorted(times)[-(-9 * len(times) // 10) - 1]


@given(TIMES, TIMES)
def test_waiting_never_makes_it_shorter(times: list[int], waiting: list[int]) -> None:
    found = duration(Counter(times), Counter(waiting))
    plain = found.median_of_reached
    assert plain is not None
    assert found.median is None or found.median >= plain


@given(TIMES, st.integers(1, 50))
def test_who_waits_longer_than_anybody_counts_fully(times: list[int], more: int) -> None:
    """Censored after the last arrival: as if they had arrived later."""
    found = duration(Counter(times), Counter({61: more}))
    as_if = median_low([*times, *[61] * more])
    assert found.median == (as_if if as_if <= 60 else None)
