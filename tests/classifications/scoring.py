"""How well a search answers the phrases of a file: totals, and never what became of a single phrase."""

import csv
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol, TypedDict

PHRASES = Path(__file__).parent / "phrases"
FILES = {"open": PHRASES / "open.csv", "held_out": PHRASES / "held_out.csv"}


class Found(Protocol):
    @property
    def kbli(self) -> "Class": ...


class Class(Protocol):
    @property
    def code(self) -> str: ...


class Totals(TypedDict):
    n: int
    five: int
    first: int
    ms: list[float]
    """Sorted, so that a time belongs to no phrase."""


def totals(path: Path, version: str, find: Callable[[str, str], Sequence[Found]]) -> Totals:
    """Phrases, those with a right class among the first five, those with it first, and times (median of three)."""
    find("keripik", version)  # the index is built once, for whoever comes first
    n = five = first = 0
    times = []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            right = set(row[f"code_{version}"].split("|"))
            took = []
            for _run in range(3):
                began = time.perf_counter()
                hits = find(row["phrase"], version)
                took.append(1000 * (time.perf_counter() - began))
            codes = [hit.kbli.code for hit in hits[:5]]
            n += 1
            five += not right.isdisjoint(codes)
            first += not right.isdisjoint(codes[:1])
            times.append(statistics.median(took))
    return Totals(n=n, five=five, first=first, ms=sorted(times))
