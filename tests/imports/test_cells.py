"""Cells as offices type them: a table of cases for each sort of value."""

from datetime import date

import pytest

from okoce.core.decisions import NotAllowed
from okoce.imports.rules.cells import Cell, clean_text, read_date, read_month, read_nik_cell, read_whole, read_yes


def said(rule: object, cell: Cell, **options: bool) -> object:
    """The value of a cell, or the code of the refusal."""
    try:
        return rule(cell, **options)  # type: ignore[operator]  # a rule of the module
    except NotAllowed as refusal:
        return refusal.decision.codes[0]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("  Siti\u00a0 Aminah ", "Siti Aminah"),
        ("'081234567890", "081234567890"),
        ("３１７４", "3174"),
        ("Si\u200bti", "Siti"),
        ("NA", "NA"),
        ("null", "null"),
        ("-", "-"),
        ("D'Souza", "D'Souza"),
        (81234567890.0, "81234567890"),
        (2.5, "2.5"),
        ("#REF!", "cell.formula_fault"),
        ("#n/a", "cell.formula_fault"),
    ],
)
def test_text(cell: Cell, text: str) -> None:
    assert said(clean_text, cell) == text


@pytest.mark.parametrize(
    ("cell", "nik"),
    [
        ("3174015708900001", "3174015708900001"),
        ("'3174015708900001", "3174015708900001"),
        (3174015708900001.0, "nik.as_number"),
        (3174015708900001, "nik.as_number"),
        ("3174015708900000.0", "nik.as_number"),
        ("3.17401E+15", "nik.scientific"),
        ("3,17E+15", "nik.scientific"),
    ],
)
def test_nik(cell: Cell, nik: str) -> None:
    assert said(read_nik_cell, cell) == nik


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("31/12/2018", date(2018, 12, 31)),
        ("2018-12-31", date(2018, 12, 31)),
        ("31 Des 2018", date(2018, 12, 31)),
        ("31 desember 2018", date(2018, 12, 31)),
        ("1-Agt-2020", date(2020, 8, 1)),
        ("2018-12-31T00:00:00", date(2018, 12, 31)),
        (43465.0, date(2018, 12, 31)),
        ("43465", date(2018, 12, 31)),
        (date(2018, 12, 31), date(2018, 12, 31)),
        ("31-12-18", "date.short_year"),
        ("12/31/2018", "date.month_first"),
        ("31/02/2018", "date.impossible"),
        ("kemarin", "date.unreadable"),
        (7.0, "date.unreadable"),
        (True, "date.unreadable"),
    ],
)
def test_date(cell: Cell, day: object) -> None:
    assert said(read_date, cell) == day


@pytest.mark.parametrize(
    ("cell", "month"),
    [
        ("11/2018", date(2018, 11, 1)),
        ("2018-11", date(2018, 11, 1)),
        ("November 2018", date(2018, 11, 1)),
        ("15/11/2018", date(2018, 11, 1)),
        (43419.0, date(2018, 11, 1)),
        ("13/2018", "date.impossible"),
    ],
)
def test_month(cell: Cell, month: object) -> None:
    assert said(read_month, cell) == month


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("1.500.000", 1_500_000),
        ("Rp 2.000,00", 2000),
        ("Rp. 5.000,-", 5000),
        ("1500000.0", 1_500_000),
        ("1,500,000", 1_500_000),
        ("１２", 12),
        (12.0, 12),
        ("-5", -5),
        ("1.500", 1500),
        ("Rp 2.000,50", "rupiah.fraction"),
        (12.5, "rupiah.fraction"),
        ("2,5", "rupiah.fraction"),
        ("1,500", "number.ambiguous"),
        ("6 jam", "number.unreadable"),
        ("1e9", "number.unreadable"),
        ("9" * 16, "number.too_large"),
        (True, "number.unreadable"),
    ],
)
def test_whole(cell: Cell, number: object) -> None:
    assert said(read_whole, cell, rupiah=True) == number


@pytest.mark.parametrize(
    ("cell", "yes"), [("Ya", True), ("x", True), (True, True), ("tidak", False), ("mungkin", "yes.unreadable")]
)
def test_yes(cell: Cell, yes: object) -> None:
    assert said(read_yes, cell) == yes
