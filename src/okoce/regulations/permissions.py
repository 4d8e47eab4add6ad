"""Who proposes, approves and reviews rules. A rule holds in every kecamatan at once: it needs a role over the whole programme."""

from __future__ import annotations

from okoce.accounts.enums import Role
from okoce.accounts.queries import EVERYWHERE, Actor
from okoce.core.decisions import Decision
from okoce.regulations.enums import ChangeState
from okoce.regulations.models import RuleChange

STAFF = tuple(role for role in Role if role is not Role.MEMBER)
EDITORS = (Role.EVALUATOR, Role.ADMINISTRATOR)
"""Who proposes, and approves what another one proposed."""


def may_propose(actor: Actor) -> Decision:
    """An evaluator or an administrator of the whole programme."""
    if actor.is_known and EVERYWHERE in actor.places(*EDITORS):
        return Decision.yes()
    return Decision.no("rule.editors_only")


def may_read(actor: Actor) -> Decision:
    """Rules that hold or held, and their history: every member of staff. Citizens have a page of their own."""
    return Decision.yes() if actor.has(*STAFF) else Decision.no("rule.staff_only")


def may_change(actor: Actor, change: RuleChange) -> Decision:
    """Its author, while it is a draft: so that what one person wrote is approved by one who wrote none of it."""
    decision = may_propose(actor)
    if not decision:
        return decision
    if change.state != ChangeState.DRAFT:
        return Decision.no("rule.change_not_a_draft")
    return Decision.yes() if actor.user_id == change.drafted_by else Decision.no("rule.somebody_elses")


def may_withdraw(actor: Actor, change: RuleChange) -> Decision:
    """Its author takes it back while it waits."""
    decision = may_propose(actor)
    if not decision:
        return decision
    if change.state != ChangeState.SUBMITTED:
        return Decision.no("rule.change_not_waiting")
    return Decision.yes() if actor.user_id == change.drafted_by else Decision.no("rule.somebody_elses")


def may_judge(actor: Actor, change: RuleChange) -> Decision:
    """Approve, or send back with a reason: another person than the author (four eyes)."""
    decision = may_propose(actor)
    if not decision:
        return decision
    if change.state != ChangeState.SUBMITTED:
        return Decision.no("rule.change_not_waiting")
    return Decision.no("rule.own_change") if actor.user_id == change.drafted_by else Decision.yes()


def may_review(actor: Actor) -> Decision:
    """Say that a rule was read again and is unchanged: who may propose one. It changes neither value nor trust."""
    return may_propose(actor)
