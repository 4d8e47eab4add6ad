"""Checks of a figure by itself: what its own source says beside it."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from okoce.evaluation.figures.rules.figure import Figure, Finding
from okoce.evaluation.figures.rules.notes import Share


def two_numbers(figures: Sequence[Figure]) -> Iterator[Finding]:
    """One source gives two numbers for the same thing."""
    for one in figures:
        for other in one.note.others:
            yield Finding("two_numbers", "contradiction", (one,), {"value": one.value, "other": other})


def wrong_share(figures: Sequence[Figure]) -> Iterator[Finding]:
    """A percentage against its own denominator. Cut off or rounded, the last printed digit may differ by one."""
    for one in figures:
        for share in (*one.note.shares, *one.note.of_target):
            base = share.base if share.base is not None else _stage_value(one, share.stage, figures)
            if base and abs(one.value / base * 100 - share.percent) > _unit(share):
                yield Finding("wrong_share", "contradiction", (one,), {"percent": share.percent, "value": one.value, "base": base})


def other_denominators(figures: Sequence[Figure]) -> Iterator[Finding]:
    """A percentage whose denominator is one of several that were published for the same day: each gives another percentage."""
    for one in figures:
        for share in one.note.shares:
            own = [
                other for other in figures if other.value == share.base and other.as_of == one.as_of and other.measure == "stock"
            ]
            for used in own[:1]:
                rest = [other for other in figures if _another_base(used, other)]
                if rest:
                    yield Finding("other_denominators", "explain", (one, used, *rest), _shares(one, share, rest))


def wrong_product(figures: Sequence[Figure]) -> Iterator[Finding]:
    """The source's own multiplication does not give its number."""
    for one in figures:
        if one.note.product is not None and one.note.product != one.value:
            yield Finding("wrong_product", "contradiction", (one,), {"value": one.value, "product": one.note.product})


def part_beyond_whole(figures: Sequence[Figure]) -> Iterator[Finding]:
    """``of which N``: a part that its own source prints larger than the whole."""
    for one in figures:
        for part in one.note.parts:
            if part > one.says.high:
                yield Finding("part_larger", "contradiction", (one,), {"part": part, "whole": one.value})


def swapped_names(figures: Sequence[Figure]) -> Iterator[Finding]:
    """The source uses the programme's names of stages for one another."""
    for one in figures:
        if one.note.swapped:
            first, second = one.note.swapped
            yield Finding("swapped_names", "explain", (one,), {"first": first, "second": second})


def _stage_value(one: Figure, stage: str, figures: Sequence[Figure]) -> Decimal | None:
    same = [other for other in figures if (other.source, other.as_of, other.definition) == (one.source, one.as_of, stage)]
    return same[0].value if len(same) == 1 else None


def _another_base(used: Figure, other: Figure) -> bool:
    same = (used.definition, used.measure, used.as_of, used.axes.channel) == (
        other.definition, other.measure, other.as_of, other.axes.channel
    )  # fmt: skip
    return same and not other.says.agrees(used.says)


def _unit(share: Share) -> Decimal:
    return Decimal(1).scaleb(-share.digits)


def _shares(one: Figure, share: Share, rest: Sequence[Figure]) -> dict[str, object]:
    other = min(rest, key=lambda figure: figure.value)
    return {
        "value": one.value,
        "base": share.base,
        "percent": share.percent,
        "other": other.value,
        "other_percent": round(one.value / other.value * 100, 2),
    }
