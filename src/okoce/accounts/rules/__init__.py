"""Pure rules of accounts: who acts over what, who may hold which role where, and how often something may be tried."""

from okoce.accounts.rules.actors import EVERYWHERE, NOBODY, Actor, Held, within
from okoce.accounts.rules.grants import Scope, grant_scope, scope_of_role
from okoce.accounts.rules.limits import (
    CODE_DIGITS,
    CODE_LIFE,
    CODE_TRIES,
    LINK_LIFE,
    Limit,
    attempts_left,
    clean_code,
)

__all__ = [
    "CODE_DIGITS",
    "CODE_LIFE",
    "CODE_TRIES",
    "EVERYWHERE",
    "LINK_LIFE",
    "NOBODY",
    "Actor",
    "Held",
    "Limit",
    "Scope",
    "attempts_left",
    "clean_code",
    "grant_scope",
    "scope_of_role",
    "within",
]
