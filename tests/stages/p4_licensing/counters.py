"""Counter days of tests: who is stuck, a day that takes some of them."""

from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from okoce.accounts.queries import Actor
from okoce.members.queries import Member
from okoce.stages.p4_licensing.queries.stuck import longest_first, stuck, thresholds
from okoce.stages.p4_licensing.services import Plan, follow_waits, wait_again
from tests.world import KELURAHAN, make_fact, make_member, today

LONG_AGO = timedelta(days=100)


def a_plan(**changes: Any) -> Plan:
    """A counter today in the own kelurahan with three turns; ``changes`` are fields of ``Plan``."""
    fields: dict[str, Any] = {
        "place_code": KELURAHAN,
        "address": "Balai warga RW 04",
        "organiser": "UP PTSP Kelurahan Tebet Timur",
        "on": today(),
        "opens": time(9),
        "closes": time(12),
        "capacity": 3,
    }
    return Plan(**{**fields, **changes})


def trained(n: int, *, ago: timedelta = LONG_AGO, **changes: Any) -> Member:
    """The ``n``-th person, enrolled and trained some time ago, with her wait made."""
    found = make_member(n, started_on=today() - ago - timedelta(days=10), **changes)
    make_fact(found, occurred_on=today() - ago)
    wait_again(person_ids=[found.person_id])
    return found


def on_list(actor: Actor, on: date | None = None) -> list[UUID]:
    day = on or today()
    return [row.person_id for row in longest_first(stuck(actor, day, thresholds(day)))]


def followed() -> None:
    while follow_waits():
        pass
