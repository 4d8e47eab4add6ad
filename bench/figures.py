"""What evidence is made of: a figure with its bound, and what was measured for it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One promise of an issue: an id, what it says, and the bound that a measurement must keep.

    ``at_most``/``at_least`` in ``unit``; exactly one of them is set.
    """

    id: str
    text: str
    unit: str
    at_most: float | None = None
    at_least: float | None = None

    def holds(self, value: float) -> bool:
        if self.at_most is not None:
            return value <= self.at_most
        assert self.at_least is not None, f"{self.id} has no bound"
        return value >= self.at_least

    @property
    def bound(self) -> str:
        sign, number = ("≤", self.at_most) if self.at_most is not None else ("≥", self.at_least)
        return f"{sign} {number:g} {self.unit}"


@dataclass(frozen=True)
class Measured:
    """One measurement. ``beside``: the raw limit or the peer of the same run, with its name, or what was done instead."""

    id: str
    value: float
    beside: str = ""


Measure = Callable[[bool], Iterator[Measured]]
"""A module's ``measure(quick)``: yields what it measured; ``quick`` is smaller, never easier."""
