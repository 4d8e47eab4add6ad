"""`make run` on a fresh copy in a path with a space, and the next time."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.figures import Measured
from bench.stack import PROJECT, free_port

LONGEST = 400


def measure(quick: bool) -> Iterator[Measured]:
    with tempfile.TemporaryDirectory(prefix="okoce run ") as folder:
        copy = Path(folder) / "a copy"
        subprocess.run(["git", "clone", "-q", str(PROJECT), str(copy)], check=True)
        Path(folder).chmod(0o755)
        try:
            yield Measured("core.run.first", round(_until_ready(copy), 1), "packages, database, 3,000 synthetic members included")
            yield Measured("core.run.again", round(_until_ready(copy), 1), "the same copy, stopped in between")
        finally:
            subprocess.run(["make", "clean"], cwd=copy, env=_environment(), check=False, capture_output=True)
            shutil.rmtree(copy, ignore_errors=True)


def _environment() -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("OKOCE_", "PYTHON", "DJANGO", "MAKE", "MFLAGS"))
    }
    return {name: value for name, value in kept.items() if name not in ("VIRTUAL_ENV", "AREA", "QUICK", "PORT")}


def _until_ready(copy: Path) -> float:
    """Seconds from `make run` to the line that gives the address; then Ctrl-C and wait for the end."""
    began = time.monotonic()
    environment = {**_environment(), "PORT": str(free_port())}
    running = subprocess.Popen(
        ["make", "run"],
        cwd=copy,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    said: list[str] = []
    assert running.stdout is not None
    for line in running.stdout:
        said.append(line)
        if "Ready: http" in line or time.monotonic() - began > LONGEST:
            break
    seconds = time.monotonic() - began
    os.killpg(running.pid, signal.SIGINT)
    running.communicate(timeout=60)
    if not any("Ready: http" in line for line in said):
        raise AssertionError("make run did not become ready:\n" + "".join(said[-20:]))
    return seconds
