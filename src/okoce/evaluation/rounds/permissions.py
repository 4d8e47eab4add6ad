"""Who may open, freeze and decide rounds, and how far a figure opens."""

from okoce.accounts.enums import Role
from okoce.accounts.queries import EVERYWHERE, Actor
from okoce.core.decisions import Decision
from okoce.core.fortnights import Fortnight
from okoce.evaluation.rounds.rules.lines import OUTSIDE
from okoce.evaluation.rounds.rules.tally import ALL

READERS = (Role.EVALUATOR, Role.CITY, Role.KECAMATAN)


def may_open_rounds(actor: Actor) -> Decision:
    """Evaluators and officers read all figures of the round; the lists behind them follow their scope."""
    if actor.has(*READERS):
        return Decision.yes()
    return Decision.no("round.evaluators_only")


def may_open_list(actor: Actor, place: str) -> Decision:
    """The people behind a figure open where the reader's scope holds the figure's place.

    The whole, and residents of other provinces, need a scope over the whole programme.
    """
    if place in (ALL, OUTSIDE):
        allowed = EVERYWHERE in actor.places(*READERS)
    else:
        allowed = actor.over(place, READERS)
    return Decision.yes() if allowed else Decision.no("round.list_outside_scope", place=place)


def may_evaluate(actor: Actor) -> Decision:
    """An evaluator of the whole programme freezes rounds and writes down what they decide."""
    if actor.is_known and EVERYWHERE in actor.places(Role.EVALUATOR):
        return Decision.yes()
    return Decision.no("round.evaluators_only")


def may_freeze(actor: Actor, fortnight: Fortnight, running: Fortnight, newest_frozen: Fortnight | None) -> Decision:
    """A fortnight is frozen once it has ended, and none before one that is frozen already."""
    decision = may_evaluate(actor)
    if not decision:
        return decision
    if fortnight >= running:
        return Decision.no("round.still_running", last_day=fortnight.last_day)
    if newest_frozen is not None and fortnight <= newest_frozen:
        return Decision.no("round.already_frozen", first_day=fortnight.first_day, last_day=fortnight.last_day)
    return Decision.yes()
