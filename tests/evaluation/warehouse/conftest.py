"""A warehouse of each test's own, and nothing kept from another test's positions."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from okoce.evaluation.rounds.queries import columns, reading
from okoce.evaluation.warehouse.queries import publications


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path) -> Iterator[None]:
    _forget()
    with override_settings(OKOCE_WAREHOUSE_DIR=tmp_path / "warehouse"):
        yield
    _forget()


def _forget() -> None:
    publications._opened = None
    columns.forget()
    reading._from_columns.cache_clear()
    reading._people_at.cache_clear()
