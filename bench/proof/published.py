"""The published history against the checks: what is listed and not found, and how many findings stand outside the list."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator

from bench.figures import Measured
from bench.stack import PROJECT

CODE = """
import django, json, time
django.setup()
from okoce.evaluation.figures.queries import vocabulary
from okoce.evaluation.figures.rules import check_all
from tests.evaluation.figures.building import KNOWN, shipped
figures = list(shipped())
began = time.perf_counter()
found = check_all(figures, vocabulary(), residents=11_000_000, kecamatan=44, percent=20)
seconds = time.perf_counter() - began
rows = [{one.key for one in finding.figures} for finding in found]
missed = [name for name, listed in KNOWN.items() if set().union(*(each & listed for each in rows)) != listed]
listed = set().union(*KNOWN.values())
outside = [sorted(each) for each in rows if not any(len(each & known) == len(known) or each <= known for known in KNOWN.values())]
print(json.dumps({"missed": missed, "figures": len(figures), "found": len(found), "outside": outside, "ms": round(seconds * 1000)}))
"""


def measure(quick: bool) -> Iterator[Measured]:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "okoce.config.settings",
        "PYTHONPATH": f"{PROJECT / 'src'}{os.pathsep}{PROJECT}",
    }
    done = subprocess.run([sys.executable, "-c", CODE], env=environment, check=True, capture_output=True, text=True)
    result = json.loads(done.stdout)
    beside = (
        f"{result['figures']} figures, {result['found']} findings in {result['ms']} ms; "
        f"outside the list (false alarms or unlisted): "
        f"{len(result['outside'])}, rows {'; '.join(' and '.join(each) for each in result['outside'])}"
    )
    yield Measured("proof.figures.missed", len(result["missed"]), beside)
