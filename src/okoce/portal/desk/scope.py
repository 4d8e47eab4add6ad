"""Whose desk it is: the roles that open it, and what they are over, in words."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from okoce.accounts.enums import Role
from okoce.accounts.queries import EVERYWHERE, Actor, Held
from okoce.accounts.web.requests import actor_of_request
from okoce.partners.queries import organisation
from okoce.portal.sentences import place_name as known_name

OFFICERS = (Role.KELURAHAN, Role.KECAMATAN, Role.CITY)
DESK = (*OFFICERS, Role.MENTOR)
CLAIM_OFFICERS = (Role.KECAMATAN, Role.CITY)


def frame(request: HttpRequest) -> dict[str, Any]:
    """What the frame of every desk page needs: who is signed in and over what."""
    actor = actor_of_request(request)
    name, _dot, _roles = actor.label.partition(" · ")
    return {
        "desk_user": name,
        "desk_role": ", ".join(role_names(actor)),
        "desk_scope": ", ".join(scope_names(actor)),
    }


def role_names(actor: Actor) -> list[str]:
    """Her roles on these desks, each once."""
    shown = [held for held in actor.held if held.role in (*DESK, Role.COMMUNITY)]
    return list(dict.fromkeys(str(Role(held.role).label) for held in shown))


def scope_names(actor: Actor) -> list[str]:
    """What her roles are over: places by name, communities by name, or her own members."""
    return list(dict.fromkeys(name for held in actor.held if (name := _scope_name(held))))


def _scope_name(held: Held) -> str:
    if held.role == Role.MENTOR:
        return _("anggota dampingan Anda")
    if held.role == Role.COMMUNITY:
        found = organisation(held.org_id) if held.org_id else None
        return found.name if found else ""
    if held.role not in OFFICERS:
        return ""
    return place_name(held.place_code)


def place_name(code: str) -> str:
    """A place as people call it; a role over no place in particular is over the whole programme."""
    return _("seluruh program") if code == EVERYWHERE else known_name(code)
