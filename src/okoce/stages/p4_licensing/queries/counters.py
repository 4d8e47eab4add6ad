"""Counter days and their lists as pages need them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from okoce.accounts.queries import EVERYWHERE, Actor
from okoce.core.phone_numbers import masked
from okoce.members.enums import Purpose
from okoce.members.queries import members, phones_of, visible_to
from okoce.places.queries import refs
from okoce.stages.p4_licensing.enums import OFFICERS, Answer, AtCounter, CannotCome, DayState, NoLicence, Paper, Waiting
from okoce.stages.p4_licensing.models import CounterDay, CounterInvite, CounterSlot
from okoce.stages.p4_licensing.queries.stuck import blocked_by
from okoce.stages.p4_licensing.rules.turns import RESOLVED

Days = QuerySet[CounterDay, CounterDay]


@dataclass(frozen=True, slots=True)
class InviteLine:
    """One person of a day. ``is_open``: nothing was noted that cannot be noted over."""

    id: UUID
    person_id: UUID
    number: int | None
    at: time | None
    name: str
    nik: str
    kelurahan: str
    phone: str
    why: str
    since: date | None
    blocked: str
    is_told: bool
    may_contact: bool
    answer: str
    cannot_come: str
    outcome: str
    outcome_label: str
    said: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class DayCounts:
    """A day in a list: how many turns, how many are given away."""

    day: CounterDay
    place: str
    invited: int
    noted: int


def days(actor: Actor) -> Days:
    """Days at the places of an officer, those to come first, then the latest."""
    wanted = Q(pk__in=[])
    for scope in actor.places(*OFFICERS):
        if scope == EVERYWHERE:
            return CounterDay.objects.order_by("-on", "-planned_at")
        wanted |= Q(place_id=scope) | Q(place__code__startswith=f"{scope}.")
    return CounterDay.objects.filter(wanted).order_by("-on", "-planned_at")


def day_of(actor: Actor, day_id: UUID) -> CounterDay | None:
    """One day; None where there is none or it is another office's."""
    return days(actor).filter(id=day_id).first()


def counted(rows: Sequence[CounterDay]) -> list[DayCounts]:
    found = CounterInvite.objects.filter(day__in=rows).order_by().values_list("day")
    numbers = {
        day_id: (all_of_them, noted)
        for day_id, all_of_them, noted in found.annotate(all=Count("pk"), noted=Count("pk", filter=~Q(outcome="")))
    }
    return [DayCounts(row, place_words(row.place_id), *numbers.get(row.id, (0, 0))) for row in rows]


def open_days(actor: Actor, today: date) -> list[tuple[CounterDay, int]]:
    """Days to which more people can be invited, with the turns that are free."""
    free = Count("slots", filter=Q(slots__invite=None))
    rows = days(actor).filter(state=DayState.PLANNED, on__gte=today).annotate(free=free).filter(free__gt=0).order_by("on")
    return [(row, row.free) for row in rows]


def free_turns(day_id: UUID) -> int:
    return CounterSlot.objects.filter(day=day_id, invite=None).count()


def invites(day: CounterDay, actor: Actor) -> list[InviteLine]:
    """Everybody of a day in the order of the turns, who has none at the end; a handful of queries. Who lives outside the reader's
    area has a line without a name: her own office notes what came of it."""
    rows = list(CounterInvite.objects.filter(day=day).select_related("slot").order_by("slot__number", "invited_at", "id"))
    return _lines(rows, actor)


def invite_of(day: CounterDay, invite_id: UUID, actor: Actor) -> InviteLine | None:
    """One person of a day; None where there is none, or she lives outside the reader's area."""
    rows = list(CounterInvite.objects.filter(day=day, id=invite_id).select_related("slot"))
    return next((line for line in _lines(rows, actor) if line.name), None)


def _lines(rows: Sequence[CounterInvite], actor: Actor) -> list[InviteLine]:
    ids = list(visible_to(actor).filter(pk__in=[row.person_id for row in rows]).values_list("pk", flat=True))
    known, blocked = members(ids), blocked_by(ids)
    willing = {person_id for person_id, found in known.items() if Purpose.CONTACT in found.consents}
    phones = phones_of(willing)
    lines = []
    for row in rows:
        found = known.get(row.person_id)
        lines.append(
            InviteLine(
                id=row.id,
                person_id=row.person_id,
                number=row.slot.number if row.slot else None,
                at=row.slot.at if row.slot else None,
                name=found.name if found else "",
                nik=found.nik if found else "",
                kelurahan=place_words(found.domicile) if found else "",
                phone=masked(phones[row.person_id]) if row.person_id in phones else "",
                why=str(Waiting(row.why).label),
                since=row.since,
                blocked=str(blocked[row.person_id].label) if row.person_id in blocked else "",
                is_told=row.is_told,
                may_contact=row.person_id in willing,
                answer=str(Answer(row.answer).label) if row.answer else "",
                cannot_come=str(CannotCome(row.cannot_come).label) if row.cannot_come else "",
                outcome=row.outcome,
                outcome_label=str(AtCounter(row.outcome).label) if row.outcome else "",
                said=_said(row),
                is_open=row.outcome not in RESOLVED,
            )
        )
    return lines


def _said(row: CounterInvite) -> str:
    """What goes with an outcome: the papers that were missing, or the reason."""
    if row.papers:
        return ", ".join(str(Paper(paper).label) for paper in row.papers if paper in Paper.values)
    return str(NoLicence(row.reason).label) if row.reason else ""


def place_words(code: str) -> str:
    """A place by name; the code where it is unknown."""
    return refs()[code].name if code in refs() else code
