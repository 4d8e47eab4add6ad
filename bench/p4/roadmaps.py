"""Licence roadmaps: every class of both versions with every set of answers, and the hand-made cases cell by cell."""

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
from okoce.stages.p4_licensing.queries.content import shipped
from okoce.stages.p4_licensing.rules import Answers, build
from tests.stages.p4_licensing.cases import load
from tests.stages.p4_licensing.comparing import compare
from tests.stages.p4_licensing.everything import TODAY, walk
began = time.process_time()
found, classes, kinds = walk()
seconds = time.process_time() - began
cases = load()
for on in {case.on for case in cases}:
    shipped(on)
cells = [cell for case in cases for cell in compare(case, shipped(case.on))]
answers = [Answers.of(case.answers) for case in cases]
content = shipped(TODAY)
rounds = []
for _ in range(20):
    began = time.process_time()
    for each in answers:
        build(content, each, TODAY)
    rounds.append((time.process_time() - began) / len(answers))
print(json.dumps({
    "built": found.built, "classes": classes, "kinds": kinds, "wrong": len(found.wrong), "seconds": seconds,
    "unreachable": sorted(set(content.tasks) - found.reached), "tasks": len(content.tasks),
    "cases": len(cases), "cells": len(cells), "differ": [f"{cell.case}/{cell.cell}" for cell in cells if not cell.right],
    "microseconds": sorted(rounds)[len(rounds) // 2] * 1e6,
}))
"""


def measure(quick: bool) -> Iterator[Measured]:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "okoce.config.settings",
        "PYTHONPATH": f"{PROJECT / 'src'}{os.pathsep}{PROJECT}",
    }
    done = subprocess.run([sys.executable, "-c", CODE], env=environment, check=True, capture_output=True, text=True)
    result = json.loads(done.stdout)
    whom = f"{result['classes']} classes ({result['kinds']} kinds)"
    walked = f"{result['built']} roadmaps of {whom} in {result['seconds']:.1f} s of CPU"
    rate = f"{result['built'] / result['seconds']:.0f} a second, checks of each list included"
    yield Measured("p4.roadmaps.wrong", result["wrong"], walked)
    yield Measured("p4.roadmaps.rate", result["built"] / result["seconds"], rate)
    yield Measured("p4.roadmaps.unreachable", len(result["unreachable"]), f"of {result['tasks']} tasks {result['unreachable']}")
    yield Measured("p4.roadmaps.build", result["microseconds"], f"the {result['cases']} cases, CPU time, median of 20 rounds")
    right = 100 * (result["cells"] - len(result["differ"])) / result["cells"]
    differing = f"{result['cells'] - len(result['differ'])} of {result['cells']} cells; differ: {', '.join(result['differ'])}"
    yield Measured("p4.cases.cells", right, differing)
    yield Measured("p4.cases.count", result["cases"])
