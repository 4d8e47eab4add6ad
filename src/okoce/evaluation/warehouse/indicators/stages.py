"""Stages: which persons have passed which under each edition, where it holds, what that comes to by place and by fortnight."""

import ibis

from okoce.evaluation.warehouse.indicators.ground import (
    ENTREPRENEUR,
    as_of,
    first_on,
    fortnight_of,
    holding,
    of_editions,
    reading,
)
from okoce.evaluation.warehouse.indicators.people import owner, person

STAGES = range(1, 8)


def _own_readings() -> ibis.Table:
    rows = of_editions(reading)
    rows = rows.filter(rows.completed_on <= as_of)
    return rows.join(owner, "enrolment_id")


def passes() -> ibis.Table:
    """The first day on which a person passed a stage (0: counted as entrepreneur), whichever of her enrolments did."""
    rows = _own_readings()
    rows = rows.filter(rows.passed_on <= as_of).select("edition", "n", "stage", "passed_on", "single")
    # Nearly everybody has one enrolment, and then there is nothing to choose from.
    single = rows.filter(rows.single).drop("single")
    several = rows.filter(~rows.single).group_by("edition", "n", "stage").agg(passed_on=rows.passed_on.min())
    return single.union(several)


passed = ibis.table({"edition": "string", "n": "int64", "stage": "uint8", "passed_on": "date"}, name="asked_passed")


def holds() -> ibis.Table:
    """The stages that a person has passed and whose condition holds on the day; 0: she counts on the day."""
    spans = of_editions(holding)
    spans = spans.filter(spans.from_on <= as_of, spans.until_on.isnull() | (as_of < spans.until_on))
    spans = spans.select("edition", "enrolment_id", "stage").join(owner, "enrolment_id")
    # Of whoever has one enrolment, it is that one which passed; of the others it must be the same that holds.
    single = spans.filter(spans.single).select("edition", "n", "stage").semi_join(passed, ["edition", "n", "stage"])
    rows = of_editions(reading)
    rows = rows.filter(rows.passed_on <= as_of).select("edition", "enrolment_id", "stage")
    several = spans.filter(~spans.single).semi_join(rows, ["edition", "enrolment_id", "stage"])
    return single.union(several.select("edition", "n", "stage").distinct())


held = ibis.table({"edition": "string", "n": "int64", "stage": "uint8"}, name="asked_held")


def breaches() -> ibis.Table:
    """Persons who completed a stage before its turn: it is passed later than completed, or not yet."""
    rows = _own_readings()
    early = rows.filter(rows.stage != ENTREPRENEUR, rows.passed_on.isnull() | (rows.passed_on != rows.completed_on))
    return early.select("edition", "n").distinct()


breached = ibis.table({"edition": "string", "n": "int64"}, name="asked_breached")


counted = passed.filter(passed.stage == ENTREPRENEUR)


def open_stages() -> ibis.Table:
    """Of whoever counts under some edition: the first stage that her newest enrolment has not passed, under each edition."""
    own = _own_readings()
    own = own.filter(own.newest, own.stage != ENTREPRENEUR, own.passed_on <= as_of).semi_join(counted, "n")
    done = own.group_by("edition", "n").agg(bits=(1 << own.stage.cast("int64")).sum())
    first = ibis.cases(*(((done.bits & (1 << stage)) == 0, stage) for stage in STAGES), else_=0)
    return done.select("edition", "n", open=first.cast("int64"))


opened = ibis.table({"edition": "string", "n": "int64", "open": "int64"}, name="asked_open")


def _by_place(rows: ibis.Table) -> ibis.Table:
    return rows.join(person.select("n", "place"), "n").group_by("edition", "stage", "place").agg(persons=ibis._.count())


def stock() -> ibis.Table:
    return _by_place(passed)


def flow() -> ibis.Table:
    return _by_place(passed.filter(passed.passed_on >= first_on))


def holding_now() -> ibis.Table:
    return _by_place(held)


def breaches_by_place() -> ibis.Table:
    return breached.join(person.select("n", "place"), "n").group_by("edition", "place").agg(persons=ibis._.count())


def counted_by_fortnight() -> ibis.Table:
    """How many began to count as entrepreneurs in each fortnight."""
    return counted.group_by("edition", fortnight=fortnight_of(counted.passed_on)).agg(persons=counted.count())


def registered() -> ibis.Table:
    """Persons by place, and those of the fortnight among them."""
    recent = (person.registered_on >= first_on).sum()
    return person.group_by("place").agg(persons=person.count(), recent=recent, first=person.registered_on.min())


def registered_then() -> ibis.Table:
    """Persons by the place where they registered first, wherever they live now."""
    return person.group_by(place=person.place_then).agg(persons=person.count())


def in_stage() -> ibis.Table:
    """Persons by the first stage that they have not passed under an edition; 8: all seven are passed."""
    done = passed.filter(passed.stage != ENTREPRENEUR).group_by("edition", "n").agg(bits=(1 << passed.stage.cast("int64")).sum())
    editions = passed.select("edition").distinct()
    everybody = person.select("n", "place").cross_join(editions)
    rows = everybody.left_join(done, ["edition", "n"])
    bits = rows.bits.coalesce(0)
    open_ones = [((bits & (1 << stage)) == 0, stage) for stage in STAGES]
    rows = rows.select(rows.edition, rows.place, stage=ibis.cases(*open_ones, else_=8))
    return rows.group_by("edition", "stage", "place").agg(persons=rows.count())
