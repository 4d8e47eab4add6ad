"""Who may change rules."""

from __future__ import annotations

from okoce.accounts.enums import Role
from okoce.accounts.queries import EVERYWHERE, Actor
from okoce.core.decisions import Decision


def may_change_rules(actor: Actor) -> Decision:
    """An administrator of the whole programme: a rule holds in every kecamatan at once."""
    if actor.is_known and EVERYWHERE in actor.places(Role.ADMINISTRATOR):
        return Decision.yes()
    return Decision.no("rule.change_needs_administrator")
