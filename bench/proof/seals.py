"""The seals: 10,000 alterations of an export, a million facts verified, and what sealing takes from registrations."""

import asyncio
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

from bench.core.registration import PATH
from bench.figures import Measured
from bench.load import closed_loop
from bench.proof.alterations import ALTERATIONS, export, fact, judged, lines_of, published, seal
from bench.registrants import Registrants
from bench.stack import Stack, stack
from okoce.facts.rules import verify_facts
from okoce.facts.rules.merkle import GENESIS
from okoce.facts.rules.verify_facts import verify

SEED = 2018
FACTS_A_BATCH = 5000
NEVER = "1000000"


def measure(quick: bool) -> Iterator[Measured]:
    yield from _alterations(500 if quick else 10_000)
    yield _million(100_000 if quick else 1_000_000)
    yield _sealing_cost(quick)


def _alterations(count: int) -> Iterator[Measured]:
    """Each alteration on a whole export of 20 batches, with the heads of every fourth batch and of the last as published."""
    random = Random(SEED)
    whole = export(random, [random.randrange(1, 20) for _number in range(20)])
    heads = published(whole)
    if false := list(verify(lines_of(whole), heads)):
        raise AssertionError(f"an unaltered export has faults: {false}")
    began, missed, misplaced = time.perf_counter(), 0, 0
    for number in range(count):
        altered = ALTERATIONS[number % len(ALTERATIONS)](random, whole)
        found, located = judged(altered, list(verify(altered.lines, heads)))
        missed += not found
        misplaced += found and not located
    seconds = time.perf_counter() - began
    facts = sum(len(batch.facts) for batch in whole)
    beside = f"{count} alterations of {len(ALTERATIONS)} kinds on {facts} facts in {seconds:.0f} s; unaltered: no fault"
    yield Measured("proof.alterations.missed", missed, beside)
    yield Measured("proof.alterations.misplaced", misplaced, "exactly the altered positions, or the batch sealed again")


def _million(count: int) -> Measured:
    with tempfile.TemporaryDirectory(prefix="okoce-bench-") as folder:
        path = Path(folder) / "export.ndjson"
        _write(path, count)
        before = time.perf_counter()
        subprocess.run(["sha256sum", path], check=True, capture_output=True)
        raw = time.perf_counter() - before
        before = time.perf_counter()
        done = subprocess.run([sys.executable, "-I", verify_facts.__file__, path], check=False, capture_output=True, text=True)
        seconds = time.perf_counter() - before
        if done.returncode or not done.stdout.startswith("Whole"):
            raise AssertionError(f"a whole export of {count} facts: {done.stdout[:300]}{done.stderr[:300]}")
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        size = path.stat().st_size / 2**20
    return Measured(
        "proof.verify.million",
        round(seconds, 1),
        f"sha256sum of the same {size:.0f} MiB: {raw:.1f} s; {count} facts, peak memory {memory:.0f} MiB",
    )


def _write(path: Path, count: int) -> None:
    """A sealed export in batches as the sealer closes them, one batch in memory."""
    random, previous = Random(SEED), GENESIS
    sizes = [min(FACTS_A_BATCH, count - first) for first in range(0, count, FACTS_A_BATCH)]
    body = path.with_suffix(".body")
    with body.open("wb") as out:
        first = 1
        for number, size in enumerate(sizes, 1):
            batch = seal(number, first, previous, [fact(random) for _fact in range(size)])
            out.writelines(batch.lines())
            previous, first = batch.head, batch.last + 1
    with path.open("wb") as out:
        out.write(lines_of([batch])[0])
        with body.open("rb") as rest:
            while block := rest.read(2**20):
                out.write(block)
    body.unlink()


def _sealing_cost(quick: bool) -> Measured:
    """Registrations a second while a worker settles and seals, against one that settles alone; rounds in turn, pairs compared."""
    rounds, count = (2, 600) if quick else (6, 2_400)
    rates: dict[bool, list[float]] = {True: [], False: []}
    with stack() as programme:
        programme.start_web()
        people = Registrants()
        asyncio.run(closed_loop(programme.port, PATH, people.form, connections=8, count=200))  # warm up
        for number in range(rounds):
            for sealing in (True, False) if number % 2 else (False, True):
                rates[sealing].append(_rate(programme, people, count, sealing=sealing))
        sealed = programme.python(COUNT_SEALED).strip()
    losses = [(without - with_it) / without * 100 for with_it, without in zip(rates[True], rates[False], strict=True)]
    with_it, without = (statistics.median(rates[sealing]) for sealing in (True, False))
    beside = (
        f"{without:.0f} per s without, {with_it:.0f} with; {rounds} rounds in turn, single {min(losses):.1f} to {max(losses):.1f} %"
    )
    return Measured("proof.sealing.cost", round(statistics.median(losses), 2), f"{beside}; {sealed} facts sealed")


COUNT_SEALED = """
import django; django.setup()
from okoce.facts.models import Position
print(Position.objects.count())
"""


def _rate(programme: Stack, people: Registrants, count: int, *, sealing: bool) -> float:
    """Accepted a second until all are settled as well: intake and worker share the machine."""
    programme.start_worker(*([] if sealing else ["--seal-every", NEVER]))
    time.sleep(3)  # a worker that has just started is still loading
    result = asyncio.run(closed_loop(programme.port, PATH, people.form, connections=32, count=count))
    programme.end("worker")
    programme.manage("work", "--once")  # what waits is settled and sealed outside of what is measured
    if result.statuses != {302: count}:
        raise AssertionError(f"answers {result.statuses}, expected {count} receipts")
    return result.rate
