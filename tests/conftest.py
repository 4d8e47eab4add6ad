"""Real databases for tests: one template with migrations and reference data, one copy for each worker.

``db`` (pytest-django) wraps a test in a transaction of the worker's copy. ``own_database`` gives a test a copy of its own in which
commits are real; facts cannot be deleted, so it is dropped afterwards.
"""

import os
from collections.abc import Iterator

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections

from okoce.config.loading import load_reference

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID", "single")[:8]
TEMPLATE = f"test_okoce_template_{RUN}"
BASE = "okoce_base"
ALIASES = ("default", "owner", "reader")


def _administer(*statements: str) -> None:
    """Run statements outside transactions as the owner, connected to the base database of the cluster."""
    owner = settings.DATABASES["owner"]
    with psycopg.connect(
        host=owner["HOST"], user=owner["USER"], password=owner["PASSWORD"], dbname="postgres", autocommit=True
    ) as server:
        # One maker at a time: copying a template fails while another session copies or uses it.
        server.execute("SELECT pg_advisory_lock(8201)")
        for statement in statements:
            server.execute(statement)


def _exists(name: str) -> bool:
    owner = settings.DATABASES["owner"]
    with psycopg.connect(host=owner["HOST"], user=owner["USER"], password=owner["PASSWORD"], dbname="postgres") as server:
        return server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def _point_at(name: str) -> None:
    for alias in ALIASES:
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name


def _make_template() -> None:
    if _exists(TEMPLATE):
        return
    building = f"{TEMPLATE}_building_{WORKER}"
    _administer(f"CREATE DATABASE {building} TEMPLATE {BASE}")
    _point_at(building)
    call_command("migrate", database="owner", verbosity=0)
    load_reference()
    _point_at("postgres")
    try:
        _administer(f"ALTER DATABASE {building} RENAME TO {TEMPLATE}")
    except psycopg.errors.DuplicateDatabase:  # another worker was faster
        _administer(f"DROP DATABASE {building}")


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """This worker's database, copied from the template."""
    name = f"test_okoce_{RUN}_{WORKER}"
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        _make_template()
        _administer(f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
        _point_at(name)
    yield
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        _point_at("postgres")
        _administer(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
