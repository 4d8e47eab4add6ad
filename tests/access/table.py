"""The access table as data: ``table.csv`` beside this file."""

import csv
from pathlib import Path

from tests.world import VISITORS

FILE = Path(__file__).with_name("table.csv")
COLUMNS = ("route", "method", *VISITORS)


def read_table() -> dict[tuple[str, str], dict[str, str]]:
    """Cells by route and method. A row that stands twice with other cells is a merge gone wrong."""
    with FILE.open(newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file, strict=True)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise ValueError(f"{FILE.name}: the columns are {', '.join(COLUMNS)}")
        table: dict[tuple[str, str], dict[str, str]] = {}
        for line in reader:
            key = (line.pop("route"), line.pop("method"))
            if None in line or None in line.values():
                raise ValueError(f"{FILE.name}: the row of {' '.join(key)} has too few or too many cells")
            if table.setdefault(key, line) != line:
                raise ValueError(f"{FILE.name}: {' '.join(key)} stands twice with different cells; keep the right one")
    return table
