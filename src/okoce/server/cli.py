"""The command `okoce`."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from okoce.server import postgres
from okoce.server.errors import ServerError

PROJECT = Path(__file__).resolve().parents[3]


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def db(arguments: Sequence[str]) -> int:
    """start, stop, status or destroy the private PostgreSQL"""
    parser = argparse.ArgumentParser(prog="okoce db", description=db.__doc__)
    parser.add_argument("action", choices=["start", "stop", "status", "destroy"])
    action = parser.parse_args(arguments).action
    if action == "start":
        cluster = postgres.ensure_running(PROJECT)
        say(
            f"PostgreSQL {cluster.version} runs as {cluster.os_user}.\n  {cluster.url('app')}\n  {cluster.url('owner')}"
        )
    elif action == "stop":
        say("PostgreSQL is stopped." if postgres.stop(PROJECT) else "PostgreSQL was not running.")
    elif action == "destroy":
        postgres.destroy(PROJECT)
        say("The private PostgreSQL and its data are removed.")
    else:
        found = postgres.status(PROJECT)
        say(f"PostgreSQL runs (process {found.pid})." if found.running else "PostgreSQL does not run.")
        return 0 if found.running else 3
    return 0


def manage(arguments: Sequence[str]) -> int:
    """run a management command of Django"""
    command = [sys.executable, "-m", "django", *arguments]
    os.execve(sys.executable, command, {**os.environ, "DJANGO_SETTINGS_MODULE": "okoce.config.settings"})  # noqa: S606


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {"db": db, "manage": manage}


def main(arguments: Sequence[str] | None = None) -> int:
    """Give the rest of the line to one command; print a problem as text, not as a traceback."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words or words[0] not in COMMANDS:
        say("okoce " + " | ".join(COMMANDS))
        for name, command in COMMANDS.items():
            say(f"  {name:<10}{(command.__doc__ or '').splitlines()[0]}")
        return 0 if words[:1] in ([], ["-h"], ["--help"], ["help"]) else 2
    try:
        return COMMANDS[words[0]](words[1:])
    except ServerError as error:
        sys.stderr.write(f"{error}\n")
        return 1
