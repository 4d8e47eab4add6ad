"""Why editions count different numbers of entrepreneurs from the same people."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from okoce.evaluation.rounds.rules.lines import PersonLine


@dataclass(frozen=True, slots=True)
class EditionDifference:
    """Two editions side by side. ``reasons``: (edition that does not count them, what they lack first) → persons."""

    edition_a: str
    edition_b: str
    only_a: int
    only_b: int
    both: int
    neither: int
    reasons: tuple[tuple[str, str, int], ...]


def difference(lines: Collection[PersonLine], edition_a: str, edition_b: str) -> EditionDifference:
    """Compare who has ever counted under two editions, person by person; every difference has one reason."""
    both = neither = only_a = only_b = 0
    reasons: Counter[tuple[str, str]] = Counter()
    for line in lines:
        of_a, of_b = line.editions[edition_a], line.editions[edition_b]
        in_a, in_b = of_a.counts_on is not None, of_b.counts_on is not None
        if in_a and in_b:
            both += 1
        elif in_a:
            only_a += 1
            reasons[edition_b, of_b.lacks] += 1
        elif in_b:
            only_b += 1
            reasons[edition_a, of_a.lacks] += 1
        else:
            neither += 1
    return EditionDifference(edition_a, edition_b, only_a, only_b, both, neither, ordered_reasons(reasons))


def ordered_reasons(reasons: Mapping[tuple[str, str], int]) -> tuple[tuple[str, str, int], ...]:
    """Those of most persons first; of equals in the order of their names, whichever way they were counted."""
    ordered = sorted(reasons.items(), key=lambda item: (-item[1], item[0]))
    return tuple((code, lacks, count) for (code, lacks), count in ordered)
