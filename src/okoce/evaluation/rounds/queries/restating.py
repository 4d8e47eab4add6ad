"""What a pack would say at a later position. Only the people touched since are read again: nobody else can have changed."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from okoce.core.fortnights import Fortnight
from okoce.evaluation.rounds.models import Pack
from okoce.evaluation.rounds.queries.reading import Touched, lines_of, touched_between
from okoce.evaluation.rounds.rules.lines import PersonLine
from okoce.evaluation.rounds.rules.restating import (
    Cause,
    Restated,
    causes,
    changed_people,
    moved_on,
    restated,
)
from okoce.evaluation.rounds.rules.tally import tally
from okoce.facts.queries import Arrival
from okoce.progression.rules import Edition, decode_edition


@dataclass(frozen=True, slots=True)
class Changed:
    """One person whose figures changed, with the facts that did it; ``was`` or ``now`` is None where she was not counted."""

    person_id: UUID
    was: PersonLine | None
    now: PersonLine | None
    because: tuple[Arrival, ...]


@dataclass(frozen=True, slots=True)
class Restatement:
    """A pack's day at a later position."""

    pack: int
    position: int
    figures: tuple[Restated, ...]
    causes: tuple[Cause, ...]
    people: tuple[Changed, ...]

    def document(self) -> dict[str, Any]:
        """As the next pack keeps it: figures and causes; the people are read again within the reader's rights."""
        return {
            "pack": self.pack,
            "position": self.position,
            "people": len(self.people),
            "figures": [asdict(item) for item in self.figures],
            "causes": [asdict(item) for item in self.causes],
        }


def restatement(pack: Pack, position: int) -> Restatement:
    """The figures of a pack that differ at a position, why, and who, under the editions that the pack kept."""
    touched = touched_between(pack.as_of, pack.position, position)
    if not touched.arrivals:
        return Restatement(pack.number, position, (), (), ())
    editions = _editions(pack)
    was, now = (lines_of(editions, pack.as_of, known, touched.persons) for known in (pack.position, position))
    changed = changed_people(was, now)
    fortnight, codes = Fortnight(pack.fortnight), [item.code for item in editions]
    before, after = (tally(lines.values(), fortnight, codes).cells for lines in (was, now))
    figures = pack.figures["cells"]
    return Restatement(
        pack=pack.number,
        position=position,
        figures=restated(figures, moved_on(figures, before, after)),
        causes=causes(touched.arrivals, changed, touched.same),
        people=_people(was, now, changed, touched),
    )


def _editions(pack: Pack) -> tuple[Edition, ...]:
    return tuple(decode_edition(pack.editions[code]) for code in pack.figures["order"])


def _people(
    was: Mapping[UUID, PersonLine], now: Mapping[UUID, PersonLine], changed: frozenset[UUID], touched: Touched
) -> tuple[Changed, ...]:
    same = touched.same
    facts: dict[UUID, list[Arrival]] = {}
    for item in touched.arrivals:
        facts.setdefault(same.get(item.person_id, item.person_id), []).append(item)
    return tuple(
        Changed(person, was.get(person), now.get(person), tuple(facts[same.get(person, person)])) for person in sorted(changed)
    )
