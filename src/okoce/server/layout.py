"""Where the private PostgreSQL of one project lives, for root and for an ordinary user."""

import hashlib
import os
import pwd
from dataclasses import dataclass
from pathlib import Path

from okoce.server.errors import ServerError

SYSTEM_HOME = Path("/var/lib/okoce")
SYSTEM_USER = "okoce"
# initdb passes its own path through /bin/sh in double quotes; these would be read by the shell.
SHELL_CHARACTERS = '"$`\\\n'


@dataclass(frozen=True)
class Layout:
    """Every path of a cluster. `home` holds the settings and is written by the person who runs the project;
    `data`, `log` and `socket_dir` belong to the account under which PostgreSQL runs."""

    var: Path
    home: Path
    socket_dir: Path
    operator: str
    as_root: bool

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def etc(self) -> Path:
        return self.home / "etc"

    @property
    def log(self) -> Path:
        return self.home / "log"

    @property
    def pointer(self) -> Path:
        return self.var / "postgres.pointer"

    @property
    def lock(self) -> Path:
        return self.var / "postgres.lock"

    @property
    def name(self) -> str:
        """The name that PostgreSQL's processes show; it tells this cluster's processes from any other's."""
        return f"okoce-{digest(self.home, 16)}"

    @property
    def os_user(self) -> str:
        return SYSTEM_USER if self.as_root else self.operator


def digest(path: Path, length: int) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:length]


def layout_of(project: Path) -> Layout:
    """Resolve the paths of a project for the account that runs this process."""
    project = project.resolve()
    moved = os.environ.get("OKOCE_VAR_DIR")
    var = Path(moved).resolve() if moved else project / "var"
    for path in (project, var):
        if any(character in str(path) for character in SHELL_CHARACTERS):
            raise ServerError(
                f"The folder's name holds a character that PostgreSQL's set-up cannot take: {path}\n"
                'Rename it without any of  " $ ` \\  (spaces and other letters are fine).'
            )
    as_root = os.geteuid() == 0
    if as_root:
        home = SYSTEM_HOME / digest(var if moved else project, 16)
        # Inside a folder that only root may write: nobody can plant anything there, and the path is short.
        socket_dir = home / "socket"
    else:
        home = var / "postgres"
        # /tmp, because a socket's path may have 107 bytes and a project's path is often longer.
        socket_dir = Path("/tmp") / f"okoce-{digest(home, 8)}"  # noqa: S108  ownership is checked before use
    return Layout(var, home, socket_dir, operator_name(), as_root)


def operator_name() -> str:
    """The name of the account; PostgreSQL refuses an account without one."""
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        raise ServerError(
            f"User id {os.geteuid()} has no name on this machine, and PostgreSQL needs one.\n"
            "Run as a user listed in /etc/passwd, or set DATABASE_URL and OWNER_DATABASE_URL to use a server elsewhere."
        ) from None
