"""A small synthetic programme, loaded once for a module: facts cannot be deleted, so it has a database of its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone

from okoce.core.fortnights import jakarta_date
from tests.conftest import _copy, _drop, _point_at

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker

MEMBERS, SEED = 300, 7


@dataclass(frozen=True)
class Loaded:
    """What was loaded, what the loader said, and where this installation keeps its own files."""

    today: date
    said: str
    var: Path


@pytest.fixture(scope="module")
def loaded(
    django_db_setup: str, django_db_blocker: "DjangoDbBlocker", tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Loaded]:
    name, var = f"{django_db_setup}_demo", tmp_path_factory.mktemp("var")
    with django_db_blocker.unblock(), override_settings(OKOCE_DEMO=True, OKOCE_DEMO_WITHOUT_FACTOR=True, VAR_DIR=var):
        _copy(name)
        _point_at(name)
        yield Loaded(jakarta_date(timezone.now()), run("load_demo", members=MEMBERS, seed=SEED), var)
        _drop(name)
        _point_at(django_db_setup)


def run(command: str, **options: object) -> str:
    """What a command prints."""
    out = StringIO()
    call_command(command, stdout=out, **options)
    return out.getvalue()
