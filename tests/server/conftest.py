"""A cluster of its own for each test, in a folder whose name has a space and a letter outside ASCII."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from okoce.server import postgres

FROM_OUTSIDE = ("OKOCE_VAR_DIR", "OKOCE_SECRETS_DIR", "DATABASE_URL", "OWNER_DATABASE_URL")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    for name in FROM_OUTSIDE:
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "proyek uji é"
    folder.mkdir()
    yield folder
    postgres.destroy(folder)


@pytest.fixture(scope="module")
def shared_project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One cluster for the tests of a module that leave it running."""
    with pytest.MonkeyPatch.context() as patch:
        for name in FROM_OUTSIDE:
            patch.delenv(name, raising=False)
        folder = tmp_path_factory.mktemp("bersama") / "proyek uji é"
        folder.mkdir()
        yield folder
        postgres.destroy(folder)


@pytest.fixture
def as_root() -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can become somebody else")
