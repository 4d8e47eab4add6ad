"""Keeps the processes of the programme alive and ends all of them together."""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import FrameType

PR_SET_PDEATHSIG = 1
STOP_SECONDS = 15
STEADY_SECONDS = 60  # alive for so long: the next crash counts as the first again
LONGEST_PAUSE = 30
LIBC = ctypes.CDLL(None, use_errno=True)


class StopRequested(BaseException):
    """Ctrl-C, SIGTERM, or the terminal was closed."""


def stop_on_signals() -> None:
    """From now on these signals end the run in order."""

    def request(number: int, frame: FrameType | None) -> None:
        raise StopRequested

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, request)


def ignore_signals() -> None:
    """While things are being stopped, a second Ctrl-C must not leave half of them behind."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


@dataclass
class Child:
    """One process that should always run."""

    title: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    crashes: int = 0
    next_start: float = 0.0


class Supervisor:
    """Starts children, starts them again when they crash, with a growing pause, and ends them."""

    def __init__(self, children: Sequence[Child], environment: Mapping[str, str], say: Callable[[str], None]) -> None:
        self._children = children
        self._environment = environment
        self._say = say

    def look_after(self) -> None:
        """One round: start what is due, notice what has ended."""
        now = time.monotonic()
        for child in self._children:
            if child.process is None:
                if now >= child.next_start:
                    self._start(child)
            elif child.process.poll() is not None:
                self._ended(child, now)

    def stop(self) -> None:
        """Ask all to end, wait, then insist."""
        running = [child.process for child in self._children if child.process is not None]
        for process in running:
            _signal_group(process.pid, signal.SIGTERM, whole=False)
        deadline = time.monotonic() + STOP_SECONDS
        for process in running:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                self._say(f"Process {process.pid} does not end; ending it by force.")
            _signal_group(process.pid, signal.SIGKILL, whole=True)
            process.wait()

    def _start(self, child: Child) -> None:
        child.process = subprocess.Popen(
            child.command,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # a Ctrl-C at the terminal reaches us alone, and we end the others in order
            preexec_fn=_end_with_parent(os.getpid()),
        )
        child.started = time.monotonic()

    def _ended(self, child: Child, now: float) -> None:
        code = child.process.returncode if child.process else None
        if child.process is not None:
            # What it had started itself would keep the port.
            _signal_group(child.process.pid, signal.SIGKILL, whole=True)
        child.process = None
        child.crashes = 1 if now - child.started > STEADY_SECONDS else child.crashes + 1
        pause = min(LONGEST_PAUSE, 2 ** (child.crashes - 1))
        child.next_start = now + pause
        self._say(f"The {child.title} has ended unexpectedly ({_reason(code)}); starting it again in {pause} s.")


def _end_with_parent(parent: int) -> Callable[[], None]:
    """The kernel sends the child SIGTERM when we die, also when we are killed."""

    def arrange() -> None:
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)
        if os.getppid() != parent:  # we died before the arrangement held
            os._exit(1)

    return arrange


def _signal_group(pid: int, number: int, *, whole: bool) -> None:
    try:
        if whole:
            os.killpg(pid, number)
        else:
            os.kill(pid, number)
    except ProcessLookupError:
        return


def _reason(code: int | None) -> str:
    if code is not None and code < 0:
        return f"signal {signal.Signals(-code).name}"
    return f"exit code {code}"
