"""The commands of backup and restore."""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from okoce.server import postgres
from okoce.server.backup.making import DATA_DAYS, KEY_DAYS, make
from okoce.server.backup.recipients import identity, new_key, recipient
from okoce.server.backup.restoring import restore
from okoce.server.borrowed import borrowed, keep_running
from okoce.server.environment import PROJECT, environment, external, management
from okoce.server.layout import layout_of
from okoce.server.steps import DEMO, note_as_done
from okoce.server.terminal import say


def backup_key(arguments: Sequence[str]) -> int:
    """make the key pair of backups: the secret half into a FILE that you keep elsewhere"""
    parser = argparse.ArgumentParser(prog="okoce backup-key", description=backup_key.__doc__)
    parser.add_argument("file", type=Path, help="where the secret key goes, not beside the data")
    chosen = parser.parse_args(arguments)
    public = new_key(chosen.file)
    say(f"Backups are encrypted to {public}.\nOnly {chosen.file} opens them. Keep it in two places away from this machine.")
    return 0


def backup(arguments: Sequence[str]) -> int:
    """back up everything that cannot be made again, encrypted, keys apart"""
    folder = layout_of(PROJECT).var / "backups"
    parser = argparse.ArgumentParser(prog="okoce backup", description=backup.__doc__)
    parser.add_argument("--to", type=Path, default=folder / "data", help=f"folder for data, kept {DATA_DAYS} days")
    parser.add_argument("--keys-to", type=Path, default=folder / "keys", help=f"folder for keys, kept {KEY_DAYS} days")
    chosen = parser.parse_args(arguments)
    began, public = time.monotonic(), recipient()
    if external():
        data, keys = make(chosen.to, chosen.keys_to, public, say)
    else:
        with borrowed(PROJECT):
            data, keys = make(chosen.to, chosen.keys_to, public, say)
    say(f"Backed up in {time.monotonic() - began:.1f} s:\n  data  {data}\n  keys  {keys}\nCopy both to different places.")
    return 0


def restore_command(arguments: Sequence[str]) -> int:
    """restore a backup into an empty installation and prove that it is whole"""
    parser = argparse.ArgumentParser(prog="okoce restore", description=restore_command.__doc__)
    parser.add_argument("data", type=Path, help="a folder okoce-data-…")
    parser.add_argument("keys", type=Path, help="a folder okoce-keys-… of the same time or later, best the newest")
    parser.add_argument("--identity", type=Path, required=True, help="the secret key that backup-key wrote")
    parser.add_argument("--drill", action="store_true", help="into a temporary place that is removed after: proves the backup")
    chosen = parser.parse_args(arguments)
    if chosen.drill:
        return _drill(chosen)
    secret, began = identity(chosen.identity), time.monotonic()
    if not external():
        postgres.ensure_running(PROJECT)
        keep_running(PROJECT)
    done = restore(chosen.data, chosen.keys, secret, say)
    note_as_done(DEMO)  # what was restored is the programme: nothing synthetic goes beside it
    for sentence in done.differences:
        say(f"DIFFERS: {sentence}")
    if done.differences:
        return 1
    say(f"Equal to the backup: {done.rows:,} rows in {done.tables} tables, {done.files} files, keys of {done.persons:,} persons.")
    for command in AFTERWARDS:
        if subprocess.run(management(command), env=environment(), check=False).returncode:
            say(f"`okoce manage {' '.join(command)}` failed: the restore is not finished. Mend what it says, and run it again.")
            return 1
    say(f"Restored in {time.monotonic() - began:.1f} s. `make run` goes on from here.")
    return 0


AFTERWARDS = (("migrate", "--database=owner", "--verbosity=0"),)
"""What a restored programme needs before somebody works with it: tables of a newer version."""


def _drill(chosen: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory(prefix="okoce-drill-") as folder:
        Path(folder).chmod(0o755)  # as root the database's own account must be able to pass
        # Its own keys and database, whatever this installation uses.
        own = {name: value for name, value in os.environ.items() if name not in FROM_OUTSIDE}
        elsewhere = {**own, **_code(), "OKOCE_VAR_DIR": folder}
        command = [sys.executable, "-m", "okoce"]
        words = ["restore", str(chosen.data.resolve()), str(chosen.keys.resolve()), "--identity", str(chosen.identity.resolve())]
        try:
            outcome = subprocess.run([*command, *words], env=elsewhere, check=False).returncode
        finally:
            subprocess.run([*command, "db", "destroy"], env=elsewhere, check=False, stdout=subprocess.DEVNULL)
    say("The drill succeeded; nothing of it stays." if outcome == 0 else "THE DRILL FAILED: this backup cannot be relied upon.")
    return outcome


FROM_OUTSIDE = ("OKOCE_VAR_DIR", "OKOCE_SECRETS_DIR", "DATABASE_URL", "OWNER_DATABASE_URL", "READER_DATABASE_URL")


def _code() -> dict[str, str]:
    return {"PYTHONPATH": environment()["PYTHONPATH"]}
