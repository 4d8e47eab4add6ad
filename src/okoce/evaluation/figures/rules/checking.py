"""All checks of the ledger."""

from collections.abc import Sequence
from typing import Final

from okoce.evaluation.figures.rules.axes import Vocabulary
from okoce.evaluation.figures.rules.checks import alone, over_time, together
from okoce.evaluation.figures.rules.figure import Figure, Finding

ORDER: Final = {"contradiction": 0, "explain": 1}


def check_all(figures: Sequence[Figure], words: Vocabulary, *, residents: int, kecamatan: int, percent: int) -> list[Finding]:
    """Every finding, contradictions first. ``residents`` and ``kecamatan`` of the province; ``percent`` of residents is the
    most that can be believed (rule row ``figures.believable_percent``)."""
    found = [
        *alone.two_numbers(figures),
        *alone.wrong_share(figures),
        *alone.other_denominators(figures),
        *alone.wrong_product(figures),
        *alone.part_beyond_whole(figures),
        *alone.swapped_names(figures),
        *together.parts_and_total(figures, words),
        *together.area_beyond_whole(figures),
        *together.definition_beyond_wider(figures, words),
        *together.definitions_of_one_stage(figures, words),
        *together.later_stage_above_earlier(figures),
        *together.sources_of_one_day(figures),
        *together.implausible(figures, residents, kecamatan, percent),
        *over_time.falling(figures),
        *over_time.falling_between_sources(figures),
        *over_time.stale(figures),
    ]
    return sorted(found, key=lambda one: (ORDER[one.severity], one.figures[0].as_of, one.code))
