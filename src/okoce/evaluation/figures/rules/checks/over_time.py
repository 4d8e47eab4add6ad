"""Checks of figures of different days: what accumulates cannot fall, and what grows does not stand still."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise

from okoce.evaluation.figures.rules.axes import may_be_same
from okoce.evaluation.figures.rules.figure import Figure, Finding

Series = tuple[object, ...]
STALE_AFTER = timedelta(days=60)
NEAR = timedelta(days=31)


def falling(figures: Sequence[Figure]) -> Iterator[Finding]:
    """A cumulative number of one series that is lower later."""
    for series in _series(figures).values():
        for earlier, later in pairwise(series):
            if earlier.as_of < later.as_of and later.says.high < earlier.says.low:
                values = {"value": earlier.value, "other": later.value, "gap": earlier.value - later.value}
                yield Finding("falls", "contradiction", (earlier, later), values)


def falling_between_sources(figures: Sequence[Figure]) -> Iterator[Finding]:
    """Within a month another channel or speaker gives a lower number for what may be the same people: keep both, compare none."""
    whole = sorted((one for one in figures if _may_be_everybody(one)), key=lambda one: one.as_of)
    for place, earlier in enumerate(whole):
        for later in whole[place + 1 :]:
            if later.as_of - earlier.as_of > NEAR:
                break
            other_way = (earlier.axes.channel, earlier.axes.agency) != (later.axes.channel, later.axes.agency)
            same = earlier.definition == later.definition and may_be_same(earlier.axes.area, later.axes.area)
            split = _channel_of_a_total(later, whole)
            if same and other_way and not split and earlier.as_of < later.as_of and later.says.high < earlier.says.low:
                values = {"value": earlier.value, "other": later.value, "gap": earlier.value - later.value}
                yield Finding("falls_between_sources", "explain", (earlier, later), values)


def stale(figures: Sequence[Figure]) -> Iterator[Finding]:
    """The same number again although time has passed (two months), or although another number of the same list was counted anew."""
    series = _series(figures)
    for group in series.values():
        for earlier, later in pairwise(group):
            if earlier.value != later.value or earlier.source == later.source or earlier.as_of == later.as_of:
                continue
            closed = earlier.axes.period[:4].isdigit()
            waited = not closed and later.as_of - earlier.as_of >= STALE_AFTER
            counted_anew = later.axes.revision and any(_changed(other, earlier, later) for other in series.values())
            if waited or counted_anew:
                days = (later.as_of - earlier.as_of).days
                yield Finding("stale", "explain", (earlier, later), {"value": later.value, "days": days})


def _channel_of_a_total(one: Figure, others: Sequence[Figure]) -> bool:
    """Whether its source gives the channel as a part beside a total of the same day."""
    beside = (other for other in others if (other.source, other.as_of, other.definition) == (one.source, one.as_of, one.definition))
    return bool(one.axes.channel) and any(not other.axes.channel and other.value > one.value for other in beside)


def _series(figures: Sequence[Figure]) -> dict[Series, list[Figure]]:
    """Stocks of the same definition over the same axes, in order of their days. A later count continues its series."""
    groups: dict[Series, list[Figure]] = defaultdict(list)
    for one in figures:
        if one.measure == "stock":
            axes = one.axes
            groups[one.definition, axes.area, axes.channel, axes.agency, axes.period, axes.detail].append(one)
    return {key: sorted(group, key=lambda one: (one.as_of, one.key)) for key, group in groups.items()}


def _changed(group: Sequence[Figure], earlier: Figure, later: Figure) -> bool:
    """Whether a series of the same axes has other values on the same two days."""
    first, last = group[0], group[-1]
    same_axes = _place(first) == _place(earlier) and first.definition != earlier.definition
    return same_axes and (first.as_of, last.as_of) == (earlier.as_of, later.as_of) and first.value != last.value


def _place(one: Figure) -> tuple[str, str, str, str]:
    return one.axes.area, one.axes.channel, one.axes.agency, one.axes.period


def _may_be_everybody(one: Figure) -> bool:
    return one.measure == "stock" and one.stage is not None and one.axes.area in ("", "ID/DKI") and not one.axes.is_own
