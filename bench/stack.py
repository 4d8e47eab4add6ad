"""A whole programme of its own for one measurement: private PostgreSQL, web server, worker, in a folder that is removed after."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from okoce.server import postgres
from okoce.server.secrets import ensure_secrets

PROJECT = Path(__file__).parents[1]
READY_SECONDS = 60


@dataclass
class Stack:
    """Processes of one programme; each may be killed and started again."""

    var: Path
    port: int
    cluster: postgres.Cluster
    environment: dict[str, str]
    children: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def manage(self, *command: str) -> str:
        """Run a management command and return what it printed; CalledProcessError where it fails."""
        done = subprocess.run(
            [sys.executable, "-m", "django", *command], env=self.environment, check=True, capture_output=True, text=True
        )
        return done.stdout

    def python(self, code: str) -> str:
        """Run a piece of Python inside the programme and return what it printed."""
        done = subprocess.run([sys.executable, "-c", code], env=self.environment, check=True, capture_output=True, text=True)
        return done.stdout

    def start_web(self, workers: int = 2) -> None:
        command = [sys.executable, "-m", "granian", "okoce.config.wsgi:application", "--interface", "wsgi", "--no-ws"]
        command += ["--host", "127.0.0.1", "--port", str(self.port), "--workers", str(workers), "--blocking-threads", "1"]
        command += ["--log-level", "error", "--workers-kill-timeout", "2"]
        self._start("web", command)
        self.wait_until_ready()

    def start_worker(self, *arguments: str) -> None:
        self._start("worker", [sys.executable, "-m", "django", "work", *arguments])

    def _start(self, name: str, command: Sequence[str]) -> None:
        with (self.var / f"{name}.log").open("ab") as log:
            self.children[name] = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log, start_new_session=True)

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"{self.url}/daftar/", timeout=5) as answer:
                    if answer.status == 200:
                        return
            except (urllib.error.URLError, OSError):
                time.sleep(0.05)
        raise TimeoutError(f"no answer from {self.url} in {READY_SECONDS} s; see {self.var}/web.log")

    def end(self, name: str, how: signal.Signals = signal.SIGTERM) -> None:
        """End a child with all of its processes."""
        child = self.children.pop(name, None)
        if child is None:
            return
        try:
            os.killpg(child.pid, how)
            child.wait(10)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            pass
        finally:
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait(10)

    def kill_database(self) -> None:
        """``kill -9`` of the postmaster; its children notice and end."""
        pid = int((self.cluster.data_dir / "postmaster.pid").read_text().split()[0])
        os.kill(pid, signal.SIGKILL)

    def start_database(self) -> None:
        with _elsewhere(self.var):
            self.cluster = postgres.ensure_running(PROJECT)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _elsewhere(var: Path) -> Iterator[None]:
    """The launcher works in another folder than the project's for this while; nobody else in the process notices afterwards."""
    before = os.environ.get("OKOCE_VAR_DIR")
    os.environ["OKOCE_VAR_DIR"] = str(var)
    try:
        yield
    finally:
        os.environ.pop("OKOCE_VAR_DIR")
        if before is not None:
            os.environ["OKOCE_VAR_DIR"] = before


@contextmanager
def stack(*, demo: bool = False) -> Iterator[Stack]:
    """A programme with its tables and reference data, as a demonstration or not; nothing of it stays."""
    with tempfile.TemporaryDirectory(prefix="okoce-bench-") as folder:
        var = Path(folder)
        var.chmod(0o755)  # as root the database's own account must be able to pass
        running = None
        try:
            with _elsewhere(var):
                ensure_secrets(PROJECT)
                cluster = postgres.ensure_running(PROJECT)
            environment = {
                **os.environ,
                "PYTHONPATH": str(PROJECT / "src"),
                "DJANGO_SETTINGS_MODULE": "okoce.config.settings",
                "OKOCE_MESSAGE_CHANNEL": "file",
                "OKOCE_VAR_DIR": folder,
                "OKOCE_DEMO": "1" if demo else "",
            }
            running = Stack(var, free_port(), cluster, environment)
            running.manage("migrate", "--database=owner", "--verbosity=0")
            running.manage("load_reference")
            yield running
        finally:
            if running is not None:
                for name in list(running.children):
                    running.end(name)
            with _elsewhere(var):
                postgres.destroy(PROJECT)
