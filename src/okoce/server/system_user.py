"""The account under which PostgreSQL runs, and how to run something as that account."""

import grp
import os
import pwd
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from okoce.server.errors import ServerError
from okoce.server.layout import SYSTEM_USER, Layout

# Nothing of the caller's environment: PGDATA, PGHOST or a locale of hers must not steer the server.
CLEAN_ENVIRONMENT = {"PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "LANG": "C", "LC_ALL": "C", "TZ": "UTC"}


@dataclass(frozen=True)
class Account:
    """Whom PostgreSQL's processes belong to; `switch` says whether we must become her first."""

    uid: int
    gid: int
    switch: bool

    def run(self, command: Sequence[str], *, cwd: Path) -> subprocess.CompletedProcess[str]:
        """Run a command as this account, in its own session so that a Ctrl-C at the terminal does not reach it."""
        return subprocess.run(
            command,
            cwd=cwd,
            env=CLEAN_ENVIRONMENT,
            user=self.uid if self.switch else None,
            group=self.gid if self.switch else None,
            extra_groups=[] if self.switch else None,
            umask=0o077,
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    def own(self, path: Path) -> None:
        """Give a folder that we have just made to this account."""
        if self.switch:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)


def account_for(layout: Layout) -> Account:
    """The ordinary user herself; as root the system user, made when missing."""
    if not layout.as_root:
        return Account(os.geteuid(), os.getegid(), switch=False)
    entry = _entry() or _create()
    return Account(entry.pw_uid, entry.pw_gid, switch=True)


def existing_account(layout: Layout) -> Account | None:
    """Like `account_for`, without making anything."""
    if not layout.as_root:
        return account_for(layout)
    entry = _entry()
    return Account(entry.pw_uid, entry.pw_gid, switch=True) if entry else None


def _entry() -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        return None


def _create() -> pwd.struct_passwd:
    program = shutil.which("useradd", path=CLEAN_ENVIRONMENT["PATH"])
    if program is None:
        raise ServerError(
            f"Running as root needs a system user `{SYSTEM_USER}` for PostgreSQL, and there is no useradd here.\n"
            f"Create that user, or run as an ordinary user."
        )
    command = [program, "--system", "--no-create-home", "--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin"]
    command += ["--gid", SYSTEM_USER] if _group_exists() else ["--user-group"]
    made = subprocess.run([*command, SYSTEM_USER], capture_output=True, text=True, check=False)
    entry = _entry()  # also when another start has made it in the meantime
    if entry is None:
        raise ServerError(f"Could not create the system user `{SYSTEM_USER}`: {made.stderr.strip()}")
    return entry


def _group_exists() -> bool:
    try:
        grp.getgrnam(SYSTEM_USER)
    except KeyError:
        return False
    return True
