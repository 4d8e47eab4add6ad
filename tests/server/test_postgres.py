"""The launcher against real clusters: rights, durability, crashes, interruptions, two starts at once."""

import json
import multiprocessing
import os
import shutil
import signal
import socket
import stat
import subprocess
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from okoce.server import cluster as machinery
from okoce.server import postgres
from okoce.server.errors import ServerError
from okoce.server.layout import layout_of
from okoce.server.processes import processes, wait_until_gone
from okoce.server.system_user import Account

pytestmark = pytest.mark.slow

ROLES: tuple[postgres.Role, ...] = ("owner", "app", "reader")


def ask(cluster: postgres.Cluster, role: postgres.Role, question: str, database: str = "okoce") -> object:
    with psycopg.connect(cluster.url(role, database), autocommit=True) as connection:
        row = connection.execute(question.encode()).fetchone()
        return row[0] if row else None


def do(cluster: postgres.Cluster, role: postgres.Role, statement: str, database: str = "okoce") -> None:
    with psycopg.connect(cluster.url(role, database), autocommit=True) as connection:
        connection.execute(statement.encode())


def modes_above(path: Path) -> dict[Path, tuple[int, int, int]]:
    """Mode and owner of every folder from the path up to the root of the machine, and of those used outside it."""
    folders = [path, *path.parents, Path("/var"), Path("/var/lib"), Path("/tmp")]
    return {folder: (s.st_mode, s.st_uid, s.st_gid) for folder in folders for s in [folder.stat()]}


def test_roles_have_what_they_need_and_no_more(project: Path) -> None:
    before = modes_above(project)
    cluster = postgres.ensure_running(project)
    assert modes_above(project) == before
    assert [ask(cluster, role, "SELECT current_user") for role in ROLES] == [f"okoce_{role}" for role in ROLES]
    assert ask(cluster, "owner", "SELECT count(*) FROM pg_extension WHERE extname IN ('pg_trgm', 'btree_gist')") == 2
    do(cluster, "owner", "CREATE TABLE paper (id serial PRIMARY KEY, text text)")
    do(cluster, "app", "INSERT INTO paper (text) VALUES ('a'); UPDATE paper SET text = 'b'")
    assert ask(cluster, "reader", "SELECT text FROM paper") == "b"
    for role, statement in [
        ("app", "CREATE TABLE other (id int)"),
        ("app", "TRUNCATE paper"),
        ("app", "DROP TABLE paper"),
        ("app", "CREATE DATABASE mine"),
        ("app", "CREATE TEMP TABLE scratch (id int)"),
        ("app", "SET ROLE okoce_owner"),
        ("reader", "INSERT INTO paper (text) VALUES ('c')"),
        ("reader", "BEGIN READ WRITE; DELETE FROM paper; COMMIT"),
        ("owner", "CREATE ROLE somebody"),
        ("owner", "COPY paper FROM '/etc/passwd'"),
    ]:
        with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.ReadOnlySqlTransaction)):
            do(cluster, role, statement)  # type: ignore[arg-type]  # a literal of the table above


def test_owner_copies_the_base_for_tests_and_all_rights_come_with_it(shared_project: Path) -> None:
    cluster = postgres.ensure_running(shared_project)
    do(cluster, "owner", "CREATE DATABASE test_okoce TEMPLATE okoce_base", "postgres")
    do(cluster, "owner", "CREATE TABLE paper (id serial PRIMARY KEY, text text)", "test_okoce")
    do(cluster, "app", "INSERT INTO paper (text) VALUES ('Siti Nurhaliza')", "test_okoce")
    assert ask(cluster, "reader", "SELECT similarity(text, 'Siti Nurhalisa') > 0.5 FROM paper", "test_okoce") is True
    do(cluster, "owner", "CREATE DATABASE bare TEMPLATE template0", "postgres")
    postgres.prepare_database(shared_project, "bare")
    do(cluster, "owner", "CREATE TABLE paper (id int)", "bare")
    do(cluster, "app", "INSERT INTO paper VALUES (1)", "bare")


def test_durable_private_and_closed(shared_project: Path) -> None:
    cluster = postgres.ensure_running(shared_project)
    shown = {
        name: ask(cluster, "app", f"SHOW {name}")
        for name in ("fsync", "synchronous_commit", "full_page_writes", "data_checksums", "listen_addresses")
    }
    assert shown == {
        "fsync": "on",
        "synchronous_commit": "on",
        "full_page_writes": "on",
        "data_checksums": "on",
        "listen_addresses": "",
    }
    letters = "datlocprovider::text || datlocale || pg_encoding_to_char(encoding)"
    question = f"SELECT {letters} FROM pg_database WHERE datname = 'okoce'"
    assert ask(cluster, "app", question) == "bC.UTF-8UTF8"
    assert stat.S_IMODE(cluster.socket_dir.stat().st_mode) == 0o700
    assert stat.S_IMODE(cluster.data_dir.stat().st_mode) == 0o700
    assert len(str(cluster.socket_dir / ".s.PGSQL.5432")) < 107
    pointer = json.loads((shared_project / "var" / "postgres.pointer").read_text())
    assert pointer == {
        "socket_dir": str(cluster.socket_dir),
        "data_dir": str(cluster.data_dir),
        "os_user": cluster.os_user,
    }
    assert tcp_sockets(processes(layout_of(shared_project))) == []


def tcp_sockets(pids: list[int]) -> list[str]:
    """Inodes of listening or connected TCP sockets that these processes hold."""
    assert pids
    tcp = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        if Path(table).exists():
            tcp |= {line.split()[9] for line in Path(table).read_text().splitlines()[1:]}
    held = set()
    for pid in pids:
        with suppress(FileNotFoundError):  # a connection that has just ended
            for entry in Path(f"/proc/{pid}/fd").iterdir():
                held.add(os.readlink(entry).removeprefix("socket:[").removesuffix("]"))
    return sorted(tcp & held)


def test_a_listening_socket_would_be_noticed() -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        assert len(tcp_sockets([os.getpid()])) >= 1


def test_killed_server_comes_back_with_everything_committed(project: Path) -> None:
    cluster = postgres.ensure_running(project)
    do(cluster, "owner", "CREATE TABLE paper (id int)")
    do(cluster, "app", "INSERT INTO paper VALUES (7)")
    pid = postgres.status(project).pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    assert (cluster.data_dir / "postmaster.pid").exists()
    again = postgres.ensure_running(project)
    assert ask(again, "app", "SELECT id FROM paper") == 7
    assert postgres.status(project).pid != pid


def test_lock_that_names_a_living_stranger_is_recognised_as_stale(project: Path) -> None:
    cluster = postgres.ensure_running(project)
    pid_file = cluster.data_dir / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    os.kill(int(lines[0]), signal.SIGKILL)
    wait_until_gone(layout_of(project), 20)
    account = pid_file.stat().st_uid
    with subprocess.Popen(["/bin/sleep", "60"], user=account if os.geteuid() == 0 else None) as stranger:
        # After a reboot the number in the file may belong to any process, also to one of the same account.
        for file in (pid_file, cluster.socket_dir / ".s.PGSQL.5432.lock"):
            file.write_text("\n".join([str(stranger.pid), *lines[1:]]) + "\n")
        assert postgres.status(project).running is False
        assert ask(postgres.ensure_running(project), "app", "SELECT 1") == 1
        assert stranger.poll() is None
        stranger.kill()


def test_half_made_cluster_is_made_again(project: Path) -> None:
    layout = layout_of(project)
    cluster = postgres.ensure_running(project)
    postgres.stop(project)
    # As after a kill in the middle of initdb: files, but not under the final name.
    shutil.rmtree(cluster.data_dir / "base")
    cluster.data_dir.rename(layout.home / "data.making")
    assert ask(postgres.ensure_running(project), "app", "SELECT 1") == 1
    assert not (layout.home / "data.making").exists()


def test_half_made_databases_are_made_again(shared_project: Path) -> None:
    cluster = postgres.ensure_running(shared_project)
    with psycopg.connect(host=str(cluster.socket_dir), user="postgres", dbname="postgres", autocommit=True) as admin:
        admin.execute("ALTER DATABASE okoce_base IS_TEMPLATE false")
        admin.execute("DROP DATABASE okoce")
    again = postgres.ensure_running(shared_project)
    assert ask(again, "owner", "SELECT count(*) FROM pg_extension WHERE extname = 'pg_trgm'") == 1
    assert ask(again, "owner", "SELECT datistemplate FROM pg_database WHERE datname = 'okoce_base'") is True


def _start_and_tell(project: str, answers: "multiprocessing.Queue[object]") -> None:
    cluster = postgres.ensure_running(Path(project))
    answers.put((str(cluster.data_dir), postgres.status(Path(project)).pid))


def test_two_starts_at_once_give_one_server(project: Path) -> None:
    context = multiprocessing.get_context("spawn")
    answers: multiprocessing.Queue[object] = context.Queue()
    starts = [context.Process(target=_start_and_tell, args=(str(project), answers)) for _ in range(2)]
    for start in starts:
        start.start()
    told = [answers.get(timeout=60) for _ in starts]
    for start in starts:
        start.join()
    assert told[0] == told[1]


def test_clean_stop_and_removal(project: Path) -> None:
    cluster = postgres.ensure_running(project)
    layout = layout_of(project)
    assert postgres.stop(project) is True
    assert postgres.stop(project) is False
    assert processes(layout) == []
    assert not (cluster.data_dir / "postmaster.pid").exists()
    assert not cluster.socket_dir.exists()
    log = "".join(file.read_text() for file in layout.log.glob("postgresql-*.log"))
    assert "database system is shut down" in log
    cluster = postgres.ensure_running(project)
    postgres.destroy(project)
    assert not layout.home.exists()
    assert not cluster.socket_dir.exists()
    assert not layout.pointer.exists()


def test_planted_socket_folder_is_refused(project: Path, tmp_path: Path, as_root: None) -> None:
    layout = layout_of(project)
    machinery.make_folders(layout, Account(65534, 65534, switch=True))
    shutil.rmtree(layout.socket_dir)
    target = tmp_path / "elsewhere"
    target.mkdir()
    layout.socket_dir.symlink_to(target)
    with pytest.raises(ServerError, match="somebody else"):
        postgres.ensure_running(project)
    assert list(target.iterdir()) == []


def test_other_version_of_data_is_not_touched(project: Path) -> None:
    cluster = postgres.ensure_running(project)
    postgres.stop(project)
    (cluster.data_dir / "PG_VERSION").write_text("17\n")
    with pytest.raises(ServerError, match="made by PostgreSQL 17"):
        postgres.ensure_running(project)


def test_characters_that_a_shell_would_read_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ServerError, match="Rename it"):
        layout_of(tmp_path / "a$b")
