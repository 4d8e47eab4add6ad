"""Small cells are hidden outside the programme, also where subtraction from a published sum would give them away.

A published table is a tree: the whole, its cities, their kecamatan. A cell of 1 to minimum - 1 persons is hidden. Nought is no
person and stays visible, so a reader knows of a hidden cell that it is at least 1. What else can be computed of it follows from
the sums; on a tree, taking bounds from the leaves up and from the root down gives exactly the values that are possible. Cells are
hidden until every hidden one may have at least two values, one of which reaches the minimum.
"""

import math
from collections.abc import Mapping, Sequence

Bounds = dict[str, tuple[float, float]]
Children = Mapping[str, Sequence[str]]


def suppress(values: Mapping[str, int], children: Children, minimum: int) -> frozenset[str]:
    """The cells to hide. ``children`` gives, for each sum, the cells that add up to it; every cell has a value."""
    parents = {part: whole for whole, parts in children.items() for part in parts}
    hidden = {cell for cell, value in values.items() if 0 < value < minimum}
    while hidden:
        possible = bounds(values, children, hidden)
        told = [cell for cell in sorted(hidden) if _told(possible[cell], minimum)]
        more = next((found for cell in told if (found := _next_to(cell, values, children, parents, hidden))), None)
        if more is None:
            break
        hidden.add(more)
    return frozenset(hidden)


def _told(possible: tuple[float, float], minimum: int) -> bool:
    lowest, highest = possible
    return lowest == highest or highest < minimum


def _next_to(cell: str, values: Mapping[str, int], children: Children, parents: Mapping[str, str], hidden: set[str]) -> str | None:
    """The cell to hide beside one that can be computed.

    A sum whose parts all show: one of its parts. Else the smallest that its own sum still shows, else that sum, else further up.
    """
    parts = children.get(cell, ())
    if parts and not hidden.intersection(parts):
        return _smallest(parts, values, hidden)
    whole = parents.get(cell)
    if whole is None:
        return None
    beside = _smallest(children[whole], values, hidden)
    if beside is not None:
        return beside
    return whole if whole not in hidden else _next_to(whole, values, children, parents, hidden)


def _smallest(parts: Sequence[str], values: Mapping[str, int], hidden: set[str]) -> str | None:
    """Hiding the smallest costs the reader least; a nought hides nobody."""
    return min(((values[part], part) for part in parts if part not in hidden and values[part] > 0), default=(0, None))[1]


def bounds(values: Mapping[str, int], children: Children, hidden: set[str]) -> Bounds:
    """The least and the greatest value that each cell may have for somebody who sees all that is not hidden."""
    found: Bounds = {}
    roots = values.keys() - {part for parts in children.values() for part in parts}
    for root in roots:
        _from_below(root, values, children, hidden, found)
        _from_above(root, children, found)
    return found


def _from_below(cell: str, values: Mapping[str, int], children: Children, hidden: set[str], found: Bounds) -> None:
    parts = children.get(cell, ())
    for part in parts:
        _from_below(part, values, children, hidden, found)
    if cell not in hidden:
        found[cell] = (values[cell], values[cell])
    elif not parts:
        found[cell] = (1, math.inf)
    else:
        found[cell] = (max(1, sum(found[part][0] for part in parts)), sum(found[part][1] for part in parts))


def _from_above(cell: str, children: Children, found: Bounds) -> None:
    parts = children.get(cell, ())
    if not parts:
        return
    lowest, highest = found[cell]
    least, most = sum(found[part][0] for part in parts), [found[part][1] for part in parts]
    before = {part: found[part] for part in parts}
    for index, part in enumerate(parts):
        low, high = before[part]
        others_least = least - low
        others_most = sum(most[:index]) + sum(most[index + 1 :])
        found[part] = (max(low, lowest - others_most), min(high, highest - others_least))
        _from_above(part, children, found)
