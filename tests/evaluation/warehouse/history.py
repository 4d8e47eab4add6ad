"""A history with everything that moves figures: late facts, corrections in any order, records found to be one, moves."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from okoce.core.ids import new_id
from okoce.facts.enums import Channel, Correction, CorrectionReason, Grade
from okoce.facts.services import FactDraft, append, correct, seal_all
from tests.evaluation.building import DAY, Someone, someone
from tests.transactions import wait_for_older
from tests.world import KELURAHAN, OTHER_KELURAHAN, today

PLACES = (KELURAHAN, OTHER_KELURAHAN, "32")
KINDS: tuple[tuple[str, dict[str, object]], ...] = (
    ("training.attended", {"skill": "hard", "hours": 4}),
    ("training.attended", {"skill": "soft", "hours": 4}),
    ("mentoring.visit", {"topic": "selling", "minutes": 30}),
    ("licence.issued", {"licence": "nib"}),
    ("market.stall_day", {"sales": 1000}),
)
DETAILS = {"training.attended": {"evidence": "x"}, "licence.issued": {"number": "x"}, "market.stall_day": {"event": "x"}}


def sealed() -> int:
    """Seal all that waits; the position."""
    wait_for_older()
    found = seal_all()
    assert found is not None
    return found.last


@dataclass
class History:
    """People, and the drafts of their facts by the fact's id, so that any may be corrected."""

    chance: random.Random
    people: list[Someone] = field(default_factory=list)
    drafts: dict[UUID, FactDraft] = field(default_factory=dict)
    links: list[UUID] = field(default_factory=list)

    def someone(self) -> None:
        on = today() - self.chance.randrange(30, 200) * DAY
        self.people.append(someone(len(self.people) + 1, on, self.chance.choice(PLACES)))

    def record(self, *drafts: FactDraft) -> None:
        for draft, fact_id in zip(drafts, append(by=None, drafts=list(drafts)), strict=True):
            self.drafts[fact_id] = draft

    def draft(self) -> FactDraft:
        kind, measures = self.chance.choice(KINDS)
        return _draft(self.chance.choice(self.people), kind, measures, self.chance)

    def merge(self) -> None:
        one, other = self.chance.sample(self.people, 2)
        self.links += append(by=None, drafts=[_draft(one, "person.same_as", {"other": str(other.person_id)}, self.chance)])

    def move(self) -> None:
        mover = self.chance.choice(self.people)
        to_place = self.chance.choice(PLACES)
        self.record(_draft(mover, "person.moved", {"from_place": mover.place, "to_place": to_place}, self.chance))

    def correct(self) -> None:
        """Of a fact, or of a link; noted in an order that is not the order of arrival."""
        original = self.chance.choice([*self.drafts, *self.links])
        known = self.drafts.get(original)
        correction = self.chance.choice([Correction.VOID, Correction.RESTORE, *([Correction.AMEND] if known else [])])
        draft = None
        if known is not None and correction == Correction.AMEND:
            day = min(known.occurred_on + self.chance.randrange(-20, 20) * DAY, today())
            draft = replace(known, id=new_id(), occurred_on=day)
        captured = timezone.now() - timedelta(minutes=self.chance.randrange(1, 500))
        reason = CorrectionReason.MISTYPED
        correct(by=new_id(), original=original, correction=correction, reason=reason, draft=draft, captured_at=captured)

    def steps(self, count: int) -> Iterator[int]:
        """The position after each of some steps."""
        for _number in range(8):
            self.someone()
        self.record(*(self.draft() for _number in range(10)))
        yield sealed()
        for _step in range(count):
            for _number in range(self.chance.randrange(1, 6)):
                act = self.chance.choice([self.someone, self.merge, self.move, self.correct, self.correct, self._facts])
                act()
            self._facts()
            yield sealed()

    def _facts(self) -> None:
        self.record(*(self.draft() for _number in range(self.chance.randrange(1, 4))))


def _draft(of: Someone, kind: str, measures: dict[str, object], chance: random.Random) -> FactDraft:
    return FactDraft(
        kind=kind,
        person_id=of.person_id,
        enrolment_id=of.enrolment_id,
        occurred_on=today() - chance.randrange(0, 150) * DAY,
        place_id=of.place,
        channel=Channel.COUNTER,
        grade=chance.choice([Grade.SELF_REPORTED, Grade.CONFIRMED]),
        measures=measures,
        details=DETAILS.get(kind, {}),
    )
