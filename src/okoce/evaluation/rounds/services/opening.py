"""Open the people behind a figure: within the reader's rights, a page at a time, and written down where names are shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from okoce.accounts.queries import Actor
from okoce.audit.services import log_openings
from okoce.core.decisions import require
from okoce.core.fortnights import Fortnight
from okoce.evaluation.rounds.models import Pack
from okoce.evaluation.rounds.permissions import may_open_list, may_open_rounds
from okoce.evaluation.rounds.queries import (
    Changed,
    Listed,
    Restatement,
    Shown,
    behind,
    listed_people,
    names_for,
    restatement,
)
from okoce.evaluation.rounds.rules.figures import Figure
from okoce.evaluation.rounds.rules.tally import places_of

PAGE = 50


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of the people behind a figure; ``total`` is the figure."""

    rows: tuple[Listed, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class ChangedPage:
    """A restatement with one page of the people whom the reader may see; ``elsewhere`` counts the others."""

    restatement: Restatement
    rows: tuple[tuple[Changed, Shown], ...]
    visible: int
    elsewhere: int
    page: int
    pages: int


@transaction.atomic
def open_list(*, by: Actor, fortnight: Fortnight, position: int, figure: Figure, page: int) -> ListPage:
    """A page of the people behind a figure. NotAllowed: ``round.evaluators_only``, ``round.list_outside_scope``."""
    require(may_open_rounds(by))
    require(may_open_list(by, figure.place))
    found = behind(fortnight, position, figure)
    at, pages = _bounded(page, found.total)
    rows = listed_people(by, found.part((at - 1) * PAGE, PAGE))
    _log(by, [row.person_id for row in rows if row.shown.may_open], f"{figure.edition} {figure.measure} {figure.row}")
    return ListPage(rows, found.total, at, pages)


@transaction.atomic
def open_changed(*, by: Actor, pack: Pack, position: int, page: int) -> ChangedPage:
    """What a pack says at a later position, with the people in the reader's scope. NotAllowed: ``round.evaluators_only``."""
    require(may_open_rounds(by))
    found = restatement(pack, position)
    visible = [person for person in found.people if _in_scope(by, person)]
    at, pages = _bounded(page, len(visible))
    shown = visible[(at - 1) * PAGE : at * PAGE]
    names = names_for(by, [person.person_id for person in shown])
    _log(by, [person_id for person_id, name in names.items() if name.may_open], f"pack {pack.number}")
    rows = tuple((person, names[person.person_id]) for person in shown)
    return ChangedPage(found, rows, len(visible), len(found.people) - len(visible), at, pages)


def _in_scope(by: Actor, person: Changed) -> bool:
    """A person is seen where she lives now; one who is not counted any more, where she was counted."""
    line = person.now or person.was
    return line is not None and any(may_open_list(by, place) for place in places_of(line))


def _bounded(page: int, rows: int) -> tuple[int, int]:
    pages = max(1, -(-rows // PAGE))
    return min(max(page, 1), pages), pages


def _log(by: Actor, person_ids: Sequence[UUID], reason: str) -> None:
    if by.user_id is not None and person_ids:
        log_openings(by=by.user_id, label=by.label, person_ids=person_ids, surface="round.list", reason=reason)
