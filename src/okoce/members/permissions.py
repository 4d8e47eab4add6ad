"""Who may do what with a person's record."""

from okoce.accounts.enums import Role
from okoce.accounts.queries import Actor
from okoce.core.decisions import Decision
from okoce.members.enums import Purpose
from okoce.members.queries.people import Member

RECORDERS = (Role.KELURAHAN, Role.KECAMATAN, Role.CITY)


def may_open_record(actor: Actor, member: Member) -> Decision:
    """Herself; officers over her domicile; her mentor. Everybody but herself is logged."""
    if actor.person_id == member.person_id or actor.over(member.domicile, RECORDERS) or _is_mentor(actor, member):
        return Decision.yes()
    return Decision.no("record.outside_scope")


def may_record_fact(actor: Actor, member: Member) -> Decision:
    """Who may keep her record, as long as she allows the programme to write down new activities."""
    decision = may_keep_record(actor, member)
    if decision.allowed and Purpose.PROGRAMME in member.withdrawn:
        return Decision.no("record.consent_withdrawn")
    return decision


def may_keep_record(actor: Actor, member: Member) -> Decision:
    """Officers over her domicile and her mentor; nobody keeps her own record on a staff page. Corrections need no consent."""
    if actor.person_id == member.person_id:
        return Decision.no("record.own")
    if not (actor.over(member.domicile, RECORDERS) or _is_mentor(actor, member)):
        return Decision.no("record.outside_scope")
    if member.enrolment_id is None:
        return Decision.no("record.not_enrolled")
    return Decision.yes()


def may_move_here(actor: Actor, place_code: str) -> Decision:
    """The office of the place where somebody lives now records the move, with her and her card at the counter."""
    if actor.over(place_code, (Role.KECAMATAN, Role.KELURAHAN, Role.CITY)):
        return Decision.yes()
    return Decision.no("move.other_office", place=place_code)


def _is_mentor(actor: Actor, member: Member) -> bool:
    return actor.has(Role.MENTOR) and actor.user_id is not None and actor.user_id == member.mentor_id
