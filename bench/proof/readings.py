"""Ten thousand random histories, read by Python and by Ibis, under the shipped editions and random ones."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.figures import Measured

ROOT = Path(__file__).parents[2]


def measure(quick: bool) -> Iterator[Measured]:
    # Apart, because both evaluators want Django set up and this process measures other things after it.
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "DJANGO_SETTINGS_MODULE": "okoce.config.settings"}
    command = [sys.executable, "-m", "bench.proof.read_twice", *(["--quick"] if quick else [])]
    run = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    unequal, told = run.stdout.strip().splitlines()[-1].split(" ", 1)
    yield Measured("proof.readings.unequal", int(unequal), told)
