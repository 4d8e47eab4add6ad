"""What a round decides: written down with an owner and a day, and back in every round until it is closed."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from okoce.accounts.queries import Actor
from okoce.audit.services import log_change
from okoce.core.decisions import Decision, NotAllowed, require
from okoce.evaluation.rounds.models import Pack, RoundDecision
from okoce.evaluation.rounds.permissions import may_evaluate
from okoce.evaluation.rounds.queries import today


@transaction.atomic
def decide(*, by: Actor, pack: Pack, action: str, owner: str, due_on: date, cause: str = "") -> RoundDecision:
    """Write down what a round decided. NotAllowed: ``round.evaluators_only``, ``decision.incomplete``, ``decision.due_in_past``."""
    user_id = _evaluator(by)
    if not action.strip() or not owner.strip():
        raise NotAllowed(Decision.no("decision.incomplete"))
    if due_on < today():
        raise NotAllowed(Decision.no("decision.due_in_past", due_on=due_on))
    found = RoundDecision.objects.create(
        pack=pack, action=action.strip(), owner=owner.strip(), cause=cause.strip(), due_on=due_on, decided_by=user_id
    )
    log_change(by=user_id, verb="decide", subject="round_decision", subject_id=found.id, after={"action": found.action})
    return found


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
    log_change(by=user_id, verb="close", subject="round_decision", subject_id=found.id, after={"result": found.result})


def _evaluator(by: Actor) -> UUID:
    require(may_evaluate(by))
    if by.user_id is None:
        raise NotAllowed(Decision.no("round.evaluators_only"))
    return by.user_id
