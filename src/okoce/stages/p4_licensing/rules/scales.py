"""Scale of a business from what it answered and the thresholds of rule rows; its risk level from rows alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from okoce.stages.p4_licensing.rules.content import Content
from okoce.stages.p4_licensing.rules.parts import RiskRow, Source
from okoce.stages.p4_licensing.rules.vocabulary import ANSWERS, RISKS, SCALES, UNANSWERED

BILLION: Final = 1_000_000_000
UPPER_END: Final[Mapping[str, Mapping[str, int | None]]] = {
    "capital": {"upto_1bn": BILLION, "upto_5bn": 5 * BILLION, "upto_10bn": 10 * BILLION, "over_10bn": None},
    "sales": {"upto_2bn": 2 * BILLION, "upto_15bn": 15 * BILLION, "over_15bn": None},
}
"""The upper end of each answer in rupiah; None where it has none."""


def thresholds(content: Content, question: str) -> tuple[int, ...]:
    """The upper ends of micro, small and medium by capital or by sales."""
    values = (content.params[f"{question}_{scale}_max"].value for scale in SCALES[:3])
    return tuple(value for value in values if isinstance(value, int))


def scale_by(content: Content, question: str, answer: str) -> str:
    """The first scale whose threshold covers the whole answer; `unanswered` for no answer.

    Sales beyond the last answer may be medium or large: the smaller of the two is taken, for the answer begins there.
    """
    if answer not in UPPER_END[question]:
        return UNANSWERED
    end, bounds = UPPER_END[question][answer], thresholds(content, question)
    if end is None:
        begins = max(each for each in UPPER_END[question].values() if each is not None)
        return next((scale for scale, bound in zip(SCALES, bounds, strict=False) if begins < bound), SCALES[-1])
    return next((scale for scale, bound in zip(SCALES, bounds, strict=False) if end <= bound), SCALES[-1])


def scale_table(content: Content) -> dict[tuple[str, str], str]:
    """The scale for each pair of answers to capital and sales."""
    return {
        (capital, sales): _scale(content, capital, sales)
        for capital in (*ANSWERS["capital"], UNANSWERED, "")
        for sales in (*ANSWERS["sales"], UNANSWERED, "")
    }


def _scale(content: Content, capital: str, sales: str) -> str:
    """By sales where they are given: a firm that trades already is measured by them. Else by capital, as at registration."""
    return scale_by(content, "sales", sales) if sales in UPPER_END["sales"] else scale_by(content, "capital", capital)


def sources_of_scale(content: Content, capital: str, sales: str) -> tuple[Source, ...]:
    """The rows of the thresholds that a scale was read from."""
    question = "sales" if sales in UPPER_END["sales"] else "capital" if capital in UPPER_END["capital"] else ""
    return tuple(content.params[f"{question}_{scale}_max"].source for scale in SCALES[:3]) if question else ()


def risk_of(rows: tuple[RiskRow, ...], scale: str, place: str) -> tuple[str, tuple[Source, ...]]:
    """The level that every row for this scale and place gives; unconfirmed where there is none or where they differ by scope."""
    fitting = [row for row in rows if (not row.scales or scale in row.scales) and (not row.places or place in row.places)]
    levels = {row.level for row in fitting if not row.source.unconfirmed}
    sources = tuple(row.source for row in fitting)
    return (levels.pop(), sources) if len(levels) == 1 else (RISKS[0], sources)
