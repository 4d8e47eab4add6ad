"""What sources say beside a figure, read by form: how exact it is, a share of what, a second number, a target, an arithmetic."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

NUMBER = r"(\d{1,3}(?:[.,]\d{3})+|\d+)"
SHARE = re.compile(rf"(\d+(?:[.,]\d+)?)% of ({NUMBER}|P\d)")
OF_TARGET = re.compile(rf"target {NUMBER} = (\d+(?:[.,]\d+)?)%")
TARGET = re.compile(rf"target(?: to \d{{4}}:)? {NUMBER}")
ALSO = re.compile(rf"also prints {NUMBER}")
SAID_TWICE = re.compile(rf"(?:hampir|sekitar|lebih dari) {NUMBER}")
RANGE = re.compile(r"(\d+)-(\d+)")
PRODUCT = re.compile(rf"{NUMBER} per [a-z]+ x (\d+)")
PER_KECAMATAN = re.compile(rf"{NUMBER} per kecamatan\b(?! x)")
SWAPPED = re.compile(r"swaps the names of (P\d) and (P\d)")
OF_WHICH = re.compile(rf"(?:of which|incl\.) (?:[A-Z]+ )?~?{NUMBER}")
ROUNDED = re.compile(r"\brounded\b")
ABOUT = re.compile(r"\bsekitar\b|\bkurang lebih\b|\d-an\b|enggak salah")
MORE_THAN = re.compile(r"\blebih\b")
ALMOST = re.compile(r"\bhampir\b")


def number(text: str) -> Decimal:
    """A whole number as sources print it: ``17.722``, ``51,226``."""
    return Decimal(re.sub(r"[.,]", "", text))


@dataclass(frozen=True, slots=True)
class Approximation:
    """How far a printed value may stand from what was counted: from ``low`` to ``high``, both included."""

    low: Decimal
    high: Decimal

    def agrees(self, other: "Approximation") -> bool:
        return self.low <= other.high and other.low <= self.high


@dataclass(frozen=True, slots=True)
class Share:
    """``percent`` of ``base``: a number, or a stage of the same source and day."""

    percent: Decimal
    digits: int
    base: Decimal | None = None
    stage: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """What a note holds. ``others``: further numbers that the source gives for the same thing."""

    shares: tuple[Share, ...] = ()
    of_target: tuple[Share, ...] = ()
    targets: tuple[Decimal, ...] = ()
    others: tuple[Decimal, ...] = ()
    product: Decimal | None = None
    per_kecamatan: Decimal | None = None
    swapped: tuple[str, str] | None = None
    parts: tuple[Decimal, ...] = ()


def read_note(text: str, value: Decimal) -> Note:
    """Read a note beside a value; what has no known form is left to the reader of the page."""
    said = SAID_TWICE.findall(text)
    twice = [number(each) for each in said] if len(said) > 1 else []
    product = PRODUCT.search(text)
    rate = PER_KECAMATAN.search(text)
    swapped = SWAPPED.search(text)
    return Note(
        shares=tuple(_shares(text)),
        of_target=tuple(Share(_decimal(percent), _digits(percent), number(base)) for base, percent in OF_TARGET.findall(text)),
        targets=tuple(number(each) for each in TARGET.findall(text)),
        others=tuple(each for each in [*(number(found) for found in ALSO.findall(text)), *twice] if each != value),
        product=number(product[1]) * int(product[2]) if product else None,
        per_kecamatan=number(rate[1]) if rate else None,
        swapped=(swapped[1], swapped[2]) if swapped else None,
        parts=tuple(number(each) for each in OF_WHICH.findall(text)),
    )


def approximation(value: Decimal, note: str) -> Approximation:
    """What a value and its note leave open.

    Rounded: half of the last digit that is not nought; about: a tenth either way; more than: a tenth up.
    """
    if found := RANGE.search(note):
        low, high = sorted((Decimal(found[1]), Decimal(found[2])))
        if low == value or high == value:
            return Approximation(low, high)
    if ROUNDED.search(note):
        half = _last_digit(value) / 2
        return Approximation(value - half, value + half)
    if ABOUT.search(note):
        return Approximation(value * Decimal("0.9"), value * Decimal("1.1"))
    if MORE_THAN.search(note):
        return Approximation(value, value * Decimal("1.1"))
    if ALMOST.search(note):
        return Approximation(value * Decimal("0.9"), value)
    return Approximation(value, value)


def _shares(text: str) -> Iterator[Share]:
    for percent, base, _ in SHARE.findall(text):
        stage = base if base.startswith("P") else ""
        yield Share(_decimal(percent), _digits(percent), None if stage else number(base), stage)


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def _digits(text: str) -> int:
    return len(text.replace(",", ".").partition(".")[2])


def _last_digit(value: Decimal) -> Decimal:
    """The size of the last digit that is not nought, at most a thousand: 331,000 gives 1,000."""
    size = Decimal(1)
    while value and value % (size * 10) == 0 and size < 1000:
        size *= 10
    return size
