"""Every expression by its name. Those that are kept as a table of the session come first, in the order in which they are made."""

from collections.abc import Callable, Mapping
from typing import Final

import ibis

from okoce.evaluation.warehouse.indicators import people, stages

EXPRESSIONS: Final[Mapping[str, Callable[[], ibis.Table]]] = {
    "asked_enrolment": people.enrolments,
    "asked_person": people.persons,
    "asked_owner": people.own,
    "asked_passed": stages.passes,
    "asked_held": stages.holds,
    "asked_breached": stages.breaches,
    "registered": stages.registered,
    "registered_then": stages.registered_then,
    "stock": stages.stock,
    "flow": stages.flow,
    "holds": stages.holding_now,
    "breaches": stages.breaches_by_place,
    "in_stage": stages.in_stage,
    "entrepreneurs_by_fortnight": stages.counted_by_fortnight,
}
