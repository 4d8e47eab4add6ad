"""Makes, launches and ends the cluster's processes. Uses the standard library alone, so that cleaning up works
even when the packages are not installed."""

import fcntl
import os
import shutil
import signal
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from okoce.server.binaries import Binaries
from okoce.server.errors import ServerError
from okoce.server.layout import SYSTEM_HOME, Layout
from okoce.server.processes import postmaster, processes, read_pid_file, wait_until_gone
from okoce.server.settings_files import SUPERUSER
from okoce.server.system_user import Account

START_SECONDS = 300  # replaying the log after a crash may take a while
STOP_SECONDS = 60


@contextmanager
def locked(layout: Layout) -> Iterator[None]:
    """One start or stop at a time. The kernel frees the lock when its holder dies."""
    try:
        layout.var.mkdir(parents=True, exist_ok=True)
        with layout.lock.open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
    except PermissionError as error:
        if error.filename is None or not str(error.filename).startswith(str(layout.var)):
            raise
        raise ServerError(
            f"{error.filename} belongs to another user (was the project run as root before?).\n"
            "Run `make clean` as that user, or give the folder to yourself, and try again."
        ) from error


def make_folders(layout: Layout, account: Account) -> None:
    if layout.as_root:
        _require_own_folder(SYSTEM_HOME, 0)
    # The system user walks through root's folder, and cannot change what lies in it.
    mode = 0o711 if layout.as_root else 0o700
    _make_folder(layout.home, mode)
    _make_folder(layout.etc, 0o755)
    for folder in (layout.log, layout.socket_dir):
        if not os.path.lexists(folder):
            _make_folder(folder, 0o700)
            account.own(folder)
        _require_own_folder(folder, account.uid)


def made_by(layout: Layout) -> str:
    """The major version that made the data, or nothing when there is none."""
    try:
        return (layout.data / "PG_VERSION").read_text(encoding="utf-8").strip()
    except OSError:
        return ""


def _make_folder(folder: Path, mode: int) -> None:
    if not folder.is_dir():
        folder.mkdir()
        folder.chmod(mode)  # mkdir's own mode is cut by the umask


def _require_own_folder(folder: Path, uid: int) -> None:
    """Refuse a folder, or a link, that somebody else has put where ours should be."""
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != uid or found.st_mode & 0o022:
        raise ServerError(f"{folder} was made by somebody else, so it is not used. Remove it and try again.")


def make_cluster(layout: Layout, account: Account, programs: Binaries) -> None:
    """Build beside the final name and rename at the end: a set-up cut short leaves nothing that looks finished."""
    major = programs.version.split(".")[0]
    if layout.data.exists():
        found = made_by(layout)
        if found != major:
            raise ServerError(
                f"{layout.data} was made by PostgreSQL {found or '(unknown)'}, and this is version {major}.\n"
                "Dump it with the old version and load it again, or start over with `make clean`."
            )
        return
    making = layout.home / "data.making"
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(mode=0o700)
    account.own(making)
    command = [programs.program("initdb"), "-D", str(making), "-U", SUPERUSER, "--auth=peer", "--encoding=UTF8"]
    command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--data-checksums"]
    made = account.run([*command, "--no-instructions"], cwd=layout.home)
    if made.returncode != 0:
        raise ServerError(f"PostgreSQL's initdb failed:\n{made.stdout[-2000:]}{made.stderr[-2000:]}")
    making.rename(layout.data)


def clear_stale_locks(layout: Layout) -> None:
    """Remove locks whose process is gone. Server processes that outlived their main process still write to the
    files, so they must have ended first; they do that by themselves within moments."""
    if not wait_until_gone(layout, START_SECONDS):
        raise ServerError(f"Processes of a killed PostgreSQL are still ending: {processes(layout)}. Try again later.")
    (layout.data / "postmaster.pid").unlink(missing_ok=True)
    for name in (".s.PGSQL.5432", ".s.PGSQL.5432.lock"):
        (layout.socket_dir / name).unlink(missing_ok=True)


def launch(layout: Layout, account: Account, programs: Binaries) -> None:
    """Start in the background through a shell that ends at once, so that nobody has to wait for the child."""
    server = [programs.program("postgres"), "-D", str(layout.data)]
    server += ["-c", f"config_file={layout.etc / 'postgresql.conf'}"]
    script = 'log=$1; shift; "$@" </dev/null >"$log" 2>&1 &'
    launched = account.run(["/bin/sh", "-c", script, "sh", str(layout.log / "start.log"), *server], cwd=layout.home)
    if launched.returncode != 0:
        raise ServerError(f"PostgreSQL did not start: {launched.stderr.strip()}")


def becomes_ready(layout: Layout, grace_seconds: float = 0) -> bool:
    """Wait for a main process that is there, or comes within the grace, to be ready; False where it ends instead."""
    deadline = time.monotonic() + START_SECONDS
    grace = time.monotonic() + grace_seconds
    while time.monotonic() < deadline:
        found = read_pid_file(layout)
        if found is not None and found.ready and postmaster(layout) == found.pid:
            time.sleep(0.03)  # a process that is being killed answers for a last moment
            if postmaster(layout) == found.pid:
                return True
        if postmaster(layout) is None and time.monotonic() > grace:
            break
        time.sleep(0.03)
    return False


def wait_until_ready(layout: Layout) -> None:
    # The grace is the time between the fork and the server's own command line.
    if becomes_ready(layout, grace_seconds=5):
        return
    raise ServerError(f"PostgreSQL did not become ready. Its last words:\n{_last_words(layout)}")


def _last_words(layout: Layout) -> str:
    logs = sorted(layout.log.glob("*.log"), key=lambda file: file.stat().st_mtime)
    return "".join(file.read_text(encoding="utf-8", errors="replace")[-1500:] for file in logs[-2:])


def end(layout: Layout) -> bool:
    pid = postmaster(layout)
    if pid is None:
        _remove_socket_folder(layout)
        return False
    os.kill(pid, signal.SIGINT)  # PostgreSQL's "fast": roll back, write everything, end
    if not wait_until_gone(layout, STOP_SECONDS):
        os.kill(pid, signal.SIGQUIT)  # the log is replayed at the next start; nothing committed is lost
        if not wait_until_gone(layout, STOP_SECONDS):
            raise ServerError(f"PostgreSQL (process {pid}) does not stop. Look at {layout.log}.")
    _remove_socket_folder(layout)
    return True


def _remove_socket_folder(layout: Layout) -> None:
    try:
        layout.socket_dir.rmdir()
    except OSError:  # missing, or not empty because it is not ours
        return


def remove(layout: Layout) -> None:
    """Stop the cluster and remove all of it, also what lies outside the project."""
    if layout.var.is_dir():
        with locked(layout):
            end(layout)
            shutil.rmtree(layout.home, ignore_errors=True)
            if layout.home.exists():
                raise ServerError(f"Could not remove {layout.home}. Remove it by hand.")
            layout.pointer.unlink(missing_ok=True)
            layout.lock.unlink(missing_ok=True)
    if layout.as_root:
        _remove_shared_folder(layout)


@contextmanager
def shared_home(layout: Layout, operation: int = fcntl.LOCK_SH) -> Iterator[None]:
    """Hold the folder that all of root's clusters share, so that no other project's clean-up removes it meanwhile."""
    if not layout.as_root:
        yield
        return
    SYSTEM_HOME.mkdir(mode=0o755, exist_ok=True)
    descriptor = os.open(SYSTEM_HOME, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(descriptor, operation)
        yield
    finally:
        os.close(descriptor)


def _remove_shared_folder(layout: Layout) -> None:
    """The copied programs go with the last cluster of this machine."""
    with shared_home(layout, fcntl.LOCK_EX):
        if all(_is_copy(entry) for entry in SYSTEM_HOME.iterdir()):
            shutil.rmtree(SYSTEM_HOME)


def _is_copy(entry: Path) -> bool:
    return entry.name.startswith(("postgresql-", ".making-"))
