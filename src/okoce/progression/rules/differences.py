"""Why two editions count different numbers of entrepreneurs from the same facts."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from okoce.progression.rules.editions import Edition
from okoce.progression.rules.reading import Reading

Reason = tuple[str, int | str]
"""(code of the edition that does not count the member, what it lacks first: a stage, or "reason_code:fact.kind")."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Members by which of two editions counts them. `reasons` has one reason per member that only one counts."""

    only_a: int
    only_b: int
    both: int
    neither: int
    reasons: Mapping[Reason, int]

    @property
    def counted_by_a(self) -> int:
        """A's count."""
        return self.only_a + self.both

    @property
    def counted_by_b(self) -> int:
        """B's count."""
        return self.only_b + self.both


def explain_difference(
    edition_a: Edition, edition_b: Edition, readings: Iterable[tuple[Reading, Reading]], *, now: bool = False
) -> Difference:
    """Explains the difference between two counts member by member.

    `readings` are pairs, A's reading and B's of the same member as of the same day. `now` False compares who ever
    counted, True who counts on `as_of`. `ValueError` if a reading is not of its edition or a pair's days differ.
    """
    both = neither = 0
    only_a: Counter[Reason] = Counter()
    only_b: Counter[Reason] = Counter()
    for of_a, of_b in readings:
        _check(edition_a, edition_b, of_a, of_b)
        in_a, in_b = _counts(of_a, now=now), _counts(of_b, now=now)
        if in_a and in_b:
            both += 1
        elif in_a:
            only_a[edition_b.code, _first_missing(of_b)] += 1
        elif in_b:
            only_b[edition_a.code, _first_missing(of_a)] += 1
        else:
            neither += 1
    return Difference(only_a.total(), only_b.total(), both, neither, only_a + only_b)


def _check(edition_a: Edition, edition_b: Edition, of_a: Reading, of_b: Reading) -> None:
    if (of_a.edition, of_b.edition) != (edition_a.code, edition_b.code):
        raise ValueError(f"readings of {of_a.edition} and {of_b.edition}, not {edition_a.code} and {edition_b.code}")
    if of_a.as_of != of_b.as_of:
        raise ValueError(f"one reading is as of {of_a.as_of}, the other as of {of_b.as_of}")


def _counts(reading: Reading, *, now: bool) -> bool:
    return reading.counts_now if now else reading.counts_as_entrepreneur_on is not None


def _first_missing(reading: Reading) -> int | str:
    first = reading.entrepreneur_missing[0]
    return f"{first.code}:{first.kinds[0]}" if first.stage is None else first.stage
