"""Who needs a second factor, how long a proof counts, what a recovery code looks like. Safety settings of this system."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from okoce.accounts.enums import Role

FACTOR_ROLES: Final = frozenset({Role.KELURAHAN, Role.KECAMATAN, Role.CITY, Role.EVALUATOR, Role.ADMINISTRATOR})
"""Roles that see many people, or hand out roles. Mentors see their own members alone; communities, agencies and lenders see no
record. These may set a second factor up; who has one is asked for it, whatever her role."""
PENDING_LIFE: Final = timedelta(minutes=10)
"""Between the password and the second step."""
FRESH_FOR: Final = timedelta(minutes=15)
"""How long a proof (password or second factor) counts for dangerous actions."""

RECOVERY_CODES: Final = 10
RECOVERY_SIGNS: Final = "23456789abcdefghjkmnpqrstuvwxyz"
"""Nothing that looks like something else. Ten of 31 signs are 49 bits: not to be guessed at the rate that limits allow."""
RECOVERY_LENGTH: Final = 10


def needs_factor(roles: Iterable[str]) -> bool:
    """Whether one of the roles is held only with a second factor."""
    return not FACTOR_ROLES.isdisjoint(roles)


def clean_recovery(typed: str) -> str:
    """A recovery code as it was made, from how people type it (``ABCDE-23456``); empty where it cannot be one."""
    signs = "".join(sign for sign in typed.casefold() if sign not in " -.\t\u00a0")
    return signs if len(signs) == RECOVERY_LENGTH and set(signs) <= set(RECOVERY_SIGNS) else ""


def is_fresh(proven_at: float, now: float) -> bool:
    """Whether a proof still counts; both in seconds since 1970. One from the future counts for nothing."""
    return 0 <= now - proven_at < FRESH_FOR.total_seconds()
