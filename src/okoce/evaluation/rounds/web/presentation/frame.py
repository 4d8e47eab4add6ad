"""What the frame of every page of the round needs: who is signed in, over what."""

from typing import Any

from django.utils.translation import gettext as _

from okoce.accounts.enums import Role
from okoce.accounts.queries import EVERYWHERE, Actor
from okoce.evaluation.rounds.permissions import READERS
from okoce.places.queries import refs


def frame(actor: Actor) -> dict[str, Any]:
    name, _dot, _roles = actor.label.partition(" · ")
    held = [item for item in actor.held if item.role in READERS]
    scopes = [_("seluruh program") if item.place_code == EVERYWHERE else _place(item.place_code) for item in held]
    return {
        "desk_user": name,
        "desk_role": ", ".join(dict.fromkeys(str(Role(item.role).label) for item in held)),
        "desk_scope": ", ".join(dict.fromkeys(scopes)),
    }


def _place(code: str) -> str:
    known = refs().get(code)
    return known.name if known else code
