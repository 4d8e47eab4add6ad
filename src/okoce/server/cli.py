"""The command `okoce`."""

import argparse
import os
import subprocess
import sys
from collections.abc import Callable, Sequence

from okoce.server import postgres
from okoce.server.backup.commands import backup, backup_key, restore_command
from okoce.server.borrowed import borrowed, keep_running
from okoce.server.doctor import doctor
from okoce.server.environment import PROJECT, environment, external, management
from okoce.server.errors import ServerError
from okoce.server.run import run
from okoce.server.secrets import ensure_secrets
from okoce.server.steps import CATALOGUES, STATIC, prepare
from okoce.server.terminal import say


def main(arguments: Sequence[str] | None = None) -> int:
    """Give the rest of the line to one command; print a problem as text, not as a traceback."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    command = COMMANDS.get(words[0]) if words else None
    if command is None:
        say("okoce COMMAND …\n")
        for name, known in COMMANDS.items():
            say(f"  {name:<12}{(known.__doc__ or '').splitlines()[0]}")
        return 0 if words[:1] in ([], ["-h"], ["--help"], ["help"]) else 2
    try:
        return command(words[1:])
    except ServerError as error:
        sys.stderr.write(f"{error}\n")
        return 1


def db(arguments: Sequence[str]) -> int:
    """start, stop, status, destroy the private PostgreSQL; `with COMMAND` runs a command beside it"""
    parser = argparse.ArgumentParser(prog="okoce db", description=db.__doc__)
    parser.add_argument("action", choices=["start", "stop", "status", "destroy", "with"])
    parser.add_argument("command", nargs=argparse.REMAINDER, help="only after `with`")
    chosen = parser.parse_args(arguments)
    if chosen.action == "with":
        return _beside_database(chosen.command)
    if external():
        raise ServerError("DATABASE_URL is set: your own server is used, and this command has nothing to start or stop.")
    return DATABASE_ACTIONS[chosen.action]()


def manage(arguments: Sequence[str]) -> int:
    """run a management command of Django"""
    ensure_secrets(PROJECT)
    sys.stdout.flush()
    os.execve(sys.executable, management(arguments), environment())  # noqa: S606  our own Python


def facts(arguments: Sequence[str]) -> int:
    """verify, export and import the log of facts; `okoce facts` lists the verbs"""
    return _verb("facts", arguments)


def figures(arguments: Sequence[str]) -> int:
    """published figures: import them and check them; `okoce figures` lists the verbs"""
    return _verb("figures", arguments)


def kbli(arguments: Sequence[str]) -> int:
    """business classes (KBLI): import a complete list; `okoce kbli` lists the verbs"""
    return _verb("kbli", arguments)


def _verb(subject: str, arguments: Sequence[str]) -> int:
    """``okoce SUBJECT some-verb …`` is the management command ``SUBJECT_some_verb``."""
    commands = PROJECT.glob(f"src/okoce/**/management/commands/{subject}_*.py")
    verbs = sorted(path.stem.removeprefix(f"{subject}_").replace("_", "-") for path in commands)
    if not arguments or arguments[0] not in verbs:
        say(f"okoce {subject} VERB …\n\n" + "\n".join(f"  {verb}" for verb in verbs))
        return 0 if not arguments or arguments[0] in ("-h", "--help") else 2
    return manage([f"{subject}_{arguments[0].replace('-', '_')}", *arguments[1:]])


def compile_files(arguments: Sequence[str]) -> int:
    """make the files that tests and pages need from sources: sentences, style sheets"""
    argparse.ArgumentParser(prog="okoce compile", description=compile_files.__doc__).parse_args(arguments)
    ensure_secrets(PROJECT)
    prepare([CATALOGUES, STATIC], say)
    return 0


def _start() -> int:
    ensure_secrets(PROJECT)
    cluster = postgres.ensure_running(PROJECT)
    keep_running(PROJECT)
    say(f"PostgreSQL {cluster.version} runs as {cluster.os_user} until `okoce db stop`.")
    say(f"  application  {cluster.url('app')}\n  owner        {cluster.url('owner')}")
    return 0


def _stop() -> int:
    say("PostgreSQL is stopped." if postgres.stop(PROJECT) else "PostgreSQL was not running.")
    return 0


def _status() -> int:
    found = postgres.status(PROJECT)
    say(f"PostgreSQL runs (process {found.pid})." if found.running else "PostgreSQL does not run.")
    return 0 if found.running else 3


def _destroy() -> int:
    postgres.destroy(PROJECT)
    say("The private PostgreSQL and its data are removed.")
    return 0


def _beside_database(command: Sequence[str]) -> int:
    """Run a command with the database up; stop the database afterwards if it did not run before."""
    ensure_secrets(PROJECT)
    if external():
        return subprocess.run(command, env=environment(), check=False).returncode
    with borrowed(PROJECT), subprocess.Popen(command, env=environment()) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:  # the command gets it too, and ends in its own way
                continue


DATABASE_ACTIONS: dict[str, Callable[[], int]] = {
    "start": _start,
    "stop": _stop,
    "status": _status,
    "destroy": _destroy,
}
COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "run": run,
    "doctor": doctor,
    "db": db,
    "manage": manage,
    "backup": backup,
    "backup-key": backup_key,
    "restore": restore_command,
    "facts": facts,
    "figures": figures,
    "kbli": kbli,
    "compile": compile_files,
}
