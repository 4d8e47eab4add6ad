"""Which processes belong to a cluster: read from /proc, because a pid file survives its process."""

import os
import time
from dataclasses import dataclass
from pathlib import Path

from okoce.server.layout import Layout


@dataclass(frozen=True)
class PidFile:
    """The lines of postmaster.pid that we need."""

    pid: int
    socket_dir: str
    ready: bool


def read_pid_file(layout: Layout) -> PidFile | None:
    try:
        lines = (layout.data / "postmaster.pid").read_text(encoding="utf-8", errors="replace").splitlines()
        pid = int(lines[0])
    except (OSError, ValueError, IndexError):
        return None
    return PidFile(
        pid=pid,
        socket_dir=lines[4].strip() if len(lines) > 4 else "",
        ready=len(lines) > 7 and lines[7].strip() == "ready",
    )


def postmaster(layout: Layout) -> int | None:
    """The main process of this cluster, alive and no zombie."""
    for pid, command in _commands():
        if _is_postmaster(command, layout):
            return pid
    return None


def processes(layout: Layout) -> list[int]:
    """Every process of this cluster. Command lines are used, because root in a container without the capability
    to trace may not read the working folder of another account's process."""
    title = f"postgres: {layout.name}: ".encode()
    return [pid for pid, command in _commands() if command.startswith(title) or _is_postmaster(command, layout)]


def wait_until_gone(layout: Layout, seconds: float) -> bool:
    """Wait until no process of the cluster is left."""
    deadline = time.monotonic() + seconds
    while processes(layout):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def _is_postmaster(command: bytes, layout: Layout) -> bool:
    words = command.split(b"\0")
    return os.path.basename(words[0]) == b"postgres" and words[1:3] == [b"-D", os.fsencode(layout.data)]


def _commands() -> list[tuple[int, bytes]]:
    found = []
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                found.append((int(entry), Path("/proc", entry, "cmdline").read_bytes()))
            except OSError:  # it ended while we looked, or it hides from us
                continue
    return found
