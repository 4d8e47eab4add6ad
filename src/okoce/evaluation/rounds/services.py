"""Freeze rounds into numbered packs; keep what a round decided until it is done."""

from dataclasses import asdict
from datetime import date
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from okoce.accounts.enums import Role
from okoce.accounts.queries import EVERYWHERE, Actor
from okoce.core.decisions import Decision, NotAllowed, require
from okoce.core.fortnights import Fortnight
from okoce.evaluation.rounds.models import Pack, RoundDecision
from okoce.evaluation.rounds.permissions import may_freeze
from okoce.evaluation.rounds.queries import RoundFigures, as_of_day, figures, latest_pack, people_at, today
from okoce.evaluation.rounds.rules.restating import causes, changed_people, restated
from okoce.evaluation.rounds.rules.tally import INDICATORS, tally
from okoce.facts.queries import Head, arrivals, head
from okoce.progression.queries import approved_editions

FREEZE_LOCK = 0x6F6B7061636B  # "okpack"


@transaction.atomic
def freeze(*, by: Actor, fortnight: Fortnight) -> Pack:
    """Freeze a fortnight that has ended as the next numbered pack, read at the newest sealed position.

    Facts that are not sealed yet are in no pack; they show as late in the next. NotAllowed: ``round.evaluators_only``,
    ``round.still_running``, ``round.already_frozen``, ``round.nothing_sealed``.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [FREEZE_LOCK])
    previous = latest_pack()
    newest = Fortnight(previous.fortnight) if previous else None
    require(may_freeze(by, fortnight, Fortnight.of(today()), newest))
    sealed = head()
    if sealed is None or by.user_id is None:
        raise NotAllowed(Decision.no("round.nothing_sealed"))
    found = figures(fortnight, sealed.position)
    return Pack.objects.create(
        number=previous.number + 1 if previous else 1,
        fortnight=fortnight.number,
        as_of=found.as_of,
        position=sealed.position,
        head=sealed.head,
        batch=sealed.batch,
        editions={item.code: {"title": item.title, "legal_source": item.legal_source} for item in approved_editions(found.as_of)},
        indicators=INDICATORS,
        figures=as_document(found),
        restatements=restatement_of(previous, sealed) if previous else {},
        frozen_at=timezone.now(),
        frozen_by=by.user_id,
    )


def as_document(found: RoundFigures) -> dict[str, object]:
    """Figures as a pack stores them."""
    return {
        "editions": list(found.editions),
        "cells": found.tally.cells,
        "registered": found.tally.registered,
        "registered_flow": found.tally.registered_flow,
        "breaches": found.tally.breaches,
        "people": found.tally.people,
        "differences": [asdict(item) for item in found.differences],
        "progress": {code: asdict(item) for code, item in found.progress.items()},
    }


def restatement_of(pack: Pack, at: Head) -> dict[str, object]:
    """What a pack's day looks like at a later position: the figures that differ, and the causes among what arrived since."""
    fortnight, codes = Fortnight(pack.fortnight), tuple(pack.figures["editions"])
    before = people_at(as_of_day(fortnight), pack.position, codes)
    after = people_at(as_of_day(fortnight), at.position, codes)
    changed = changed_people(before, after)
    again = tally(after.values(), fortnight, codes)
    found = restated(pack.figures["cells"], again.cells)
    because = causes(arrivals(after=pack.position, upto=at.position), changed)
    return {
        "pack": pack.number,
        "position": at.position,
        "people": len(changed),
        "figures": [asdict(item) for item in found],
        "causes": [asdict(item) for item in because],
    }


@transaction.atomic
def decide(*, by: Actor, pack: Pack, action: str, owner: str, due_on: date) -> RoundDecision:
    """Write down what a round decided. NotAllowed: ``round.evaluators_only``, ``decision.incomplete``, ``decision.due_in_past``."""
    user_id = _evaluator(by)
    if not action.strip() or not owner.strip():
        raise NotAllowed(Decision.no("decision.incomplete"))
    if due_on < today():
        raise NotAllowed(Decision.no("decision.due_in_past", due_on=due_on))
    return RoundDecision.objects.create(
        pack=pack, action=action.strip(), owner=owner.strip(), due_on=due_on, decided_by=user_id
    )


@transaction.atomic
def close_decision(*, by: Actor, decision_id: UUID, result: str) -> None:
    """Close a decision with what came of it. NotAllowed: ``round.evaluators_only``, ``decision.unknown``,
    ``decision.closed``, ``decision.result_missing``."""
    user_id = _evaluator(by)
    found = RoundDecision.objects.select_for_update(of=("self",)).filter(id=decision_id).first()
    if found is None:
        raise NotAllowed(Decision.no("decision.unknown"))
    if found.closed_at is not None:
        raise NotAllowed(Decision.no("decision.closed"))
    if not result.strip():
        raise NotAllowed(Decision.no("decision.result_missing"))
    found.closed_at, found.closed_by, found.result = timezone.now(), user_id, result.strip()
    found.save(update_fields=["closed_at", "closed_by", "result"])


def _evaluator(by: Actor) -> UUID:
    if by.user_id is None or EVERYWHERE not in by.places(Role.EVALUATOR):
        raise NotAllowed(Decision.no("round.evaluators_only"))
    return by.user_id
