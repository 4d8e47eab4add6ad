"""Make waits for a permit from facts: for whom something was recorded here at once, for the others along the log."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from okoce.core.fortnights import jakarta_date
from okoce.facts.queries import CountedFact, counted_facts
from okoce.stages.p4_licensing.models import LicenceWait, WaitsFollowed
from okoce.stages.p4_licensing.rules.projecting import DECLINED, NO_ANSWER
from okoce.stages.p4_licensing.services.along import SECONDS, Follower, go_on

TRAINED = ("training.attended",)
MENTORED = ("mentoring.visit", "mentoring.session")
KINDS = (*TRAINED, *MENTORED, DECLINED)
"""After which a permit could come, and what says that none is wanted. Codes of facts are permanent."""


def follow_waits(seconds: float = SECONDS) -> int:
    """Go on along the log from where this stands; how many people were looked at. Again after a kill changes nothing."""
    return go_on(Follower(WaitsFollowed, KINDS, positions_at_once=20_000, people_at_once=1000, make=_make), seconds)


def _make(person_ids: Sequence[UUID]) -> None:
    wait_again(person_ids=person_ids)


@transaction.atomic
def wait_again(*, person_ids: Collection[UUID]) -> None:
    """Make the waits of some people from their facts as they are now."""
    if not person_ids:
        return
    facts: dict[UUID, list[CountedFact]] = defaultdict(list)
    for fact in counted_facts(known_at=None, as_of=jakarta_date(timezone.now()), kinds=KINDS, persons=sorted(person_ids)):
        facts[fact.person_id].append(fact)
    rows = [row for person_id in sorted(person_ids) if (row := _wait(person_id, facts[person_id])) is not None]
    kept = {row.person_id for row in rows}
    LicenceWait.objects.filter(person__in=set(person_ids) - kept).delete()
    said = ["enrolment", "trained_on", "mentored_on", "declined_on", "declined_reason"]
    LicenceWait.objects.bulk_create(rows, update_conflicts=True, unique_fields=["person"], update_fields=said)


def _wait(person_id: UUID, facts: Collection[CountedFact]) -> LicenceWait | None:
    """From the facts of her latest enrolment, by date; None where there is no training and no mentoring in it."""
    enrolled = [fact for fact in facts if fact.enrolment_id is not None and fact.kind != DECLINED]
    if not enrolled:
        return None
    latest = enrolled[-1].enrolment_id
    assert latest is not None, "asked for above"
    here = [fact for fact in facts if fact.enrolment_id == latest]
    declined = [fact for fact in here if fact.kind == DECLINED and not _is_answer(fact)]
    return LicenceWait(
        person_id=person_id,
        enrolment_id=latest,
        trained_on=next((fact.occurred_on for fact in here if fact.kind in TRAINED), None),
        mentored_on=next((fact.occurred_on for fact in here if fact.kind in MENTORED), None),
        declined_on=declined[-1].occurred_on if declined else None,
        declined_reason=str(declined[-1].measures["reason"]) if declined else "",
    )


def _is_answer(fact: CountedFact) -> bool:
    """An application that an office refused, or that was withdrawn: she wanted the permit, and still has none."""
    return bool(fact.measures.get("outcome")) or fact.measures.get("reason") in NO_ANSWER
