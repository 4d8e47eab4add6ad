"""Each operator by hand: the day a condition first holds, and whether it holds on the day of the reading."""

from datetime import date

import pytest

from okoce.progression.rules import (
    AllOf,
    AnyOf,
    Condition,
    Count,
    Distinct,
    FactView,
    Gate,
    Holds,
    MonthsInARow,
    Selection,
    Sum,
    Test,
)
from okoce.progression.rules.conditions import Operator
from okoce.progression.rules.facts_view import Value
from tests.progression.building import day, fact, read_condition

VISITS = [fact("mentoring.visit", on) for on in ("01-10", "01-20", "03-01")]
AGAIN = fact("mentoring.visit", "01-20", number=1)
VISIT = Selection(("mentoring.visit",))
SALES = [
    fact("market.sale", "01-10", sales=100),
    fact("market.sale", "01-20", sales=-60),
    fact("market.sale", "01-25", sales=50),
]
SALE = Selection(("market.sale",))
PERMITS = [
    fact("licence.issued", "01-10", licence="iumk", valid_until=date(2024, 1, 31)),
    fact("licence.issued", "03-01", licence="nib", valid_until="2024-03-31"),
]
PERMIT = Selection(("licence.issued",))
BOOKS = [
    fact("books.month", "02-05", month="2023-12"),
    fact("books.month", "02-06", month="2024-02"),
    fact("books.month", "03-07", month=date(2024, 1, 1)),
]
BOOK = Selection(("books.month",))


def within(selection: Selection, days: int) -> Selection:
    return Selection(selection.kinds, selection.where, days, selection.min_grade)


@pytest.mark.parametrize(
    ("condition", "facts", "as_of", "completed_on", "now"),
    [
        # count
        (Count(VISIT, 1), [], "12-31", None, False),
        (Count(VISIT, 1), VISITS, "01-09", None, False),
        (Count(VISIT, 1), VISITS, "01-10", "01-10", True),
        (Count(VISIT, 3), VISITS, "02-29", None, False),
        (Count(VISIT, 3), VISITS, "12-31", "03-01", True),
        (Count(Selection(("mentoring.session", "mentoring.visit")), 2), VISITS, "12-31", "01-20", True),
        # count in a window: w days that end with the day itself
        (Count(within(VISIT, 11), 2), VISITS, "01-20", "01-20", True),
        (Count(within(VISIT, 10), 2), VISITS, "12-31", None, False),
        (Count(within(VISIT, 11), 2), VISITS, "01-21", "01-20", False),
        (Count(within(VISIT, 1), 1), VISITS, "03-01", "01-10", True),
        (Count(within(VISIT, 1), 1), VISITS, "03-02", "01-10", False),
        # sum: falls with a refund, and can rise when a refund leaves the window
        (Sum(SALE, "sales", 100), SALES, "01-10", "01-10", True),
        (Sum(SALE, "sales", 100), SALES, "01-20", "01-10", False),
        (Sum(SALE, "sales", 90), SALES, "01-25", "01-10", True),
        (Sum(SALE, "sales", 101), SALES, "12-31", None, False),
        (Sum(within(SALE, 8), "sales", 50), SALES[1:], "01-27", None, False),
        (Sum(within(SALE, 8), "sales", 50), SALES[1:], "01-28", "01-28", True),
        (Sum(within(SALE, 8), "sales", 50), SALES[1:], "02-02", "01-28", False),
        (Sum(VISIT, "minutes", 1), VISITS, "12-31", None, False),
        (Sum(SALE, "sales", 1), [fact("market.sale", "01-10", sales="100")], "12-31", None, False),
        (Sum(SALE, "sales", 1), [fact("market.sale", "01-10", sales=True)], "12-31", None, False),
        # distinct
        (Distinct(PERMIT, "licence", 2), PERMITS, "02-01", None, False),
        (Distinct(PERMIT, "licence", 2), PERMITS, "12-31", "03-01", True),
        (Distinct(PERMIT, "licence", 2), [PERMITS[0], fact("licence.issued", "03-03")], "12-31", None, False),
        (Distinct(within(PERMIT, 30), "licence", 2), PERMITS, "12-31", None, False),
        (Distinct(VISIT, "fact.occurred_on", 3), [*VISITS, AGAIN], "12-31", "03-01", True),
        # months in a row: January is the last to come and closes December to February
        (MonthsInARow(BOOK, 1, "month"), BOOKS, "12-31", "02-05", True),
        (MonthsInARow(BOOK, 2, "month"), BOOKS, "03-06", None, False),
        (MonthsInARow(BOOK, 3, "month"), BOOKS, "12-31", "03-07", True),
        (MonthsInARow(BOOK, 4, "month"), BOOKS, "12-31", None, False),
        (MonthsInARow(BOOK, 2), BOOKS, "12-31", "03-07", True),
        (MonthsInARow(within(BOOK, 31), 3, "month"), BOOKS, "03-07", None, False),
        (MonthsInARow(within(BOOK, 32), 3, "month"), BOOKS, "03-07", "03-07", True),
        (MonthsInARow(within(BOOK, 32), 3, "month"), BOOKS, "03-08", "03-07", False),
        (MonthsInARow(BOOK, 1, "month"), [fact("books.month", "02-05", month="Januari")], "12-31", None, False),
        # holds: the last valid day counts, another permit makes it hold again
        (Holds(PERMIT), PERMITS, "01-31", "01-10", True),
        (Holds(PERMIT), PERMITS, "02-01", "01-10", False),
        (Holds(PERMIT), PERMITS, "03-31", "01-10", True),
        (Holds(PERMIT), PERMITS, "04-01", "01-10", False),
        (Holds(PERMIT), [fact("licence.issued", "01-10")], "2099-12-31", "01-10", True),
        (Holds(PERMIT), [fact("licence.issued", "01-10", valid_until="soon")], "01-10", None, False),
        (Holds(PERMIT), [fact("licence.issued", "01-10", valid_until="2024-01-09")], "01-10", None, False),
        # all and any: parts must hold on one day
        (AllOf((Count(VISIT, 1), Count(SALE, 3))), [*VISITS, *SALES], "12-31", "01-25", True),
        (AllOf((Holds(PERMIT), Count(VISIT, 3))), [*VISITS, PERMITS[0]], "12-31", None, False),
        (AllOf((Holds(PERMIT), Count(VISIT, 3))), [*VISITS, *PERMITS], "12-31", "03-01", False),
        (AnyOf((Count(VISIT, 3), Count(SALE, 3))), [*VISITS, *SALES], "12-31", "01-25", True),
        (AnyOf((Count(VISIT, 9), Count(SALE, 9))), [*VISITS, *SALES], "12-31", None, False),
    ],
)  # fmt: skip
def test_operator(condition: Condition, facts: list[FactView], as_of: str, completed_on: str | None, now: bool) -> None:
    stage = read_condition(condition, facts, as_of).stages[0]
    assert stage.completed_on == (None if completed_on is None else day(completed_on))
    assert stage.condition_met_now is now


@pytest.mark.parametrize(
    ("field", "operator", "value", "passes"),
    [
        ("skill", "eq", "hard", True),
        ("skill", "eq", "soft", False),
        ("skill", "ne", "soft", True),
        ("skill", "ne", "hard", False),
        ("skill", "in", ("soft", "hard"), True),
        ("skill", "in", ("soft",), False),
        ("hours", "ge", 18, True),
        ("hours", "ge", 19, False),
        ("hours", "le", 18, True),
        ("hours", "le", 17, False),
        # an absent field passes nothing, not even ne
        ("absent", "eq", "hard", False),
        ("absent", "ne", "hard", False),
        ("empty", "ne", "hard", False),
        # like is compared with like
        ("hours", "eq", "18", False),
        ("hours", "ne", "18", False),
        ("flag", "eq", True, True),
        ("flag", "eq", 1, False),
        ("one", "eq", True, False),
        ("one", "in", (1, 2), True),
        # a date and its text are the same
        ("started", "eq", date(2024, 1, 5), True),
        ("started", "ge", date(2024, 1, 6), False),
        ("ended", "le", date(2024, 1, 9), True),
        ("ended", "in", (date(2024, 1, 9),), True),
        ("skill", "ge", date(2024, 1, 9), False),
        # fields of the fact itself
        ("fact.grade", "ge", 2, True),
        ("fact.grade", "ge", 3, False),
        ("fact.channel", "eq", "counter", True),
        ("fact.channel", "eq", "mentor", False),
        ("fact.occurred_on", "le", date(2024, 1, 10), True),
        ("fact.occurred_on", "le", date(2024, 1, 9), False),
    ],
)
def test_where(field: str, operator: Operator, value: Value | tuple[Value, ...], passes: bool) -> None:
    of = fact(
        "training.attended", "01-10", grade=2, channel="counter",
        skill="hard", hours=18, empty=None, flag=True, one=1, started=date(2024, 1, 5), ended="2024-01-09",
    )  # fmt: skip
    condition = Count(Selection(("training.attended",), (Test(field, operator, value),)), 1)
    assert read_condition(condition, [of], "12-31").stages[0].condition_met_now is passes


@pytest.mark.parametrize(
    ("of_condition", "of_gate", "of_fact", "counts"),
    [(0, 0, 0, True), (1, 0, 0, False), (0, 1, 0, False), (1, 2, 1, False), (2, 1, 2, True), (2, 1, 1, False)],
)
def test_the_higher_of_two_minimum_grades_counts(of_condition: int, of_gate: int, of_fact: int, counts: bool) -> None:
    gate = Gate(Count(Selection(("loan.disbursed",), min_grade=of_condition), 1), of_gate)
    reading = read_condition(gate, [fact("loan.disbursed", "01-10", grade=of_fact)], "12-31")
    assert reading.stages[0].condition_met_now is counts


def test_evidence_is_the_facts_that_first_made_it_hold() -> None:
    def proof(condition: Condition, facts: list[FactView]) -> list[str]:
        ids = read_condition(condition, facts, "12-31").stages[0].evidence
        return [str(each.occurred_on)[5:] for wanted in ids for each in facts if each.id == wanted]

    assert proof(Count(VISIT, 2), VISITS) == ["01-10", "01-20"]
    assert proof(Sum(SALE, "sales", 90), SALES) == ["01-10"]
    assert proof(Distinct(PERMIT, "licence", 2), PERMITS) == ["01-10", "03-01"]
    assert proof(MonthsInARow(BOOK, 2, "month"), BOOKS) == ["02-05", "03-07"]
    assert proof(Holds(PERMIT), PERMITS) == ["01-10"]
    assert proof(AllOf((Count(VISIT, 1), Count(VISIT, 2), Holds(PERMIT))), [*PERMITS, *VISITS]) == ["01-10"] * 2 + ["01-20"]
    assert proof(AnyOf((Count(SALE, 3), Count(VISIT, 2))), [*SALES, *VISITS]) == ["01-10", "01-20"]
