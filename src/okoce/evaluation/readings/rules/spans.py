"""When something holds, as tables of disjoint spans of days; the set-based twin of `progression.rules.spans`.

A day is a number of days since 1 January 1970. `from_day` is the first day of a span, `until_day` the day after its last; NULL
where nothing known ends it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import ibis

Table = Any
"""An Ibis table or column: the package gives no types of its own to a strict check."""

EVENT: Final = ("subject", "day", "delta")


@dataclass(frozen=True, slots=True)
class Days:
    """The days on which a condition holds, of each subject.

    ``lasting``: whatever once holds holds for good, so a subject has at most one row, and its ``until_day`` is NULL.
    """

    table: Table
    lasting: bool

    def first(self) -> Table:
        """subject, from_day: the first day of each subject, one row each."""
        if self.lasting:
            return self.table.select("subject", "from_day")
        return self.table.group_by("subject").agg(from_day=self.table.from_day.min())


def lasting(first_days: Table) -> Days:
    """Holds from the day in `from_day` on; one row per subject."""
    never = ibis.null("int32")
    return Days(first_days.select("subject", "from_day", until_day=never), lasting=True)


def events(days: Days) -> Table:
    """Spans as steps: one more from the first day on, one fewer from the day after the last."""
    table = days.table
    begins = table.select("subject", day=table.from_day, delta=ibis.literal(1, "int64"))
    if days.lasting:
        return begins
    ended = table.filter(table.until_day.notnull())
    return ibis.union(begins, ended.select("subject", day=ended.until_day, delta=ibis.literal(-1, "int64")))


def reaching(steps: Table, need: int) -> Days:
    """The days on which the running total of the steps (subject, day, delta) is at least `need`, a threshold above 0."""
    daily = steps.group_by("subject", "day").agg(delta=steps.delta.sum())
    so_far = ibis.cumulative_window(group_by="subject", order_by="day")
    totals = daily.mutate(enough=daily.delta.sum().over(so_far) >= need)
    before = ibis.window(group_by=totals.subject, order_by=totals.day)
    turned = totals.mutate(was_enough=totals.enough.lag().over(before).fill_null(False))
    turns = turned.filter(turned.enough != turned.was_enough)
    spans = turns.mutate(until_day=turns.day.lead().over(ibis.window(group_by=turns.subject, order_by=turns.day)))
    begun = spans.filter(spans.enough)
    return Days(begun.select("subject", "until_day", from_day=begun.day).select("subject", "from_day", "until_day"), lasting=False)


def union(spans: Days) -> Days:
    """Spans that may overlap, made disjoint."""
    return reaching(events(spans), 1)


def any_of(parts: Sequence[Days]) -> Days:
    """The days on which at least one part holds."""
    if len(parts) == 1:
        return parts[0]
    if all(part.lasting for part in parts):
        firsts = ibis.union(*(part.first() for part in parts))
        return lasting(firsts.group_by("subject").agg(from_day=firsts.from_day.min()))
    return reaching(ibis.union(*(events(part) for part in parts)), 1)


def all_of(parts: Sequence[Days]) -> Days:
    """The days on which every part holds."""
    if len(parts) == 1:
        return parts[0]
    if all(part.lasting for part in parts):
        firsts = ibis.union(*(part.first() for part in parts))
        together = firsts.group_by("subject").agg(from_day=firsts.from_day.max(), held=firsts.count())
        return lasting(together.filter(together.held == len(parts)))
    return reaching(ibis.union(*(events(part) for part in parts)), len(parts))
