"""The same launcher for an account without privileges, tried from root."""

import os
import shutil
import stat
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from okoce.server import postgres
from okoce.server.binaries import PACKAGE, Binaries, find_binaries
from okoce.server.errors import ServerError
from okoce.server.layout import layout_of

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")]

NOBODY = 65534


def become_nobody(work: Callable[[], None]) -> int:
    """Do something in a child without privileges. A fork, because root's Python may lie where nobody else reaches."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
            work()
            code = 0
        except BaseException:  # noqa: BLE001  the child must end here, whatever happened
            traceback.print_exc(file=sys.stderr)
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.fixture
def home(as_root: None) -> Iterator[Path]:
    """A project folder and the programs, where an account without privileges reaches them."""
    folder = Path(tempfile.mkdtemp(prefix="okoce uji é "))
    folder.chmod(0o755)
    source = find_binaries().bin.parents[2]
    shutil.copytree(source / PACKAGE / "pginstall", folder / "site" / PACKAGE / "pginstall")
    shutil.copytree(source / f"{PACKAGE}.libs", folder / "site" / f"{PACKAGE}.libs")
    project = folder / "proyek"
    project.mkdir(mode=0o700)
    os.chown(project, NOBODY, NOBODY)
    yield folder
    become_nobody(lambda: postgres.destroy(project))  # also after a test that failed half-way
    shutil.rmtree(folder)


def test_cluster_lives_under_var_and_leaves_nothing_behind(home: Path) -> None:
    project = home / "proyek"
    programs = Binaries(home / "site" / PACKAGE / "pginstall" / "bin", find_binaries().version)
    before = [folder.stat().st_mode for folder in (home, *home.parents)]

    def work() -> None:
        cluster = postgres.ensure_running(project, programs)
        assert cluster.data_dir == project / "var" / "postgres" / "data"
        assert cluster.os_user == "nobody"
        assert cluster.socket_dir.parent == Path("/tmp")
        assert stat.S_IMODE(cluster.socket_dir.stat().st_mode) == 0o700
        with psycopg.connect(cluster.url("app")) as connection:
            assert connection.execute("SELECT current_user").fetchone() == ("okoce_app",)
        assert postgres.ensure_running(project, programs) == cluster
        assert postgres.stop(project) is True
        assert not cluster.socket_dir.exists()
        postgres.ensure_running(project, programs)
        postgres.destroy(project)
        assert not cluster.socket_dir.exists()
        assert not layout_of(project).home.exists()

    assert become_nobody(work) == 0
    assert [folder.stat().st_mode for folder in (home, *home.parents)] == before


def test_socket_folder_of_somebody_else_is_refused(home: Path) -> None:
    project = home / "proyek"
    programs = Binaries(home / "site" / PACKAGE / "pginstall" / "bin", find_binaries().version)

    def look() -> None:
        (project / "socket_dir").write_text(str(layout_of(project).socket_dir))

    assert become_nobody(look) == 0
    planted = Path((project / "socket_dir").read_text())
    planted.mkdir()
    try:

        def work() -> None:
            with pytest.raises(ServerError, match="made by somebody else"):
                postgres.ensure_running(project, programs)

        assert become_nobody(work) == 0
        assert list(planted.iterdir()) == []
    finally:
        planted.rmdir()
