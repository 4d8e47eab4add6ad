"""Codes and names of places. A code of the Ministry of Home Affairs (Kemendagri) carries its own parents:
31 > 31.74 > 31.74.01 > 31.74.01.1001, so containment needs no look-up."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from okoce.places.enums import PlaceLevel

HOME_PROVINCE = "31"
"""The province whose kelurahan a registrant chooses from; anybody else names a province only."""

_CODE = re.compile(r"[0-9]{2}(\.[0-9]{2}(\.[0-9]{2}(\.[0-9]{4})?)?)?")
_LEVEL_BY_LENGTH = {
    2: PlaceLevel.PROVINCE,
    5: PlaceLevel.CITY,
    8: PlaceLevel.KECAMATAN,
    13: PlaceLevel.KELURAHAN,
}

# A word in front of a name that says the level. Longer alternatives first.
_LEVEL_WORDS: tuple[tuple[PlaceLevel, re.Pattern[str]], ...] = (
    (PlaceLevel.PROVINCE, re.compile(r"^(?:provinsi|propinsi|prov|prop)\b[ .:]*")),
    (PlaceLevel.CITY, re.compile(r"^(?:kota|kabupaten|kab)\b[ .:]*(?:administrasi|administratif|adm)\b[ .:]*")),
    (PlaceLevel.CITY, re.compile(r"^(?:kabupaten|kab|kota)\b[ .:]*")),
    (PlaceLevel.KECAMATAN, re.compile(r"^(?:kecamatan|kec|distrik)\b[ .:]*")),
    (PlaceLevel.KELURAHAN, re.compile(r"^(?:kelurahan|kel|desa)\b[ .:]*")),
)


@dataclass(frozen=True, slots=True)
class NameReading:
    """One way to read what somebody typed: a comparable key and, where a word says it, the level."""

    key: str
    level: PlaceLevel | None


def is_code(text: str) -> bool:
    return _CODE.fullmatch(text) is not None


def level_of(code: str) -> PlaceLevel:
    if not is_code(code):
        raise ValueError(f"not a place code: {code!r}")
    return _LEVEL_BY_LENGTH[len(code)]


def parent_code(code: str) -> str | None:
    """The code of the place around this one; a province has none."""
    level_of(code)
    head, dot, _last = code.rpartition(".")
    return head if dot else None


def code_at(code: str, level: PlaceLevel) -> str | None:
    """The place of `level` that holds `code` (or is it); None where `code` lies above that level."""
    level_of(code)
    length = next(size for size, known in _LEVEL_BY_LENGTH.items() if known == level)
    return code[:length] if len(code) >= length else None


def contains(scope_code: str, code: str) -> bool:
    """A place contains itself and what lies in it. An empty scope contains nothing: denied by default."""
    if not scope_code or not code:
        return False
    return code == scope_code or code.startswith(scope_code + ".")


def short_name(name: str) -> str:
    """The name people use: "Jakarta Timur" for "Kota Administrasi Jakarta Timur". A plain "Kota" or "Kabupaten" stays:
    Kota Bogor and Kabupaten Bogor are two places."""
    return re.sub(r"^(?:Kota|Kabupaten) Administrasi ", "", name)


def normalise(name: str) -> str:
    """The comparable key of a name as written: no case, accents, spaces, hyphens or dots.

    Spaces go altogether, because the same kecamatan is printed Palmerah and Pal Merah, Kramat Jati and Kramatjati.
    """
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(sign for sign in plain if sign.isascii() and sign.isalnum())


def key_of(name: str, level: PlaceLevel) -> str:
    """The key under which a place of this level is stored: its own level word ("Kota Administrasi") left away."""
    return next((reading.key for reading in readings(name) if reading.level == level), normalise(name))


def readings(text: str) -> tuple[NameReading, ...]:
    """What a typed name can mean. "Kec. Menteng" is a kecamatan only; "Kota Bambu Utara" may be a city named so, but
    is a kelurahan in fact: both readings are returned and the register decides."""
    whole = NameReading(normalise(text), None)
    lowered = " ".join(text.casefold().replace("-", " ").split())
    for level, word in _LEVEL_WORDS:
        rest = word.sub("", lowered, count=1)
        if rest != lowered and normalise(rest):
            return (NameReading(normalise(rest), level), whole)
    return (whole,)
