"""A killed import of an event log: what was committed stays, and the same command again gives the same facts."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connections

from tests.architecture.source import PROJECT
from tests.imports.logs import ends, imported, of_logs, trained, written
from tests.threads import at_once
from tests.world import KELURAHAN, build_world, make_member, nik

COUNT = 30


@pytest.fixture
def log(own_database: str, tmp_path: Path) -> list[str]:
    build_world()
    for n in range(100, 100 + COUNT):
        make_member(n)
    return written(tmp_path, [trained(nik(n, KELURAHAN)) for n in range(100, 100 + COUNT)])


def test_a_kill_between_batches(log: list[str], own_database: str) -> None:
    connections.close_all()
    command = [sys.executable, "-m", "tests.imports.killing_events", own_database, "3", "facts_import_events", *log]
    environment = {**os.environ, "PYTHONPATH": f"{PROJECT / 'src'}:{PROJECT}"}
    run = subprocess.run(
        [*command, "--by", "uji.kecamatan", "--apply"], env=environment, capture_output=True, text=True, check=False
    )
    assert run.returncode == -signal.SIGKILL, run.stderr[-3000:]
    first = {fact.id for fact in of_logs()}
    assert len(first) == 14  # two batches were committed, the third one was not
    assert ends(imported(log)) == (COUNT - 14, 14, 0, 0)
    assert ends(imported(log, "--apply")) == (COUNT - 14, 14, 0, 0)
    whole = {fact.id for fact in of_logs()}
    assert len(whole) == COUNT
    assert first < whole
    assert ends(imported(log, "--apply")) == (0, COUNT, 0, 0)


def test_several_at_once_store_each_event_once(log: list[str]) -> None:
    at_once(3, lambda: imported([*log, "--rejected", f"{log[0]}.{os.urandom(4).hex()}"], "--apply"))
    assert len(of_logs()) == COUNT
