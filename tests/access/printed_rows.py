"""What ``python -m tests.access.show`` runs; not collected otherwise."""

import csv
import io
import os
import sys

import pytest

from tests.access.requests import METHODS, row
from tests.access.routes import all_routes
from tests.access.table import COLUMNS
from tests.world import World


def test_print_rows(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    routes = all_routes()
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    asked = os.environ.get("OKOCE_ACCESS_ROUTES", "")
    for name in asked.split(",") if asked else sorted(routes):
        rows = [row(world, routes[name], method) for method in METHODS]
        open_rows = [cells for cells in rows if any("ok" in cell for cell in cells[2:])]
        writer.writerows(open_rows or rows[:1])  # a route needs a row, a method that lets nobody in needs none
    with capsys.disabled():
        sys.stdout.write("\n" + buffer.getvalue())
