"""Geometry of the charts. Pure: points in, places out. Horizontal places are percentages, so that text keeps its size
whatever the width of the screen; vertical places are pixels."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from okoce.ui.components import Bar, Number, PathPoint
from okoce.ui.enums import StageState

LEFT, RIGHT = 5.0, 98.0
TOP, BOTTOM = 30.0, 176.0
HEIGHT = 210
NEAR, FAR = 40.0, 65.0
LABEL_ROOM = 30.0
LABEL_DROP = 24.0
STEP_WIDTH, STEP_LOW, STEP_RISE, STEP_FLOOR = 14.0, 10.0, 3.0, 29.0


@dataclass(frozen=True, slots=True)
class Step:
    x: float
    y: float
    height: float
    middle: float
    half: float
    state: StageState


@dataclass(frozen=True, slots=True)
class Segment:
    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Label:
    x: float
    y: float
    anchor: str
    value: Number


@dataclass(frozen=True, slots=True)
class Grid:
    y: float
    value: Number


@dataclass(frozen=True, slots=True)
class PathDrawing:
    target: tuple[Segment, ...]
    actual: tuple[Segment, ...]
    grid: tuple[Grid, ...]
    target_label: Label | None
    actual_label: Label | None
    first_on: date
    last_on: date
    height: int = HEIGHT
    bottom: float = BOTTOM


@dataclass(frozen=True, slots=True)
class BarDrawing:
    bar: Bar
    width: float


def stairs(states: Sequence[StageState]) -> tuple[Step, ...]:
    """Seven blocks that rise; the half-filled part of the present one is its lower half."""
    steps = []
    for index, state in enumerate(states):
        height = STEP_LOW + STEP_RISE * index
        half = round(height / 2, 1)
        top = STEP_FLOOR - height
        steps.append(Step(1 + STEP_WIDTH * index, top, height, STEP_FLOOR - half, half, state))
    return tuple(steps)


def bars(items: Sequence[Bar]) -> tuple[BarDrawing, ...]:
    """Widths in per cent of the longest. A value above nothing is always visible; one that is missing has no bar."""
    longest = max((item.value for item in items if item.value is not None), default=0)
    drawn = []
    for item in items:
        if item.value is not None and item.value < 0:
            raise ValueError("bars grow from nothing; show a negative change as a figure")
        share = 100 * item.value / longest if item.value and longest else 0.0
        drawn.append(BarDrawing(item, round(max(share, 0.5), 1) if item.value else 0.0))
    return tuple(drawn)


def nice_top(highest: Number) -> int:
    """The round number at or above the highest value, at which the grid ends."""
    if highest <= 0:
        return 1
    scale = 1
    while scale * 10 < highest:
        scale *= 10
    return next(int(factor * scale) for factor in (1, 2, 4, 5, 6, 8, 10) if factor * scale >= highest)


def path(points: Sequence[PathPoint]) -> PathDrawing:
    """Target path and actual line over time, places in proportion to the days between dates."""
    if len(points) < 2:
        raise ValueError("a path needs at least two dates")
    ordered = sorted(points, key=lambda point: point.on)
    first, last = ordered[0].on, ordered[-1].on
    days = (last - first).days
    if days == 0:
        raise ValueError("a path needs at least two different dates")
    values = [value for point in ordered for value in (point.target, point.actual) if value is not None]
    top = nice_top(max(values, default=0))

    def x(on: date) -> float:
        return round(LEFT + (RIGHT - LEFT) * (on - first).days / days, 2)

    def y(value: Number) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * value / top, 1)

    target = [(x(point.on), y(point.target), point.target) for point in ordered if point.target is not None]
    actual = [(x(point.on), y(point.actual), point.actual) for point in ordered if point.actual is not None]
    behind = bool(target and actual) and actual[-1][1] > _height_at(target, actual[-1][0])
    return PathDrawing(
        target=_segments(target),
        actual=_segments(actual),
        grid=tuple(Grid(y(value), value) for value in (0, top / 2, top)),
        target_label=_end_label(target, below=_crowded(target, actual) and not behind),
        actual_label=_end_label(actual, below=behind),
        first_on=first,
        last_on=last,
    )


def _segments(places: Sequence[tuple[float, float, Number]]) -> tuple[Segment, ...]:
    return tuple(Segment(a[0], a[1], b[0], b[1]) for a, b in pairwise(places))


def _crowded(target: Sequence[tuple[float, float, Number]], actual: Sequence[tuple[float, float, Number]]) -> bool:
    """Both lines end so near to one another that their labels would meet."""
    return bool(target and actual) and target[-1][0] - actual[-1][0] < LABEL_ROOM


def _height_at(places: Sequence[tuple[float, float, Number]], x: float) -> float:
    """How high (in pixels from above) a line runs at one place; its ends continue level."""
    for (x1, y1, _), (x2, y2, _) in pairwise(places):
        if x1 <= x <= x2:
            return y1 + (y2 - y1) * (x - x1) / (x2 - x1)
    return places[0][1] if x < places[0][0] else places[-1][1]


def _end_label(places: Sequence[tuple[float, float, Number]], *, below: bool) -> Label | None:
    """The direct label of a line at its last point. Lines mostly rise, so the room that neither line uses is above to
    the left of the leading one and below to the right of the other; near an edge a label leans inwards."""
    if not places:
        return None
    x, y, value = places[-1]
    # Under a line that runs along the ground stand the dates.
    below = below and y + LABEL_DROP < BOTTOM
    anchor = "end" if x > FAR else "start" if below or x < NEAR else "end"
    return Label(x, y + LABEL_DROP if below else y - 10, anchor, value)
