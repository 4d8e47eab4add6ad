"""Reads random histories twice and prints how many are read differently; run by `bench.proof.readings` as a program.

A history is one enrolment's: its facts, corrections in any order, and merges of its person. Each is read under the three shipped
editions or under random ones, at the last position and at an earlier one, on several days of each.
"""

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID

import django

if TYPE_CHECKING:
    from okoce.progression.rules import Edition

SEED = 2018
MEMBERS, EDITIONS = 150, 5
"""Members of one log, and random editions that are read side by side over it."""


@dataclass(slots=True)
class Tally:
    """What was compared. ``passed``: readings of a stage in which it was passed, so that agreement is not empty."""

    histories: int = 0
    unequal: int = 0
    editions: int = 0
    readings: int = 0
    passed: int = 0
    python: float = 0.0
    ibis: float = 0.0


def main(quick: bool) -> None:
    django.setup()
    from bench.proof.random_editions import random_edition  # noqa: PLC0415 - app ready
    from okoce.progression.seeded import seeded_editions  # noqa: PLC0415 - app ready

    random, tally, wanted = Random(SEED), Tally(), 500 if quick else 10_000
    while tally.histories < wanted:
        # Every fourth log is one of the programme's own kinds.
        shipped = tally.histories == 0 or random.random() < 0.25
        rulebooks = seeded_editions() if shipped else [random_edition(random, f"RANDOM-{place}") for place in range(EDITIONS)]
        tally.editions += 0 if shipped else len(rulebooks)
        compare(random, rulebooks, tally, shipped=shipped)
    print(
        f"{tally.unequal} {tally.histories} histories under 3 shipped and {tally.editions} random editions:"
        f" {tally.readings} readings of"
        f" an enrolment on a day compared, in which {tally.passed} stages were passed; Python {tally.python:.1f} s,"
        f" Ibis {tally.ibis:.1f} s with compiling"
    )


def compare(random: Random, rulebooks: Sequence["Edition"], tally: Tally, *, shipped: bool) -> None:
    """One log, read twice at two positions on three days of each."""
    from bench.proof.comparing import Columnar, by_python, warehouse_of  # noqa: PLC0415 - app ready
    from bench.proof.histories import DAYS, START, history  # noqa: PLC0415 - app ready
    from okoce.evaluation.readings.queries import read_at  # noqa: PLC0415 - app ready

    log = history(random, MEMBERS, programme=shipped)
    different: set[UUID] = set()
    read: set[UUID] = set()
    with warehouse_of(log) as connection:
        for position in (log.last, random.randint(log.last // 10, log.last)):
            begun = time.perf_counter()
            with read_at(connection, rulebooks, position) as tables:
                columnar = Columnar(connection, tables, rulebooks, position)
            tally.ibis += time.perf_counter() - begun
            for _ in range(3):
                day = START + timedelta(days=random.randint(0, DAYS + 50))
                begun = time.perf_counter()
                expected = by_python(log, rulebooks, position, day)
                tally.python += time.perf_counter() - begun
                found = columnar.on(day)
                keys = expected.keys() | found.keys()
                read |= {enrolment for enrolment, _ in keys}
                different |= {key[0] for key in keys if expected.get(key) != found.get(key)}
                tally.readings += len(keys)
                tally.passed += sum(stage.passed_on is not None for answer in expected.values() for stage in answer.stages)
    tally.histories += len(read)
    tally.unequal += len(different)


if __name__ == "__main__":
    main("--quick" in sys.argv)
