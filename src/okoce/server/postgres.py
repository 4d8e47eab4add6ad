"""The private PostgreSQL of a project: a socket in a closed folder, no TCP, durable."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from okoce.server import cluster as machinery
from okoce.server import databases
from okoce.server.binaries import Binaries, copy_for_system_user, find_binaries
from okoce.server.layout import Layout, layout_of
from okoce.server.processes import postmaster
from okoce.server.settings_files import replace_file, write_settings
from okoce.server.system_user import account_for

Role = Literal["owner", "app", "reader"]


@dataclass(frozen=True)
class Cluster:
    """A running private PostgreSQL."""

    socket_dir: Path
    data_dir: Path
    os_user: str
    version: str

    def url(self, role: Role, database: str = databases.DATABASE) -> str:
        """The address for one of the three roles."""
        return f"postgresql://okoce_{role}@/{quote(database)}?host={quote(str(self.socket_dir), safe='')}"


@dataclass(frozen=True)
class Status:
    """What was found, without changing anything."""

    running: bool
    exists: bool
    pid: int | None
    cluster: Cluster


def ensure_running(project: Path, binaries: Binaries | None = None) -> Cluster:
    """Make the cluster if it is missing, start it if it is down, and leave the pointer that the settings read."""
    layout = layout_of(project)
    with machinery.locked(layout), machinery.shared_home(layout):
        source = binaries or find_binaries()
        account = account_for(layout)
        machinery.make_folders(layout, account)
        programs = copy_for_system_user(source) if layout.as_root else source
        machinery.make_cluster(layout, account, programs)
        # A main process that was killed a moment ago is still listed while it ends: then it never becomes ready, and is replaced.
        if postmaster(layout) is None or not machinery.becomes_ready(layout):
            machinery.clear_stale_locks(layout)
            write_settings(layout)
            machinery.launch(layout, account, programs)
            machinery.wait_until_ready(layout)
        databases.set_up(layout.socket_dir)
        cluster = _cluster(layout)
        pointer = {"socket_dir": str(cluster.socket_dir), "data_dir": str(cluster.data_dir), "os_user": cluster.os_user}
        replace_file(layout.pointer, json.dumps(pointer) + "\n")
        return cluster


def status(project: Path) -> Status:
    """Whether the cluster exists and runs."""
    layout = layout_of(project)
    pid = postmaster(layout)
    return Status(pid is not None, (layout.data / "PG_VERSION").exists(), pid, _cluster(layout))


def stop(project: Path) -> bool:
    """Stop cleanly: open transactions are rolled back, everything committed is on the disk. False if it was down."""
    layout = layout_of(project)
    if not layout.var.is_dir():
        return False
    with machinery.locked(layout):
        return machinery.end(layout)


def destroy(project: Path) -> None:
    """Stop the cluster and remove it with everything of it outside the project."""
    machinery.remove(layout_of(project))


def prepare_database(project: Path, name: str) -> None:
    """Extensions and rights for a database that was not copied from the template `okoce_base`."""
    databases.prepare_database(layout_of(project).socket_dir, name)


def _cluster(layout: Layout) -> Cluster:
    return Cluster(layout.socket_dir, layout.data, layout.os_user, machinery.made_by(layout))
