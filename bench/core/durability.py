"""Acknowledged registrations after kills under load."""

from collections.abc import Iterator

from bench.figures import Measured
from bench.kills import kill_under_load
from bench.stack import stack


def measure(quick: bool) -> Iterator[Measured]:
    with stack() as programme:
        outcome = kill_under_load(programme, 10 if quick else 50)
    beside = f"{outcome.kills} kills of web server and database in turn; {outcome.acknowledged} acknowledged"
    yield Measured("core.kill.lost", outcome.lost + outcome.without_member, beside)
