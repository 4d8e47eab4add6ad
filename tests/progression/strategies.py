"""Random facts, conditions and editions, small enough to meet one another often."""

from datetime import date, timedelta
from uuid import UUID

from hypothesis import strategies as st

from okoce.progression.rules import (
    AllOf,
    AnyOf,
    Condition,
    Count,
    Distinct,
    Edition,
    FactView,
    Gate,
    Holds,
    MonthsInARow,
    Selection,
    StagePassed,
    Sum,
    Test,
    Value,
)
from okoce.progression.rules.editions import Order
from tests.progression.building import ENROLMENT, PERSON, edition, fact

KINDS = ("a.first", "b.second", "c.third")
START = date(2024, 1, 10)

days = st.integers(0, 80).map(lambda passed: START + timedelta(days=passed))
as_of_days = st.integers(0, 130).map(lambda passed: START + timedelta(days=passed))
grades = st.integers(0, 3)
orders: st.SearchStrategy[Order] = st.sampled_from(("strict", "free"))
codes = st.sampled_from(("p", "q", "r"))


@st.composite
def fact_lists(draw: st.DrawFn, kinds: tuple[str, ...] = KINDS, most: int = 9) -> list[FactView]:
    """Facts of one enrolment, in any order, some with measures absent."""
    drawn = draw(st.lists(st.tuples(st.sampled_from(kinds), days, grades, st.booleans()), max_size=most))
    return [
        FactView(
            UUID(int=draw(st.integers(0, 2**64)) * 1000 + place),
            kind,
            PERSON,
            ENROLMENT,
            None,
            on,
            grade,
            None,
            draw(_measures(on)),
            "counter" if at_counter else "mentor",
        )
        for place, (kind, on, grade, at_counter) in enumerate(drawn)
    ]


@st.composite
def _measures(draw: st.DrawFn, on: date) -> dict[str, Value | None]:
    until = on + timedelta(days=draw(st.integers(-3, 40)))
    offered: dict[str, st.SearchStrategy[Value | None]] = {
        "amount": st.integers(-4, 6),
        "code": codes,
        "flag": st.booleans(),
        "until": st.sampled_from([until, until.isoformat(), None]),
        "month": st.integers(1, 5).flatmap(lambda m: st.sampled_from([f"2024-{m:02}", date(2024, m, 1)])),
    }
    return {name: draw(values) for name, values in offered.items() if draw(st.integers(0, 4))}


tests_of_facts = st.one_of(
    st.builds(Test, st.just("amount"), st.sampled_from(("eq", "ne", "ge", "le")), st.integers(-4, 6)),
    st.builds(Test, st.just("code"), st.sampled_from(("eq", "ne")), codes),
    st.builds(Test, st.just("code"), st.just("in"), st.lists(codes, min_size=1, max_size=2).map(tuple)),
    st.builds(Test, st.just("flag"), st.sampled_from(("eq", "ne")), st.booleans()),
    st.builds(Test, st.just("until"), st.sampled_from(("eq", "ne", "ge", "le")), days),
    st.builds(Test, st.just("fact.grade"), st.sampled_from(("eq", "ge", "le")), grades),
    st.builds(Test, st.just("fact.channel"), st.just("eq"), st.sampled_from(("counter", "mentor"))),
    st.builds(Test, st.just("fact.occurred_on"), st.sampled_from(("ge", "le")), days),
)


@st.composite
def selections(draw: st.DrawFn, *, windows: bool = True) -> Selection:
    """Which facts to look at."""
    return Selection(
        kinds=tuple(draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=2, unique=True))),
        where=tuple(draw(st.lists(tests_of_facts, max_size=1))),
        within=draw(st.none() | st.integers(1, 45)) if windows else None,
        min_grade=draw(st.sampled_from((0, 0, 0, 1, 2))),
    )


def _leaves() -> st.SearchStrategy[Condition]:
    need = st.integers(1, 3)
    return st.one_of(
        st.builds(Count, selections(), need),
        st.builds(Sum, selections(), st.just("amount"), st.integers(1, 9)),
        st.builds(Distinct, selections(), st.sampled_from(("code", "amount", "fact.occurred_on")), need),
        st.builds(MonthsInARow, selections(), need, st.sampled_from((None, "month"))),
        st.builds(Holds, selections(windows=False), st.just("until")),
    )


def conditions(leaves: st.SearchStrategy[Condition] | None = None) -> st.SearchStrategy[Condition]:
    """Conditions up to a few levels deep."""

    def joined(parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
        several = st.lists(parts, min_size=1, max_size=3).map(tuple)
        return st.builds(AllOf, several) | st.builds(AnyOf, several)

    return st.recursive(_leaves() if leaves is None else leaves, joined, max_leaves=4)


@st.composite
def busy_windows(draw: st.DrawFn) -> tuple[Condition, list[FactView], date]:
    """One leaf, mostly over a window, facts close enough to enter and leave it, and a day to read on."""
    facts = Selection(("a.first",), within=draw(st.none() | st.integers(1, 25)))
    need = st.integers(1, 3)
    leaf = draw(
        st.one_of(
            st.builds(Count, st.just(facts), need),
            st.builds(Sum, st.just(facts), st.just("amount"), st.integers(1, 6)),
            st.builds(Distinct, st.just(facts), st.just("code"), need),
            st.builds(MonthsInARow, st.just(facts), need, st.just("month")),
        )
    )
    offsets = draw(st.lists(st.integers(0, 30), min_size=1, max_size=8))
    rows = [
        fact(
            "a.first",
            START + timedelta(days=offset),
            number=place,
            amount=draw(st.integers(-4, 5)),
            code=draw(codes),
            month=f"2024-{draw(st.integers(1, 4)):02}",
        )
        for place, offset in enumerate(offsets)
    ]
    return leaf, rows, START + timedelta(days=draw(st.integers(0, 45)))


gates = st.builds(Gate, conditions(), st.sampled_from((0, 0, 1)))
entrepreneur_gates = st.builds(Gate, conditions(st.builds(StagePassed, st.integers(1, 7)) | _leaves()), st.sampled_from((0, 1)))


@st.composite
def editions(draw: st.DrawFn, order: Order | None = None) -> Edition:
    """Whole editions with easy gates, so that several stages are reached."""
    easy = st.builds(Gate, st.builds(Count, st.builds(Selection, st.sampled_from(KINDS).map(lambda k: (k,))), st.just(1)))
    return edition(
        {stage: draw(easy | easy | gates) for stage in range(1, 8)},
        order=order if order is not None else draw(orders),
        counts=draw(entrepreneur_gates),
    )
