"""Counter days and lists of the permit office in the own scope and in the other, made once for a world."""

from dataclasses import dataclass
from datetime import time
from uuid import UUID

from okoce.accounts.enums import Role
from okoce.accounts.queries import Actor, actor_of
from okoce.stages.p4_licensing.enums import Office
from okoce.stages.p4_licensing.models import CounterInvite
from okoce.stages.p4_licensing.services import ListHead, Plan, begin_list, end_list, invite, plan_day
from tests.world import KELURAHAN, OTHER_KELURAHAN, Case, World, make_account, today

KEPT = "made_counters"


@dataclass(frozen=True)
class Counter:
    """A counter today with one invited member, and a matched list of the same office."""

    day_id: UUID
    invite_id: UUID
    list_id: UUID


def counter_of(world: World, case: Case) -> Counter:
    made: dict[UUID, Counter] = vars(world).setdefault(KEPT, {})
    if not made:
        other = actor_of(make_account("other_counter", Role.KELURAHAN, place=OTHER_KELURAHAN))
        made[world.own.person_id] = _made(world.actor(Role.KELURAHAN), KELURAHAN, world.own)
        made[world.other.person_id] = _made(other, OTHER_KELURAHAN, world.other)
    return made[case.person_id]


def _made(officer: Actor, place: str, case: Case) -> Counter:
    plan = Plan(place, "Balai warga", "UP PTSP", today(), time(9), time(12), 3)
    day_id = plan_day(by=officer, given=plan)
    invite(by=officer, day_id=day_id, person_ids=[case.person_id])
    begin_list(by=officer, head=ListHead(case.person_id, Office.PTSP, today(), place))
    end_list(by=officer, list_id=case.person_id, rejected=0)
    return Counter(day_id, CounterInvite.objects.get(day=day_id).id, case.person_id)
