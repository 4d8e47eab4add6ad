"""The editions that come with the system, read from `data/`."""

from functools import cache
from importlib.resources import files
from typing import Final

from okoce.progression.rules.edition_codec import edition_from_json
from okoce.progression.rules.editions import Edition

SEEDED: Final = ("OKOCE-2018", "OKOCE-2018-09", "JAKPRENEUR-2020")
"""Codes in order of the rule's age."""


@cache
def seeded_editions() -> tuple[Edition, ...]:
    """The seeded editions in the order of `SEEDED`. `MalformedRuleError` if a data file is damaged."""
    folder = files("okoce.progression") / "data"
    return tuple(edition_from_json((folder / f"{code.lower()}.json").read_text("utf-8")) for code in SEEDED)
