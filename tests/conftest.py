"""Real databases for tests: one template with migrations and reference data, one copy for each worker.

``db`` (pytest-django) wraps a test in a transaction of the worker's copy. ``own_database`` gives a test a copy of its own in which
commits are real; facts cannot be deleted, so the copy is dropped afterwards. The template is kept until what it is made of changes.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from psycopg.conninfo import make_conninfo

from okoce.config.loading import load_reference
from tests.world import World, build_world

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
BASE = "okoce_base"
ALIASES = ("default", "owner", "reader")
SOURCE = Path(__file__).parents[1] / "src" / "okoce"
MADE_OF = ("**/migrations/*.py", "**/data/*", "**/services*.py", "config/loading.py")


def pytest_configure() -> None:
    """What only a served installation needs is left out: collected static files, a password hash of a third of a second."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.startswith("whitenoise.")]
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.OKOCE_UNMARKED_VIEWS_RAISE = True
    # The warehouse of the installation is made of another database.
    settings.OKOCE_WAREHOUSE_DIR = Path(tempfile.mkdtemp(prefix="okoce-warehouse-"))


def pytest_unconfigure() -> None:
    shutil.rmtree(settings.OKOCE_WAREHOUSE_DIR, ignore_errors=True)


def _template_name() -> str:
    digest = sha256()
    for file in sorted({file for pattern in MADE_OF for file in SOURCE.glob(pattern) if file.is_file()}):
        digest.update(file.read_bytes())
    return f"test_okoce_template_{digest.hexdigest()[:12]}"


@contextmanager
def _server() -> Iterator["psycopg.Connection[tuple[object, ...]]"]:
    """A connection of the owner that makes and drops databases; one at a time in the whole cluster."""
    owner = settings.DATABASES["owner"]
    login = make_conninfo(**{key: str(owner[key.upper()]) for key in ("host", "user", "password")}, dbname="postgres")
    with psycopg.connect(login, autocommit=True) as server:
        # Copying a template fails while somebody else copies or uses it.
        server.execute("SELECT pg_advisory_lock(8201)")
        yield server


def _point_at(name: str) -> None:
    for alias in ALIASES:
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name


def _copy(name: str) -> None:
    """A fresh copy of the template, which is made first where it is missing."""
    template = _template_name()
    _point_at("postgres")
    with _server() as server:
        known = [
            row[0] for row in server.execute("SELECT datname FROM pg_database WHERE datname LIKE 'test\\_okoce\\_template\\_%'")
        ]
        if template not in known:
            for old in known:
                server.execute(f"DROP DATABASE {old} WITH (FORCE)")
            building = template.replace("template", "building")
            server.execute(f"DROP DATABASE IF EXISTS {building} WITH (FORCE)")
            server.execute(f"CREATE DATABASE {building} TEMPLATE {BASE}")
            _point_at(building)
            call_command("migrate", database="owner", verbosity=0)
            load_reference()
            _point_at("postgres")
            server.execute(f"ALTER DATABASE {building} RENAME TO {template}")
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {name} TEMPLATE {template}")


def _drop(name: str) -> None:
    _point_at("postgres")
    with _server() as server:
        try:
            server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        except psycopg.errors.InsufficientPrivilege:
            # The server's own vacuum is inside, which only a superuser may force out; asked without force, it leaves by itself.
            server.execute(f"DROP DATABASE IF EXISTS {name}")


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: "DjangoDbBlocker") -> Iterator[str]:
    """This worker's database."""
    name = f"test_okoce_{os.getpid()}_{WORKER}"
    with django_db_blocker.unblock():
        _copy(name)
        _point_at(name)
    yield name
    with django_db_blocker.unblock():
        _drop(name)


@pytest.fixture
def own_database(django_db_setup: str, django_db_blocker: "DjangoDbBlocker") -> Iterator[str]:
    """A database for this test alone, with real commits; the name is given for threads and processes of the test."""
    name = f"{django_db_setup}_own"
    with django_db_blocker.unblock():
        _copy(name)
        _point_at(name)
        yield name
        _drop(name)
        _point_at(django_db_setup)


@pytest.fixture
def world(db: None) -> World:
    """An account for each role, a member in its scope and one in another city: see tests/world.py."""
    return build_world()
