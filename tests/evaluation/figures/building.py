"""Figures for tests, and the contradictions that the programme's history is known for."""

import csv
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from okoce.evaluation.figures.queries import vocabulary
from okoce.evaluation.figures.rules import Figure, read_figure
from okoce.evaluation.figures.services import SHIPPED

KNOWN = {
    "cities and channel against the total, February 2018": {"11", "12", "13", "14", "15", "16", "17"},
    "a claim above the site's counter, March and April 2018": {"19", "20"},
    "all Indonesia, the counter, and residents only, 10 September 2018": {"33", "34", "35"},
    "two speakers on loans, 10 September 2018": {"38", "39"},
    "West Jakarta 2018 counted twice": {"52", "58"},
    "West Jakarta 2018: the same P5 although counted anew": {"55", "60"},
    "West Jakarta 2018: recommended and funded": {"57", "61"},
    "West Jakarta 2018: two registrations in one page": {"51"},
    "West Jakarta 2018: more in P5 than in P3": {"53", "55"},
    "a percentage and its denominators, September 2018": {"36", "34"},
    "names of stages swapped, June 2022": {"119"},
    "a target beyond the residents, July 2022": {"120"},
}
"""The contradictions listed by the programme's history whose rows the shipped file holds, by the file's own row names."""


def figure(value: int | str, *, key: str = "", **given: object) -> Figure:
    """A figure of P1 over the whole province unless said otherwise."""
    values: dict[str, object] = {"definition": "P1", "measure": "stock", "scope": "DKI", "note": "", "source": "a", **given}
    as_of = values.pop("as_of", date(2018, 9, 10))
    return read_figure(key or str(value), value=Decimal(value), as_of=as_of, words=vocabulary(), **values)  # type: ignore[arg-type]


def shipped() -> Iterator[Figure]:
    """The shipped history, keyed by the file's row names."""
    with (SHIPPED / "published_figures.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield read_figure(
                row["row"],
                as_of=date.fromisoformat(row["as_of"]),
                definition=row["indicator"],
                measure=row["measure"],
                value=Decimal(row["value"]),
                scope=row["scope"],
                note=row["note"],
                source=row["source_url"],
                words=vocabulary(),
                date_basis=row["date_basis"],
            )
