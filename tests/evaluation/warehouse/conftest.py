"""A warehouse of each test's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from okoce.evaluation.warehouse.queries import publications


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path) -> Iterator[None]:
    publications._opened = None
    with override_settings(OKOCE_WAREHOUSE_DIR=tmp_path / "warehouse"):
        yield
    publications._opened = None
