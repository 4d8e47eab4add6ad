"""Permanent codes of P4: questions with their answers, levels, trust, scales, risks and traits.

Saved answers, rule rows and decisions hold these codes: none is ever renamed, removed or used for something else.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

CLASS: Final = "class"
FIRST: Final = (CLASS, "place", "zone", "capital", "product", "inputs")
"""The questions before a first roadmap: never more than six."""
LATER: Final = ("outlets", "sales", "entity", "brand", "npwp")
UNANSWERED: Final = "unanswered"

ANSWERS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({
    "place": ("home", "flat_ground", "flat_upper", "fixed", "market", "street", "mobile"),
    "zone": ("allowed", "green", "unknown"),
    "capital": ("upto_1bn", "upto_5bn", "upto_10bn", "over_10bn"),
    "product": ("ready", "short", "dry", "cold", "heat", "dairy", "water", "special", "alcohol"),
    "inputs": ("simple", "meat", "complex", "nonhalal"),
    "outlets": ("one", "more"),
    "sales": ("upto_2bn", "upto_15bn", "over_15bn"),
    "entity": ("person", "pt_person", "company"),
    "brand": ("yes", "no"),
    "npwp": ("have", "none"),
})  # fmt: skip
"""Each question but the class, with its answers."""

SCALES: Final = ("micro", "small", "medium", "large")
RISKS: Final = ("unconfirmed", "low", "medium_low", "medium_high", "high")
REQUIRED: Final = "required"
ADVISED: Final = "advised"
LEVELS: Final = (REQUIRED, ADVISED)
EFFECTS: Final = ("add", "block", "replace")
UNCONFIRMED: Final = "U"
TRUSTS: Final = ("T", "2", "1", "calc", "P", UNCONFIRMED)
"""Text seen, two sources, one source, recomputed, programme setting, unconfirmed: the last is shown as such, never as a fact."""

TERM_WORDS: Final = ("on_certificate", "while_operating", "no_expiry")
"""Terms that are no number of years: the date on the certificate, while the business runs, without end."""

TRAITS: Final = (
    "food_made", "drink_made", "food_service", "slhs_listed", "catering", "tempe_tahu", "slaughter", "food_retail", "retail",
    "water_refill", "bottled_water", "cosmetic_made", "jamu_made", "jamu_served", "craft", "fashion", "service", "beauty",
    "repair", "farming", "milk", "alcohol",
)  # fmt: skip

VALUES: Final[Mapping[str, tuple[str, ...] | None]] = MappingProxyType({
    **{question: (*values, UNANSWERED) for question, values in ANSWERS.items()},
    "trait": TRAITS,
    "scale": (*SCALES, UNANSWERED),
    "risk": RISKS,
    "class": None,
    "task": None,
})  # fmt: skip
"""What a condition may ask, with the values it knows; None where they are checked otherwise."""
