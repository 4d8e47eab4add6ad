"""Addresses of lists: a figure as the query of an address, and back."""

from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from okoce.accounts.queries import Actor
from okoce.core.fortnights import Fortnight
from okoce.evaluation.rounds.permissions import may_open_list
from okoce.evaluation.rounds.rules.figures import Figure
from okoce.evaluation.rounds.rules.sheet import Sheet
from okoce.evaluation.rounds.rules.tally import ALL, ENTREPRENEURS


class Links:
    """Makes the address of the list behind a figure, for one reader; empty where the list is not hers to open."""

    def __init__(self, sheet: Sheet, actor: Actor) -> None:
        self.sheet, self.actor = sheet, actor
        self.base = reverse("rounds:list")
        self.may: dict[str, bool] = {}

    def to(self, figure: Figure) -> str:
        if figure.place not in self.may:
            self.may[figure.place] = bool(may_open_list(self.actor, figure.place))
        return f"{self.base}?{query_of(figure, self.sheet.fortnight, self.sheet.position)}" if self.may[figure.place] else ""


def query_of(figure: Figure, fortnight: Fortnight, position: int) -> str:
    values: dict[str, object] = {
        "putaran": fortnight.number,
        "posisi": position,
        "edisi": figure.edition,
        "ukuran": figure.measure,
        "tempat": figure.place,
        "baris": figure.row,
    }
    if figure.against:
        values |= {"terhadap": figure.against, "kurang": figure.lacks}
    return urlencode(values)


def figure_of(query: QueryDict) -> Figure:
    """The figure that an address asks for; whether it exists, ``rules.figures.is_possible`` says."""
    return Figure(
        edition=query.get("edisi", ""),
        measure=query.get("ukuran", ""),
        place=query.get("tempat", ALL),
        row=whole(query.get("baris"), ENTREPRENEURS),
        against=query.get("terhadap", ""),
        lacks=query.get("kurang", ""),
    )


def whole(text: str | None, otherwise: int) -> int:
    """A whole number that an address says, or another where it says none."""
    short = text is not None and len(text) <= 12
    return int(text) if short and text is not None and text.lstrip("-").isascii() and text.lstrip("-").isdigit() else otherwise
