"""A figure said in words: the title of its list."""

from django.utils.translation import gettext as _

from okoce.evaluation.rounds.rules.figures import BREACHES, DIFFERS, Figure
from okoce.evaluation.rounds.rules.lines import OUTSIDE
from okoce.evaluation.rounds.rules.tally import ALL
from okoce.evaluation.rounds.web.texts import lacking, measure_name, number, stage_name
from okoce.places.queries import refs


def figure_title(figure: Figure, total: int) -> str:
    """“120 orang: P4 Perizinan, pernah lulus, menurut OKOCE-2018, Tebet”."""
    values = {
        "count": number(total),
        "what": _what(figure),
        "edition": figure.edition,
        "place": _place(figure.place),
    }
    return _("%(count)s orang: %(what)s, menurut %(edition)s, %(place)s") % values


def _what(figure: Figure) -> str:
    if figure.measure == BREACHES:
        return measure_name(BREACHES).lower()
    if figure.measure == DIFFERS:
        why = lacking(figure.lacks) if figure.lacks else _("belum dihitung")
        return _("%(why)s, padahal dihitung menurut %(there)s") % {"why": why, "there": figure.against}
    return f"{stage_name(figure.row)}, {measure_name(figure.measure).lower()}"


def _place(place: str) -> str:
    if place == ALL:
        return _("seluruh program")
    if place == OUTSIDE:
        return _("luar Jakarta")
    known = refs().get(place)
    return known.name if known else place
