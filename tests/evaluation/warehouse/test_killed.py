"""Killed at any step, a refresh leaves the former publication, and the next run goes on."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections

from okoce.evaluation.warehouse.services import refresh
from okoce.facts.models import Position
from tests.architecture.source import PROJECT
from tests.evaluation.building import DAY, someone
from tests.evaluation.warehouse.history import sealed
from tests.world import today


@pytest.mark.slow
def test_a_refresh_killed_at_each_step(own_database: str, tmp_path: Path) -> None:
    someone(1, today() - 40 * DAY)
    before = sealed()
    refresh(parquet_every=0)
    for n in range(2, 6):
        someone(n, today() - n * DAY)
    after = sealed()
    connections.close_all()
    command = [sys.executable, "-m", "tests.evaluation.warehouse.killing", own_database, str(settings.OKOCE_WAREHOUSE_DIR)]
    environment = {**os.environ, "PYTHONPATH": f"{PROJECT / 'src'}:{PROJECT}"}
    run = subprocess.run([*command, str(tmp_path / "killed")], env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr[-3000:]
    seen = json.loads(run.stdout)
    assert len(seen) > 20, "the steps are no longer heard of"
    assert [status for _step, status, _then, _next in seen] == [-signal.SIGKILL] * (len(seen) - 1) + [0]
    facts = Position.objects.count()
    known = {before: [1, 1], after: [facts, facts]}
    for step, _status, then, repaired in seen:
        assert then[:3] == [then[0], known[then[0]], True], f"killed at step {step}"
        assert repaired == [after, known[after], True, []], f"after step {step}"
    assert {then[0] for _step, _status, then, _next in seen} == {before, after}
