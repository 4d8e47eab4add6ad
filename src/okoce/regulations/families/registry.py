"""Which families there are, and which one owns a code."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from okoce.core.decisions import Decision
from okoce.regulations import rules
from okoce.regulations.families.declared import Consequences, Family

OTHERS = Family(prefix="", label=_("Ketetapan lain"))
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


def family_with(slug: str) -> Family | None:
    """The family of that name in addresses."""
    return next((family for family in all_families() if family.slug == slug), None)


def family_of(code: str) -> Family:
    """The family that owns a code: the longest prefix that it begins with."""
    owning = [family for prefix, family in _FAMILIES.items() if code.startswith(prefix)]
    return max(owning, key=lambda family: len(family.prefix), default=OTHERS)


def consequences_of(codes: frozenset[str]) -> tuple[Consequences, ...]:
    """What a change of rules of these codes has to look at, each once."""
    found = {known.within: known for code in codes if (known := family_of(code).consequences) is not None}
    return tuple(found[within] for within in sorted(found))


def check(code: str, value: object) -> Decision:
    """May a row of this code have this value? Its kind by the family's declaration, then what the family itself asks."""
    family = family_of(code)
    if family.objects and not rules.is_object(value):
        return Decision.no("rule.value_no_object")
    if not family.objects and not rules.is_scalar(value):
        return Decision.no("rule.value_unreadable")
    return family.check(code, value) if family.check is not None else Decision.yes()
