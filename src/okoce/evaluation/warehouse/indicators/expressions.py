"""Every expression by its name, and the indicators among them with what they count.

Names that begin with ``asked_`` are made into tables of the session first, in this order: the others stand on them.
"""

from collections.abc import Callable, Mapping
from typing import Final

import ibis

from okoce.evaluation.warehouse.indicators import events, people, persons_behind, stages

EXPRESSIONS: Final[Mapping[str, Callable[[], ibis.Table]]] = {
    "asked_enrolment": people.enrolments,
    "asked_person": people.persons,
    "asked_owner": people.own,
    "asked_passed": stages.passes,
    "asked_held": stages.holds,
    "asked_breached": stages.breaches,
    "asked_open": stages.open_stages,
    "registered": stages.registered,
    "registered_then": stages.registered_then,
    "stock": stages.stock,
    "flow": stages.flow,
    "holds": stages.holding_now,
    "breaches": stages.breaches_by_place,
    "in_stage": stages.in_stage,
    "entrepreneurs_by_fortnight": stages.counted_by_fortnight,
    "cohorts": events.cohorts,
    "late": events.late,
    "events": events.events,
    "enrolments": events.enrolments,
    "behind_stock": persons_behind.by_stock,
    "behind_flow": persons_behind.by_flow,
    "behind_holds": persons_behind.by_holds,
    "behind_breaches": persons_behind.by_breaches,
    "behind_differs": persons_behind.by_difference,
    "open_stages": persons_behind.open_stages,
    "only_there": persons_behind.only_there_ids,
    "both": persons_behind.both,
}
