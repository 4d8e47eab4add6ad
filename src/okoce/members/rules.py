"""Pure rules about people: what a NIK says, names as people write them."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from stdnum import exceptions
from stdnum.id import nik as nik_numbers

from okoce.core.decisions import Decision, NotAllowed, Reason

NIK_DIGITS = 16
WOMEN = 40  # added to the day of birth
LAST_DAY = 31
THIS_CENTURY = 30
"""Two-digit years below this are of this century: who registers was born between 1930 and 2029."""
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class NikReading:
    """What the structure of a NIK says: kecamatan of first registration, birth date and sex, where they can be read.

    Structure after Permendagri on population numbers (article unverified): 6 digits area, 6 digits birth date with 40 added to
    the day for women, 4 digits serial.
    """

    number: str
    place_code: str
    birth_on: date | None
    sex: str


def read_nik(text: str) -> NikReading:
    """Read a NIK as typed (spaces, dots and dashes are dropped). NotAllowed only where it is not sixteen digits.

    An impossible birth date does not reject: real cards carry them.
    """
    number = text.translate({ord(mark): None for mark in " .-\u00a0\u200b"}).strip()
    if not number.isascii() or not number.isdigit():
        raise NotAllowed(Decision.no("nik.not_digits"))
    if len(number) != NIK_DIGITS:
        raise NotAllowed(Decision.no("nik.length", given=len(number)))
    birth_on = _birth_on(number)
    place_code = f"{number[:2]}.{number[2:4]}.{number[4:6]}"
    sex = ("f" if int(number[6:8]) > WOMEN else "m") if birth_on else ""
    return NikReading(number, place_code, birth_on, sex)


def _birth_on(number: str) -> date | None:
    """The birth date in the number, in the century of people who live; None where there is no such day."""
    try:
        read = nik_numbers.get_birth_date(number)
    except exceptions.ValidationError:
        return None
    if int(number[6:8]) > LAST_DAY + WOMEN:  # the library takes 81 for another 1
        return None
    year = int(number[10:12])
    # Two digits say no century, and the library takes the last one: members born since 2000 would be a hundred years old.
    return read.replace(year=2000 + year if year < THIS_CENTURY else 1900 + year)


def nik_warnings(reading: NikReading, *, domicile: str, birth_on: date | None = None) -> tuple[Reason, ...]:
    """What deserves a second look at the card; none of it rejects, people move and offices mistype."""
    warnings = []
    if reading.birth_on is None:
        warnings.append(Reason("nik.birth_date_impossible"))
    elif birth_on is not None and birth_on != reading.birth_on:
        warnings.append(Reason("nik.birth_date_differs", {"on_nik": reading.birth_on, "given": birth_on}))
    if not domicile.startswith(reading.place_code):
        warnings.append(Reason("nik.region_differs", {"on_nik": reading.place_code, "given": domicile}))
    return tuple(warnings)


def masked_nik(number: str) -> str:
    """First six and last two digits: enough to tell two cards apart, not enough to use one."""
    return f"{number[:6]}{'•' * 8}{number[-2:]}"


def clean_words(text: str) -> str:
    """Words as stored: NFC, single spaces, no control characters (the database refuses one of them, and nobody types any)."""
    spaced = "".join(" " if unicodedata.category(sign) == "Cc" else sign for sign in unicodedata.normalize("NFC", text))
    return " ".join(spaced.split())


def clean_name(text: str) -> str:
    """A name as stored. NotAllowed where no letter is left or it is too long. Any letter of any script fits."""
    name = clean_words(text)
    if not any(character.isalpha() for character in name):
        raise NotAllowed(Decision.no("name.no_letter"))
    if len(name) > LONGEST_NAME:
        raise NotAllowed(Decision.no("name.too_long", longest=LONGEST_NAME))
    return name


def masked_name(name: str) -> str:
    """First letter of each word: for lists of those who may count but not know."""
    return " ".join(f"{word[0]}•••" for word in name.split())


LONG_NUMBER = re.compile(r"(?:\d[\s.-]?){9,}")
"""A NIK or a phone number inside a sentence."""
KELURAHAN_PARTS, KECAMATAN_PARTS = 4, 3


def emergency_reason(text: str, least: int) -> Decision:
    """Whether a reason says something: ``least`` signs, several words, and no number of a person in it."""
    words = text.split()
    if len(" ".join(words)) < least or len(set(words)) < 3:
        return Decision.no("emergency.reason_short", least=least)
    return Decision.no("emergency.reason_number") if LONG_NUMBER.search(text) else Decision.yes()


def supervisor_of(role: str, place_code: str) -> tuple[str, str] | None:
    """Role and place of whoever looks after somebody who holds a role over a place; None where nobody is above her.

    Kelurahan officers and mentors: the kecamatan that their place lies in; a mentor over a whole city, and officers of a kecamatan:
    the city. Place codes are those of Kemendagri, ``31.74.01.1001``.
    """
    parts = place_code.split(".")
    if role == "kecamatan" and len(parts) == KECAMATAN_PARTS:
        return "city", ".".join(parts[:2])
    if role in ("kelurahan", "mentor") and len(parts) in (KECAMATAN_PARTS, KELURAHAN_PARTS):
        return "kecamatan", ".".join(parts[:3])
    return ("city", place_code) if role == "mentor" and place_code else None
