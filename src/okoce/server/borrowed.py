"""Uses the private PostgreSQL for a while: it is stopped by whoever leaves last, unless it ran before.

A small process of its own stops it when the borrower was killed and could not do so."""

import fcntl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from okoce.server import postgres
from okoce.server.environment import environment
from okoce.server.layout import Layout, layout_of

DONE = b"done"  # tells the guard that the database was given back in order


@contextmanager
def borrowed(project: Path) -> Iterator[postgres.Cluster]:
    """Run the cluster for the time of a `with`."""
    layout = layout_of(project)
    layout.var.mkdir(parents=True, exist_ok=True)
    with _users(layout).open("a") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        started = not postgres.status(project).running
        cluster = postgres.ensure_running(project)
        if started:
            _transient(layout).touch()
        guard = _start_guard(project)
        try:
            yield cluster
        finally:
            _give_back(project, users)
            guard.communicate(DONE)


def keep_running(project: Path) -> None:
    """From now on it runs until somebody stops it on purpose."""
    _transient(layout_of(project)).unlink(missing_ok=True)


def _give_back(project: Path, users: IO[str]) -> None:
    layout = layout_of(project)
    fcntl.flock(users, fcntl.LOCK_UN)
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return  # another borrower still uses it, and will give it back
    if _transient(layout).exists():
        postgres.stop(project)
        _transient(layout).unlink(missing_ok=True)


def _users(layout: Layout) -> Path:
    return layout.var / "postgres.users"


def _transient(layout: Layout) -> Path:
    return layout.var / "postgres.transient"


def _start_guard(project: Path) -> subprocess.Popen[bytes]:
    """Its input is a pipe that ends when we end, however that happens."""
    command = [sys.executable, "-m", "okoce.server.borrowed", str(project)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, env=environment(), start_new_session=True)


def _guard(project: Path) -> None:
    if sys.stdin.buffer.read() == DONE:
        return
    layout = layout_of(project)
    # The kernel closes the pipe a moment before it frees the lock of the one who died.
    deadline = time.monotonic() + 5
    while _transient(layout).exists() and time.monotonic() < deadline:
        with _users(layout).open("a") as users:
            _give_back(project, users)
        time.sleep(0.1)


if __name__ == "__main__":
    _guard(Path(sys.argv[1]))
