"""Who may open, freeze and decide rounds, and how far a figure opens."""

from okoce.accounts.enums import Role
from okoce.accounts.queries import EVERYWHERE, Actor
from okoce.core.decisions import Decision
from okoce.core.fortnights import Fortnight

READERS = (Role.EVALUATOR, Role.CITY, Role.KECAMATAN)


def may_open_rounds(actor: Actor) -> Decision:
    """Evaluators and officers read all figures of the round; the lists behind them follow their scope."""
    if actor.has(*READERS):
        return Decision.yes()
    return Decision.no("round.evaluators_only")


def may_open_list(actor: Actor, place_code: str) -> Decision:
    """The people behind a figure open where the reader's scope holds the figure's place; the whole needs the whole."""
    if actor.over(place_code, READERS) if place_code else EVERYWHERE in actor.places(*READERS):
        return Decision.yes()
    return Decision.no("round.list_outside_scope", place=place_code)


def may_freeze(actor: Actor, fortnight: Fortnight, running: Fortnight, newest_frozen: Fortnight | None) -> Decision:
    """An evaluator of the whole programme freezes a fortnight that has ended and is not behind a frozen one."""
    if EVERYWHERE not in actor.places(Role.EVALUATOR):
        return Decision.no("round.evaluators_only")
    if fortnight >= running:
        return Decision.no("round.still_running", last_day=fortnight.last_day)
    if newest_frozen is not None and fortnight <= newest_frozen:
        return Decision.no("round.already_frozen", fortnight=fortnight.number)
    return Decision.yes()
