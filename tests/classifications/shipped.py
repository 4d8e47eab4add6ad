"""The shipped data as files, and the indexes made of them: no database."""

import csv
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from okoce.classifications.rules.index import Entry, Field, Index, build
from tests.architecture.source import PROJECT

DATA = PROJECT / "src" / "okoce" / "classifications" / "data"
VERSIONS = ("2020", "2025")
OFFICIAL = [folder / "shared" / "data" for folder in Path(__file__).parents[2:5]]
"""Where the complete lists of official classes lie beside a checkout, when they are there."""


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def classes(version: str) -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in rows(f"kbli_{version}.csv")}


@cache
def terms_of(version: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for row in rows("terms.csv"):
        if row[f"code_{version}"]:
            found.setdefault(row[f"code_{version}"], []).append(row["term"])
    return {code: tuple(terms) for code, terms in found.items()}


@cache
def index(version: str) -> Index:
    return build(version, [_entry(version, row) for row in classes(version).values()])


def _entry(version: str, row: dict[str, str]) -> Entry:
    terms = [(Field.TERM, term) for term in terms_of(version).get(row["code"], ())]
    texts = (
        (Field.PLAIN, row["plain"]),
        (Field.PLAIN, row["plain_en"]),
        (Field.TITLE, row["official_title"]),
        (Field.DESCRIPTION, row["description"]),
        (Field.DESCRIPTION, row["description_en"]),
    )
    return Entry(version, row["code"], (*terms, *texts))


def official(version: str) -> dict[str, str] | None:
    """Codes and titles of the complete list; None where the list is not beside the checkout."""
    for folder in OFFICIAL:
        path = folder / f"kbli_{version}_kelompok.csv"
        if path.exists():
            with path.open(encoding="utf-8", newline="") as file:
                return {row["code"]: row["official_title"] for row in csv.DictReader(file)}
    return None


def small(*entries: tuple[str, Sequence[str]], version: str = "2025") -> Index:
    """An index of a few classes with these terms."""
    return build(version, [Entry(version, code, tuple((Field.TERM, term) for term in terms)) for code, terms in entries])
