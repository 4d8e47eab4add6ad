"""Going on along the sealed log: rows that are made from facts are made again for whoever has a new one."""

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from okoce.facts.queries import arrivals, head
from okoce.stages.p4_licensing.models import Followed, WaitsFollowed

SECONDS = 2.0
"""After so long the worker looks at its other duties."""


@dataclass(frozen=True, slots=True)
class Follower:
    """Where it stands (`marker`, one row), which kinds concern it, how much it takes in one transaction, and what it makes."""

    marker: type[Followed] | type[WaitsFollowed]
    kinds: Collection[str]
    positions_at_once: int
    people_at_once: int
    make: Callable[[Sequence[UUID]], None]


def go_on(follower: Follower, seconds: float) -> int:
    """How many people's rows were made again within that time. Again after a kill changes nothing."""
    until, people = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        done = _some(follower)
        if done is None:
            break
        people += done
    return people


@transaction.atomic
def _some(follower: Follower) -> int | None:
    """Some positions in one transaction; None where nothing is left or somebody else is at it."""
    follower.marker.objects.get_or_create(id=1)
    followed = follower.marker.objects.select_for_update(skip_locked=True).filter(id=1).first()
    known = head()
    if followed is None or known is None or known.position <= followed.position:
        return None
    persons: set[UUID] = set()
    reached = upto = min(known.position, followed.position + follower.positions_at_once)
    for arrival in arrivals(after=followed.position, upto=upto):
        if arrival.kind in follower.kinds:
            persons.add(arrival.person_id)
        if len(persons) == follower.people_at_once:
            reached = arrival.position
            break
    # In one order everywhere, as members are locked, so that nobody waits in a circle.
    follower.make(sorted(persons))
    followed.position = reached
    followed.save(update_fields=["position"])
    return len(persons)
