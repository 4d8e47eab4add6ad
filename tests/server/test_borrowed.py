"""Whoever leaves last stops the database, unless it ran before; a killed borrower is no exception."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from okoce.server import postgres
from okoce.server.borrowed import borrowed, keep_running
from okoce.server.environment import environment
from okoce.server.layout import layout_of
from okoce.server.processes import wait_until_gone

pytestmark = pytest.mark.slow

BORROWER = """
import sys, time
from pathlib import Path
from okoce.server.borrowed import borrowed
with borrowed(Path(sys.argv[1])):
    print("up", flush=True)
    time.sleep(120)
"""


def test_last_borrower_stops_it_and_a_running_one_is_left_alone(project: Path) -> None:
    with borrowed(project):
        with borrowed(project):
            assert postgres.status(project).running
        assert postgres.status(project).running
    assert not postgres.status(project).running

    postgres.ensure_running(project)
    keep_running(project)
    with borrowed(project):
        assert postgres.status(project).running
    assert postgres.status(project).running


def test_killed_borrower_leaves_no_server(project: Path) -> None:
    command = [sys.executable, "-c", BORROWER, str(project)]
    with subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE) as borrower:
        assert borrower.stdout is not None
        assert borrower.stdout.readline() == b"up\n"
        assert postgres.status(project).running
        os.kill(borrower.pid, signal.SIGKILL)
    assert wait_until_gone(layout_of(project), 20)
