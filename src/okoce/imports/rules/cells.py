"""Cells as offices type them: texts, dates, whole numbers, rupiah, NIK. Every refusal says what is wrong with the cell.

A cell is a ``str``, ``int``, ``float``, ``bool`` or ``date``; an empty one is the empty string. "NA", "null" and "-" are text.
"""

import re
import unicodedata
from datetime import date, datetime, timedelta

from okoce.core.decisions import Decision, NotAllowed, Reason

Cell = str | int | float | bool | date
SERIAL_FIRST, SERIAL_LAST = 20_000, 80_000
"""Numbers that are taken for Excel's days since 1900 where a date is wanted: 1954 to 2119."""
SERIAL_ZERO = date(1899, 12, 30)
LARGEST = 10**15
FAULTS = ("#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#GETTING_DATA")
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan january",
            "februari feb february pebruari peb",
            "maret mar march",
            "april apr",
            "mei may",
            "juni jun june",
            "juli jul july",
            "agustus agu agt ags aug august",
            "september sep sept",
            "oktober okt oct october",
            "november nov nopember nop",
            "desember des dec december",
        ),
        start=1,
    )
    for name in names.split()
}
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ][\d:.]+Z?)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?: [\d:.]+)?")
_NAMED = re.compile(r"(\d{1,2})[-/. ]*([A-Za-z]+)[-/., ]*(\d{4})")
_SHORT_YEAR = re.compile(r"\d{1,2}[-/. ](?:\d{1,2}|[A-Za-z]+)[-/. ]\d{2}")
_MONTH_NUMBER = re.compile(r"(\d{1,2})[-/. ](\d{4})")
_YEAR_MONTH = re.compile(r"(\d{4})[-/. ](\d{1,2})")
_MONTH_NAME = re.compile(r"([A-Za-z]+)[-/., ]*(\d{4})")
_DOTS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_COMMAS = re.compile(r"\d{1,3}(?:,\d{3}){2,}")
_FLOAT_OF_WHOLE = re.compile(r"(\d+)\.0+")
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d+")
_CURRENCY = re.compile(r"^(?:rp|idr)\.?\s*", re.IGNORECASE)
_INVISIBLE = {0x200B: None, 0x200C: None, 0x200D: None, 0xFEFF: None, 0x00AD: None}


def refused(code: str, /, **params: object) -> NotAllowed:
    return NotAllowed(Decision.no(code, **params))


def clean_text(cell: Cell) -> str:
    """A cell as one line of text: NFKC (full-width digits, non-breaking spaces), single spaces, no invisible signs, no
    apostrophe that only told a spreadsheet "this is text". Raises NotAllowed ``cell.formula_fault`` for ``#REF!`` and the like."""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < LARGEST * 100 else repr(cell)
    if isinstance(cell, date):
        return (cell.date() if isinstance(cell, datetime) else cell).isoformat()
    if not isinstance(cell, str):
        return str(cell)
    # Most cells are plain: looking at each sign of them would take longer than all the rest.
    text = " ".join((cell if cell.isascii() and cell.isprintable() else _without_oddities(cell)).split())
    text = text.removeprefix("'").removeprefix("’").strip() if text[:1] in ("'", "’") else text
    if text.upper() in FAULTS:
        raise refused("cell.formula_fault", fault=text.upper())
    return text


def _without_oddities(text: str) -> str:
    kept = text.translate(_INVISIBLE)
    spaced = "".join(" " if unicodedata.category(sign) in ("Cc", "Zl", "Zp") else sign for sign in kept)
    return unicodedata.normalize("NFKC", spaced)


def is_blank(cell: Cell) -> bool:
    return isinstance(cell, str) and not cell.strip(" \t\r\n\u00a0\u200b\ufeff")


def read_nik_cell(cell: Cell) -> str:
    """The text of a NIK, digits still to be checked. A number has lost its last digit: a spreadsheet keeps fifteen.

    NotAllowed ``nik.as_number``, ``nik.scientific``, ``cell.formula_fault``.
    """
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        raise refused("nik.as_number")
    text = clean_text(cell)
    if _SCIENTIFIC.fullmatch(text):
        raise refused("nik.scientific")
    if _FLOAT_OF_WHOLE.fullmatch(text):
        raise refused("nik.as_number")
    return text


def read_number_cell(cell: Cell) -> str:
    """The text of a permit's number. One that was kept as a number has lost its leading zeros, and beyond fifteen digits its end.

    NotAllowed ``number.as_number``, ``number.scientific``, ``cell.formula_fault``.
    """
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        raise refused("number.as_number")
    text = clean_text(cell)
    if _SCIENTIFIC.fullmatch(text):
        raise refused("number.scientific")
    return text


def read_date(cell: Cell) -> date:
    """A day: a date cell, Excel's serial number, ``31/12/2018``, ``2018-12-31``, ``31 Des 2018``.

    NotAllowed ``date.short_year``, ``date.month_first`` (12/31/2018), ``date.impossible``, ``date.unreadable``.
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _serial(float(cell))
    text = clean_text(cell)
    if text.isdigit() and SERIAL_FIRST <= int(text[:9]) <= SERIAL_LAST:
        return _serial(float(text))
    if found := _ISO.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_FIRST.fullmatch(text):
        return _day(int(found[3]), int(found[2]), int(found[1]))
    if (found := _NAMED.fullmatch(text)) and found[2].lower() in MONTHS:
        return _day(int(found[3]), MONTHS[found[2].lower()], int(found[1]))
    raise refused("date.short_year" if _SHORT_YEAR.fullmatch(text) else "date.unreadable")


def read_month(cell: Cell) -> date:
    """A month as its first day: any date in it, ``11/2018``, ``2018-11``, ``November 2018``. NotAllowed as :func:`read_date`."""
    if isinstance(cell, str):
        text = clean_text(cell)
        if found := _MONTH_NUMBER.fullmatch(text):
            return _month(int(found[2]), int(found[1]))
        if found := _YEAR_MONTH.fullmatch(text):
            return _month(int(found[1]), int(found[2]))
        if (found := _MONTH_NAME.fullmatch(text)) and found[1].lower() in MONTHS:
            return _day(int(found[2]), MONTHS[found[1].lower()], 1)
    return read_date(cell).replace(day=1)


def _month(year: int, month: int) -> date:
    if not 1 <= month <= 12:
        raise refused("date.impossible")
    return date(year, month, 1)


def _serial(number: float) -> date:
    if not SERIAL_FIRST <= number <= SERIAL_LAST:
        raise refused("date.unreadable")
    return SERIAL_ZERO + timedelta(days=int(number))


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise refused("date.month_first" if 12 < month <= 31 and day <= 12 else "date.impossible") from None


def read_whole(cell: Cell, *, rupiah: bool = False) -> int:
    """A whole number, with Indonesian dots (``1.500.000``), "Rp" and ",00"; never a fraction.

    NotAllowed ``rupiah.fraction``, ``number.fraction``, ``number.ambiguous`` (1,500), ``number.too_large``, ``number.unreadable``.
    """
    fraction = "rupiah.fraction" if rupiah else "number.fraction"
    if isinstance(cell, bool | date):
        raise refused("number.unreadable")
    if isinstance(cell, int | float):
        if not float(cell).is_integer():
            raise refused(fraction)
        return _bounded(int(cell))
    text = _CURRENCY.sub("", clean_text(cell)).replace(" ", "")
    sign, text = (-1, text[1:]) if text[:1] == "-" and len(text) > 1 else (1, text)
    text = text.removesuffix(",-")
    whole, comma, cents = text.partition(",")
    if comma and cents.isdigit() and len(cents) <= 2 and (whole.isdigit() or _DOTS.fullmatch(whole)):
        if int(cents):
            raise refused(fraction)
        text = whole
    if found := _FLOAT_OF_WHOLE.fullmatch(text):
        text = found[1] if not _DOTS.fullmatch(text) else text
    if _DOTS.fullmatch(text) or _COMMAS.fullmatch(text):
        text = text.replace(".", "").replace(",", "")
    if text.isascii() and text.isdigit():
        return sign * _bounded(int(text[:20]))
    if re.fullmatch(r"\d{1,3},\d{3}", text):
        raise refused("number.ambiguous")
    raise refused(fraction if re.fullmatch(r"\d+[.,]\d+", text) else "number.unreadable")


def _bounded(number: int) -> int:
    if abs(number) >= LARGEST:
        raise refused("number.too_large")
    return number


def read_yes(cell: Cell) -> bool:
    """Whether a cell says yes; NotAllowed ``yes.unreadable`` where it says neither."""
    text = clean_text(cell).lower()
    if text in ("ya", "y", "yes", "iya", "setuju", "1", "x", "✓", "✔", "true", "v"):
        return True
    if text in ("tidak", "t", "no", "n", "0", "false", "belum", "tdk"):
        return False
    raise refused("yes.unreadable")


def reasons_in(column: str, refusal: NotAllowed) -> list[Reason]:
    """The reasons of a refusal, each saying in which field of the sheet the cell stands."""
    return [Reason(reason.code, {**reason.params, "field": column}) for reason in refusal.decision.reasons]
