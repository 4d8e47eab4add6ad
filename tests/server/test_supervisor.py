"""Children start again after a crash and end with the supervisor, however that ends."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from okoce.server.environment import environment
from okoce.server.supervisor import Child, Supervisor

PARENT = """
import os, sys, time
from okoce.server.supervisor import Child, Supervisor
supervisor = Supervisor([Child("sleeper", ["/bin/sleep", "120"])], os.environ, print)
supervisor.look_after()
print(supervisor._children[0].process.pid, flush=True)
time.sleep(120)
"""


def until(condition: Callable[[], bool], seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def alive(pid: int) -> bool:
    """Zombies are not."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes() != b""
    except OSError:
        return False


def test_crash_is_told_and_pauses_grow() -> None:
    said: list[str] = []
    child = Child("worker", ["/bin/sh", "-c", "exit 3"])
    supervisor = Supervisor([child], os.environ, said.append)

    def twice() -> bool:
        supervisor.look_after()
        return len(said) == 2

    assert until(twice)
    assert said == [
        "The worker has ended unexpectedly (exit code 3); starting it again in 1 s.",
        "The worker has ended unexpectedly (exit code 3); starting it again in 2 s.",
    ]
    supervisor.stop()


def test_killed_child_is_started_again_and_stop_ends_all() -> None:
    said: list[str] = []
    child = Child("worker", ["/bin/sleep", "120"])
    supervisor = Supervisor([child], os.environ, said.append)
    supervisor.look_after()
    assert child.process is not None
    first = child.process.pid
    os.kill(first, signal.SIGKILL)

    def again() -> bool:
        supervisor.look_after()
        return child.process is not None and child.process.pid != first

    assert until(again)
    assert said == ["The worker has ended unexpectedly (signal SIGKILL); starting it again in 1 s."]
    second = child.process.pid
    supervisor.stop()
    assert not alive(second)


def test_what_a_stubborn_child_started_ends_too(tmp_path: Path) -> None:
    script = f"trap '' TERM; sleep 120 & echo $! > '{tmp_path}/pid'; kill -KILL $$"
    child = Child("web server", ["/bin/sh", "-c", script])
    supervisor = Supervisor([child], os.environ, lambda text: None)
    supervisor.look_after()
    assert until(lambda: (tmp_path / "pid").exists() and (tmp_path / "pid").read_text().strip() != "")
    grandchild = int((tmp_path / "pid").read_text())

    def noticed() -> bool:
        supervisor.look_after()
        return child.crashes == 1

    assert until(noticed)
    assert until(lambda: not alive(grandchild))
    supervisor.stop()


def test_children_of_a_killed_supervisor_end() -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT], env=environment(), stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        assert alive(pid)
        os.kill(parent.pid, signal.SIGKILL)
    assert until(lambda: not alive(pid))
