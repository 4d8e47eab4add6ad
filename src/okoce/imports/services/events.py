"""Take the events of another system's log into the record: a batch in a transaction, each event under the id of its content."""

from collections.abc import Callable, Iterator
from itertools import islice

from django.db import connection, transaction

from okoce.accounts.queries import Actor
from okoce.core.decisions import NotAllowed, Reason, require
from okoce.imports.permissions import may_upload
from okoce.imports.queries.event_files import Log, log_rows
from okoce.imports.queries.event_plans import Plan
from okoce.imports.queries.judging_events import JudgedEvent, judge_events
from okoce.imports.queries.seen_events import SeenEvents
from okoce.imports.rules.event_rows import LogRow
from okoce.imports.rules.event_tally import EventTally
from okoce.imports.services.storing import ONE_AT_A_TIME
from okoce.members.services import record_many

AT_ONCE = 1000


def import_events(
    *,
    by: Actor,
    log: Log,
    plan: Plan,
    apply: bool,
    rejected: Callable[[LogRow], None],
    tell: Callable[[EventTally], None],
) -> EventTally:
    """Judge every row, and with ``apply`` store what is new; how many ended where.

    Each batch is one transaction: a kill loses at most the last one, and the same command again goes on, since an event that is
    stored has its id. ``rejected`` is given every rejected row, ``tell`` the counts after each batch. NotAllowed:
    ``import.officers_only``, and those of reading the log (what was stored until then stays).
    """
    require(may_upload(by))
    tally, rows = EventTally(), log_rows(log)
    with SeenEvents() as seen:
        while batch := list(islice(rows, AT_ONCE)):
            judged = _stored(by, log, plan, batch, seen) if apply else judge_events(by, log, plan, batch, seen)
            for item in _counted(judged, tally):
                rejected(item.row)
            tell(tally)
    return tally


def _counted(judged: list[JudgedEvent], tally: EventTally) -> Iterator[JudgedEvent]:
    """Count each row, and give those that are rejected."""
    for item in judged:
        codes = tuple(reason.code for reason in item.row.reasons) if item.end == "rejected" else ()
        tally.add(item.row.activity, item.end, codes, repeats=item.repeats, by_hand=item.by_hand)
        if item.end == "rejected":
            yield item


@transaction.atomic
def _stored(by: Actor, log: Log, plan: Plan, batch: list[LogRow], seen: SeenEvents) -> list[JudgedEvent]:
    with connection.cursor() as cursor:
        cursor.execute(ONE_AT_A_TIME)
    judged = judge_events(by, log, plan, batch, seen)
    new = [item for item in judged if item.is_new]
    try:
        with transaction.atomic():
            _record(by, plan, new)
    except NotAllowed:
        for item in new:
            _record_alone(by, plan, item)
    return judged


def _record(by: Actor, plan: Plan, new: list[JudgedEvent]) -> None:
    given = [(item.person_id, item.given) for item in new if item.person_id is not None and item.given is not None]
    record_many(by=by, given=given, channel=plan.channel)


def _record_alone(by: Actor, plan: Plan, item: JudgedEvent) -> None:
    """A row that the service refuses is rejected with its reason; the others go on."""
    try:
        with transaction.atomic():
            _record(by, plan, [item])
    except NotAllowed as refusal:
        item.reject(*(Reason(why.code, dict(why.params)) for why in refusal.decision.reasons))
