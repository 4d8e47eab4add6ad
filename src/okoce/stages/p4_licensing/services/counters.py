"""Plan a counter day, invite people to it, note what they answer, call it off."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from okoce.accounts.queries import Actor
from okoce.audit.services import log_change
from okoce.core.decisions import Decision, NotAllowed, require
from okoce.core.fortnights import jakarta_date
from okoce.core.ids import new_id
from okoce.members.enums import Purpose
from okoce.members.queries import members, phones_of
from okoce.messaging.services import post_many
from okoce.partners.queries import centre_of
from okoce.stages.p4_licensing.counter_messages import cancelled_text, invite_text
from okoce.stages.p4_licensing.enums import Answer, CannotCome, DayState, Licence, Waiting
from okoce.stages.p4_licensing.models import CounterDay, CounterInvite, CounterSlot, LicenceWait
from okoce.stages.p4_licensing.permissions import may_plan, may_report
from okoce.stages.p4_licensing.rules.turns import turns

SUBJECT = "counter_day"
FARTHEST = timedelta(days=366)
MOST_INVITED = 300
"""A day takes no more; nor does one form name more people."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Where and when, for how many. A day that is over is written down from paper. The form makes ``id``."""

    place_code: str
    address: str
    organiser: str
    on: date
    opens: time
    closes: time
    capacity: int
    licence: Licence = Licence.NIB
    is_synthetic: bool = False
    id: UUID = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class Invited:
    """What became of a list of people: invited, of whom so many got a message; why the others were not, by code."""

    invited: int
    told: int
    left_out: dict[str, int]


@transaction.atomic
def plan_day(*, by: Actor, given: Plan) -> UUID:
    """Plan a day with its turns; its id. The same form twice is one day.

    NotAllowed: ``counter.not_your_place``, ``counter.closes_first``, ``counter.no_room``, ``counter.too_far_ahead``,
    ``counter.planned_already`` (the same place and day).
    """
    require(may_plan(by, given.place_code))
    require(_fits(given))
    assert by.user_id is not None, "may_plan lets in who is signed in"
    if CounterDay.objects.filter(id=given.id).exists():
        return given.id
    there = CounterDay.objects.filter(place=given.place_code, address=given.address, on=given.on)
    if there.exclude(state=DayState.CANCELLED).exists():
        raise NotAllowed(Decision.no("counter.planned_already"))
    centre = centre_of(given.place_code)
    CounterDay.objects.create(
        id=given.id,
        place_id=given.place_code,
        centre_id=centre.id if centre is not None and centre.address == given.address else None,
        address=given.address,
        organiser=given.organiser,
        licence=given.licence,
        on=given.on,
        opens=given.opens,
        closes=given.closes,
        capacity=given.capacity,
        planned_by=by.user_id,
        is_synthetic=given.is_synthetic,
    )
    begin = turns(given.opens, given.closes, given.capacity)
    CounterSlot.objects.bulk_create(CounterSlot(day_id=given.id, number=number, at=at) for number, at in enumerate(begin, start=1))
    after = {"place": given.place_code, "on": given.on.isoformat(), "capacity": given.capacity}
    log_change(by=by.user_id, verb="counter.plan", subject=SUBJECT, subject_id=given.id, after=after)
    return given.id


def _fits(given: Plan) -> Decision:
    if given.closes <= given.opens:
        return Decision.no("counter.closes_first")
    if not 1 <= given.capacity <= MOST_INVITED:
        return Decision.no("counter.no_room", most=MOST_INVITED)
    if given.on > jakarta_date(timezone.now()) + FARTHEST:
        return Decision.no("counter.too_far_ahead")
    return Decision.yes()


@transaction.atomic
def invite(*, by: Actor, day_id: UUID, person_ids: Sequence[UUID]) -> Invited:
    """Give a turn to each person in the order given, as long as there are turns, and tell those who let the programme contact them.

    Who cannot be invited is counted by the reason: ``counter.full``, ``counter.invited_already``, and those of ``may_report``.
    To a day that is over nobody gets a message. NotAllowed: ``counter.unknown``, ``counter.not_your_place``, ``counter.ended``,
    ``counter.too_many``.
    """
    if len(person_ids) > MOST_INVITED:
        raise NotAllowed(Decision.no("counter.too_many", most=MOST_INVITED))
    day = locked_day(day_id)
    require(may_plan(by, day.place_id))
    require_open(day)
    assert by.user_id is not None, "may_plan lets in who is signed in"
    wanted = list(dict.fromkeys(person_ids))
    known, waits = members(wanted), {row.person_id: row for row in LicenceWait.objects.filter(person__in=wanted)}
    already = set(CounterInvite.objects.filter(day=day).values_list("person_id", flat=True))
    free = iter(CounterSlot.objects.filter(day=day, invite=None).order_by("number"))
    left_out: dict[str, int] = {}
    made: list[CounterInvite] = []
    for person_id in wanted:
        found = known.get(person_id)
        decision = may_report(by, found) if found is not None else Decision.no("record.outside_scope")
        code = decision.codes[0] if not decision else "counter.invited_already" if person_id in already else ""
        slot = None if code else next(free, None)
        if slot is None:
            code = code or "counter.full"
            left_out[code] = left_out.get(code, 0) + 1
            continue
        made.append(_invite(by.user_id, day, person_id, slot, waits.get(person_id)))
    willing = {row.person_id for row in made if Purpose.CONTACT in known[row.person_id].consents}
    told = _tell(day, made, willing)
    CounterInvite.objects.bulk_create(made)
    after = {"invited": len(made), "told": told}
    log_change(by=by.user_id, verb="counter.invite", subject=SUBJECT, subject_id=day.id, after=after)
    return Invited(len(made), told, left_out)


def _invite(user_id: UUID, day: CounterDay, person_id: UUID, slot: CounterSlot, wait: LicenceWait | None) -> CounterInvite:
    trained, mentored = (wait.trained_on, wait.mentored_on) if wait is not None else (None, None)
    return CounterInvite(
        day=day,
        person_id=person_id,
        slot=slot,
        why=Waiting.MENTORED if mentored else Waiting.TRAINED,
        since=min((on for on in (trained, mentored) if on is not None), default=None),
        invited_by=user_id,
    )


def _tell(day: CounterDay, made: Sequence[CounterInvite], willing: set[UUID]) -> int:
    """Mark and post; nothing about a day that is over, and nothing about one that is an example."""
    if day.is_synthetic or day.on < jakarta_date(timezone.now()):
        return 0
    phones, texts = phones_of(willing), []
    for row in made:
        if row.person_id in phones and row.slot is not None:
            row.is_told = True
            texts.append((phones[row.person_id], invite_text(day.address, day.on, row.slot.at, day.organiser)))
    post_many(texts=texts, purpose="counter.invite")
    return len(texts)


@transaction.atomic
def answer(*, by: Actor, invite_id: UUID, coming: bool, reason: CannotCome | None = None) -> None:
    """Note what she said: she comes, or cannot, and then her turn is free for somebody else. She may change her mind, as long as
    there is a turn. NotAllowed: ``counter.unknown``, ``counter.not_your_place``, ``counter.ended``, ``counter.noted_already``,
    ``counter.reason_missing``, ``counter.full``."""
    row, day = locked_invite(by, invite_id)
    if row.outcome:
        raise NotAllowed(Decision.no("counter.noted_already"))
    if coming:
        if row.slot_id is None:
            row.slot = CounterSlot.objects.filter(day=day, invite=None).order_by("number").first()
            if row.slot is None:
                raise NotAllowed(Decision.no("counter.full"))
        row.answer, row.cannot_come = Answer.COMING, ""
    else:
        if reason is None:
            raise NotAllowed(Decision.no("counter.reason_missing"))
        row.answer, row.cannot_come, row.slot = Answer.CANNOT, reason, None
    row.answered_at, row.answered_by = timezone.now(), by.user_id
    row.save(update_fields=["answer", "cannot_come", "slot", "answered_at", "answered_by"])


@transaction.atomic
def cancel_day(*, by: Actor, day_id: UUID, reason: str) -> None:
    """Call a day off and tell those who were told of it; they are on the list of the stuck again.

    NotAllowed: ``counter.unknown``, ``counter.not_your_place``, ``counter.ended``, ``counter.reason_missing``,
    ``counter.work_done`` (something was noted already: close the day).
    """
    day = locked_day(day_id)
    require(may_plan(by, day.place_id))
    require_open(day)
    said = " ".join(reason.split())[:160]
    if not said:
        raise NotAllowed(Decision.no("counter.reason_missing"))
    rows = CounterInvite.objects.filter(day=day)
    if rows.exclude(outcome="").exists():
        raise NotAllowed(Decision.no("counter.work_done"))
    day.state, day.cancel_reason, day.ended_at, day.ended_by = DayState.CANCELLED, said, timezone.now(), by.user_id
    day.save(update_fields=["state", "cancel_reason", "ended_at", "ended_by"])
    phones = phones_of(set(rows.filter(is_told=True).exclude(answer=Answer.CANNOT).values_list("person_id", flat=True)))
    post_many(texts=[(phone, cancelled_text(day.address, day.on)) for phone in phones.values()], purpose="counter.cancelled")
    log_change(by=by.user_id, verb="counter.cancel", subject=SUBJECT, subject_id=day.id, reason=said)


def locked_day(day_id: UUID) -> CounterDay:
    """A day, locked until the transaction ends. NotAllowed ``counter.unknown``."""
    found = CounterDay.objects.select_for_update(of=("self",)).filter(id=day_id).first()
    if found is None:
        raise NotAllowed(Decision.no("counter.unknown"))
    return found


def locked_invite(by: Actor, invite_id: UUID) -> tuple[CounterInvite, CounterDay]:
    """An invite of a day that was not ended, day first. NotAllowed: ``counter.unknown``, ``counter.not_your_place``,
    ``counter.ended``."""
    day_id = CounterInvite.objects.filter(id=invite_id).values_list("day_id", flat=True).first()
    if day_id is None:
        raise NotAllowed(Decision.no("counter.unknown"))
    day = locked_day(day_id)
    require(may_plan(by, day.place_id))
    require_open(day)
    return CounterInvite.objects.select_related("slot").get(id=invite_id), day


def require_open(day: CounterDay) -> None:
    if day.state != DayState.PLANNED:
        raise NotAllowed(Decision.no("counter.ended"))
