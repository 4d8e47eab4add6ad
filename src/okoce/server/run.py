"""`okoce run`: from nothing to a working programme, and back to nothing with Ctrl-C."""

import argparse
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext

from okoce.server.borrowed import borrowed
from okoce.server.environment import PROJECT, environment, external, management
from okoce.server.errors import ServerError
from okoce.server.machine import obstacle
from okoce.server.secrets import ensure_secrets
from okoce.server.steps import prepare, steps
from okoce.server.supervisor import Child, StopRequested, Supervisor, ignore_signals, stop_on_signals
from okoce.server.terminal import Terminal, say

HOST = "127.0.0.1"
READY_SECONDS = 60


def run(arguments: Sequence[str]) -> int:
    """set everything up and serve the programme until Ctrl-C"""
    argparse.ArgumentParser(prog="okoce run", description=run.__doc__).parse_args(arguments)
    began = time.monotonic()

    def tell(text: str) -> None:
        say(f"[{time.monotonic() - began:5.1f} s] {text}")

    if found := obstacle():
        raise ServerError(found)
    port = chosen_port()
    require_free(port)
    stop_on_signals()
    try:
        ensure_secrets(PROJECT)
        if not external():
            os.environ.setdefault("OKOCE_DEMO", "1")  # for the commands that prepare as well as for those that serve
        tell("Your own PostgreSQL is used (DATABASE_URL)." if external() else "Private PostgreSQL …")
        with _database():
            prepare(steps(), tell)
            _serve(port, tell)
    except StopRequested:
        tell("Everything that was started has stopped.")
    return 0


def chosen_port() -> int:
    """PORT from the environment, 8000 without it."""
    text = os.environ.get("PORT") or "8000"
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise ServerError(f"PORT={text} is no port number. Choose one from 1024 to 65535, for example: make run PORT=8001")
    return int(text)


def require_free(port: int) -> None:
    """Say it before any work is done, and name a port that is free."""
    try:
        _try_to_listen(port)
    except PermissionError:
        raise ServerError(f"Port {port} is reserved for root. Choose one above 1023: make run PORT=8000") from None
    except OSError:
        free = next((other for other in range(port + 1, min(port + 200, 65536)) if is_free(other)), 8000)
        raise ServerError(f"Port {port} is in use by another program. Choose another one: make run PORT={free}") from None


def is_free(port: int) -> bool:
    try:
        _try_to_listen(port)
    except OSError:
        return False
    return True


def _try_to_listen(port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # old connections in TIME_WAIT do not matter
        probe.bind((HOST, port))
        probe.listen()


def _database() -> AbstractContextManager[object]:
    return nullcontext() if external() else borrowed(PROJECT)


def _serve(port: int, tell: Callable[[str], None]) -> None:
    """Run the web server and the worker until a stop is requested; end them before the database ends."""
    variables = environment()
    supervisor = Supervisor([_web(port), Child("worker", management(["work"]))], variables, tell)
    terminal = Terminal()
    tell("Web server and worker …")
    try:
        deadline = time.monotonic() + READY_SECONDS
        announced = False
        while not terminal.is_gone():
            supervisor.look_after()
            if not announced and (front_page(port) or time.monotonic() > deadline):
                announced = True
                _announce(port, variables, tell)
            time.sleep(0.2)
        raise StopRequested
    finally:
        ignore_signals()
        tell("Stopping …")
        supervisor.stop()


def _web(port: int) -> Child:
    command = [sys.executable, "-m", "granian", "okoce.config.wsgi:application", "--interface", "wsgi"]
    command += ["--host", HOST, "--port", str(port), "--workers", "2", "--blocking-threads", "1"]
    # A worker that dies is replaced: one bad request must not halve the programme.
    command += ["--respawn-failed-workers", "--workers-kill-timeout", "10", "--log-level", "warning", "--no-ws"]
    return Child("web server", command)


def front_page(port: int) -> int:
    """The HTTP status of the front page; 0 while nothing answers."""
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()


def _announce(port: int, variables: dict[str, str], tell: Callable[[str], None]) -> None:
    status = front_page(port)
    if not status:
        tell(f"No page has been served within {READY_SECONDS} s; the lines above say why. Next: okoce doctor")
        return
    if not external():
        accounts = subprocess.run(management(["demo_accounts"]), env=variables, capture_output=True, text=True, check=False)
        say((accounts.stdout if accounts.returncode == 0 else accounts.stderr[-1500:]).rstrip())
    if status >= 500:
        tell(f"The front page fails (HTTP {status}); the lines above say why.")
    tell(f"Ready: http://{HOST}:{port}   (Ctrl-C stops everything)")
