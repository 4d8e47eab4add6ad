"""Numbers of permits: what is a number of which permit, what its digits say, and when two texts are one number.

Trust of each line is that of the domain paper: the lengths of NIB and P-IRT rest on two sources; that a NIB begins with a date is
unconfirmed and only ever warns; no rule was found for the numbers of halal certificates, marks and other permits, so their shape is
taken as it is and said to be unconfirmed.
"""

import re
from dataclasses import dataclass
from datetime import date

from stdnum.util import clean

from okoce.core.decisions import Decision, NotAllowed, Reason
from okoce.stages.p4_licensing.enums import Licence

LONGEST = 60
NIB_DIGITS = 13
PIRT_DIGITS = 15
OLD_NIB = ("81", "91", "02")
"""How numbers of the first years begin; unconfirmed."""
PACKS = {
    "1": "glass", "2": "plastic", "3": "paper", "4": "can", "5": "foil", "6": "other", "7": "composite", "8": "double",
}  # fmt: skip
FOODS = {
    "01": "meat", "02": "fish", "03": "poultry", "04": "vegetables", "05": "coconut", "06": "flour", "07": "fat", "08": "jam",
    "09": "sugar", "10": "coffee",
}  # fmt: skip
JAKARTA = "31"
FREE = (Licence.IUMK, Licence.SKU)
"""Papers of kelurahan and kecamatan, numbered by each office in its own way."""
LEAST_DIGITS = 4
"""With fewer digits a text names no paper: "menurut anggota" is no number that two people could share."""
BEFORE_NIB = re.compile(r"^(NOMOR|NO)?(NIB)?")
BEFORE_PIRT = re.compile(r"^(NOMOR|NO)?(SPP)?(P?IRT)?(NOMOR|NO)?")
NIB_INSIDE = re.compile(r"(?<!\d)\d{13}(?!\d)")
PIRT_INSIDE = re.compile(r"(?<!\d)(\d{13})[\s-]*(\d{2})(?!\d)")


@dataclass(frozen=True, slots=True)
class Part:
    """Some digits of a number and what they say: ``meaning`` is a code, empty where nobody could say."""

    name: str
    digits: str
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is stored and shown, the key by which it is the same as another, and what deserves a second look."""

    text: str
    key: str
    parts: tuple[Part, ...] = ()
    warnings: tuple[Reason, ...] = ()


def read(licence: str, typed: str) -> Number:
    """A number as somebody types it.

    NotAllowed with what was typed and what is expected: ``permit.number_missing``, ``permit.number_too_long``,
    ``permit.number_without_digit``, ``permit.nib_not_digits``, ``permit.nib_length``, ``permit.pirt_not_digits``,
    ``permit.pirt_length``.
    """
    text = " ".join(clean(typed).split())
    if not text:
        raise NotAllowed(Decision.no("permit.number_missing"))
    if len(text) > LONGEST:
        raise NotAllowed(Decision.no("permit.number_too_long", given=len(text), longest=LONGEST))
    if licence == Licence.NIB:
        return _nib(text)
    if licence == Licence.PIRT:
        return _pirt(text)
    if not any(sign.isdigit() for sign in text):
        raise NotAllowed(Decision.no("permit.number_without_digit", typed=text))
    warnings = () if licence in FREE else (Reason("permit.shape_unconfirmed"),)
    return Number(text, key_of(licence, text), warnings=warnings)


def key_of(licence: str, text: str) -> str:
    """What two texts of one number have in common, whatever stands around it; for texts that nobody checked, too."""
    plain = str(clean(text))
    if licence == Licence.NIB:
        found = NIB_INSIDE.findall(plain)
        if len(found) == 1:
            return str(found[0])
    if licence == Licence.PIRT:
        pair = PIRT_INSIDE.search(plain)
        if pair is not None:
            return pair.group(1) + pair.group(2)
    return "".join(sign for sign in plain.upper() if sign.isalnum())


def names_a_paper(key: str) -> bool:
    """Whether a key can be that of a paper, so that two people with it are worth a look."""
    return sum(sign.isdigit() for sign in key) >= LEAST_DIGITS


def pirt_year_differs(number: Number, valid_until: date | None) -> Reason | None:
    """The last two digits of a P-IRT number are the year in which it ends; another year on the paper is worth a look."""
    year = next((2000 + int(part.digits) for part in number.parts if part.name == "expiry_year"), None)
    if year is None or valid_until is None or valid_until.year == year:
        return None
    return Reason("permit.pirt_year_differs", {"on_number": year, "given": valid_until.year})


def masked(text: str) -> str:
    """The last four signs: enough to tell two papers apart in a list."""
    return f"…{text[-4:]}" if len(text) > 4 else text


def _bare(text: str) -> str:
    """Without what people write between digits."""
    return str(clean(text, " .-/:")).upper()


def _nib(text: str) -> Number:
    number = BEFORE_NIB.sub("", _bare(text))
    if not (number.isascii() and number.isdigit()):
        raise NotAllowed(Decision.no("permit.nib_not_digits", typed=text))
    if len(number) != NIB_DIGITS:
        raise NotAllowed(Decision.no("permit.nib_length", typed=text, given=len(number)))
    usual = number.startswith(OLD_NIB) or _is_day(number[:6])
    return Number(number, number, warnings=() if usual else (Reason("permit.nib_begins_unusually", {"typed": number[:6]}),))


def _is_day(digits: str) -> bool:
    """Whether six digits are a day, month and year of this century."""
    try:
        date(2000 + int(digits[4:6]), int(digits[2:4]), int(digits[:2]))
    except ValueError:
        return False
    return True


def _pirt(text: str) -> Number:
    digits = BEFORE_PIRT.sub("", _bare(text))
    if not (digits.isascii() and digits.isdigit()):
        raise NotAllowed(Decision.no("permit.pirt_not_digits", typed=text))
    if len(digits) != PIRT_DIGITS:
        raise NotAllowed(Decision.no("permit.pirt_length", typed=text, given=len(digits)))
    pack, food, region = digits[0], digits[1:3], digits[3:7]
    parts = (
        Part("pack", pack, PACKS.get(pack, "")),
        Part("food", food, FOODS.get(food, "")),
        Part("region", region, "jakarta" if region.startswith(JAKARTA) else ""),
        Part("product", digits[7:9]),
        Part("maker", digits[9:13]),
        Part("expiry_year", digits[13:15]),
    )
    warnings = []
    if pack not in PACKS:
        warnings.append(Reason("permit.pirt_pack_unknown", {"digit": pack}))
    if not region.startswith(JAKARTA):
        warnings.append(Reason("permit.pirt_elsewhere", {"region": region}))
    return Number(f"P-IRT {digits[:13]}-{digits[13:]}", digits, parts, tuple(warnings))
