"""The command as an operator meets it: from any folder, with sentences instead of tracebacks."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from okoce.server import postgres
from okoce.server.cli import COMMANDS
from okoce.server.environment import PROJECT
from okoce.server.run import is_free

FREE = dict.fromkeys(("DATABASE_URL", "OWNER_DATABASE_URL", "PORT"), "")


def okoce(*words: str, program: Path = PROJECT / "bin" / "okoce", **variables: str) -> subprocess.CompletedProcess[str]:
    given: Mapping[str, str] = {**os.environ, **FREE, **variables}
    return subprocess.run([program, *words], env=given, cwd="/", capture_output=True, text=True, check=False)


def test_works_from_any_folder_and_in_a_path_with_a_space(tmp_path: Path) -> None:
    project = tmp_path / "proyek uji é"
    (project / "bin").mkdir(parents=True)
    shutil.copy2(PROJECT / "bin" / "okoce", project / "bin" / "okoce")
    (project / "src").symlink_to(PROJECT / "src")
    missing = okoce("help", program=project / "bin" / "okoce")
    assert (missing.returncode, missing.stderr) == (1, "The packages are not set up yet. Run: make setup\n")
    (project / ".venv").symlink_to(Path(sys.prefix))
    shown = okoce("help", program=project / "bin" / "okoce")
    assert shown.returncode == 0
    assert [line.split()[0] for line in shown.stdout.splitlines()[2:]] == list(COMMANDS)


def test_unknown_command_ends_with_2() -> None:
    assert okoce("fly").returncode == 2


def test_taken_port_names_a_free_one() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        tried = okoce("run", PORT=str(port))
    assert tried.returncode == 1
    assert tried.stderr.startswith(f"Port {port} is in use by another program. Choose another one: make run PORT=")
    assert is_free(int(tried.stderr.strip().rsplit("=", 1)[1]))


@pytest.mark.parametrize("port", ["acht", "0", "70000"])
def test_nonsense_port_is_refused(port: str) -> None:
    tried = okoce("run", PORT=port)
    assert tried.returncode == 1
    assert f"PORT={port} is no port number" in tried.stderr


def test_half_of_a_server_of_ones_own_is_refused() -> None:
    tried = okoce("db", "start", DATABASE_URL="postgresql://okoce_app@/okoce")
    assert tried.returncode == 1
    assert tried.stderr.startswith("Only DATABASE_URL is set. Set both")


def test_private_server_is_not_touched_where_another_is_used() -> None:
    url = "postgresql://okoce_app@/okoce"
    tried = okoce("db", "start", DATABASE_URL=url, OWNER_DATABASE_URL=url)
    assert tried.returncode == 1
    assert "nothing to start or stop" in tried.stderr


@pytest.mark.slow
def test_command_beside_the_database_gives_its_own_exit_code(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OKOCE_VAR_DIR", str(project / "var elsewhere"))
    try:
        assert okoce("db", "with", "sh", "-c", "exit 7").returncode == 7
        assert not postgres.status(project).running
    finally:
        postgres.destroy(project)


@pytest.mark.slow
def test_doctor_says_what_runs_and_what_is_wrong() -> None:
    seen = okoce("doctor")
    findings = [line for line in seen.stdout.splitlines() if line and not line.startswith(" ")]
    levels = {line.split()[0] for line in findings[:-1]}
    assert levels <= {"OK", "warning", "problem"}
    assert "OK        All packages have their locked versions" in findings
    assert seen.returncode == (1 if "problem" in levels else 0)
    assert seen.stderr == ""


@pytest.mark.slow
def test_doctor_names_a_server_that_does_not_answer() -> None:
    url = "postgresql://okoce_app@/okoce?host=/nonexistent"
    seen = okoce("doctor", DATABASE_URL=url, OWNER_DATABASE_URL=url)
    assert seen.returncode == 1
    assert "problem   Your own PostgreSQL (DATABASE_URL) does not answer" in seen.stdout
