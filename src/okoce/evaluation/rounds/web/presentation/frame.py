"""What the frame of every page of the round needs: who is signed in, and where she can go."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from okoce.accounts.enums import Role
from okoce.accounts.queries import EVERYWHERE, Actor
from okoce.evaluation.rounds.permissions import READERS
from okoce.places.queries import refs
from okoce.ui.components import NavItem

OFFICERS_HOME = "desk:home"


def frame(actor: Actor, current: str) -> dict[str, Any]:
    name, _dot, _roles = actor.label.partition(" · ")
    held = [item for item in actor.held if item.role in READERS]
    scopes = [_("seluruh program") if item.place_code == EVERYWHERE else _place(item.place_code) for item in held]
    return {
        "desk_nav": [NavItem(label, reverse(route), current=route == current) for route, label in _places_to_go(actor)],
        "desk_user": name,
        "desk_role": ", ".join(dict.fromkeys(str(Role(item.role).label) for item in held)),
        "desk_scope": ", ".join(dict.fromkeys(scopes)),
    }


def _place(code: str) -> str:
    known = refs().get(code)
    return known.name if known else code


def _places_to_go(actor: Actor) -> list[tuple[str, str]]:
    pages = [
        ("rounds:round", _("Putaran")),
        ("rounds:packs", _("Paket beku")),
        ("rounds:public", _("Angka publik")),
    ]
    return [(OFFICERS_HOME, _("Hari ini")), *pages] if actor.has(Role.CITY, Role.KECAMATAN) else pages
