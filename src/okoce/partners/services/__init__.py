"""The doors of partners for writing. Each: permission, lock, rule, write, trail."""

from okoce.partners.services.centres import save_centre
from okoce.partners.services.organisations import (
    register_organisation,
    remove,
    reopen,
    set_accepts_members,
    set_areas,
    suspend,
    verify,
)
from okoce.partners.services.representatives import add_representative, revoke_representative

__all__ = [
    "add_representative",
    "register_organisation",
    "remove",
    "reopen",
    "revoke_representative",
    "save_centre",
    "set_accepts_members",
    "set_areas",
    "suspend",
    "verify",
]
