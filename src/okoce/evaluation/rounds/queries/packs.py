"""Frozen packs, and the decisions that come back until they are closed."""

from uuid import UUID

from django.db.models import QuerySet

from okoce.core.fortnights import Fortnight
from okoce.evaluation.rounds.models import Pack, RoundDecision
from okoce.evaluation.rounds.queries.reading import today
from okoce.evaluation.rounds.rules.sheet import Sheet, from_document


def latest_pack() -> Pack | None:
    """The newest frozen pack: what the public page shows."""
    return Pack.objects.order_by("-number").first()


def pack(number: int) -> Pack | None:
    return Pack.objects.filter(number=number).first()


def pack_after(found: Pack) -> Pack | None:
    """The pack that restated this one."""
    return pack(found.number + 1)


def packs() -> QuerySet[Pack]:
    """All packs without their figures, newest first."""
    return Pack.objects.order_by("-number").defer("figures", "restatements", "editions")


def sheet_of(found: Pack) -> Sheet:
    """What a pack froze, from the pack alone."""
    return from_document(
        found.figures,
        fortnight=found.fortnight,
        as_of=found.as_of,
        position=found.position,
        head=bytes(found.head),
        editions=found.editions,
    )


def to_freeze() -> Fortnight | None:
    """The last fortnight that has ended, where it is not frozen yet."""
    ended = Fortnight.of(today()).next(-1)
    newest = latest_pack()
    return None if newest is not None and newest.fortnight >= ended.number else ended


def open_decisions() -> QuerySet[RoundDecision]:
    """Decisions that come back until they are closed, the most overdue first."""
    return RoundDecision.objects.filter(closed_at__isnull=True).order_by("due_on", "id")


def decision(decision_id: UUID) -> RoundDecision | None:
    return RoundDecision.objects.filter(id=decision_id).first()
