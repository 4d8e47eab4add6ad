"""How long something takes when not everybody has come to its end yet: the product-limit estimate of Kaplan and Meier (1958).

Leaving out who still waits makes waiting look shorter than it is. Here she counts among those at risk up to the day on which she
was last seen waiting; at equal times arrivals come before censoring.
"""

from collections.abc import Mapping
from dataclasses import dataclass

MEDIAN, P90 = 0.5, 0.1
"""Shares that are still waiting at the median and at the ninetieth percentile."""
ROUNDING = 1e-12


@dataclass(frozen=True, slots=True)
class Duration:
    """Times of those who began: ``median`` and ``p90`` of everybody, None where the curve does not come down that far.

    ``at_risk``: how many were still watched just before the median. ``median_of_reached`` leaves out who still waits; it stands
    beside the other so that the difference can be seen.
    """

    started: int
    reached: int
    censored: int
    median: int | None
    p90: int | None
    at_risk: int | None
    median_of_reached: int | None


def duration(reached: Mapping[int, int], censored: Mapping[int, int]) -> Duration:
    """From how many arrived after, and how many were watched without arriving for, each number of units."""
    arrived, waiting = sum(reached.values()), sum(censored.values())
    median, at_risk = _quantile(reached, censored, MEDIAN)
    return Duration(
        started=arrived + waiting,
        reached=arrived,
        censored=waiting,
        median=median,
        p90=_quantile(reached, censored, P90)[0],
        at_risk=at_risk,
        median_of_reached=_quantile(reached, {}, MEDIAN)[0],
    )


def _quantile(reached: Mapping[int, int], censored: Mapping[int, int], still: float) -> tuple[int | None, int | None]:
    """The first time at which at most a share still waits, and how many were at risk just before it."""
    at_risk = sum(reached.values()) + sum(censored.values())
    # Between two censored times the factors cancel to one fraction: without censoring no rounding gathers.
    before, began = 1.0, at_risk
    for time in sorted(reached.keys() | censored.keys()):
        left = at_risk - reached.get(time, 0)
        if left < at_risk and before * left / began <= still + ROUNDING:
            return time, at_risk
        if lost := censored.get(time, 0):
            before *= left / began
            left -= lost
            began = left
        at_risk = left
        if not at_risk:
            break
    return None, None
