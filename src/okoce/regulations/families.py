"""The registry of families of rules: an app declares which codes are its own, and what a value of theirs looks like.

A family is named by the beginning of its codes; the longest that fits a code owns it. Codes of no family are the programme's
own settings: a whole number or a text. Families are registered when the apps start (``AppConfig.ready``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from okoce.core.decisions import Decision
from okoce.regulations import rules

type_of_label = str | Promise


@dataclass(frozen=True, slots=True)
class Family:
    """Rules whose codes begin alike.

    ``check``: may this value stand in a row of this code? ``objects``: values are objects, else a whole number or a text.
    """

    prefix: str
    label: type_of_label
    check: Callable[[str, object], Decision] | None = None
    objects: bool = False


OTHERS = Family(prefix="", label=_("Ketetapan program"))
"""Codes that no app has claimed."""

_FAMILIES: dict[str, Family] = {}
_FILES: list[Path] = []


def register(*families: Family) -> None:
    """Declare families. The same prefix twice is a defect."""
    for family in families:
        if not family.prefix or _FAMILIES.setdefault(family.prefix, family) != family:
            raise ValueError(f"family of rules declared twice or without a prefix: {family.prefix!r}")


def unregister(*families: Family) -> None:
    """Take families back: for tests that declare one of their own."""
    for family in families:
        _FAMILIES.pop(family.prefix, None)


def ship(*paths: Path) -> None:
    """Name further files of shipped rows (TOML, as ``regulations/data/rules.toml``): loaded with the reference data."""
    _FILES.extend(path for path in paths if path not in _FILES)


def shipped_files() -> tuple[Path, ...]:
    return tuple(_FILES)


def all_families() -> tuple[Family, ...]:
    """Every family that an app declared, by its prefix, and the others at the end."""
    return (*(_FAMILIES[prefix] for prefix in sorted(_FAMILIES)), OTHERS)


def family_of(code: str) -> Family:
    """The family that owns a code: the longest prefix that it begins with."""
    owning = [family for prefix, family in _FAMILIES.items() if code.startswith(prefix)]
    return max(owning, key=lambda family: len(family.prefix), default=OTHERS)


def check(code: str, value: object) -> Decision:
    """May a row of this code have this value? Its kind by the family's declaration, then what the family itself asks."""
    family = family_of(code)
    if family.objects and not rules.is_object(value):
        return Decision.no("rule.value_no_object")
    if not family.objects and not rules.is_scalar(value):
        return Decision.no("rule.value_unreadable")
    return family.check(code, value) if family.check is not None else Decision.yes()
