"""Facts counted as events, and how late they came."""

import ibis

from okoce.evaluation.warehouse.indicators.ground import (
    arrival,
    as_of,
    asked_number,
    counted_at,
    fact,
    first_on,
    fortnight_of,
    known_before,
    live,
    position,
)
from okoce.evaluation.warehouse.indicators.people import enrolment, person
from okoce.evaluation.warehouse.indicators.stages import passed


def late() -> ibis.Table:
    """Facts of the day or earlier, corrections too, that were sealed after the position at the cut-off."""
    rows = arrival.filter(arrival.position > known_before, arrival.position <= position, arrival.occurred_on <= as_of)
    return rows.agg(facts=rows.count())


def events() -> ibis.Table:
    """Facts of the fortnight by kind and by the place where they happened."""
    rows = live(fact).filter(fact.occurred_on >= first_on, fact.occurred_on <= as_of)
    return rows.group_by("kind", place=counted_at(rows.place_id)).agg(facts=rows.count())


def enrolments() -> ibis.Table:
    """Enrolments by the place where they began: who left and came back has two."""
    return enrolment.group_by(place=enrolment.place_then).agg(enrolments=enrolment.count())


def cohorts() -> ibis.Table:
    """Of those who registered first in a fortnight, how many passed a stage within ``within_days`` days of registering.

    ``whole``: everybody of the cohort has had those days; else the number may still grow (it is censored, not low).
    """
    days = asked_number("within_days")
    cohort = fortnight_of(person.registered_on)
    size = person.group_by(cohort=cohort).agg(persons=person.count())
    rows = passed.join(person.select("n", "registered_on"), "n")
    soon = rows.filter(rows.passed_on.delta(rows.registered_on, unit="day") <= days)
    reached = soon.group_by("edition", "stage", cohort=fortnight_of(soon.registered_on)).agg(passed=soon.count())
    found = reached.join(size, "cohort")
    last_day = ibis.date(2018, 1, 1) + ibis.interval(days=1) * ((found.cohort + 1) * 14 - 1 + days).cast("int32")
    return found.select("edition", "stage", "cohort", "persons", "passed", whole=last_day.cast("date") <= as_of)
