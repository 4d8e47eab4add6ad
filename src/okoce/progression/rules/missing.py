"""What a condition lacks, as reason codes with numbers; sentences belong to `web/texts`."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from okoce.progression.rules.conditions import Test

MissingCode = Literal[
    "count_short",  # `have` of `need` facts
    "sum_short",  # the sum of `field` is `have` of `need`
    "distinct_short",  # `have` of `need` different values of `field`
    "months_short",  # the longest run has `have` of `need` months
    "not_held",  # no such fact, e.g. no permit
    "expired",  # there was one; its last valid day was `ended_on`
    "grade_short",  # there is enough, but too weakly evidenced: `awaiting_grade` more would count at `min_grade`
    "stage_not_passed",  # waits for `stage`
]


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is lacking on a day.

    `have` and `need` are in the unit of the code. `kinds`, `where`, `within` (days) and `min_grade` (the gate's and
    the condition's, whichever is higher) say which facts would count. `awaiting_grade` is how much more there is of
    what lacks nothing but the grade.

    `cost` is the number of missing units, by which the next step is chosen: `need - have` facts, values or months;
    1 for a validity, for a stage, and for a sum, since one more fact may close it whatever its amount.
    """

    code: MissingCode
    have: int
    need: int
    cost: int
    kinds: tuple[str, ...] = ()
    where: tuple[Test, ...] = ()
    field: str | None = None
    within: int | None = None
    min_grade: int = 0
    awaiting_grade: int = 0
    ended_on: date | None = None
    stage: int | None = None


def total_cost(missing: tuple[Missing, ...]) -> int:
    """Missing units of all."""
    return sum(each.cost for each in missing)
