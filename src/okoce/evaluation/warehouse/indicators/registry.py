"""The indicators by their permanent codes: what each counts, where it counts somebody who moved, over which time, in which version.

A change of meaning is a new version. Without Ibis, so that pages and packs may name them.
"""

from dataclasses import dataclass
from typing import Final, Literal


@dataclass(frozen=True, slots=True)
class Indicator:
    """``counts``: distinct persons, enrolments or events (facts). ``place``: where she lives now, or where it happened."""

    version: int
    counts: Literal["persons", "enrolments", "events"]
    place: Literal["now", "event", ""]
    day: Literal["cut_off", "fortnight", "cohort"]
    by_edition: bool
    what: str


INDICATORS: Final = {
    "registered": Indicator(1, "persons", "now", "cut_off", False, "registered"),
    "registered_then": Indicator(1, "persons", "event", "cut_off", False, "registered"),
    "stock": Indicator(1, "persons", "now", "cut_off", True, "ever_passed"),
    "flow": Indicator(1, "persons", "now", "fortnight", True, "first_passed"),
    "holds": Indicator(1, "persons", "now", "cut_off", True, "passed_and_holds"),
    "in_stage": Indicator(1, "persons", "now", "cut_off", True, "first_stage_not_passed"),
    "breaches": Indicator(1, "persons", "now", "cut_off", True, "stage_before_its_turn"),
    "entrepreneurs_by_fortnight": Indicator(1, "persons", "", "fortnight", True, "first_counted"),
    "cohorts": Indicator(1, "persons", "", "cohort", True, "passed_within_days_of_registering"),
    "enrolments": Indicator(1, "enrolments", "event", "cut_off", False, "registered"),
    "events": Indicator(1, "events", "event", "fortnight", False, "facts_by_kind"),
    "late": Indicator(1, "events", "", "cut_off", False, "sealed_after_the_cut_off"),
}
