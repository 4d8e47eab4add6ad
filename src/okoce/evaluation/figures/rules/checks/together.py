"""Checks of figures of one day: parts and wholes, areas and definitions, stages."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from okoce.evaluation.figures.rules.axes import Vocabulary, inside, may_be_same
from okoce.evaluation.figures.rules.figure import Figure, Finding


def parts_and_total(figures: Sequence[Figure], words: Vocabulary) -> Iterator[Finding]:
    """Areas that one source lists beside their total. Channels are another axis: they are never added to areas silently."""
    for group in _groups(figures, "source", "as_of", "definition", "measure"):
        for total in (one for one in group if one.axes.area in words.children and not one.axes.channel and not one.axes.is_own):
            names = words.children[total.axes.area]
            parts = [one for one in group if one.axes.area.removeprefix(f"{total.axes.area}/") in names and not one.axes.channel]
            if len(parts) < 2:
                continue
            listed = sum(one.value for one in parts)
            missing = [name for name in names if f"{total.axes.area}/{name}" not in {one.axes.area for one in parts}]
            channels = [one for one in group if one.axes.channel and one.axes.area in (total.axes.area, "")]
            wrong = not missing and not total.says.low <= listed <= total.says.high
            if wrong or listed > total.says.high or (missing and listed < total.says.low):
                values = {
                    "parts": listed,
                    "total": total.value,
                    "gap": total.value - listed,
                    "missing": ", ".join(missing),
                    "channels": sum(one.value for one in channels),
                    "unexplained": total.value - listed - sum(one.value for one in channels),
                }
                yield Finding("parts_and_total", "contradiction", (total, *parts, *channels), values)


def area_beyond_whole(figures: Sequence[Figure]) -> Iterator[Finding]:
    """A part of an area that is larger than the area, on one day."""
    for group in _groups(figures, "as_of", "definition", "measure"):
        for one, other in _ordered(group):
            same = one.axes.channel == other.axes.channel and may_be_same(one.axes.period, other.axes.period)
            if same and inside(one.axes.area, other.axes.area) and not other.axes.is_own and one.says.low > other.says.high:
                yield Finding("part_larger", "contradiction", (one, other), {"part": one.value, "whole": other.value})


def definition_beyond_wider(figures: Sequence[Figure], words: Vocabulary) -> Iterator[Finding]:
    """A narrower definition that is larger than the wider one which contains it, same place and day."""
    for group in _groups(figures, "as_of", "measure"):
        for one, other in _ordered(group):
            contains = other.definition in (words.wider.get(one.definition), words.of_all.get(one.definition))
            if contains and _same_people(one, other) and one.says.low > other.says.high:
                yield Finding("part_larger", "contradiction", (one, other), {"part": one.value, "whole": other.value})


def definitions_of_one_stage(figures: Sequence[Figure], words: Vocabulary) -> Iterator[Finding]:
    """Two definitions of one stage for the same people of one year: recommended is not funded."""
    for one, other in combinations(figures, 2):
        narrow, wide = (one, other) if words.wider.get(one.definition) == other.definition else (other, one)
        if words.wider.get(narrow.definition) != wide.definition or narrow.as_of.year != wide.as_of.year:
            continue
        if narrow.axes.area and _same_people(narrow, wide) and narrow.measure == wide.measure and not narrow.says.agrees(wide.says):
            values = {"narrow": narrow.definition, "wide": wide.definition, "value": narrow.value, "other": wide.value}
            yield Finding("two_definitions", "explain", (narrow, wide), values)


def later_stage_above_earlier(figures: Sequence[Figure]) -> Iterator[Finding]:
    """More people in a later stage than in an earlier one: possible where stages need no order, and to be explained."""
    for group in _groups(figures, "as_of", "measure", "axes"):
        stages = sorted((one for one in group if one.stage and one.measure == "stock"), key=lambda one: one.stage or 0)
        for one, other in pairwise(stages):
            if one.stage != other.stage and other.says.low > one.says.high:
                values = {"earlier": one.definition, "later": other.definition, "value": one.value, "other": other.value}
                yield Finding("later_above_earlier", "explain", (one, other), values)


def sources_of_one_day(figures: Sequence[Figure]) -> Iterator[Finding]:
    """Figures of one day, definition and axes that differ; or that differ because one counts a wider area."""
    for group in _groups(figures, "as_of", "definition", "measure", "vintage"):
        for one, other in combinations(group, 2):
            if one.says.agrees(other.says) or one.axes.is_own or other.axes.is_own or not _one_series(one, other):
                continue
            values = {"value": one.value, "other": other.value, "gap": abs(one.value - other.value)}
            if may_be_same(one.axes.area, other.axes.area):
                yield Finding("sources_disagree", "contradiction", (one, other), values)
            elif one.axes.channel and (inside(one.axes.area, other.axes.area) or inside(other.axes.area, one.axes.area)):
                yield Finding("area_differs", "explain", (one, other), values)


def implausible(figures: Sequence[Figure], residents: int, kecamatan: int, percent: int) -> Iterator[Finding]:
    """People beyond a share of the residents: ``percent`` of them, over the whole or in each kecamatan on average."""
    most = residents * percent // 100
    for one in figures:
        if one.measure == "stock" and one.stage and one.says.low > most:
            yield Finding("implausible", "contradiction", (one,), {"value": one.value, "residents": residents})
        if one.note.per_kecamatan and one.note.per_kecamatan * kecamatan > most:
            values = {"value": one.note.per_kecamatan, "total": one.note.per_kecamatan * kecamatan, "residents": residents}
            yield Finding("implausible_rate", "contradiction", (one,), values)


def _groups(figures: Sequence[Figure], *names: str) -> list[list[Figure]]:
    groups: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for one in figures:
        groups[tuple(getattr(one, name) for name in names)].append(one)
    return list(groups.values())


def _ordered(group: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    for one, other in combinations(group, 2):
        yield one, other
        yield other, one


def _same_people(one: Figure, other: Figure) -> bool:
    return one.axes.area == other.axes.area and one.axes.is_own == other.axes.is_own and one.axes.channel == other.axes.channel


def _one_series(one: Figure, other: Figure) -> bool:
    """Of one channel, or of none; of one period, or of none; not of one source that lists parts."""
    return one.axes.channel == other.axes.channel and may_be_same(one.axes.period, other.axes.period)
