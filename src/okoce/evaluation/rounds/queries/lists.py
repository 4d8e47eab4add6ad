"""The people behind a figure, and what somebody may see of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from okoce.accounts.queries import Actor
from okoce.core.fortnights import Fortnight
from okoce.evaluation.rounds.queries.columns import Behind, Question, Row, answers
from okoce.evaluation.rounds.queries.columns import behind as behind_in
from okoce.evaluation.rounds.queries.ground import ground_at
from okoce.evaluation.rounds.queries.reading import as_of_day, people_at
from okoce.evaluation.rounds.rules.figures import Figure, counts, day_of
from okoce.evaluation.rounds.rules.lines import PersonLine
from okoce.members.queries import masked_names, visible_to
from okoce.progression.queries import approved_editions


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
    """Everybody whom a figure counts, the latest first, by lines of people: what the warehouse is compared with."""
    lines = people_at(as_of_day(fortnight), position).values()
    found = (line for line in lines if counts(figure, line, fortnight))
    return tuple(sorted(found, key=lambda line: (day_of(figure, line), line.person_id), reverse=True))


def behind(fortnight: Fortnight, position: int, figure: Figure) -> Behind:
    """The persons behind a figure: from the warehouse where it knows the position and what is asked, else from lines of people."""
    as_of = as_of_day(fortnight)
    editions = approved_editions(as_of)
    edition = next((item for item in editions if item.code == figure.edition), None)
    stands = ground_at(position)
    if stands.found is not None and edition is not None:
        found = behind_in(answers(stands.found, Question(fortnight, as_of, position, editions)), figure, edition)
        if found is not None:
            return found
    lines = people_behind(fortnight, position, figure)

    def part(first: int, most: int) -> tuple[Row, ...]:
        return tuple(Row(line.person_id, line.place, day_of(figure, line)) for line in lines[first : first + most])

    return Behind(len(lines), part)


def listed_people(actor: Actor, rows: Sequence[Row]) -> tuple[Listed, ...]:
    """One page of a list, in two queries however many rows it has: names in full only of records that the reader may open now."""
    shown = names_for(actor, [row.person_id for row in rows])
    return tuple(Listed(row.person_id, shown[row.person_id], row.place, row.on) for row in rows)


def names_for(actor: Actor, person_ids: Collection[UUID]) -> dict[UUID, Shown]:
    """Names in full for records that the actor may open, first letters for the others."""
    full = dict(visible_to(actor).filter(id__in=person_ids).values_list("id", "name"))
    masked = masked_names(person_ids)
    return {
        person_id: Shown(full[person_id], True) if person_id in full else Shown(masked.get(person_id, "•••"), False)
        for person_id in person_ids
    }
