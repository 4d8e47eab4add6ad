"""What a rule is given of a fact: plain values, without a query behind them.

Source: facts-and-readings, "The fact".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

Value = int | str | date

GRADES: Final = ("self_reported", "confirmed", "register", "sampled")
"""Permanent codes of the grades of evidence; a grade's ordinal is its place here."""


@dataclass(frozen=True, slots=True)
class FactView:
    """One live fact as the rules see it.

    Only live facts are passed in: `facts` has already resolved amendments, voids and restorations, and an id occurs
    once. `grade` is the ordinal of `GRADES`. A date among the measures may be a `date` or its ISO text
    "YYYY-MM-DD"; both mean the same. A measure of None is a measure that is absent. `channel` is the way the fact
    came in (counter, mentor, ...), not a measure.
    """

    id: UUID
    kind: str
    person_id: UUID
    enrolment_id: UUID | None
    business_id: UUID | None
    occurred_on: date
    grade: int
    position: int | None
    measures: Mapping[str, Value | None]
    channel: str = ""
