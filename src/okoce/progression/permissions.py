"""Who drafts, submits and approves editions. What holds in every kecamatan at once needs a role over the whole programme."""

from okoce.accounts.enums import Role
from okoce.accounts.queries import EVERYWHERE, Actor
from okoce.core.decisions import Decision
from okoce.progression.enums import EditionState
from okoce.progression.models import EditionRecord

STAFF = tuple(role for role in Role if role is not Role.MEMBER)
EDITORS = (Role.EVALUATOR, Role.ADMINISTRATOR)
"""Who works with drafts: evaluators write them; another evaluator or an administrator approves."""
PREVIEW_READERS = (*EDITORS, Role.CITY, Role.KECAMATAN)
LIST_READERS = (Role.EVALUATOR, Role.CITY, Role.KECAMATAN)


def may_draft(actor: Actor) -> Decision:
    """An evaluator of the whole programme."""
    if actor.is_known and EVERYWHERE in actor.places(Role.EVALUATOR):
        return Decision.yes()
    return Decision.no("edition.evaluators_only")


def may_see_drafts(actor: Actor) -> Decision:
    """Whoever may write or approve one."""
    if actor.is_known and EVERYWHERE in actor.places(*EDITORS):
        return Decision.yes()
    return Decision.no("edition.editors_only")


def may_change(actor: Actor, record: EditionRecord) -> Decision:
    """Its author, while it is a draft: so that what one person wrote is approved by one who wrote none of it."""
    decision = may_draft(actor)
    if not decision:
        return decision
    if record.state != EditionState.DRAFT:
        return Decision.no("edition.not_a_draft")
    return Decision.yes() if actor.user_id == record.drafted_by else Decision.no("edition.somebody_elses")


def may_withdraw(actor: Actor, record: EditionRecord) -> Decision:
    """Its author takes it back while it waits."""
    decision = may_draft(actor)
    if not decision:
        return decision
    if record.state != EditionState.SUBMITTED:
        return Decision.no("edition.not_waiting")
    return Decision.yes() if actor.user_id == record.drafted_by else Decision.no("edition.somebody_elses")


def may_judge(actor: Actor, record: EditionRecord) -> Decision:
    """Approve, or send back with a reason: another person than the author (four eyes)."""
    decision = may_see_drafts(actor)
    if not decision:
        return decision
    if record.state != EditionState.SUBMITTED:
        return Decision.no("edition.not_waiting")
    return Decision.no("edition.own_draft") if actor.user_id == record.drafted_by else Decision.yes()


def may_read(actor: Actor, record: EditionRecord) -> Decision:
    """Every member of staff reads what is or was in force; drafts, whoever works with them."""
    if record.state in (EditionState.APPROVED, EditionState.SUPERSEDED):
        return Decision.yes() if actor.has(*STAFF) else Decision.no("edition.staff_only")
    return may_see_drafts(actor)


def may_read_preview(actor: Actor, record: EditionRecord) -> Decision:
    """Officers read a preview once the draft is submitted: they can say what it does in their place."""
    if may_see_drafts(actor):
        return Decision.yes()
    if record.state != EditionState.DRAFT and actor.has(Role.CITY, Role.KECAMATAN):
        return Decision.yes()
    return Decision.no("edition.editors_only")


def may_list_people(actor: Actor, record: EditionRecord) -> Decision:
    """The people who move: an evaluator of the whole programme, officers for their place."""
    decision = may_read_preview(actor, record)
    if not decision:
        return decision
    if actor.has(Role.CITY, Role.KECAMATAN) or may_draft(actor):
        return Decision.yes()
    return Decision.no("edition.list_outside_scope")
