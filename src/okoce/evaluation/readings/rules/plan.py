"""What a compiled set of editions is, without the compiler: statements to run in order, and two queries over what they leave."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from okoce.core.canonical import canonical_bytes
from okoce.progression.rules import Edition, encode_edition

FACTS: Final = "readings_facts"
PEOPLE: Final = "readings_people"
"""What a plan reads: live facts and live rows of person_map at one position, as views that whoever runs the plan has made."""

VERSION_DIGITS: Final = 16


@dataclass(frozen=True, slots=True)
class Step:
    """A temporary table and the query that fills it."""

    name: str
    sql: str


@dataclass(frozen=True, slots=True)
class Plan:
    """SQL of DuckDB that reads no position and no restriction of its own, so that it can be kept and run again.

    After ``steps``, ``readings`` gives edition, edition_version, enrolment_id, person_id, stage, completed_on, passed_on, one row
    per stage that was ever completed; ``holdings`` gives edition, edition_version, enrolment_id, stage, from_on, until_on, one
    row per span.
    """

    steps: tuple[Step, ...]
    readings: str
    holdings: str


def version_of(edition: Edition) -> str:
    """Changes with whatever changes in a bound edition, a threshold included."""
    return sha256(canonical_bytes(encode_edition(edition))).hexdigest()[:VERSION_DIGITS]
