"""The product-limit estimate against cases worked by hand and against counting."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from okoce.core.survival import Wait, survival

HALF = Fraction(1, 2)


def waits(over: str, still: str = "") -> list[Wait]:
    return [*(Wait(int(day), True) for day in over.split()), *(Wait(int(day), False) for day in still.split())]


def test_by_hand() -> None:
    """Five applications: answered after 2, 4 and 6 days, still waiting for 3 and 5 days."""
    found = survival(waits("2 4 6", "3 5"))
    assert found.steps == ((2, Fraction(4, 5)), (4, Fraction(8, 15)), (6, Fraction(0)))
    assert [found.still_waiting(day) for day in (0, 2, 3, 5, 6, 99)] == [
        Fraction(1),
        Fraction(4, 5),
        Fraction(4, 5),
        Fraction(8, 15),
        Fraction(0),
        Fraction(0),
    ]
    assert (found.quantile(HALF), found.quantile(Fraction(9, 10))) == (6, 6)


def test_who_still_waits_makes_the_median_longer_never_shorter() -> None:
    assert survival(waits("1 2 3")).quantile(HALF) == 2
    assert survival(waits("1 2 3", "9 9 9")).quantile(HALF) == 3
    assert survival(waits("1 2 3", "9 9 9 9 9")).quantile(HALF) is None, "nobody can say yet"


def test_a_loss_on_the_day_of_an_end_counts_as_waiting_on_that_day() -> None:
    assert survival(waits("5", "5")).steps == ((5, HALF),)


def test_nothing_is_nothing() -> None:
    assert survival([]).steps == ()
    assert survival([]).quantile(HALF) is None
    assert survival(waits("", "4")).still_waiting(99) == 1


@given(st.lists(st.integers(0, 60), min_size=1, max_size=40))
def test_without_losses_it_is_counting(days: list[int]) -> None:
    found = survival([Wait(day, True) for day in days])
    for day in range(61):
        assert found.still_waiting(day) == Fraction(sum(other > day for other in days), len(days))


@given(st.lists(st.tuples(st.integers(0, 60), st.booleans()), max_size=40))
def test_it_falls_and_never_leaves_the_unit(items: list[tuple[int, bool]]) -> None:
    shares = [left for _day, left in survival([Wait(*item) for item in items]).steps]
    assert shares == sorted(shares, reverse=True)
    assert all(0 <= share <= 1 for share in shares)
