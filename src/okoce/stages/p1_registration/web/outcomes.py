"""What a registration led to, in words for the person herself."""

from dataclasses import dataclass
from datetime import date

from okoce.facts.queries import LiveFact, live_facts
from okoce.members.queries import Member, member
from okoce.places.queries import refs
from okoce.stages.p1_registration.enums import Outcome
from okoce.stages.p1_registration.queries import CommunityAnswer, ReceiptState, answers_to


@dataclass(frozen=True, slots=True)
class Moved:
    """A move that the programme knows of."""

    on: date
    from_place: str
    to_place: str


@dataclass(frozen=True, slots=True)
class ReceiptOutcome:
    """For her eyes: whether she is new, since when, where she belongs now, and what the community said."""

    is_new: bool
    member: Member
    place: str
    answer: CommunityAnswer | None
    moves: tuple[Moved, ...]


def outcome_of(state: ReceiptState) -> ReceiptOutcome | None:
    """The outcome of a settled receipt."""
    found = member(state.person_id) if state.person_id is not None else None
    if found is None:
        return None
    answers = answers_to(found.enrolment_id) if found.enrolment_id is not None else ()
    moved = live_facts(persons=[found.person_id], kinds=["person.moved"])
    return ReceiptOutcome(
        is_new=state.outcome == Outcome.NEW,
        member=found,
        place=place_name(found.domicile),
        answer=answers[0] if answers else None,
        moves=tuple(
            Moved(fact.occurred_on, place_name(fact.measures["from_place"]), place_name(fact.measures["to_place"]))
            for fact in moved
        ),
    )


def _moved(fact: LiveFact) -> Moved:
    return Moved(fact.occurred_on, place_name(fact.measures["from_place"]), place_name(fact.measures["to_place"]))


def place_name(code: object) -> str:
    """“Menteng Dalam, Tebet” for a kelurahan, the name alone for anything larger."""
    ref = refs().get(str(code))
    if ref is None:
        return str(code)
    return f"{ref.name}, {ref.kecamatan_name}" if ref.kecamatan_name and ref.kecamatan_name != ref.name else ref.name
