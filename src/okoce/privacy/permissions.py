"""Who may ask, take, answer, order and oversee. A member asks for herself; officers of her place answer."""

from uuid import UUID

from okoce.accounts.enums import Role
from okoce.accounts.queries import Actor
from okoce.core.decisions import Decision
from okoce.members.queries import Member
from okoce.privacy.models import DataRequest
from okoce.privacy.queries.requests import OFFICERS
from okoce.privacy.rules import may_order as may_order_rule

COUNTER = (Role.KELURAHAN, Role.KECAMATAN, Role.CITY)
OVERSEERS = (Role.CITY, Role.ADMINISTRATOR)


def may_ask(actor: Actor, person_id: UUID) -> Decision:
    """Only herself, signed in; an officer takes a request down with :func:`may_take_down`."""
    if actor.person_id == person_id and actor.user_id is not None:
        return Decision.yes()
    return Decision.no("data.only_herself")


def may_take_down(actor: Actor, member: Member) -> Decision:
    """The office of the place where she lives, with her card in hand."""
    if actor.user_id is not None and actor.over(member.domicile, COUNTER):
        return Decision.yes()
    return Decision.no("data.other_office")


def may_work_on(actor: Actor, request: DataRequest) -> Decision:
    """Officers of the kecamatan or city of the request."""
    if actor.user_id is not None and actor.over(request.place_code, OFFICERS):
        return Decision.yes()
    return Decision.no("data.other_office")


def may_order(actor: Actor, request: DataRequest) -> Decision:
    """An officer of the city, never the one who agreed to the erasure."""
    if actor.user_id is None or not actor.over(request.place_code, (Role.CITY,)):
        return Decision.no("data.city_orders")
    return may_order_rule(request.decided_by, actor.user_id)


def may_open_retained(actor: Actor, place_code: str) -> Decision:
    """What the law keeps of an erased person: an officer of the city, with a reason that is written down."""
    if actor.user_id is not None and actor.over(place_code, (Role.CITY,)):
        return Decision.yes()
    return Decision.no("data.retained_is_closed")
