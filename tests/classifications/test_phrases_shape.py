"""The table of everyday phrases has the shape that its judge relies on. No search runs here."""

import csv
import hashlib
import re
from pathlib import Path

import pytest

PHRASES = Path(__file__).parent / "phrases"
FILES = ("open", "held_out")
COLUMNS = ["phrase", "code_2025", "code_2020", "note"]
CODE = re.compile(r"\d{5}")
SHARED = [folder / "shared" / "data" for folder in Path(__file__).parents[2:5]]
"""Where the complete lists of official classes lie beside a checkout, when they are there."""


def rows(name: str) -> list[dict[str, str]]:
    with (PHRASES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        assert reader.fieldnames == COLUMNS
        return list(reader)


def is_held_out(phrase: str) -> bool:
    return int(hashlib.sha256(phrase.encode()).hexdigest(), 16) % 3 == 0


def test_there_are_enough_and_none_twice() -> None:
    phrases = [row["phrase"] for name in FILES for row in rows(name)]
    assert len(phrases) >= 300
    assert len(set(phrases)) == len(phrases)


@pytest.mark.parametrize("name", FILES)
def test_phrases_are_as_typed_and_in_order(name: str) -> None:
    phrases = [row["phrase"] for row in rows(name)]
    assert phrases == [" ".join(phrase.lower().split()) for phrase in phrases]
    assert all(phrases)
    assert phrases == sorted(phrases)


@pytest.mark.parametrize("name", FILES)
def test_every_row_lies_where_its_hash_says(name: str) -> None:
    assert [row["phrase"] for row in rows(name) if is_held_out(row["phrase"]) != (name == "held_out")] == []


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("column", ["code_2025", "code_2020"])
def test_codes_have_five_digits_and_stand_once(name: str, column: str) -> None:
    for row in rows(name):
        codes = row[column].split("|")
        assert all(CODE.fullmatch(code) for code in codes), row
        assert len(set(codes)) == len(codes), row


@pytest.mark.parametrize("name", FILES)
def test_several_codes_give_a_reason(name: str) -> None:
    assert [row["phrase"] for row in rows(name) if "|" in row["code_2025"] + row["code_2020"] and not row["note"]] == []


@pytest.mark.parametrize("version", ["2025", "2020"])
def test_codes_are_official(version: str) -> None:
    lists = [folder / f"kbli_{version}_kelompok.csv" for folder in SHARED]
    found = next((path for path in lists if path.exists()), None)
    if found is None:
        pytest.skip("the complete list of official classes does not lie beside this checkout")
    with found.open(encoding="utf-8", newline="") as file:
        official = {row["code"] for row in csv.DictReader(file)}
    given = {code for name in FILES for row in rows(name) for code in row[f"code_{version}"].split("|")}
    assert given - official == set()
