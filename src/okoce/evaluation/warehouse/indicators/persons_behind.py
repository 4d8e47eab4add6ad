"""The persons behind a figure: ``person_id``, ``place``, ``on`` (the day that a list shows), the latest first.

What is asked for: ``edition``, ``stage`` (0: entrepreneurs), ``place`` (all, outside, a city or kecamatan); for those who count
under ``against`` and not under ``edition`` also ``lacks``, the stage that they have not passed there (0: whichever).
"""

import ibis

from okoce.evaluation.warehouse.indicators.ground import (
    ALL,
    CITY,
    asked_number,
    asked_text,
    first_on,
)
from okoce.evaluation.warehouse.indicators.people import person
from okoce.evaluation.warehouse.indicators.stages import breached, counted, held, opened, passed

edition, against, place = asked_text("edition"), asked_text("against"), asked_text("place")
stage, lacks = asked_number("stage"), asked_number("lacks")


def _listed(rows: ibis.Table) -> ibis.Table:
    """``rows`` have ``n`` and ``on``; without a day, that of the registration stands."""
    found = rows.join(person, "n")
    there = (place == ALL) | (found.place == place) | (found.place.left(CITY) == place)
    found = found.filter(there).select("person_id", "place", on=found.on.coalesce(found.registered_on))
    return found.order_by(found.on.desc(), found.person_id.desc())


def _passed(code: ibis.expr.types.StringValue) -> ibis.Table:
    return passed.filter(passed.edition == code, passed.stage == stage).select("n", on=passed.passed_on)


def by_stock() -> ibis.Table:
    return _listed(_passed(edition))


def by_flow() -> ibis.Table:
    rows = _passed(edition)
    return _listed(rows.filter(rows.on >= first_on))


def by_holds() -> ibis.Table:
    rows = held.filter(held.edition == edition, held.stage == stage).select("n")
    return _listed(rows.left_join(_passed(edition), "n").select("n", "on"))


def by_breaches() -> ibis.Table:
    rows = breached.filter(breached.edition == edition)
    return _listed(rows.select("n", on=ibis.null("date")))


def only_there() -> ibis.Table:
    """Who has counted under ``against`` and never under ``edition``; ``open``: the first stage that she has not passed there."""
    here = counted.filter(counted.edition == edition).select("n")
    there = counted.filter(counted.edition == against).select("n").anti_join(here, "n")
    own = opened.filter(opened.edition == edition).select("n", "open")
    found = there.left_join(own, "n")
    return found.select(found.n, open=found.open.coalesce(1))


def by_difference() -> ibis.Table:
    rows = only_there()
    rows = rows.filter((lacks == 0) | (rows.open == lacks)).select("n")
    return _listed(rows.left_join(_passed(against), "n").select("n", "on"))


def open_stages() -> ibis.Table:
    """How many of those who count only there lack which stage first."""
    rows = only_there()
    return rows.group_by("open").agg(persons=rows.count())


def only_there_ids() -> ibis.Table:
    return only_there().select("n").join(person.select("n", "person_id"), "n").select("person_id")


def both() -> ibis.Table:
    """How many have counted under the one edition, under the other, under both."""
    here, there = counted.edition == edition, counted.edition == against
    each = counted.group_by("n").agg(here=here.any(), there=there.any())
    return each.agg(here=each.here.sum(), there=each.there.sum(), both=(each.here & each.there).sum())
