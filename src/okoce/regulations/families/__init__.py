"""The registry of families of rules: an app declares which codes are its own, what a value of theirs looks like, and what follows
from a change.

A family is named by the beginning of its codes; the longest that fits a code owns it. Codes of no family are the programme's
own settings: a whole number or a text. Families are registered when the apps start (``AppConfig.ready``).
"""

from okoce.regulations.families.declared import (
    Check,
    Consequences,
    Effect,
    Effects,
    Family,
    Field,
    Subject,
    Wording,
    in_both,
)
from okoce.regulations.families.objects import from_form, lines_of, shown_parts, to_form
from okoce.regulations.families.registry import (
    OTHERS,
    all_families,
    check,
    consequences_of,
    family_of,
    family_with,
    register,
    ship,
    shipped_files,
    unregister,
)

__all__ = [
    "OTHERS",
    "Check",
    "Consequences",
    "Effect",
    "Effects",
    "Family",
    "Field",
    "Subject",
    "Wording",
    "all_families",
    "check",
    "consequences_of",
    "family_of",
    "family_with",
    "from_form",
    "in_both",
    "lines_of",
    "register",
    "ship",
    "shipped_files",
    "shown_parts",
    "to_form",
    "unregister",
]
