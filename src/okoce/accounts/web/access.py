"""Who may open a page: every view says so itself, and one that says nothing is closed.

A mark says only which *kind* of person a page is for. Whether she may see *this* member is asked in the view, through
``visible_to`` and ``permissions``: what lies outside her scope is a 404, as if it did not exist.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeVar, cast

from django.conf import settings

from okoce.accounts.enums import Role
from okoce.accounts.queries import Actor

View = TypeVar("View", bound=Callable[..., Any])
MARK = "okoce_access"


class Door(Enum):
    """Kinds of pages."""

    ALL = "all"
    SIGNED_IN = "signed_in"
    STAFF = "staff"
    ROLES = "roles"
    MEMBER = "member"


class Answer(Enum):
    """What happens to a request."""

    OPEN = "open"
    SIGN_IN = "sign_in"
    STAFF_SIGN_IN = "staff_sign_in"
    PICK_PERSON = "pick_person"
    SET_UP_FACTOR = "set_up_factor"
    PROVE = "prove"
    NOT_FOR_YOU = "not_for_you"


@dataclass(frozen=True, slots=True)
class Access:
    """Whom a page is for. ``fresh``: only shortly after she has proven who she is; ``before_factor``: also while her role waits for
    a second factor."""

    door: Door
    roles: frozenset[str] = frozenset()
    fresh: bool = False
    before_factor: bool = False

    def answer(self, actor: Actor) -> Answer:
        """What somebody gets; called for doors other than ``ALL``."""
        if self.door is Door.ALL:
            return Answer.OPEN
        if not actor.is_known:
            return Answer.STAFF_SIGN_IN if self.door in (Door.ROLES, Door.STAFF) else Answer.SIGN_IN
        if actor.factor_due and not self.before_factor:
            return Answer.SET_UP_FACTOR
        if self.door is Door.SIGNED_IN:
            return Answer.OPEN
        if self.door is Door.STAFF:
            return Answer.OPEN if actor.is_staff else Answer.NOT_FOR_YOU
        if self.door is Door.ROLES:
            return Answer.OPEN if actor.has(*self.roles) else Answer.NOT_FOR_YOU
        if actor.person_id is not None:
            return Answer.OPEN
        # Staff hold roles and no phone: there is nobody they could pick.
        return Answer.NOT_FOR_YOU if actor.held else Answer.PICK_PERSON


def open_to_all(view: View) -> View:
    """Anybody, without an account."""
    return _marked(view, Access(Door.ALL))


def signed_in(view: View) -> View:
    """Anybody with an account: staff, or a phone that has not picked a person yet."""
    return _marked(view, Access(Door.SIGNED_IN))


def for_staff(*, fresh: bool = False, before_factor: bool = False) -> Callable[[View], View]:
    """Any account of staff, whatever its roles: pages about one's own account."""
    return lambda view: _marked(view, Access(Door.STAFF, fresh=fresh, before_factor=before_factor))


def for_roles(*roles: Role, fresh: bool = False) -> Callable[[View], View]:
    """Staff who hold one of the roles today, over whatever scope. ``fresh`` where roles are handed out or accounts changed."""
    if not roles or Role.MEMBER in roles:
        raise ValueError("name the roles of staff; for members there is for_member")
    access = Access(Door.ROLES, frozenset(role.value for role in roles), fresh)
    return lambda view: _marked(view, access)


def for_member(view: View) -> View:
    """A member who signed in with her phone and picked herself."""
    return _marked(view, Access(Door.MEMBER))


def access_of(view: Callable[..., Any], name: str) -> Access | None:
    """The mark of a view. Views that are not ours, or lie below this app, are listed in ``settings.OKOCE_OPEN_VIEWS``."""
    mark = getattr(view, MARK, None)
    if mark is None and name in settings.OKOCE_OPEN_VIEWS:
        return Access(Door.ALL)
    return cast(Access | None, mark)


def _marked(view: View, access: Access) -> View:
    setattr(view, MARK, access)
    return view
