"""Everyday phrases against the classes that are right for them: totals only, so that held-out phrases stay unseen.

The database holds 3,349 classes as after the import of both complete lists. Those that the project does not ship are made up here:
their titles are official titles whose words were shuffled.
"""

import csv
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

from bench.figures import Measured
from bench.stack import PROJECT, Stack, stack

WHOLE = {"2020": 1790, "2025": 1559}
DATA = PROJECT / "src" / "okoce" / "classifications" / "data"
CODE = """
import django, json
django.setup()
from okoce.classifications.queries import all_classes, find
from tests.classifications.scoring import FILES, totals
print(json.dumps({
    "classes": sum(len(all_classes(version)) for version in ("2020", "2025")),
    "totals": {name: {version: totals(path, version, find) for version in ("2025", "2020")} for name, path in FILES.items()},
}))
"""


def measure(quick: bool) -> Iterator[Measured]:
    with stack() as running:
        for version, count in WHOLE.items():
            _fill(running, version, count)
        environment = running.environment | {"PYTHONPATH": f"{PROJECT / 'src'}:{PROJECT}"}
        done = subprocess.run([sys.executable, "-c", CODE], env=environment, check=True, capture_output=True, text=True)
    found = json.loads(done.stdout)
    every = [each for by_version in found["totals"].values() for each in by_version.values()]
    for name, by_version in found["totals"].items():
        for place in ("five", "first"):
            shares = {version: 100 * each[place] / each["n"] for version, each in by_version.items()}
            beside = "; ".join(f"KBLI {version}: {by_version[version][place]} of {by_version[version]['n']}" for version in shares)
            yield Measured(f"p4.search.{name}.{place}", round(min(shares.values()), 1), beside)
    times = sorted(time for each in every for time in each["ms"])
    median, high = times[len(times) // 2], times[len(times) * 95 // 100]
    beside = f"median {median:.2f} ms, 95th percentile {high:.2f} ms, {found['classes']} classes"
    yield Measured("p4.search.time", round(times[-1], 2), beside)


def _fill(running: Stack, version: str, count: int) -> None:
    """Classes up to the number of the complete list."""
    with (DATA / f"kbli_{version}.csv").open(encoding="utf-8", newline="") as file:
        shipped = {row["code"]: row["official_title"] for row in csv.DictReader(file)}
    chance = Random(version)
    words = sorted(word for title in shipped.values() for word in title.split())
    codes = [code for code in (f"{number:05}" for number in range(1000, 100_000, 7)) if code not in shipped]
    path = Path(running.var) / f"filled_{version}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("code", "title"))
        writer.writerows((code, " ".join(chance.sample(words, 6))) for code in codes[: count - len(shipped)])
    running.manage("kbli_import", str(path), f"--version={version}")
