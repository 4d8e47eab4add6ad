"""Small cells are hidden outside the programme, also where subtraction from a published sum would give them away.

A published table is a tree: the whole, its cities, their kecamatan. A cell of 1 to minimum - 1 persons is hidden. Among the
children of a sum, either none is hidden, or at least two that hold at least ``minimum`` persons together; a hidden sum hides
enough of its children that they do not add up to it. Nought is no person and stays visible.
"""

from collections.abc import Iterable, Mapping, Sequence


def suppress(values: Mapping[str, int], children: Mapping[str, Sequence[str]], minimum: int) -> frozenset[str]:
    """The cells to hide. ``children`` gives, for each sum, the cells that add up to it; every cell has a value."""
    hidden = {cell for cell, value in values.items() if 0 < value < minimum}
    while True:
        more = {cell for parent, parts in children.items() for cell in _also(parent, parts, values, hidden, minimum)}
        if more <= hidden:
            return frozenset(hidden)
        hidden |= more


def _also(
    parent: str, parts: Sequence[str], values: Mapping[str, int], hidden: Iterable[str], minimum: int
) -> frozenset[str]:
    """Further cells among a sum and its parts that must be hidden so that none of the hidden can be computed."""
    gone = [cell for cell in parts if cell in set(hidden)]
    if not gone and parent not in set(hidden):
        return frozenset()
    together = sum(values[cell] for cell in gone)
    if len(gone) >= 2 and together >= minimum:
        return frozenset()
    # The smallest of those that still show costs the reader least.
    showing = sorted((values[cell], cell) for cell in parts if cell not in gone and values[cell] > 0)
    if showing:
        return frozenset({showing[0][1]})
    # Nothing left to hide beside them: the sum itself would tell, so it goes too (and its own siblings follow).
    return frozenset({parent}) if together > 0 else frozenset()
