"""Who may register others, answer for a community, and answer claims."""

from uuid import UUID

from okoce.accounts.enums import Role
from okoce.accounts.queries import Actor
from okoce.core.decisions import Decision

COUNTER = (Role.KELURAHAN, Role.KECAMATAN, Role.CITY)


def may_register_at_counter(actor: Actor) -> Decision:
    """An officer registers whoever stands before her, wherever that person lives."""
    if actor.has(*COUNTER):
        return Decision.yes()
    return Decision.no("counter.officers_only")


def may_answer_for(actor: Actor, community_id: UUID) -> Decision:
    """Only who speaks for the community answers for it."""
    if community_id in actor.organisations(Role.COMMUNITY):
        return Decision.yes()
    return Decision.no("request.other_community")


def may_answer_claim(actor: Actor, *places: str) -> Decision:
    """Officers of the kecamatan or city where the claimant or the registered person lives."""
    if any(actor.over(place, (Role.KECAMATAN, Role.CITY)) for place in places if place):
        return Decision.yes()
    return Decision.no("claim.other_office")
