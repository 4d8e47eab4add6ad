"""Make waits for a permit from facts: for whom something was recorded here at once, for the others along the log."""

import time
from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from okoce.core.fortnights import jakarta_date
from okoce.facts.queries import CountedFact, arrivals, counted_facts, head
from okoce.stages.p4_licensing.models import LicenceWait, WaitsFollowed
from okoce.stages.p4_licensing.rules.projecting import DECLINED, NO_ANSWER

TRAINED = ("training.attended",)
MENTORED = ("mentoring.visit", "mentoring.session")
KINDS = (*TRAINED, *MENTORED, DECLINED)
"""After which a permit could come, and what says that none is wanted. Codes of facts are permanent."""
POSITIONS_AT_ONCE, PEOPLE_AT_ONCE = 20_000, 1000
SECONDS = 2.0


def follow_waits(seconds: float = SECONDS) -> int:
    """Go on along the log from where this stands; how many people were looked at. Again after a kill changes nothing."""
    until, people = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        done = _follow_some()
        if done is None:
            break
        people += done
    return people


@transaction.atomic
def _follow_some() -> int | None:
    WaitsFollowed.objects.get_or_create(id=1)
    followed = WaitsFollowed.objects.select_for_update(skip_locked=True).filter(id=1).first()
    known = head()
    if followed is None or known is None or known.position <= followed.position:
        return None
    persons: set[UUID] = set()
    reached = upto = min(known.position, followed.position + POSITIONS_AT_ONCE)
    for arrival in arrivals(after=followed.position, upto=upto):
        if arrival.kind in KINDS:
            persons.add(arrival.person_id)
        if len(persons) == PEOPLE_AT_ONCE:
            reached = arrival.position
            break
    wait_again(person_ids=persons)
    followed.position = reached
    followed.save(update_fields=["position"])
    return len(persons)


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
