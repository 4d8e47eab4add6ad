"""Waiting times of which some are not over: the product-limit estimate of Kaplan and Meier."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True, order=True)
class Wait:
    """A waiting time in days; ``is_over``: it ended with what is waited for. Otherwise it lasted at least so long."""

    days: int
    is_over: bool


@dataclass(frozen=True, slots=True)
class Survival:
    """Which share still waits after so many days, at each day on which a wait ended; exact."""

    steps: tuple[tuple[int, Fraction], ...]

    def still_waiting(self, days: int) -> Fraction:
        share = Fraction(1)
        for day, left in self.steps:
            if day > days:
                break
            share = left
        return share

    def quantile(self, share: Fraction) -> int | None:
        """The day by which this share has its answer; None where so many waits are not over yet that nobody can say."""
        return next((day for day, left in self.steps if left <= 1 - share), None)


def survival(waits: Iterable[Wait]) -> Survival:
    """The estimate. Who stopped waiting on a day counts as waiting on that day still."""
    ends, losses = Counter[int](), Counter[int]()
    for wait in waits:
        (ends if wait.is_over else losses)[wait.days] += 1
    at_risk, left, steps = ends.total() + losses.total(), Fraction(1), []
    for day in sorted(ends.keys() | losses.keys()):
        if ends[day]:
            left *= Fraction(at_risk - ends[day], at_risk)
            steps.append((day, left))
        at_risk -= ends[day] + losses[day]
    return Survival(tuple(steps))
