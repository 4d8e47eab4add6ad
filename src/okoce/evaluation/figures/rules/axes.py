"""Area, channel, agency and period are different axes; sources print them in one phrase. This reads the phrase into its axes.

What is not recognised stays in ``detail`` and is shown; it never becomes an axis by guess.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Counts = Literal["own", "whole", ""]
KECAMATAN = re.compile(r"\bkec\. ([A-Z][\w ]*\w)")
CHANNEL = re.compile(r"\b(?:online channel )?([a-z]+\.(?:me|id|com|go\.id))\b(?: counter)?")
PERIOD = re.compile(
    r"\b(cumulative(?: since \d{4})?|per year|incl\. campaign era|(?:[A-Z][a-z]{2}-)?(?:\d{1,2} )?[A-Z][a-z]{2} \d{4}|\d{4})\b"
)
RESIDENTS = re.compile(r"\bDKI only\b")
REVISION = re.compile(r"\((later count)\)")
COMMUNITY = re.compile(r"\(([A-Z]{3,})\)")
CITY_OF_OFFICE = re.compile(r"^(Sudin [A-Z]+) (Jakarta [A-Z][a-z]+)")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words of sources: areas to paths, what wholes consist of, agencies to what they count, definitions to wider ones."""

    areas: Mapping[str, str]
    children: Mapping[str, tuple[str, ...]]
    agencies: Mapping[str, Counts]
    wider: Mapping[str, str]
    of_all: Mapping[str, str]


def vocabulary_from(document: Mapping[str, Any]) -> Vocabulary:
    """The vocabulary of a parsed ``vocabulary.toml``."""
    children = {whole: tuple(parts) for whole, parts in document["children"].items()}
    return Vocabulary(document["areas"], children, document["agencies"], document["definitions"], document["definitions_of_all"])


@dataclass(frozen=True, slots=True)
class Axes:
    """Where (path from the country down, "" where the source does not say), by which way, counted by whom, of which period.

    ``counts`` says whether the agency counts those whom it serves itself. ``revision``: the source calls it a later count.
    """

    area: str = ""
    channel: str = ""
    agency: str = ""
    counts: Counts = ""
    period: str = ""
    revision: bool = False
    detail: str = ""

    @property
    def is_own(self) -> bool:
        return self.counts == "own"


def read_axes(scope: str, words: Vocabulary) -> Axes:
    """The axes of a printed scope, such as ``okoce.me, DKI only`` or ``Sudin PE Jakarta Timur, Mar-Aug 2019``."""
    rest, area = scope, ""
    if office := CITY_OF_OFFICE.match(rest):
        area, rest = words.areas.get(f"kota {office[2]}", ""), rest.replace(office[0], office[1], 1)
    for printed, path in sorted(words.areas.items(), key=lambda item: -len(item[0])):
        if not area and re.search(rf"\b{re.escape(printed)}\b", rest):
            area, rest = path, RESIDENTS.sub("", rest).replace(printed, "", 1)
    rest, kecamatan = _take(KECAMATAN, rest)
    rest, channel = _take(CHANNEL, rest)
    rest, revised = _take(REVISION, rest)
    rest, community = _take(COMMUNITY, rest)
    rest, period = _take(PERIOD, rest)
    agency, counts, rest = _agency(rest, words)
    return Axes(
        area=f"ID/DKI/*/{kecamatan}" if kecamatan else area,
        channel=channel,
        agency=community or agency,
        counts="own" if community else counts,
        period=period,
        revision=bool(revised),
        detail=" ".join(rest.replace(",", " ").split()),
    )


def _take(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    """The text without what the pattern found, and what it found."""
    found = pattern.search(text)
    return (text.replace(found[0], "", 1), found[1]) if found else (text, "")


def _agency(rest: str, words: Vocabulary) -> tuple[str, Counts, str]:
    for begin, counts in words.agencies.items():
        if found := re.search(rf"\b{re.escape(begin)}\b(?: [A-Z]\w*)?", rest):
            return found[0], counts, rest.replace(found[0], "", 1)
    return "", "", rest


def inside(part: str, whole: str) -> bool:
    """Whether an area lies inside another; a kecamatan lies in its province."""
    return bool(part and whole) and part != whole and part.startswith(f"{whole}/")


def may_be_same(one: str, other: str) -> bool:
    """Whether two values of an axis may mean the same: equal, or a source does not say."""
    return one == other or not one or not other
