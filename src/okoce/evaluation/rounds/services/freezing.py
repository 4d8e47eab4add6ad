"""Freeze a fortnight as a numbered pack."""

import logging

from django.db import connection, transaction
from django.utils import timezone

from okoce.accounts.queries import Actor
from okoce.core.decisions import Decision, NotAllowed, require
from okoce.core.fortnights import Fortnight
from okoce.evaluation.rounds.models import Pack
from okoce.evaluation.rounds.permissions import may_freeze
from okoce.evaluation.rounds.queries import ground, latest_pack, restatement, sheet, today
from okoce.evaluation.rounds.rules.sheet import to_document
from okoce.evaluation.rounds.rules.tally import INDICATORS
from okoce.evaluation.warehouse.services import WarehouseError, refresh

LOG = logging.getLogger(__name__)
FREEZE_LOCK = 0x6F6B7061636B  # "okpack"


@transaction.atomic
def freeze(*, by: Actor, fortnight: Fortnight) -> Pack:
    """Freeze a fortnight that has ended as the next numbered pack, read at the newest sealed position, to which the warehouse is
    brought first.

    Facts that are not sealed yet are in no pack; they show as late in the next. NotAllowed: ``round.evaluators_only``,
    ``round.still_running``, ``round.already_frozen``, ``round.nothing_sealed``.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [FREEZE_LOCK])
    # Statements after the lock see what another freeze has committed while this one waited.
    previous = latest_pack()
    newest = Fortnight(previous.fortnight) if previous else None
    require(may_freeze(by, fortnight, Fortnight.of(today()), newest))
    _bring_up()
    sealed = ground().head
    if sealed is None or by.user_id is None:
        raise NotAllowed(Decision.no("round.nothing_sealed"))
    found = sheet(fortnight, sealed)
    return Pack.objects.create(
        number=previous.number + 1 if previous else 1,
        fortnight=fortnight.number,
        as_of=found.as_of,
        position=sealed.position,
        head=sealed.head,
        batch=sealed.batch,
        editions=dict(found.editions),
        indicators=INDICATORS,
        figures=to_document(found),
        restatements=restatement(previous, sealed.position).document() if previous else {},
        frozen_at=timezone.now(),
        frozen_by=by.user_id,
    )


def _bring_up() -> None:
    """The pack is read from the warehouse at its very position; without one that fits, from the log itself, which is slower."""
    try:
        refresh()
    except WarehouseError as error:
        LOG.warning("the warehouse could not be brought up to date: %s", error)
