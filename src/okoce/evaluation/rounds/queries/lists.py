"""The people behind a figure, and what somebody may see of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from okoce.accounts.queries import Actor
from okoce.core.fortnights import Fortnight
from okoce.evaluation.rounds.queries.reading import as_of_day, people_at
from okoce.evaluation.rounds.rules.figures import Figure, counts, day_of
from okoce.evaluation.rounds.rules.lines import PersonLine
from okoce.members.queries import masked_names, visible_to


@dataclass(frozen=True, slots=True)
class Shown:
    """What somebody sees of a person: the name, in full and with a way to her record only where the record may be opened."""

    name: str
    may_open: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """One row of a list."""

    person_id: UUID
    shown: Shown
    place: str
    on: date


def people_behind(fortnight: Fortnight, position: int, figure: Figure) -> tuple[PersonLine, ...]:
    """Everybody whom a figure counts, the latest first."""
    lines = people_at(as_of_day(fortnight), position).values()
    found = (line for line in lines if counts(figure, line, fortnight))
    return tuple(sorted(found, key=lambda line: (day_of(figure, line), line.person_id), reverse=True))


def listed_people(actor: Actor, figure: Figure, lines: Sequence[PersonLine]) -> tuple[Listed, ...]:
    """One page of a list, in two queries however many rows it has."""
    shown = names_for(actor, [line.person_id for line in lines])
    return tuple(Listed(line.person_id, shown[line.person_id], line.place, day_of(figure, line)) for line in lines)


def names_for(actor: Actor, person_ids: Collection[UUID]) -> dict[UUID, Shown]:
    """Names in full for records that the actor may open, first letters for the others."""
    full = dict(visible_to(actor).filter(id__in=person_ids).values_list("id", "name"))
    masked = masked_names(person_ids)
    return {
        person_id: Shown(full[person_id], True) if person_id in full else Shown(masked.get(person_id, "•••"), False)
        for person_id in person_ids
    }
