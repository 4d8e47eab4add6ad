"""Rounds as pages need them: people read at a position, the sheet of a fortnight, frozen packs, lists behind figures."""

from okoce.evaluation.rounds.queries.ground import Ground, ground
from okoce.evaluation.rounds.queries.lists import Listed, Shown, behind, listed_people, names_for, people_behind
from okoce.evaluation.rounds.queries.packs import (
    decision,
    latest_pack,
    open_decisions,
    pack,
    pack_after,
    packs,
    sheet_of,
    to_freeze,
)
from okoce.evaluation.rounds.queries.reading import (
    as_of_day,
    edition_codes,
    lines_of,
    people_at,
    position_now,
    sheet,
    today,
)
from okoce.evaluation.rounds.queries.restating import Changed, Restatement, restatement

__all__ = [
    "Changed",
    "Ground",
    "Listed",
    "Restatement",
    "Shown",
    "as_of_day",
    "behind",
    "decision",
    "edition_codes",
    "ground",
    "latest_pack",
    "lines_of",
    "listed_people",
    "names_for",
    "open_decisions",
    "pack",
    "pack_after",
    "packs",
    "people_at",
    "people_behind",
    "position_now",
    "restatement",
    "sheet",
    "sheet_of",
    "to_freeze",
    "today",
]
