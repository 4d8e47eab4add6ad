"""Random rulebooks over the kinds and measures of `histories`: every leaf, operator and type, and what no fact ever answers."""

from datetime import date, timedelta
from random import Random

from bench.proof.histories import CHANNELS, DAYS, KINDS, MOVED, REGISTERED, START
from okoce.progression.rules import (
    AllOf,
    AnyOf,
    Condition,
    Count,
    Distinct,
    Edition,
    Gate,
    Holds,
    MonthsInARow,
    Selection,
    StagePassed,
    Sum,
    Test,
    Value,
)
from okoce.progression.rules.conditions import Operator

NUMBERS, TEXTS = ("amount", "code", "flag", "until"), ("code", "amount", "flag", "month")


def random_edition(random: Random, code: str) -> Edition:
    """A bound edition; half of its gates are easy, so that later stages are reached."""
    return Edition(
        code=code,
        title="Uji",
        explanation="Edisi untuk uji.",
        legal_source="none",
        article="article unverified",
        sources=("https://example.org/rule",),
        notes=(),
        valid_from=date(2018, 1, 1),
        valid_to=None,
        order=random.choice(("strict", "free")),
        stages=tuple(_gate(random, passed=False, easy=random.random() < 0.5) for _ in range(7)),
        counts_as_entrepreneur=_gate(random, passed=True, easy=False),
    )


def _gate(random: Random, *, passed: bool, easy: bool) -> Gate:
    if easy:
        return Gate(Count(Selection((random.choice((*KINDS, REGISTERED)),)), 1), 0)
    return Gate(random_condition(random, passed=passed), random.choice((0, 0, 0, 1, 2)))


def random_condition(random: Random, *, passed: bool = False, depth: int = 0) -> Condition:
    """A condition up to three levels deep; ``passed``: it may ask for a stage."""
    if depth < 3 and random.random() < 0.3:
        parts = tuple(random_condition(random, passed=passed, depth=depth + 1) for _ in range(random.randint(1, 3)))
        return random.choice((AllOf, AnyOf))(parts)
    if passed and random.random() < 0.4:
        return StagePassed(random.randint(1, 7))
    return _leaf(random)


def _leaf(random: Random) -> Condition:
    need = random.choice((1, 1, 2, 2, 3))
    match random.randint(0, 4):
        case 0:
            return Count(_selection(random), need)
        case 1:
            measure = random.choice(("amount", "amount", "amount", "code", "nothing"))
            return Sum(_selection(random), measure, random.randint(1, 9))
        case 2:
            fields = ("code", "amount", "flag", "until", "nothing", "fact.occurred_on", "fact.channel", "fact.grade")
            return Distinct(_selection(random), random.choice(fields), need)
        case 3:
            return MonthsInARow(_selection(random), need, random.choice((None, "month", "month", "until", "amount")))
        case _:
            return Holds(
                _selection(random, windows=False), random.choice(("until", "until", "until", "month", "nothing", "amount"))
            )


def _selection(random: Random, *, windows: bool = True) -> Selection:
    kinds = (*KINDS, *KINDS, REGISTERED, MOVED, "z.unknown")
    return Selection(
        kinds=tuple(dict.fromkeys(random.choice(kinds) for _ in range(random.randint(1, 3)))),
        where=tuple(_test(random) for _ in range(random.choice((0, 0, 1, 1, 2)))),
        within=random.choice((None, random.randint(1, 45))) if windows else None,
        min_grade=random.choice((0, 0, 0, 1, 2)),
    )


def _test(random: Random) -> Test:
    days: list[Value] = [START + timedelta(days=random.randint(0, DAYS + 20)) for _ in range(2)]
    same: tuple[Operator, ...] = ("eq", "ne", "in")
    every: tuple[Operator, ...] = (*same, "ge", "le")
    choices: list[tuple[str, tuple[Operator, ...], list[Value]]] = [
        (random.choice(NUMBERS), every, [random.randint(-4, 6), random.randint(-4, 6)]),
        (random.choice(TEXTS), same, [random.choice("pqr"), random.choice(("p", "2", "true", "é\"'", "2024-02"))]),
        ("flag", same, [random.random() < 0.5, True]),
        ("until", every, days),
        ("fact.occurred_on", every, days),
        ("fact.grade", every, [random.randint(0, 3), random.randint(0, 3)]),
        ("fact.channel", same, [random.choice(CHANNELS), random.choice(CHANNELS)]),
    ]
    field, operators, values = random.choice(choices)
    operator: Operator = random.choice(operators)
    return Test(field, operator, tuple(values) if operator == "in" else values[0])
