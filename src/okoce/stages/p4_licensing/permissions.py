"""Who may report, confirm and see permits."""

from okoce.accounts.queries import Actor
from okoce.core.decisions import Decision
from okoce.members.enums import Purpose
from okoce.members.permissions import may_open_record, may_record_fact
from okoce.members.queries import Member
from okoce.stages.p4_licensing.enums import KEEPERS, OFFICERS, WATCHERS

__all__ = ["KEEPERS", "OFFICERS", "WATCHERS", "may_confirm", "may_plan", "may_report", "may_see", "may_watch"]


def may_report(actor: Actor, member: Member) -> Decision:
    """Herself, as long as she takes part and allows the programme to write down; her officers and mentor as for any fact."""
    if actor.person_id != member.person_id:
        return may_record_fact(actor, member)
    if not member.is_open:
        return Decision.no("record.not_enrolled")
    if Purpose.PROGRAMME in member.withdrawn:
        return Decision.no("record.consent_withdrawn")
    return Decision.yes()


def may_confirm(actor: Actor, member: Member) -> Decision:
    """Officers over the place where she lives; nobody confirms her own permit. A mentor reports, and does not confirm."""
    if actor.person_id == member.person_id:
        return Decision.no("record.own")
    if not actor.over(member.domicile, OFFICERS):
        return Decision.no("permit.officers_confirm")
    return Decision.yes()


def may_see(actor: Actor, member: Member) -> Decision:
    """Whoever may open the record sees its permits and their files."""
    return may_open_record(actor, member)


def may_watch(actor: Actor) -> Decision:
    """How long offices take is read by officers of kecamatan and city over their places, and by evaluators."""
    return Decision.yes() if actor.has(*WATCHERS) else Decision.no("permit.not_your_list")


def may_plan(actor: Actor, place_code: str) -> Decision:
    """Counter days are planned and run by officers over the place where they are held."""
    return Decision.yes() if actor.over(place_code, OFFICERS) else Decision.no("counter.not_your_place")
