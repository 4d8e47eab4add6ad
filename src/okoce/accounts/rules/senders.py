"""From where somebody tries to sign in, and which limits count there."""

from dataclasses import dataclass

from okoce.accounts.rules import limits
from okoce.accounts.rules.limits import Limit


@dataclass(frozen=True, slots=True)
class Sender:
    """``address``: the network address as limits count it. ``device``: the name of a browser that signed in with this account
    before, empty for any other: the limits of strangers do not touch it."""

    address: str = ""
    device: str = ""


Tries = tuple[tuple[Limit, str], ...]
"""Limits with the key that each counts under, the narrowest first: what it refuses uses up no wider one."""


def password_tries(name: str, sender: Sender) -> Tries:
    """A known device has tries of its own. Others share those of their network and, more of them, those of the name."""
    if sender.device:
        here = f"{name}|{sender.device}"
        return ((limits.PASSWORDS_PER_DEVICE, here), (limits.PASSWORDS_PER_NAME_AND_DAY, here))
    here = f"{name}|{sender.address}"
    return (
        (limits.PASSWORDS_PER_NAME, here),
        (limits.PASSWORDS_PER_NAME_AND_DAY, here),
        (limits.PASSWORDS_PER_ADDRESS, sender.address),
        (limits.PASSWORDS_OF_STRANGERS, name),
    )


def code_requests(phone: str, sender: Sender) -> Tries:
    """How often a code may be asked for. What people ask for on their own device does not count among what strangers ask for."""
    if sender.device:
        here = f"{phone}|{sender.device}"
        return ((limits.CODES_PER_PHONE, here), (limits.CODES_PER_PHONE_AND_DAY, here))
    network: Tries = ()
    if sender.address:
        here = f"{phone}|{sender.address}"
        network = ((limits.CODES_PER_NETWORK_AND_DAY, here), (limits.CODES_PER_ADDRESS, sender.address))
    return (*network, (limits.CODES_PER_PHONE, phone), (limits.CODES_PER_PHONE_AND_DAY, phone))


def code_tries(phone: str, sender: Sender) -> Tries:
    """How often a code may be typed, over all codes of a day."""
    if sender.device:
        return ((limits.CODE_TRIES_PER_PHONE, f"{phone}|{sender.device}"),)
    network: Tries = ((limits.CODE_TRIES_PER_NETWORK, f"{phone}|{sender.address}"),) if sender.address else ()
    return (*network, (limits.CODE_TRIES_PER_PHONE, phone))
