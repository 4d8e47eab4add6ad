"""Who may change accounts and roles. Each answer is a reason code that ``texts`` turns into a sentence."""

from uuid import UUID

from okoce.accounts.enums import Role
from okoce.accounts.rules import EVERYWHERE, Actor
from okoce.core.decisions import Decision


def may_manage_accounts(actor: Actor) -> Decision:
    """An administrator of the whole programme."""
    if actor.is_known and EVERYWHERE in actor.places(Role.ADMINISTRATOR):
        return Decision.yes()
    return Decision.no("accounts_need_administrator")


def may_change_account(actor: Actor, user_id: UUID) -> Decision:
    """Nobody grants herself a role, and nobody takes away her own: with that, one administrator always remains."""
    decision = may_manage_accounts(actor)
    if decision.allowed and actor.user_id == user_id:
        return Decision.no("accounts_never_own")
    return decision


def may_remove_factor(others: int, *, is_required: bool) -> Decision:
    """Her own factor; the last one only where her role does not need one. ``others``: how many remain."""
    return Decision.no("factor_needed") if is_required and not others else Decision.yes()
