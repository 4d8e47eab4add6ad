"""How often something may be tried, how long a code or a link lives. Safety settings of this system, no regulation's."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

CODE_DIGITS: Final = 6
CODE_LIFE: Final = timedelta(minutes=10)
CODE_TRIES: Final = 5
LINK_LIFE: Final = timedelta(days=3)
MEMBER_SESSION: Final = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``times`` within any span of ``window``, counted apart for each key. ``name`` keeps limits apart."""

    name: str
    times: int
    window: timedelta


CODES_PER_PHONE: Final = Limit("code-phone", 3, timedelta(minutes=10))
# Somebody else's number is typed in bad faith or by mistake: its owner gets at most this many messages from us in a day.
CODES_PER_PHONE_AND_DAY: Final = Limit("code-phone-day", 10, timedelta(days=1))
# Thousands of phones share one address of a mobile network; the limits per phone protect people, this one the bill.
CODES_PER_ADDRESS: Final = Limit("code-address", 200, timedelta(minutes=10))
# One network cannot use up what all strangers together may ask for.
CODES_PER_NETWORK_AND_DAY: Final = Limit("code-network-day", 6, timedelta(days=1))
# Each code allows five tries and new codes can be asked for: this bounds guessing over days to 30 in a million.
CODE_TRIES_PER_PHONE: Final = Limit("code-try-phone", 30, timedelta(days=1))
CODE_TRIES_PER_NETWORK: Final = Limit("code-try-network", 20, timedelta(days=1))
FACTORS_PER_ACCOUNT: Final = Limit("factor-account", 5, timedelta(minutes=15))
# Of a million codes three hold at a time: fifty guesses a day, by somebody who has the password already, are 15 in 100,000.
FACTORS_PER_ACCOUNT_AND_DAY: Final = Limit("factor-account-day", 50, timedelta(days=1))
# For a name from one network: who mistypes waits a quarter of an hour, who guesses gets twenty a day.
PASSWORDS_PER_NAME: Final = Limit("password-name", 5, timedelta(minutes=15))
PASSWORDS_PER_NAME_AND_DAY: Final = Limit("password-name-day", 20, timedelta(days=1))
# For a name from all networks together, known devices apart: many machines in one hand. Its owner gets in where she did before.
PASSWORDS_OF_STRANGERS: Final = Limit("password-strangers", 100, timedelta(days=1))
PASSWORDS_PER_DEVICE: Final = Limit("password-device", 10, timedelta(minutes=15))
# A whole kelurahan office shares one address; five would lock out colleagues who mistyped nothing.
PASSWORDS_PER_ADDRESS: Final = Limit("password-address", 30, timedelta(minutes=15))


def attempts_left(attempts: int) -> int:
    """How often a code may still be typed."""
    return max(0, CODE_TRIES - attempts)


def clean_code(typed: str) -> str:
    """The digits of a code as people type it: ``123 456``, ``123-456``; empty where it cannot be a code."""
    digits = "".join(sign for sign in typed if sign not in " -.\t\u00a0")
    return digits if len(digits) == CODE_DIGITS and digits.isascii() and digits.isdigit() else ""
